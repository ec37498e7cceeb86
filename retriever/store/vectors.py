"""The vector index: embeddings keyed by the passages' database keys, searched by inner product.

A FAISS index that never changes once it is made, and beside it what came since; what is gone is
passed over. So a new generation shares the old one's index, and one document costs that document.
Knows keys and vectors; the database is the truth.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from retriever.store.encoder import Floats

Keys = npt.NDArray[np.int64]

EXACT_LIMIT = 300_000
"""Up to this many passages the index holds the embeddings themselves; past it, each number in
eight bits (SQ8), and the head is scored again from the database. Flat takes 17 ms a query at
100,000 passages and 229 ms at a million, SQ8 122 ms in a quarter of the memory with recall .988
before the head is scored again (one thread, FAISS 1.15). Both filter and delete exactly, which a
graph does not. Past a few million passages the answer is PostgreSQL."""

TRAINED_ON = 100_000
"""SQ8 learns the range of each number; more passages move it no further."""


@dataclass(frozen=True, slots=True)
class VectorIndex:
    """Embeddings by key.

    Attributes:
        base: A FAISS `IndexIDMap2`.
        new_keys: What came since the base was made, shape (new,).
        new_rows: Their embeddings, shape (new, dimension).
        dead: Keys of the base that are gone.
    """

    base: faiss.IndexIDMap2
    new_keys: Keys
    new_rows: Floats
    dead: Keys

    @classmethod
    def made_of(cls, keys: Keys, rows: Floats) -> "VectorIndex":
        """Make the base anew of all embeddings, shape (keys, dimension)."""
        dimension = rows.shape[1]
        inner = faiss.IndexFlatIP(dimension) if len(keys) <= EXACT_LIMIT else _eight_bit(rows)
        base = faiss.IndexIDMap2(inner)
        if len(keys):
            base.add_with_ids(np.ascontiguousarray(rows), keys)
        return cls._of_base(base)

    @classmethod
    def load(cls, path: Path) -> "VectorIndex":
        """Read a base whose checksum the caller has compared: FAISS notices no damage."""
        return cls._of_base(faiss.read_index(str(path)))

    @classmethod
    def _of_base(cls, base: Any) -> "VectorIndex":
        none = np.empty(0, dtype=np.int64)
        return cls(base, none, np.empty((0, base.d), dtype=np.float32), none)

    def save(self, path: Path) -> None:
        """Write the base."""
        faiss.write_index(self.base, str(path))

    def __len__(self) -> int:
        return int(self.base.ntotal) - len(self.dead) + len(self.new_keys)

    @property
    def is_exact(self) -> bool:
        """Whether the base scores by the embeddings themselves."""
        return isinstance(faiss.downcast_index(self.base.index), faiss.IndexFlat)

    def base_keys(self) -> Keys:
        """Return the base's keys in the order of insertion, those that are gone too."""
        return np.array(faiss.vector_to_array(self.base.id_map), dtype=np.int64)

    def living_keys(self) -> Keys:
        """Return the keys that can be found."""
        return np.concatenate([np.setdiff1d(self.base_keys(), self.dead), self.new_keys])

    def changed(self, keys: Keys, rows: Floats, gone: Keys) -> "VectorIndex":
        """Return the index with embeddings added, shape (keys, dimension), and keys taken out."""
        stays = ~np.isin(self.new_keys, gone)
        dead = np.union1d(self.dead, np.setdiff1d(gone, self.new_keys[~stays]))
        return VectorIndex(
            self.base,
            np.concatenate([self.new_keys[stays], keys]),
            np.concatenate([self.new_rows[stays], rows.reshape(-1, self.base.d)]),
            dead,
        )

    def rebuilt(self) -> "VectorIndex":
        """Return the same embeddings in one base; eight-bit ones stay as they were learnt."""
        stays = ~np.isin(self.base_keys(), self.dead)
        if self.is_exact:
            rows = self.base.index.reconstruct_n(0, int(self.base.ntotal))[stays]
            keys = np.concatenate([self.base_keys()[stays], self.new_keys])
            return VectorIndex.made_of(keys, np.concatenate([rows, self.new_rows]))
        base = faiss.clone_index(self.base)
        if len(self.dead):
            base.remove_ids(faiss.IDSelectorBatch(self.dead))
        base.add_with_ids(np.ascontiguousarray(self.new_rows), self.new_keys)
        return VectorIndex._of_base(base)

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
        wanted = min(k, int(self.base.ntotal) if allowed is None else len(allowed))
        if wanted == 0:
            return []
        chosen = faiss.IDSelectorBatch(self.dead if allowed is None else allowed)
        others = faiss.IDSelectorNot(chosen)
        parameters = None
        if allowed is not None or len(self.dead):
            selector: Any = others if allowed is None else chosen
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        scores, keys = self.base.search(query, wanted, params=parameters)
        found = zip(keys[0].tolist(), scores[0].tolist(), strict=True)
        return [(key, score) for key, score in found if key >= 0]

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


def _eight_bit(rows: Floats) -> faiss.IndexScalarQuantizer:
    """Return an index of eight bits a number, its ranges learnt from some of the rows."""
    index = faiss.IndexScalarQuantizer(
        rows.shape[1], faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    )
    index.train(np.ascontiguousarray(rows[:: max(1, len(rows) // TRAINED_ON)]))
    return index
