"""Groups questions that failed, the near-identical together: what the library lacks.

Two questions are near-identical where they name the same numbers and a measure of likeness says
so: words by default, or the encoder's, handed in as a function.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from rapidfuzz import fuzz

from retriever.activity.records import Asked, Gap
from retriever.store.encoder import Floats

Similarity = Callable[[str, Sequence[str]], Sequence[float]]
"""How alike a question is to each of others; 1 is the same, larger is more alike."""

ALIKE = 0.88
"""From here on two questions are one. With the bundled encoder, of ten pairs, four other wordings
of a question lay between .92 and .98, other questions at most at .87 ("What is ...?", "Who
attends ...?"), and the same question about another council at .72. See tests/test_gaps.py."""

WORDINGS_LIMIT = 2_000
"""Of the different wordings so many, the commonest and newest, are compared with one another."""


def by_words(question: str, others: Sequence[str]) -> list[float]:
    """Compare by words, whatever their order and letter case."""
    return [fuzz.token_sort_ratio(_plain(question), _plain(other)) / 100 for other in others]


def by_embeddings(encode: Callable[[Sequence[str]], Floats]) -> Similarity:
    """Compare by meaning; each wording is encoded once.

    Args:
        encode: Texts to embeddings of length 1, a row each.
    """
    known: dict[str, Floats] = {}

    def similarity(question: str, others: Sequence[str]) -> list[float]:
        new = [text for text in dict.fromkeys((question, *others)) if text not in known]
        if new:
            known.update(zip(new, encode(new), strict=True))
        return [float(np.dot(known[question], known[other])) for other in others]

    return similarity


def gaps_of(failed: Iterable[Asked], similarity: Similarity) -> tuple[Gap, ...]:
    """Group questions, most frequent group first, then the one asked last.

    Args:
        failed: Newest first.
        similarity: How alike one wording is to others.
    """
    wordings: dict[str, list[Asked]] = {}
    for asked in failed:
        wordings.setdefault(_plain(asked.query), []).append(asked)
    commonest = sorted(wordings.values(), key=len, reverse=True)[:WORDINGS_LIMIT]
    groups: list[list[list[Asked]]] = []
    for same in commonest:
        text = same[0].query
        near = [group for group in groups if _numbers(group[0][0].query) == _numbers(text)]
        heads = [group[0][0].query for group in near]
        scores = similarity(text, heads) if heads else []
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
