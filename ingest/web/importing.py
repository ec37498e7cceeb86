"""Brings what an address names into the corpus: a page, a PDF, a feed's archive, a GOV.UK document.

Yields one outcome for every address as it is done, so that what a stopped run has done is known.
Data flows from an address through the fetcher and a reader of its kind to the shelf.
"""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urldefrag

from ingest.parser_process import ParserProcess
from ingest.web.addresses import Address, joined
from ingest.web.feed import FeedEntry
from ingest.web.feed_archive import FeedArchive
from ingest.web.fetching import FetchedPage, Fetcher, GonePageError
from ingest.web.govuk_content import Attachment, Content
from ingest.web.govuk_documents import GOVUK, GovukAnswer, GovukDocuments
from ingest.web.outcome import Outcome, Word
from ingest.web.page_kind import as_served
from ingest.web.shelf import NewPage, Shelf
from ingest.web.source_facts import SourceFacts, page_of
from retriever.errors import CandourError, SkippedFileError, UnreadableFileError

_ENDINGS = {"html": ".html", "pdf": ".pdf"}
_NOT_MODIFIED = "the server says that it is not modified"


class Importer:
    """Brings addresses into a corpus.

    Args:
        fetcher: That asks the servers.
        parser: That reads feeds.
        shelf: That writes the files.
        doc_type: The type that is wanted, or "" for what each source says.
        govuk: The site whose content API is asked; a test has its own.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        parser: ParserProcess,
        shelf: Shelf,
        doc_type: str = "",
        govuk: str = GOVUK,
    ) -> None:
        self._fetcher = fetcher
        self._archive = FeedArchive(fetcher, parser)
        self._govuk = GovukDocuments(fetcher, govuk)
        self._shelf = shelf
        self._doc_type = doc_type

    def bring(self, address: Address) -> Iterator[Outcome]:
        """Bring in what an address names, the entries of a feed and attachments included."""
        yield from self._bring(address, SourceFacts(), follow=True)

    def _bring(self, address: Address, known: SourceFacts, *, follow: bool) -> Iterator[Outcome]:
        """Bring in an address; a fault is an outcome.

        Args:
            address: Of anything.
            known: What is known of it from what named it.
            follow: Whether what it names itself is brought in too.
        """
        try:
            document = self._govuk.page_address(address)
            answer = document and self._govuk.read(
                document, self._shelf.validators_of(document.text)
            )
            if document and answer:
                yield from self._document(document, answer, known, follow=follow)
                return
            page = self._fetcher.fetch(address, self._shelf.validators_of(address.text))
            if page.kind == "feed" and follow:
                yield from self._feed(page)
            else:
                yield self._page(address, page, known)
        except GonePageError as error:
            path = self._shelf.path_of(address.text)
            stays = f" Its file stays until you remove it (python -m ingest remove {path})."
            yield self._refused(address, "failed", f"{error}{stays if path else ''}")
        except SkippedFileError as error:
            yield self._refused(address, "skipped", str(error))
        except UnreadableFileError as error:
            yield self._refused(address, "failed", str(error))

    def _page(self, asked: Address, page: FetchedPage, known: SourceFacts) -> Outcome:
        """Keep a web page or a PDF file as it was served."""
        if page.is_unmodified:
            path = self._shelf.path_of(asked.text)
            return Outcome(asked.text, path, "unchanged", _NOT_MODIFIED)
        if page.kind not in _ENDINGS:
            message = f"It is a {page.kind} file: web pages, feeds and PDF files are read."
            raise SkippedFileError(message)
        is_html = page.kind == "html"
        facts = self._typed(replace(known, url=page.address.text))
        new = NewPage(
            address=page.address.text,
            data=as_served(page.body, page.content_type) if is_html else page.body,
            ending=_ENDINGS[page.kind],
            source="GOV.UK" if known.publisher else "web page",
            said=facts.as_table(),
            asked=asked.text,
            doc_type=facts.doc_type,
            validators=page.validators,
        )
        return self._shelf.put(new)

    def _feed(self, page: FetchedPage) -> Iterator[Outcome]:
        names: set[str] = set()
        for feed, entry in self._archive.entries(page):
            if not entry.link:
                named = f"An entry of the feed has no address ({entry.title[:60]!r})."
                yield self._refused(page.address, "skipped", named)
                continue
            try:
                address = joined(page.address, entry.link)
            except CandourError as error:
                yield Outcome(entry.link, "", "skipped", str(error))
                continue
            name = f"{address.text}#{entry.mark}" if entry.body and entry.mark else address.text
            if name in names:
                repeated = f"The feed names it more than once ({entry.title[:60]!r} was left out)."
                yield Outcome(name, self._shelf.path_of(name), "skipped", repeated)
                continue
            names.add(name)
            if entry.body:
                yield self._shelf.put(self._post(name, address, entry, feed.title))
            else:
                yield from self._bring(address, SourceFacts(), follow=False)

    def _post(self, name: str, address: Address, entry: FeedEntry, publisher: str) -> NewPage:
        """Make a page of an entry that has its whole content."""
        title = entry.title or address.path
        fragment = urldefrag(entry.link).fragment
        facts = SourceFacts(
            title=title,
            url=f"{address.text}#{fragment}" if fragment else address.text,
            published=entry.published,
            updated=entry.updated,
            authors=entry.authors,
            categories=entry.categories,
            publisher=publisher,
            doc_type=self._doc_type or "blog_post",
        )
        return NewPage(
            address=name,
            data=page_of(title, entry.body, "article"),
            ending=".html",
            source="feed",
            said=facts.as_table(),
            doc_type=facts.doc_type,
        )

    def _document(
        self, address: Address, answer: GovukAnswer, known: SourceFacts, *, follow: bool
    ) -> Iterator[Outcome]:
        """Keep a document of GOV.UK, and bring in what is attached to it."""
        content = answer.content
        if content is None:
            path = self._shelf.path_of(address.text)
            yield Outcome(address.text, path, "unchanged", _NOT_MODIFIED)
            return
        facts = self._typed(content.facts.over(known))
        if content.page:
            yield self._kept_document(address, content, answer, facts)
        if follow:
            for attachment in content.attachments:
                yield from self._attachment(address, attachment, facts)

    def _kept_document(
        self, address: Address, content: Content, answer: GovukAnswer, facts: SourceFacts
    ) -> Outcome:
        new = NewPage(
            address=address.text,
            data=content.page,
            ending=".html",
            source="GOV.UK",
            said=replace(facts, url=address.text).as_table(),
            doc_type=facts.doc_type,
            validators=answer.validators,
        )
        outcome = self._shelf.put(new)
        if content.is_withdrawn and not outcome.reason:
            return replace(outcome, reason="GOV.UK says that it is withdrawn")
        return outcome

    def _attachment(
        self, parent: Address, attachment: Attachment, facts: SourceFacts
    ) -> Iterator[Outcome]:
        try:
            address = joined(parent, attachment.reference)
        except CandourError as error:
            yield Outcome(attachment.reference, "", "skipped", str(error))
            return
        if attachment.kind not in _ENDINGS:
            reason = f"It is {attachment.kind}: attached web pages and PDF files are read."
            yield self._refused(address, "skipped", reason)
            return
        own = replace(facts, title=attachment.title or facts.title, url="")
        yield from self._bring(address, own, follow=False)

    def _typed(self, facts: SourceFacts) -> SourceFacts:
        return replace(facts, doc_type=self._doc_type) if self._doc_type else facts

    def _refused(self, address: Address, outcome: Word, reason: str) -> Outcome:
        return Outcome(address.text, self._shelf.path_of(address.text), outcome, reason)
