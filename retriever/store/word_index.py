"""The word index: BM25 over the passages' terms, keyed by the passages' database keys.

Made of segments that never change: what is new becomes a segment of its own, what is gone is
passed over until its segment is written anew, so that one document costs that document. Scores are
worked out at the question from the living passages alone, so that they are those of an index built
whole, whatever its history. Knows terms and keys, not where they are from.

Measured at a million passages of 120 terms (`make bench-scale`); bm25s holds scores ready-made and
is rebuilt whole, tantivy rounds the lengths of passages.
"""

from collections.abc import Sequence
from functools import cached_property
from itertools import compress

import numpy as np
import numpy.typing as npt

from retriever.store.saturation import length_weights
from retriever.store.vectors import Keys
from retriever.store.word_segment import Counts, Places, WordSegment

Alive = npt.NDArray[np.bool_]


class WordIndex:
    """Passages by their terms.

    Args:
        segments: Whose keys ascend from one to the next.
        alive: The keys of the passages that are still in the library, ascending.
    """

    def __init__(self, segments: Sequence[WordSegment], alive: Keys) -> None:
        self.segments = tuple(segments)
        self._alive = tuple(_alive_in(segment, alive) for segment in self.segments)
        self._size = sum(
            len(segment.keys) if stays is None else int(stays.sum())
            for segment, stays in zip(self.segments, self._alive, strict=True)
        )

    @classmethod
    def build(cls, keys: Keys, passage_terms: Sequence[Sequence[str]]) -> "WordIndex":
        """Index passages, each given by its terms, in the order of `keys` (ascending)."""
        return cls([WordSegment.build(keys, passage_terms)], keys)

    def __len__(self) -> int:
        return self._size

    def living(self, place: int) -> Alive | None:
        """Return which passages of a segment are alive; None for all."""
        return self._alive[place]

    def frequency(self, term: str) -> int:
        """Count the passages that hold a term."""
        return sum(len(places) for places, _ in self._postings(term))

    def beginning(self, letters: str) -> list[str]:
        """Return the terms of living passages that begin with some letters, ascending."""
        found: set[str] = set()
        for segment, alive in zip(self.segments, self._alive, strict=True):
            numbers = segment.beginning(letters)
            terms = segment.some(numbers)
            if alive is not None and terms:
                starts = segment.starts[numbers.start : numbers.stop + 1]
                stays = alive[segment.places[starts[0] : starts[-1]]]
                living = np.logical_or.reduceat(stays, starts[:-1] - starts[0])
                terms = list(compress(terms, living))
            found.update(terms)
        return sorted(found)

    def search(
        self,
        terms: Sequence[str],
        k: int,
        allowed: Keys | None,
        weights: Sequence[float] = (),
    ) -> list[tuple[int, float]]:
        """Return up to k (key, BM25 score above 0), best first.

        Args:
            terms: Each counts as often as it is given.
            k: The most that are returned.
            allowed: The keys that may be; None for all.
            weights: What each term's share of the score is multiplied by; () for 1 each.
        """
        scores = [np.zeros(len(segment.keys), dtype=np.float32) for segment in self.segments]
        for term, weight in zip(terms, weights or (1.0,) * len(terms), strict=True):
            postings = self._postings(term)
            holding = sum(len(places) for places, _ in postings)
            rarity = np.float32(weight * np.log(1 + (self._size - holding + 0.5) / (holding + 0.5)))
            for own, (places, counts), lengths in zip(
                scores, postings, self._length_weights, strict=True
            ):
                often = counts.astype(np.float32)
                own[places] += rarity * often / (often + lengths[places])
        return _best(self.segments, scores, k, allowed)

    def _postings(self, term: str) -> list[tuple[Places, Counts]]:
        """Return a term's postings in the living passages, segment by segment."""
        found = []
        for segment, alive in zip(self.segments, self._alive, strict=True):
            places, counts = segment.postings(term)
            if alive is not None:
                stays = alive[places]
                places, counts = places[stays], counts[stays]
            found.append((places, counts))
        return found

    @cached_property
    def _length_weights(self) -> list[npt.NDArray[np.float32]]:
        """What a passage's length adds to BM25's saturation, by segment."""
        total = sum(
            int(segment.lengths.sum() if alive is None else segment.lengths[alive].sum())
            for segment, alive in zip(self.segments, self._alive, strict=True)
        )
        mean = total / max(1, self._size)
        return [
            length_weights(segment.lengths, mean).astype(np.float32) for segment in self.segments
        ]


def _alive_in(segment: WordSegment, alive: Keys) -> Alive | None:
    """Return which passages of a segment are alive; None for all."""
    stays = np.isin(segment.keys, alive, assume_unique=True)
    return None if stays.all() else stays


def _best(
    segments: Sequence[WordSegment],
    scores: Sequence[npt.NDArray[np.float32]],
    k: int,
    allowed: Keys | None,
) -> list[tuple[int, float]]:
    """Return the k best of all segments; of equal scores the lower key first."""
    keys, values = [], []
    for segment, own in zip(segments, scores, strict=True):
        places = np.flatnonzero(own)
        if allowed is not None:
            places = places[np.isin(segment.keys[places], allowed)]
        if len(places) > k:
            least = np.partition(own[places], len(places) - k)[len(places) - k]
            places = places[own[places] >= least]
        keys.append(segment.keys[places])
        values.append(own[places])
    if not keys:
        return []
    key, value = np.concatenate(keys), np.concatenate(values)
    order = np.lexsort((key, -value))[:k]
    return list(zip(key[order].tolist(), value[order].tolist(), strict=True))
