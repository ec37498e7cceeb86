"""The word cache: BM25 over the passages' terms, keyed by the passages' database keys.

bm25s holds the scores ready-made, so it answers in milliseconds and is rebuilt whole when the
library changes (under a second for 5,000 passages). Knows terms and keys, not where they are from.
"""

import json
import logging
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt

from retriever.store.vectors import Keys

K1 = 1.5
B = 0.75
"""BM25's saturation and length weight: the library's own values, .696 nDCG@10 on scifact."""


class WordIndex:
    """Passages by their terms.

    Args:
        keys: The passages' keys, shape (passages,).
        vocabulary: Each term's number.
        frequencies: In how many passages each term stands, shape (terms,).
        scores: The ready-made BM25 scores; None where there is no term.
    """

    def __init__(
        self,
        keys: Keys,
        vocabulary: dict[str, int],
        frequencies: npt.NDArray[np.int64],
        scores: bm25s.BM25 | None,
    ) -> None:
        self.keys = keys
        self._vocabulary = vocabulary
        self._frequencies = frequencies
        self._scores = scores

    @classmethod
    def build(cls, keys: Keys, passage_terms: Sequence[Sequence[str]]) -> "WordIndex":
        """Index passages, each given by its terms, in the order of `keys`."""
        vocabulary: dict[str, int] = {}
        numbered = [
            [vocabulary.setdefault(term, len(vocabulary)) for term in terms]
            for terms in passage_terms
        ]
        frequencies = np.zeros(len(vocabulary), dtype=np.int64)
        for numbers in numbered:
            frequencies[np.unique(np.array(numbers, dtype=np.int64))] += 1
        if not vocabulary:
            return cls(keys, vocabulary, frequencies, None)
        # The library sets its own logger to DEBUG, and so writes a line for each index built.
        logging.getLogger("bm25s").setLevel(logging.WARNING)
        scores = bm25s.BM25(method="lucene", k1=K1, b=B)
        tokenized = bm25s.tokenization.Tokenized(ids=numbered, vocab=vocabulary)
        scores.index(tokenized, show_progress=False)
        return cls(keys, vocabulary, frequencies, scores)

    @classmethod
    def load(cls, folder: Path) -> "WordIndex":
        """Read a cache folder whose checksum the caller has compared."""
        vocabulary = json.loads((folder / "vocabulary.json").read_text(encoding="utf-8"))
        return cls(
            np.load(folder / "keys.npy", allow_pickle=False),
            vocabulary,
            np.load(folder / "frequencies.npy", allow_pickle=False),
            bm25s.BM25.load(folder / "bm25", load_vocab=False) if vocabulary else None,
        )

    def save(self, folder: Path) -> None:
        """Write the cache folder, which must not exist."""
        folder.mkdir()
        np.save(folder / "keys.npy", self.keys, allow_pickle=False)
        np.save(folder / "frequencies.npy", self._frequencies, allow_pickle=False)
        vocabulary = json.dumps(self._vocabulary, ensure_ascii=False)
        (folder / "vocabulary.json").write_text(vocabulary, encoding="utf-8")
        if self._scores is not None:
            self._scores.save(folder / "bm25", show_progress=False)

    def frequency(self, term: str) -> int:
        """Count the passages that hold a term."""
        number = self._vocabulary.get(term)
        return 0 if number is None else int(self._frequencies[number])

    def search(self, terms: Sequence[str], k: int, allowed: Keys | None) -> list[tuple[int, float]]:
        """Return up to k (key, BM25 score above 0), best first, among `allowed` (all, if None)."""
        known = [self._vocabulary[term] for term in terms if term in self._vocabulary]
        if self._scores is None or not known:
            return []
        scores = self._scores.get_scores_from_ids(known)
        if allowed is not None:
            scores = np.where(np.isin(self.keys, allowed), scores, 0.0)
        wanted = min(k, int(np.count_nonzero(scores > 0)))
        best = np.argsort(-scores, kind="stable")[:wanted]
        return [(int(self.keys[place]), float(scores[place])) for place in best]
