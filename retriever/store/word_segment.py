"""One part of the word index: the postings of some passages, written once and never changed.

Arrays by term, so that a file is mapped into memory and a question reads the postings of its own
terms alone. Knows terms and keys; scores are the index's work.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from retriever.store.vectors import Keys

Places = npt.NDArray[np.int32]
Counts = npt.NDArray[np.uint8]
MOST_COUNTED = 255
"""Of one term in one passage: the encoder reads 256 tokens, so no passage holds more."""


@dataclass(frozen=True, slots=True)
class WordSegment:
    """Passages by their terms.

    Attributes:
        keys: The passages' keys, ascending, shape (passages,).
        lengths: How many terms each passage has, shape (passages,).
        letters: The terms' UTF-8 bytes, one after the other, in ascending order.
        ends: Where each term's bytes end, shape (terms,).
        starts: Where each term's postings start, and the end, shape (terms + 1,).
        places: Of each posting, the passage's place in `keys`; ascending within a term.
        counts: Of each posting, how often the term stands in the passage, at most MOST_COUNTED.
    """

    keys: Keys
    lengths: npt.NDArray[np.int32]
    letters: npt.NDArray[np.uint8]
    ends: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    places: Places
    counts: Counts

    @classmethod
    def build(cls, keys: Keys, passage_terms: Sequence[Sequence[str]]) -> Self:
        """Index passages, each given by its terms, in the order of `keys` (ascending)."""
        numbers: dict[str, int] = {}
        flat = [numbers.setdefault(term, len(numbers)) for terms in passage_terms for term in terms]
        vocabulary = [term.encode() for term in numbers]
        lengths = np.array([len(terms) for terms in passage_terms], dtype=np.int32)
        return cls.from_numbers(keys, lengths, np.array(flat, dtype=np.int64), vocabulary)

    @classmethod
    def from_numbers(
        cls,
        keys: Keys,
        lengths: npt.NDArray[np.int32],
        numbers: npt.NDArray[np.int64],
        vocabulary: Sequence[bytes],
    ) -> Self:
        """Index passages whose terms are numbered.

        Args:
            keys: Ascending, shape (passages,).
            lengths: How many terms each has.
            numbers: The passages' terms one after the other, as places in `vocabulary`.
            vocabulary: Distinct terms in UTF-8.
        """
        order = sorted(range(len(vocabulary)), key=vocabulary.__getitem__)
        rank = np.empty(len(vocabulary), dtype=np.int64)
        rank[order] = np.arange(len(vocabulary))
        of_passage = np.repeat(np.arange(len(keys), dtype=np.int64), lengths)
        pairs, counts = np.unique(
            rank[numbers] * max(1, len(keys)) + of_passage, return_counts=True
        )
        terms, places = np.divmod(pairs, max(1, len(keys)))
        sizes = np.bincount(terms, minlength=len(vocabulary))
        return cls(
            keys=np.asarray(keys, dtype=np.int64),
            lengths=np.asarray(lengths, dtype=np.int32),
            letters=np.frombuffer(b"".join(vocabulary[each] for each in order), dtype=np.uint8),
            ends=np.cumsum([len(vocabulary[each]) for each in order], dtype=np.int64),
            starts=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
            places=places.astype(np.int32),
            counts=np.minimum(counts, MOST_COUNTED).astype(np.uint8),
        )

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Map a folder whose checksum the caller has compared."""
        return cls(*(_mapped(folder / f"{name}.npy") for name in cls.__slots__))

    def save(self, folder: Path) -> None:
        """Write the folder, which must not exist."""
        folder.mkdir()
        for name in self.__slots__:
            np.save(folder / f"{name}.npy", getattr(self, name), allow_pickle=False)

    def postings(self, term: str) -> tuple[Places, Counts]:
        """Return in which passages a term stands, and how often in each."""
        wanted = term.encode()
        number = bisect_left(range(len(self.ends)), wanted, key=self._term)
        if number == len(self.ends) or self._term(number) != wanted:
            return self.places[:0], self.counts[:0]
        start, end = self.starts[number], self.starts[number + 1]
        return self.places[start:end], self.counts[start:end]

    def beginning(self, letters: str) -> range:
        """Return the places of the terms that begin with some letters."""
        wanted = letters.encode()
        numbers = range(len(self.ends))
        first = bisect_left(numbers, wanted, key=self._term)
        # No UTF-8 text holds a byte of 0xFF: it comes after every term that begins so.
        return range(first, bisect_left(numbers, wanted + b"\xff", first, key=self._term))

    def some(self, numbers: range) -> list[str]:
        """Return the terms at places next to one another."""
        first = int(self.ends[numbers.start - 1]) if numbers.start else 0
        ends = (self.ends[numbers.start : numbers.stop] - first).tolist()
        letters = self.letters[first : first + (ends[-1] if ends else 0)].tobytes()
        return [letters[start:end].decode() for start, end in pairwise([0, *ends])]

    def kept(self, alive: npt.NDArray[np.bool_]) -> Self:
        """Return the segment of the passages that are alive, shape (passages,), alone."""
        stays = alive[self.places]
        new_places = (np.cumsum(alive) - 1).astype(np.int32)
        terms = np.repeat(np.arange(len(self.ends)), np.diff(self.starts))[stays]
        sizes = np.bincount(terms, minlength=len(self.ends))
        used = np.flatnonzero(sizes)
        vocabulary = self.vocabulary()
        words = [vocabulary[number] for number in used.tolist()]
        return type(self)(
            keys=self.keys[alive],
            lengths=self.lengths[alive],
            letters=np.frombuffer(b"".join(words), dtype=np.uint8),
            ends=np.cumsum([len(word) for word in words], dtype=np.int64),
            starts=np.concatenate([[0], np.cumsum(sizes[used])]).astype(np.int64),
            places=new_places[self.places[stays]],
            counts=self.counts[stays],
        )

    def vocabulary(self) -> list[bytes]:
        """Return the terms in UTF-8, ascending."""
        letters, ends = self.letters.tobytes(), self.ends.tolist()
        return [letters[start:end] for start, end in pairwise([0, *ends])]

    def _term(self, number: int) -> bytes:
        start = self.ends[number - 1] if number else 0
        return self.letters[start : self.ends[number]].tobytes()


