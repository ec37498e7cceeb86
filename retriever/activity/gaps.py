"""Groups questions that failed, the near-identical together: what the library lacks.

Two questions are near-identical where they name the same numbers and nearly the same words. The
same question in quite other words stays apart: the encoder would join it, and would take every
opening of the page a minute over a year's questions.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from retriever.activity.records import Asked, Gap

ALIKE = 0.89
"""From here on two questions are one, by the words whatever their order. Of nine pairs, nearly the
same words lay between .90 and .92, all others at most at .88 ("in care in Northmere", "in need in
Northmere"). See tests/test_gaps.py."""

WORDINGS_LIMIT = 2_000
"""Of the different wordings so many, the commonest and newest, are compared with one another."""


def likeness(question: str, other: str) -> float:
    """Return how alike two questions are by their words, 0 to 1, in any order and letter case."""
    return fuzz.token_sort_ratio(_plain(question), _plain(other)) / 100


def gaps_of(failed: Iterable[Asked]) -> tuple[Gap, ...]:
    """Group questions, most frequent group first, then the one asked last.

    Args:
        failed: Newest first.
    """
    wordings: dict[str, list[Asked]] = {}
    for asked in failed:
        wordings.setdefault(_plain(asked.query), []).append(asked)
    commonest = sorted(wordings.values(), key=len, reverse=True)[:WORDINGS_LIMIT]
    groups: list[list[list[Asked]]] = []
    for same in commonest:
        text = same[0].query
        near = [group for group in groups if _numbers(group[0][0].query) == _numbers(text)]
        scores = [likeness(text, group[0][0].query) for group in near]
        best = max(range(len(scores)), key=scores.__getitem__, default=None)
        if best is not None and scores[best] >= ALIKE:
            near[best].append(same)
        else:
            groups.append([same])
    return tuple(sorted(map(_gap, groups), key=lambda gap: (gap.asked, gap.last), reverse=True))


def _gap(group: Sequence[Sequence[Asked]]) -> Gap:
    every = [asked for same in group for asked in same]
    return Gap(
        text=group[0][0].query,
        asked=len(every),
        refused=sum(not asked.found for asked in every),
        not_useful=sum(asked.verdict is not None and not asked.verdict.useful for asked in every),
        last=max(asked.at for asked in every),
        wordings=tuple(same[0].query for same in group),
    )


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _numbers(text: str) -> Counter[str]:
    return Counter(re.findall(r"\d+", text))
