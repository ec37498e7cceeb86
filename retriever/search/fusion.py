"""Fuses the dense list and the word list of one query into one ranking."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from retriever.records import ScoredPassage

DENSE_WEIGHT = 0.4
"""The dense list's share. Mean nDCG@10 over scifact, obliqa_dev, orsharc_dev and mtrag_un_dev:
.760 at 0.3, .765 at 0.4, .761 at 0.5; reciprocal rank fusion .744 (k=60)."""

DEPTH = 200
"""How much of each list is fused."""


def fuse_convex(
    dense: Sequence[ScoredPassage],
    words: Sequence[ScoredPassage],
    dense_weight: float = DENSE_WEIGHT,
) -> list[ScoredPassage]:
    """Add the lists' normalised scores: `a * minmax(dense) + (1 - a) * words / max(words)`.

    A passage that a list does not hold has 0 in it.

    Args:
        dense: By inner product, any order.
        words: By BM25, scores above 0, any order.
        dense_weight: a, 0 to 1.

    Returns:
        The union of both lists, best first; equal scores by passage id.

    Source: Bruch, Gai, Ingber 2023, "An analysis of fusion functions for hybrid retrieval".
    """
    fused: dict[str, float] = {}
    for scores, weight in ((_minmax(dense), dense_weight), (_by_maximum(words), 1 - dense_weight)):
        for passage_id, score in scores.items():
            fused[passage_id] = fused.get(passage_id, 0.0) + weight * score
    ranked = sorted(fused.items(), key=lambda item: (-item[1], item[0]))
    return [ScoredPassage(passage_id, score) for passage_id, score in ranked]


def mix_standardised(first: Sequence[float], second: Sequence[float], weight: float) -> list[float]:
    """Mix two score lists of the same passages, each brought to mean 0 and deviation 1.

    Args:
        first: One score a passage.
        second: Another score of the same passages, in the same order.
        weight: Of the second, 0 to 1.
    """
    mixed = (1 - weight) * _standardised(first) + weight * _standardised(second)
    return [float(score) for score in mixed]


def _minmax(scored: Sequence[ScoredPassage]) -> Mapping[str, float]:
    if not scored:
        return {}
    low = min(each.score for each in scored)
    high = max(each.score for each in scored)
    spread = high - low
    return {each.passage_id: (each.score - low) / spread if spread > 0 else 1.0 for each in scored}


def _by_maximum(scored: Sequence[ScoredPassage]) -> Mapping[str, float]:
    high = max((each.score for each in scored), default=0.0)
    return {each.passage_id: each.score / high for each in scored} if high > 0 else {}


def _standardised(scores: Sequence[float]) -> npt.NDArray[np.float64]:
    values = np.asarray(scores, dtype=np.float64)
    deviation = float(values.std()) if values.size else 0.0
    if deviation == 0.0:
        return np.zeros_like(values)
    return np.asarray((values - values.mean()) / deviation)
