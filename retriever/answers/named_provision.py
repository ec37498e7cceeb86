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
LETTERS = "abcdefghijklmnopqrstuvwxyz"
CONTENTS_LIMIT_CHARS = 150
"""An entry of a table of contents is no longer."""

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
_NUMBERED = re.compile(r"^(?P<number>\d+)[A-Z]{0,2}(?:\.\s*[—–-]|\.?\s*[—–-]\s*\(|\.\s)")
_NAMED_BY_ITS_LAW = "section"
"""Every act has sections: which act is meant has to be said."""


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
        title, is_only = fold(about.title), filters.doc_ids == (doc_id,)
        form = _IN_TITLE.get(kind)
        is_meant = form.search(title) is not None if form else is_only
        is_named = bool(left) or is_only or kind != _NAMED_BY_ITS_LAW
        if is_meant and is_named and left <= {*words(title)} and passes(filters, doc_id, about):
            document = view.document(doc_id)
            if document is not None:
                yield document


def _provision(document: Document, number: str) -> Iterator[Candidate]:
    """Yield what stands at a number, where it first heads or begins something.

    Editors mark what was amended ("[ F9816A Panel" is section 16A, by the note F98): what is
    printed without a mark comes before.
    """
    heading = re.compile(rf"^{number}\s+[A-Z]", re.IGNORECASE)
    marked = re.compile(rf"^(?:\[\s*)?F\d+?\s?{number}\s*[A-Z]", re.IGNORECASE)
    begins = re.compile(rf"^{number}(?:\.?\s*[—–-]\s*\(|\.\s*[—–-]|\.\s)", re.IGNORECASE)
    for form, is_of_headings in ((heading, True), (begins, False), (marked, True)):
        for place, block in enumerate(document.blocks):
            is_heading = block.kind is BlockKind.HEADING
            fits = is_heading is is_of_headings and form.match(_said(document, block))
            if not fits or _is_of_contents(document, place):
                continue
            under = list(_until_the_next(document, place + is_heading, number))
            quoted = _fitting(document, under)
            if quoted is not None:
                yield quoted
                return


def _is_of_contents(document: Document, place: int) -> bool:
    """Say whether the next number follows at once on a line, as in a table of contents."""
    this, following = document.blocks[place], document.blocks[place + 1 : place + 2]
    number = re.match(r"\d+", _said(document, this))
    if number is None or this.end - this.start > CONTENTS_LIMIT_CHARS:
        return False
    after = re.compile(rf"{int(number.group()) + 1}\b(?!\.?\s*[—–-]\s*\()")
    entries = (each for each in following if each.end - each.start <= CONTENTS_LIMIT_CHARS)
    return any(after.match(_said(document, each)) for each in entries)


def _until_the_next(document: Document, place: int, number: str) -> Iterator[Block]:
    own = int(number.rstrip(LETTERS))
    for count, block in enumerate(document.blocks[place:]):
        another = _NUMBERED.match(_said(document, block))
        ends = another is not None and int(another["number"]) > own
        if block.kind is BlockKind.HEADING or (count and ends):
            return
        yield block


def _fitting(document: Document, under: list[Block]) -> Candidate | None:
    """Return as many whole blocks as a screen shows; None where not even the first fits."""
    if not under:
        return None
    start = said_from(document, under[0])
    fitting = [each.end for each in under if each.end - start <= SCREEN_LIMIT_CHARS]
    return Candidate(start, fitting[-1], fitting[-1], under[0].kind) if fitting else None


def _said(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]
