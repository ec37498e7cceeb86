"""Chooses the quotes of an answer, or none: the candidates judged, the best first.

Knows candidates and their probabilities; writes no words of its own.
"""

from collections.abc import Sequence

from retriever.answers.judging import Judged
from retriever.search.query import Asked
from retriever.store.analyser import fold

QUOTES_LIMIT = 5
SCREEN_LIMIT_CHARS = 1_500
"""All quotes of an answer together: at most a screenful."""

CLOSE_BEHIND = 0.6
"""A further quote must be at least this share of the first one's probability."""

_TELLS_MORE = {Asked.OTHER, Asked.DEFINITION}


def choose_quotes(judged: Sequence[Judged], asked: Asked, threshold: float) -> list[Judged]:
    """Choose one to five quotes, most direct first; none where nothing clears the threshold.

    A question of fact (a date, a number, a person, a grade) gets one quote. The same words are
    quoted once, and a quote that lies inside another is left out.

    Args:
        judged: The candidates, best first.
        asked: The kind of thing asked for.
        threshold: The probability under which the documents do not answer.
    """
    if not judged or judged[0].probability < threshold:
        return []
    limit = QUOTES_LIMIT if asked in _TELLS_MORE else 1
    floor = max(threshold, judged[0].probability * CLOSE_BEHIND)
    chosen: list[Judged] = []
    length = 0
    for each in judged:
        if len(chosen) == limit:
            break
        if each.probability < floor:
            continue
        if any(_says_the_same(each, earlier) for earlier in chosen):
            continue
        length += len(each.quote)
        if chosen and length > SCREEN_LIMIT_CHARS:
            break
        chosen.append(each)
    return chosen


def _says_the_same(one: Judged, other: Judged) -> bool:
    if one.document.doc_id == other.document.doc_id:
        overlap = (
            one.candidate.start < other.candidate.quote_end
            and other.candidate.start < one.candidate.quote_end
        )
        if overlap:
            return True
    return " ".join(fold(one.quote).split()) == " ".join(fold(other.quote).split())
