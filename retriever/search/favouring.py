"""The favour that a question shows some documents: of the kind, or of the time, that it speaks of.

A favour moves a passage up among those found; it takes none out and brings none in. Knows
metadata; knows no text.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from retriever.dates import DateRange
from retriever.families import is_of_type
from retriever.records import Filters, Metadata, Passage, ScoredPassage
from retriever.search.query import Query

KIND_FAVOUR = 0.1
"""Of the fused score, which is 0 to 1. 213 questions made by program over 41 documents, naming the
kind of theirs: recall@5 .582 without, .606 at 0.1, .615 at 0.2, .624 at 0.3; small, because a
question may name a kind in passing."""

TIME_FAVOUR = 0.05
"""Half as much: a year in a question is as often an act's. Not measured."""


def favours_of(query: Query, library: Iterable[tuple[str, Metadata]]) -> Mapping[str, float]:
    """Return what is added to the fused score of each favoured document's passages, by its id.

    A time counts only where no authority is named: then it is the scope's to heed.
    """
    periods = () if query.authorities else query.periods
    if not query.doc_types and not periods:
        return {}
    favours = {}
    for doc_id, metadata in library:
        favour = KIND_FAVOUR * any(
            is_of_type(metadata.doc_type, kind) for kind in query.doc_types
        ) + TIME_FAVOUR * _is_of_time(metadata, periods)
        if favour:
            favours[doc_id] = favour
    return favours


def favoured(
    fused: Sequence[ScoredPassage], passages: Sequence[Passage], favours: Mapping[str, float]
) -> tuple[list[ScoredPassage], list[Passage]]:
    """Return the fused list with its passages, the favours added, best first."""
    pairs = [
        (ScoredPassage(each.passage_id, each.score + favours.get(passage.doc_id, 0.0)), passage)
        for each, passage in zip(fused, passages, strict=True)
    ]
    pairs.sort(key=lambda pair: -pair[0].score)
    return [each for each, _ in pairs], [passage for _, passage in pairs]


def demanded(query: Query, filters: Filters) -> Filters:
    """Narrow filters to the kinds of document that a question demands ("only from blog posts").

    What the reader chose beside the question goes before what the question says.
    """
    if not query.kinds.are_demanded or filters.doc_types:
        return filters
    return replace(filters, doc_types=query.doc_types)


def _is_of_time(metadata: Metadata, periods: Sequence[DateRange]) -> bool:
    return any(period.start <= day <= period.end for period in periods for day in metadata.days)
