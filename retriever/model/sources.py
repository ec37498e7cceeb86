"""What a cited passage offers to bear a sentence out: its sentences and rows, each with its place.

The same stretches as may be quoted (`candidates_of`), so that what bears a sentence out can be
shown as the quote of its citation.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from retriever.answer_records import Hit
from retriever.answers.candidates import Candidate, candidates_of
from retriever.dates import DateRange, range_in_words
from retriever.dating import date_in_words
from retriever.records import BlockKind
from retriever.store.analyser import terms
from retriever.store.encoder import Encoder, Floats


@dataclass(frozen=True, slots=True)
class Bearing:
    """A stretch that may bear a sentence out.

    Attributes:
        source: Which of the passages it is of, 1-based.
        candidate: Its place.
        own: Its own sentence or row, without one that is quoted with it.
        words: All of the quote and what it needs to be understood.
        terms: Of its words.
        label: Terms of its first cell, where it is a table's row.
        embedding: Of its own words, shape (dimension,).
    """

    source: int
    candidate: Candidate
    own: str
    words: str
    terms: frozenset[str]
    label: frozenset[str]
    embedding: Floats


@dataclass(frozen=True, slots=True)
class Source:
    """A numbered passage as the check reads it.

    Attributes:
        hit: The passage.
        title: The document's title and authority.
        heading: These, its dates, people and section: true of every sentence in it.
        bearings: Its sentences and rows, in reading order.
    """

    hit: Hit
    title: str
    heading: str
    bearings: tuple[Bearing, ...]


def read_sources(hits: Mapping[int, Hit], encoder: Encoder) -> dict[int, Source]:
    """Read passages, by the numbers under which a model was given them."""
    found = [
        (number, hit, candidate)
        for number, hit in hits.items()
        for candidate in candidates_of(hit.document, hit.passage)
    ]
    quotes = [hit.document.text[each.start : each.quote_end] for _, hit, each in found]
    rows = encoder.encode(quotes) if quotes else np.zeros((0, encoder.dimension), dtype=np.float32)
    bearings = []
    for (number, hit, candidate), words, row in zip(found, quotes, rows, strict=True):
        spans = [(span.start, span.end) for span in candidate.context]
        context = " ".join(hit.document.text[start:end] for start, end in spans)
        whole = f"{context} {words}".strip()
        own = hit.document.text[candidate.start : candidate.end]
        is_row = candidate.kind is BlockKind.TABLE_ROW
        label = frozenset(terms(own.split("\t", 1)[0]) if is_row else ())
        told = frozenset(terms(whole))
        bearings.append(Bearing(number, candidate, own, whole, told, label, row))
    return {
        number: Source(
            hit,
            _title(hit),
            _heading(hit),
            tuple(each for each in bearings if each.source == number),
        )
        for number, hit in hits.items()
    }


def _title(hit: Hit) -> str:
    about = hit.document.metadata
    return f"{about.title}. {about.authority or ''}"


def _heading(hit: Hit) -> str:
    about = hit.document.metadata
    people = (about.lead_inspector or "", *about.authors, about.publisher or "")
    first, last = about.inspection_start or about.inspection_end, about.inspection_end
    visited = range_in_words(DateRange(first, last)) if first and last else ""
    facts = (
        about.title,
        about.authority or "",
        about.provider or "",
        date_in_words(about),
        visited,
    )
    return ". ".join(each for each in (*facts, *people, *hit.passage.section) if each)
