"""The vector index: embeddings keyed by the passages' database keys, searched by inner product.

A FAISS index that never changes once it is made, and beside it what came since; what is gone is
passed over. So a new generation shares the old one's index, and one document costs that document.
Knows keys and vectors; the database is the truth.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from retriever.store.encoder import Floats

Keys = npt.NDArray[np.int64]

EXACT_LIMIT = 300_000
"""Up to this many passages the index holds the embeddings themselves; past it, each number in
eight bits (SQ8), and the head is scored again from the database. Flat takes 10 ms of one processor
at 100,000 passages, SQ8 5 ms in a quarter of the memory; at a million SQ8 answers in 96 ms on two,
with recall@10 of 1.00 after the head is scored again (FAISS 1.15, `make bench-scale`). Both filter
and delete exactly, which a graph does not. Past a few million passages the answer is PostgreSQL."""

TRAINED_ON = 100_000
"""SQ8 learns the range of each number; more passages move it no further."""

SHARED_LIMIT = 50_000
"""From so many passages on the processors share a search: one takes 10 ms for 100,000."""

MOST_THREADS = 4
"""A search is bound by the memory, which more than this many processors do not make quicker."""


@dataclass(frozen=True, slots=True)
class VectorIndex:
    """Embeddings by key.

    Attributes:
        base: A FAISS `IndexIDMap`.
        base_keys: The base's keys in the order of insertion, those that are gone too.
        new_keys: What came since the base was made, shape (new,).
        new_rows: Their embeddings, shape (new, dimension).
        dead: Keys of the base that are gone.
    """

    base: faiss.IndexIDMap
    base_keys: Keys
    new_keys: Keys
    new_rows: Floats
    dead: Keys

    @classmethod
    def made_of(cls, keys: Keys, rows: Floats) -> "VectorIndex":
        """Make the base anew of all embeddings, shape (keys, dimension)."""
        maker = VectorMaker(len(keys), rows[np.isin(keys, learnt_from(keys))])
        maker.add(keys, rows)
        return maker.made()

    @classmethod
    def load(cls, path: Path) -> "VectorIndex":
        """Read a base whose checksum the caller has compared: FAISS notices no damage."""
        return cls.of_base(faiss.read_index(str(path)))

    @classmethod
    def of_base(cls, base: Any) -> "VectorIndex":
        """Return the index of a base alone."""
        none = np.empty(0, dtype=np.int64)
        keys = np.array(faiss.vector_to_array(base.id_map), dtype=np.int64)
        return cls(base, keys, none, np.empty((0, base.d), dtype=np.float32), none)

    def save(self, path: Path) -> None:
        """Write the base."""
        faiss.write_index(self.base, str(path))

    def __len__(self) -> int:
        return len(self.base_keys) - len(self.dead) + len(self.new_keys)

    @property
    def is_exact(self) -> bool:
        """Whether the base scores by the embeddings themselves."""
        return isinstance(faiss.downcast_index(self.base.index), faiss.IndexFlat)

    def living_keys(self) -> Keys:
        """Return the keys that can be found."""
        return np.concatenate([without(self.base_keys, self.dead), self.new_keys])

    def changed(self, keys: Keys, rows: Floats, gone: Keys) -> "VectorIndex":
        """Return the index with embeddings added, shape (keys, dimension), and keys taken out.

        A key of the base that was gone and comes again, as for a reader that sees an older
        generation than this index, is found there once more, and not twice.
        """
        stays = ~np.isin(self.new_keys, gone)
        comes = ~np.isin(keys, self.dead)
        dead = np.union1d(self.dead, np.setdiff1d(gone, self.new_keys[~stays]))
        return VectorIndex(
            self.base,
            self.base_keys,
            np.concatenate([self.new_keys[stays], keys[comes]]),
            np.concatenate([self.new_rows[stays], rows.reshape(-1, self.base.d)[comes]]),
            np.setdiff1d(dead, keys),
        )

    def rebuilt(self) -> "VectorIndex":
        """Return the same embeddings in one base; eight-bit ones stay as they were learnt."""
        if not len(self.new_keys) and not len(self.dead):
            return self
        if self.is_exact:
            stays = ~np.isin(self.base_keys, self.dead)
            rows = self.base.index.reconstruct_n(0, len(self.base_keys))[stays]
            keys = np.concatenate([self.base_keys[stays], self.new_keys])
            return VectorIndex.made_of(keys, np.concatenate([rows, self.new_rows]))
        base = faiss.clone_index(self.base)
        if len(self.dead):
            base.remove_ids(faiss.IDSelectorBatch(self.dead))
        base.add_with_ids(np.ascontiguousarray(self.new_rows), self.new_keys)
        return VectorIndex.of_base(base)

    def search(self, vector: Floats, k: int, allowed: Keys | None) -> list[tuple[int, float]]:
        """Return up to k (key, inner product), best first, among `allowed` (all, if None).

        Args:
            vector: Shape (dimension,).
            k: How many.
            allowed: Living keys.
        """
        query = np.ascontiguousarray(vector, dtype=np.float32).reshape(1, -1)
        found = self._in_base(query, k, allowed) + self._in_new(query, k, allowed)
        return sorted(found, key=lambda each: (-each[1], each[0]))[:k]

    def _in_base(self, query: Floats, k: int, allowed: Keys | None) -> list[tuple[int, float]]:
        wanted = min(k, len(self.base_keys) if allowed is None else len(allowed))
        if wanted == 0:
            return []
        threads = min(MOST_THREADS, os.cpu_count() or 1)
        shares = self._shares(allowed, threads if len(self.base_keys) > SHARED_LIMIT else 1)

        def search(share: npt.NDArray[np.uint8]) -> list[tuple[int, float]]:
            # FAISS has nothing to share out within one query, and its idle threads would burn as
            # much again as the search. The setting is this thread's alone.
            faiss.omp_set_num_threads(1)
            selector: Any = faiss.IDSelectorBitmap(share)  # type: ignore[arg-type,call-arg]
            chosen: Any = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
            scores, keys = self.base.search(query, wanted, params=chosen)
            found = zip(keys[0].tolist(), scores[0].tolist(), strict=True)
            return [(key, score) for key, score in found if key >= 0]

        with ThreadPoolExecutor(threads) as pool:
            return [each for found in pool.map(search, shares) for each in found]

    def _shares(self, allowed: Keys | None, parts: int) -> Iterator[npt.NDArray[np.uint8]]:
        """Yield the keys that may be found in equal parts, one bit a key, as FAISS reads them."""
        end = int(self.base_keys.max()) + 1
        living = np.zeros(end, dtype=np.bool_)
        living[self.base_keys if allowed is None else allowed[allowed < end]] = True
        living[self.dead] = False
        places = np.linspace(0, len(self.base_keys), parts + 1).astype(np.int64)
        bounds = [0, *np.sort(self.base_keys)[places[1:-1]].tolist(), end]
        for start, stop in pairwise(bounds):
            share = np.zeros(end, dtype=np.bool_)
            share[start:stop] = living[start:stop]
            yield np.packbits(share, bitorder="little")

    def _in_new(self, query: Floats, k: int, allowed: Keys | None) -> list[tuple[int, float]]:
        keys, rows = self.new_keys, self.new_rows
        if allowed is not None:
            stays = np.isin(keys, allowed)
            keys, rows = keys[stays], rows[stays]
        if not len(keys):
            return []
        scores = rows @ query[0]
        best = np.argsort(-scores, kind="stable")[:k]
        return list(zip(keys[best].tolist(), scores[best].tolist(), strict=True))


def without(keys: Keys, others: Keys) -> Keys:
    """Return the keys that are not among others, in their order; none stands twice in either.

    Ten times as quick as numpy's own difference, which looks for what stands twice: at a million
    passages that alone was half of the start-up.
    """
    return np.setdiff1d(keys, others, assume_unique=True) if len(others) else keys


def learnt_from(keys: Keys) -> Keys:
    """Return the keys of those that a maker of so many learns from; none where it need not."""
    if len(keys) <= EXACT_LIMIT:
        return keys[:0]
    return keys[:: max(1, len(keys) // TRAINED_ON)]


class VectorMaker:
    """Makes a base of embeddings that come in parts, so that they never stand in memory together.

    Args:
        count: How many will come: decides what the base is.
        sample: Some of them, from all over the library, shape (sample, dimension).
    """

    def __init__(self, count: int, sample: Floats) -> None:
        dimension = sample.shape[1]
        if count <= EXACT_LIMIT:
            inner: Any = faiss.IndexFlatIP(dimension)
        else:
            inner = faiss.IndexScalarQuantizer(
                dimension, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
            )
            inner.train(np.ascontiguousarray(sample))
        self._base = faiss.IndexIDMap(inner)

    def add(self, keys: Keys, rows: Floats) -> None:
        """Add embeddings, shape (keys, dimension)."""
        if len(keys):
            self._base.add_with_ids(np.ascontiguousarray(rows), keys)

    def made(self) -> VectorIndex:
        """Return the index."""
        return VectorIndex.of_base(self._base)
