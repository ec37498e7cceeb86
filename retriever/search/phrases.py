"""Phrases: how many of a question's pairs of neighbouring words a text holds as pairs.

BM25 sees a bag of words; "return home interview" is one thing. Mean nDCG@10 with `PHRASE_WEIGHT`
over the first `PHRASED` of the fusion: see `fusion`.
"""

import math
from collections.abc import Mapping
from itertools import pairwise

from retriever.store.analyser import stem, words

Pair = tuple[str, str]


def term_weights(frequencies: Mapping[str, int], size: int) -> dict[str, float]:
    """Weigh terms by rarity: ln(1 + (N - n + 0.5) / (n + 0.5)), summing to 1.

    Args:
        frequencies: In how many passages each term stands.
        size: How many passages there are.
    """
    raw = {
        term: math.log(1 + (size - count + 0.5) / (count + 0.5))
        for term, count in frequencies.items()
    }
    total = sum(raw.values())
    return {term: weight / total for term, weight in raw.items()} if total > 0 else {}


def weighted_pairs(text: str, weights: Mapping[str, float]) -> dict[Pair, float]:
    """Return a question's pairs of neighbouring words, each with its two words' weight."""
    own = {word: weights.get(stem(word), 0.0) for word in words(text)}
    return {(first, second): own[first] + own[second] for first, second in pairwise(words(text))}


def share_of_pairs(pairs: Mapping[Pair, float], text: str) -> float:
    """Return which share of the pairs, by weight, a text holds: 0 to 1."""
    total = sum(pairs.values())
    if total == 0.0:
        return 0.0
    held = set(pairwise(words(text)))
    return sum(weight for pair, weight in pairs.items() if pair in held) / total
