"""The word index's segments with their files: which are merged, so that there are never many.

Segments ascend by key. A new one is merged with its neighbour while that is no more than twice as
large, so that n passages stand in about log n segments and each is written about log n times.
Knows segments; writes no file.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retriever.store.vectors import Keys
from retriever.store.word_segment import WordSegment, merged

MERGED_LIMIT = 250_000
"""No merge makes a segment of more passages: merging these takes seconds and 1 GB of memory, and a
few segments of this size are read as quickly as one."""


@dataclass(frozen=True, slots=True)
class WordPart:
    """A segment, and the cache file that holds it; "" for none."""

    segment: WordSegment
    file: str = ""


def compacted(parts: Sequence[WordPart], alive: Keys) -> tuple[WordPart, ...]:
    """Return the parts in the order of their keys, small neighbours merged.

    Args:
        parts: In any order; no key stands in two of them, but keys of two may interleave where a
            damaged file was left out.
        alive: The living passages' keys: a merged segment holds no other.
    """
    done: list[WordPart] = []
    for part in sorted((part for part in parts if len(part.segment.keys)), key=_first_key):
        done.append(part)
        while len(done) > 1 and _belong_together(done[-2].segment, done[-1].segment):
            last, before = done.pop(), done.pop()
            done.append(
                WordPart(merged([cleaned(before.segment, alive), cleaned(last.segment, alive)]))
            )
    return tuple(done)


def cleaned(segment: WordSegment, alive: Keys) -> WordSegment:
    """Return a segment of its living passages alone."""
    stays = np.isin(segment.keys, alive, assume_unique=True)
    return segment if stays.all() else segment.kept(stays)


def dead_share(segment: WordSegment, alive: Keys) -> float:
    """Return what share of a segment's passages is gone."""
    return 1.0 - float(np.isin(segment.keys, alive, assume_unique=True).mean())


def _first_key(part: WordPart) -> int:
    return int(part.segment.keys[0])


def _belong_together(before: WordSegment, last: WordSegment) -> bool:
    size = len(before.keys) + len(last.keys)
    return len(before.keys) <= 2 * len(last.keys) and size <= MERGED_LIMIT
