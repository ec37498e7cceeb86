"""A provision of a law that a question asks for by its number, quoted from its beginning.

"What does regulation 44 require?" asks for what stands at 44, not for the sentences that mention
it. Only where one document of the library can be meant, and every word of the question is
understood. Knows questions and documents.
"""

import re
from collections.abc import Iterator, Mapping

from retriever.answers.candidates import Candidate, said_from
from retriever.answers.judged import Judged
from retriever.answers.named_section import NEARLY_SURE
from retriever.answers.outright import known_outright
from retriever.answers.quoting import SCREEN_LIMIT_CHARS
from retriever.records import Block, BlockKind, Document, Filters
from retriever.search.query import Query
from retriever.store.analyser import STOP_WORDS, fold, words
from retriever.store.contract import View
from retriever.store.local_view import passes

_ASKED = re.compile(
    r"\b(?P<kind>section|regulation|article|rule|paragraph) (?P<number>\d+[a-z]{0,2})\b"
)
_IN_TITLE: Mapping[str, re.Pattern[str]] = {
    "section": re.compile(r"\bact\b"),
    "regulation": re.compile(r"\bregulations\b"),
    "article": re.compile(r"\border\b"),
    "rule": re.compile(r"\brules\b"),
}
"""What a law calls itself whose provisions are called so; guidance has paragraphs."""

_ADDS_NOTHING = STOP_WORDS | frozenset(
    words(
        """require requires required say says said cover covers covered mean means state states
        provide provides set sets contain contains deal deals tell tells explain show read reads
        text wording about concern concerns impose imposes duty duties under exactly must
        act acts regulations rules order law guidance document please me"""
    )
)
_ANOTHER = re.compile(r"^\d+[A-Z]{0,2}(?:\.\s*[—–-]|\.?\s*[—–-]\s*\(|\.\s)")


def named_provision(view: View, query: Query, filters: Filters) -> Judged | None:
    """Return the beginning of the provision that the question names, as much as fits.

    Args:
        view: Of the library.
        query: The question.
        filters: With the scope that the question itself sets.
    """
    folded = fold(query.text)
    asked = _ASKED.search(folded)
    if asked is None or _ASKED.search(folded, asked.end()):
        return None
    left = {*words(folded[: asked.start()]), *words(folded[asked.end() :])} - _ADDS_NOTHING
    found = [
        (document, candidate)
        for document in _documents(view, asked["kind"], left, filters)
        for candidate in _provision(document, asked["number"])
    ]
    if len({document.doc_id for document, _ in found}) != 1:
        return None
    document, candidate = found[0]
    return known_outright(view, document, candidate, NEARLY_SURE)


def _documents(view: View, kind: str, left: set[str], filters: Filters) -> Iterator[Document]:
    """Yield the laws whose provisions are called so, and whose title holds the words left."""
    for doc_id, about in view.about():
        title = fold(about.title)
        form = _IN_TITLE.get(kind)
        is_meant = form.search(title) is not None if form else filters.doc_ids == (doc_id,)
        if is_meant and left <= {*words(title)} and passes(filters, doc_id, about):
            document = view.document(doc_id)
            if document is not None:
                yield document


def _provision(document: Document, number: str) -> Iterator[Candidate]:
    """Yield what stands at a number, the first time that it heads or begins something."""
    heads = re.compile(rf"^{number}\s+[A-Z]", re.IGNORECASE)
    begins = re.compile(rf"^{number}(?:\.\s*[—–-]|\s*[—–-]\s*\(|\.\s)", re.IGNORECASE)
    for place, block in enumerate(document.blocks):
        said = document.text[block.start : block.end]
        is_heading = block.kind is BlockKind.HEADING
        if not (heads if is_heading else begins).match(said):
            continue
        under = list(_until_the_next(document, place + 1 if is_heading else place))
        if under:
            start, end = said_from(document, under[0]), _fitting_end(document, under)
            yield Candidate(start, end, end, under[0].kind)
            return


def _until_the_next(document: Document, place: int) -> Iterator[Block]:
    for number, block in enumerate(document.blocks[place:]):
        said = document.text[block.start : block.end]
        if block.kind is BlockKind.HEADING or (number and _ANOTHER.match(said)):
            return
        yield block


def _fitting_end(document: Document, under: list[Block]) -> int:
    """Return where the last block ends with which the quote is no more than a screenful."""
    start = said_from(document, under[0])
    fitting = [each.end for each in under if each.end - start <= SCREEN_LIMIT_CHARS]
    return fitting[-1] if fitting else under[0].end