def merged(segments: Sequence[WordSegment]) -> WordSegment:
    """Return one segment of several, whose keys ascend from one to the next."""
    words = [each.vocabulary() for each in segments]
    vocabulary = sorted(set().union(*words))
    numbers = {word: number for number, word in enumerate(vocabulary)}
    rows = [np.array([numbers[word] for word in own], dtype=np.int64) for own in words]
    sizes = np.zeros(len(vocabulary), dtype=np.int64)
    for each, terms in zip(segments, rows, strict=True):
        sizes[terms] += np.diff(each.starts)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    places = np.empty(starts[-1], dtype=np.int32)
    counts = np.empty(starts[-1], dtype=np.uint8)
    shift, filled = 0, starts[:-1].copy()
    for each, terms in zip(segments, rows, strict=True):
        own = np.diff(each.starts)
        # Each term's postings move as one piece, behind those of the segment before.
        to = np.arange(len(each.places)) + np.repeat(filled[terms] - each.starts[:-1], own)
        places[to], counts[to] = each.places + np.int32(shift), each.counts
        filled[terms] += own
        shift += len(each.keys)
    return WordSegment(
        keys=np.concatenate([each.keys for each in segments]),
        lengths=np.concatenate([each.lengths for each in segments]),
        letters=np.frombuffer(b"".join(vocabulary), dtype=np.uint8),
        ends=np.cumsum([len(word) for word in vocabulary], dtype=np.int64),
        starts=starts,
        places=places,
        counts=counts,
    )


def _mapped(file: Path) -> Any:
    return np.load(file, mmap_mode="r", allow_pickle=False)
