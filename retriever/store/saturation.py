"""How much a term says of a passage that holds it: BM25's saturation, but for the term's rarity.

A term that stands `count` times in a passage weighs count / (count + length weight). Knows numbers;
both stores score with these, so that they rank alike to the last digit.
"""

import numpy as np
import numpy.typing as npt

K1 = 1.5
B = 0.75
"""BM25's saturation and length weight, .696 nDCG@10 on scifact."""

_LEAST_MEAN = 1e-9

Numbers = npt.NDArray[np.float64]


def length_weights(lengths: npt.ArrayLike, mean: npt.ArrayLike) -> Numbers:
    """Return what passages' lengths add to the saturation.

    Args:
        lengths: How many terms each passage has, shape (passages,), or one number.
        mean: The average length, one for all or one each.
    """
    known = np.asarray(lengths, dtype=np.float64)
    average = np.maximum(np.asarray(mean, dtype=np.float64), _LEAST_MEAN)
    return np.asarray(K1 * (1 - B + B * known / average), dtype=np.float64)


def counts_behind(weights: npt.ArrayLike, added: npt.ArrayLike) -> Numbers:
    """Return how often terms stand in passages, from what they weigh and the length weight."""
    stored, length = np.asarray(weights, dtype=np.float64), np.asarray(added, dtype=np.float64)
    return np.asarray(np.rint(stored * length / (1 - stored)), dtype=np.float64)
