"""Where a document says what its metadata knows: the row, line or sentence, checked word by word.

A span is returned only where it holds both the value and what the value is of; the page is the one
that `origins` names, or the next (a table may run over). Knows documents; knows no question.
"""

import re
from collections.abc import Callable, Iterator

from retriever.answers.candidates import QUOTE_LIMIT_CHARS, Candidate
from retriever.answers.sentences import sentence_spans
from retriever.dates import DateRange, PrintedDate, find_printed_date, find_range
from retriever.records import Block, BlockKind, Document
from retriever.search.places import names_of
from retriever.store.analyser import fold, words

_PAGE = re.compile(r"^page (\d+)$")
_FIRST_PAGES = 2
"""Where is looked for what came from a sidecar, a file's name or a page without numbers."""

_LEADS = re.compile(r"\b(inspectors?|s?hmi|led|lead)\b")
_PUBLISHES = re.compile(r"\b(publish|publication|issued|date)")
_GRADED = re.compile(r"\b(effectiveness|services|overall|experiences|judged|rated|grade)\b")


def judgement_span(document: Document, label: str, grade: str) -> Candidate | None:
    """Return the row or line that gives a judgement's grade under its label."""
    return _shortest(
        document, "judgements", lambda text: _holds(text, label) and _holds_grade(text, grade)
    )


def overall_span(document: Document, grade: str) -> Candidate | None:
    """Return the sentence that states the overall grade."""
    return _shortest(
        document,
        "overall_grade",
        lambda text: _holds_grade(text, grade) and _GRADED.search(fold(text)) is not None,
    )


def inspector_span(document: Document, name: str) -> Candidate | None:
    """Return the line that names who led the inspection."""
    return _shortest(
        document,
        "lead_inspector",
        lambda text: _holds(text, name) and _LEADS.search(fold(text)) is not None,
    )


def inspection_span(document: Document) -> Candidate | None:
    """Return the line that gives the days of the inspection."""
    about = document.metadata
    if about.inspection_start is None:
        return None
    dates = DateRange(about.inspection_start, about.inspection_end or about.inspection_start)
    return _shortest(document, "inspection_start", lambda text: find_range(text) == dates)


def publication_span(document: Document) -> Candidate | None:
    """Return the line that gives the day of publication."""
    day = document.metadata.published
    if day is None:
        return None
    precision = dict(document.metadata.precisions).get("published", "")
    printed = PrintedDate(day, precision)
    dated = [
        candidate
        for candidate in _candidates(document, "published")
        if find_printed_date(_text(document, candidate)) == printed
    ]
    named = (each for each in dated if _PUBLISHES.search(fold(_text(document, each))))
    return next(named, dated[0] if dated else None)


def authority_span(document: Document) -> Candidate | None:
    """Return the first line that names the authority."""
    if document.metadata.authority is None:
        return None
    names = names_of(document.metadata.authority)
    for candidate in _candidates(document, "authority"):
        if any(_holds(_text(document, candidate), name) for name in names):
            return candidate
    return None


def title_span(document: Document) -> Candidate | None:
    """Return the line that bears the title."""
    title = document.metadata.title
    return _shortest(document, "title", lambda text: _holds(text, title))


def _shortest(document: Document, field: str, is_said: Callable[[str], bool]) -> Candidate | None:
    """Return the row that says it, else the shortest line or sentence that does."""
    said = [
        candidate
        for candidate in _candidates(document, field)
        if is_said(_text(document, candidate))
    ]
    return min(said, key=lambda each: (_is_no_row(each), each.end - each.start), default=None)


def _is_no_row(candidate: Candidate) -> bool:
    return candidate.kind is not BlockKind.TABLE_ROW


def _text(document: Document, candidate: Candidate) -> str:
    return document.text[candidate.start : candidate.end]


def _candidates(document: Document, field: str) -> Iterator[Candidate]:
    """Yield the lines, rows and sentences of the page that a field was read from, or the next."""
    origin = _PAGE.match(dict(document.metadata.origins).get(field, ""))
    first = int(origin.group(1)) if origin else 1
    last = first + 1 if origin else _FIRST_PAGES
    for block in document.blocks:
        page = document.page_at(block.start)
        if page is not None and page.page < first:
            continue
        if page is not None and page.page > last:
            return
        yield from _of_block(document, block)


def _of_block(document: Document, block: Block) -> Iterator[Candidate]:
    if block.kind in (BlockKind.TABLE_ROW, BlockKind.HEADING, BlockKind.LIST_ITEM):
        if block.end - block.start <= QUOTE_LIMIT_CHARS:
            yield Candidate(block.start, block.end, block.end, block.kind, context=block.context)
        return
    for span in sentence_spans(document.text, block.start, block.end):
        if span.end - span.start <= QUOTE_LIMIT_CHARS:
            yield Candidate(span.start, span.end, span.end, block.kind, context=block.context)


def _holds(text: str, value: str) -> bool:
    """Say whether a text holds all words of a value in their order, as whole words."""
    held = f" {' '.join(words(text))} "
    return all(f" {' '.join(words(part))} " in held for part in value.split(" and ") if part)


def _holds_grade(text: str, grade: str) -> bool:
    return _holds(text, grade) or _holds(text, grade.lower().replace("requires", "require"))
