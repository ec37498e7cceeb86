"""Where the words that answer stand in a document: found by the words, whatever the offsets.

Judgements name a document and quote it; offsets change with every new reading of a file, words do
not. White space, letter case, curly quotes and dashes are no difference.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from retriever.answer_records import Citation
from retriever.evaluation.question_set import GoldAnswer, GoldSpan
from retriever.records import Document, Span
from retriever.store.analyser import fold


@dataclass(frozen=True, slots=True)
class GoldGroup:
    """Spans that say one thing: each alone is enough."""

    spans: tuple[GoldSpan, ...]


def plain(text: str) -> str:
    """Return a text as it is compared: folded, one space between words."""
    return " ".join(fold(text).split())


def places_of(text: str, words: str) -> list[Span]:
    """Return every place of `words` in a text, as offsets into the text as it stands."""
    wanted = plain(words)
    if not wanted or wanted not in plain(text):
        return []
    joined, offsets = _folded(text)
    places = []
    start = joined.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        places.append(Span(offsets[start], offsets[end - 1] + 1))
        start = joined.find(wanted, end)
    return places


def pages_of(document: Document, words: str) -> set[int]:
    """Return the physical pages that a quote of the document stands on; none without pages."""
    pages = set()
    for place in places_of(document.text, words) if document.pages else []:
        ends = document.page_at(place.start), document.page_at(place.end - 1)
        numbers = [page.page for page in ends if page is not None]
        if numbers:
            pages |= set(range(numbers[0], numbers[-1] + 1))
    return pages


def groups_of(gold: GoldAnswer) -> list[GoldGroup]:
    """Put the spans that overlap or hold one another together: forms of one answer."""
    groups: list[list[GoldSpan]] = []
    for span in gold.spans:
        for group in groups:
            if any(_is_same(span, other) for other in group):
                group.append(span)
                break
        else:
            groups.append([span])
    return [GoldGroup(tuple(group)) for group in groups]


def holds(citation: Citation, span: GoldSpan, *, by_place: bool) -> bool:
    """Say whether a quote holds a gold span: by offsets where asked and known, else by words."""
    if span.doc_id != citation.path:
        return False
    if by_place and span.start is not None and span.end is not None:
        return citation.start <= span.start and span.end <= citation.end
    return plain(span.text) in plain(citation.quote)


def touches(citation: Citation, spans: Sequence[GoldSpan], *, by_place: bool) -> bool:
    """Say whether a quote holds a gold span or is part of one: then it bears on the answer."""
    for span in spans:
        if span.doc_id != citation.path:
            continue
        if by_place and span.start is not None and span.end is not None:
            if citation.start < span.end and span.start < citation.end:
                return True
        elif holds(citation, span, by_place=False) or plain(citation.quote) in plain(span.text):
            return True
    return False


def _is_same(one: GoldSpan, other: GoldSpan) -> bool:
    if one.doc_id != other.doc_id:
        return False
    if None not in (one.start, one.end, other.start, other.end):
        return bool(one.start < other.end and other.start < one.end)  # type: ignore[operator]
    return plain(one.text) in plain(other.text) or plain(other.text) in plain(one.text)


@lru_cache(maxsize=32)
def _folded(text: str) -> tuple[str, tuple[int, ...]]:
    """Return a text as it is compared, and for each character the offset that it came from."""
    folded: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        for each in fold(character):
            if each.isspace() and (not folded or folded[-1] == " "):
                continue
            folded.append(" " if each.isspace() else each)
            offsets.append(offset)
    return "".join(folded), tuple(offsets)
