"""What a superseded document says comes behind what a later one says nearly as well.

Who asks how things are means now. A question that names a time, or an earlier inspection, may ask
for the old document, and where only that one answers it still does, with its note.
"""

from collections.abc import Sequence
from dataclasses import replace

from retriever.answers.judged import Judged
from retriever.search.occasions import occasion_of
from retriever.search.query import Query

SUPERSEDED_BEHIND = 1.5
"""Taken from the order, in log odds."""

SUPERSEDED_ON_A_TOPIC = 3.0
"""The same of what is said about a thing: its words tell old from new no better than its order."""


def current_first(query: Query, judged: Sequence[Judged]) -> list[Judged]:
    """Return the candidates with those of superseded documents moved back, best first.

    Args:
        query: The question.
        judged: The candidates, best first.
    """
    if query.periods or occasion_of(query) is not None:
        return list(judged)
    behind = SUPERSEDED_ON_A_TOPIC if query.is_topic else SUPERSEDED_BEHIND
    moved = [
        replace(each, order=each.order - behind) if each.document.superseded_by else each
        for each in judged
    ]
    return sorted(moved, key=lambda each: -each.order)
