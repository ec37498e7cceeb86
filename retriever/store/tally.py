"""One number that says which rows there are: a row lost or changed in an index is noticed.

SQLite reads a damaged index page as if rows were missing or others. The sum of a mixed number of
each row, kept up at each publication, is compared when all rows are listed. Knows numbers only.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

_MASK = (1 << 64) - 1
_STEP = 0x9E3779B97F4A7C15
_FIRST = 0xBF58476D1CE4E5B9
_SECOND = 0x94D049BB133111EB


def pair_tally(pairs: Sequence[tuple[int, int]]) -> int:
    """Return the tally of pairs of keys, 0 to 2^64 - 1; their order makes no difference."""
    return array_tally(np.array(pairs, dtype=np.int64).reshape(-1, 2))


def array_tally(rows: npt.NDArray[np.int64]) -> int:
    """Return the tally of pairs in an array, shape (pairs, 2).

    Each pair is mixed by the finaliser of SplitMix64 (Steele, Lea and Flood 2014), so that no two
    changes are likely to cancel out.
    """
    numbers = rows.astype(np.uint64)
    with np.errstate(over="ignore"):
        mixed = _mixed(_mixed(numbers[:, 0]) + numbers[:, 1])
    return int(mixed.sum(dtype=np.uint64))


def checksum_tally(checksums: Iterable[str]) -> int:
    """Return the tally of rows by their SHA-256 in hexadecimal, which are mixed already."""
    return sum(int.from_bytes(str(each).encode()) for each in checksums) & _MASK


def joined(one: int, other: int) -> int:
    """Return the tally of both; a negative one is taken out."""
    return (one + other) & _MASK


def _mixed(numbers: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    shift = np.uint64
    mixed = numbers + shift(_STEP)
    mixed = (mixed ^ (mixed >> shift(30))) * shift(_FIRST)
    mixed = (mixed ^ (mixed >> shift(27))) * shift(_SECOND)
    result: npt.NDArray[np.uint64] = mixed ^ (mixed >> shift(31))
    return result
