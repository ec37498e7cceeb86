"""A section that a question asks for by its heading, quoted whole.

"What needs to improve in Northmere?" asks for what stands under "What needs to improve", all of it:
no sentence of a report is the answer. Only where the question leaves one authority or one document,
and every word of the question is understood or the heading's. Knows questions and documents.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import dropwhile

from retriever.answers.candidates import Candidate, said_from
from retriever.answers.judged import Judged
from retriever.answers.outright import known_outright
from retriever.answers.quoting import QUOTES_LIMIT, SCREEN_LIMIT_CHARS
from retriever.dates import without_times
from retriever.families import is_of_any
from retriever.records import Block, BlockKind, Document, Filters, Metadata
from retriever.search.kinds import without_kinds
from retriever.search.occasions import is_of
from retriever.search.places import without_names
from retriever.search.query import Query
from retriever.store.analyser import fold, stem, words
from retriever.store.contract import View
from retriever.store.local_view import passes
from retriever.surveys.fillers import words_left

NEARLY_SURE = 0.95
"""Of a section whose heading is the question; set, not fitted: no set of questions asks so."""

PIECES_LIMIT = 3
"""More of a section than so many quotes is for the reader of the document."""

_ASKS_FOR_A_THING = re.compile(r"\b(what|which|list|show|give|name)\b")
_OUGHT = re.compile(r"\b(should|must|ought to|ha(s|ve) to|needs?|needed)\b")
_TO_IMPROVE = re.compile(
    r"\b((told|asked|advised|urged|recommended) to (do|do better|put right|improve|work on|change)"
    r"|(areas?|points|priorities) (for|of) (improvement|development|action)"
    r"|(key )?recommendations?( for improvement)?|need to (do better|put right|get better)"
    r"|(made|given) recommendations?)\b"
)
"""What staff and reports call one thing: what needs to improve."""
_GRADE_AFTER = re.compile(r":.*")
_ADDS_NOTHING = frozenset(
    words(
        """what which according say says said tell tells told state states stated section heading
        under latest last most recent current newest inspector inspectors make made set out find
        found mention mentioned visit there now"""
    )
)


def named_sections(view: View, query: Query, filters: Filters) -> list[Judged]:
    """Return the section that the question names, whole: one quote, or up to three in a row.

    One section for each authority that it names; none where one of them has none.

    Args:
        view: Of the library.
        query: The question.
        filters: With the scope that the question itself sets.
    """
    folded = fold(query.text)
    if not (query.is_topic or _ASKS_FOR_A_THING.search(folded)):
        return []
    plain = without_times(without_names(folded, query.authorities), query.periods)
    asked = _terms_of(without_kinds(plain, query.kinds))
    if not asked:
        return []
    named = list(dict.fromkeys(fold(name) for name in query.authorities))
    found = [_newest(view, query, filters, asked, name) for name in named or [""]]
    told = [each for section in found for each in section]
    return told if all(found) and len(told) <= QUOTES_LIMIT else []


def _newest(
    view: View, query: Query, filters: Filters, asked: frozenset[str], authority: str
) -> list[Judged]:
    """Return the section of an authority's newest report that has it, or of the one document."""
    for document in _documents(view, query, filters, authority):
        for pieces in _sections(document, asked):
            known = [known_outright(view, document, each, NEARLY_SURE) for each in pieces]
            told = [each for each in known if each is not None]
            return told if len(told) == len(known) else []
    return []


def _documents(view: View, query: Query, filters: Filters, authority: str) -> Iterator[Document]:
    """Yield the reports on the authority, newest first; without one the one document left."""
    found = [
        (about.inspection_end or about.published or date.min, doc_id)
        for doc_id, about in view.about()
        if passes(filters, doc_id, about)
        and (
            fold(about.authority or "") == authority if authority else filters.doc_ids == (doc_id,)
        )
        and (not query.periods or is_of(about, query.periods))
        and is_of_any(about.doc_type, query.report_kinds)
    ]
    for _, doc_id in sorted(found, reverse=True):
        document = view.document(doc_id)
        if document is not None:
            yield document


def _is_on(about: Metadata, authority: str) -> bool:
    return fold(about.authority or "") == authority


def _sections(document: Document, asked: frozenset[str]) -> Iterator[list[Candidate]]:
    """Yield what stands under each heading that says what is asked, in pieces, where it fits."""
    for place, block in enumerate(document.blocks):
        if block.kind is not BlockKind.HEADING:
            continue
        heading = _GRADE_AFTER.sub("", fold(document.text[block.start : block.end]))
        # Some reports print a heading twice.
        under = list(dropwhile(_is_heading, _under(document.blocks, place)))
        if _terms_of(heading) == asked and under:
            pieces = _pieces(document, under)
            fits = all(each.end - each.start <= SCREEN_LIMIT_CHARS for each in pieces)
            if fits and len(pieces) <= PIECES_LIMIT:
                yield pieces


def _is_heading(block: Block) -> bool:
    return block.kind is BlockKind.HEADING


def _pieces(document: Document, under: list[Block]) -> list[Candidate]:
    """Return whole blocks in a row, as many together as a screen shows."""
    pieces: list[Candidate] = []
    for block in under:
        start = said_from(document, block)
        if pieces and block.end - pieces[-1].start <= SCREEN_LIMIT_CHARS:
            last = pieces[-1]
            pieces[-1] = Candidate(last.start, block.end, block.end, last.kind)
        else:
            pieces.append(Candidate(start, block.end, block.end, block.kind))
    return pieces


def _under(blocks: tuple[Block, ...], place: int) -> Iterator[Block]:
    for block in blocks[place + 1 :]:
        if block.kind is BlockKind.HEADING and block.level <= blocks[place].level:
            return
        yield block


def _terms_of(folded: str) -> frozenset[str]:
    """Return the stems of the words that say which section is meant."""
    left = words_left(_TO_IMPROVE.sub(" need improve ", _OUGHT.sub("need", folded)))
    return frozenset(stem(word) for word in left if word not in _ADDS_NOTHING)
