"""Searches an example set as the product searches a library: words and embeddings, fused.

What it finds first and does not answer is what a reader must learn to tell from the answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from retriever.records import ScoredPassage
from retriever.search.fusion import DEPTH, fuse_convex
from retriever.store.analyser import distinct, terms
from retriever.store.encoder import Encoder, Floats
from retriever.store.word_index import WordIndex
from retriever.training.examples import ExampleSet

KEPT = 30
"""How many of the first are kept of each question."""

_BATCH = 512


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage's place in its set, and its fused score."""

    place: int
    score: float


class SetSearch:
    """Searches one set.

    Args:
        examples: The set.
        encoder: That embeds all of it, now.
    """

    def __init__(self, examples: ExampleSet, encoder: Encoder) -> None:
        indexed = [each.indexed_text for each in examples.passages]
        self._questions = [each.text for each in examples.examples]
        self._passages = _encoded(indexed, encoder, are_asked=False)
        self._asked = _encoded(self._questions, encoder, are_asked=True)
        keys = np.arange(len(indexed), dtype=np.int64)
        self._words = WordIndex.build(keys, [terms(text) for text in indexed])
        self._ranked: dict[int, tuple[Ranked, ...]] = {}
        self.size = len(indexed)

    def ranked(self, question: int) -> tuple[Ranked, ...]:
        """Return the first KEPT passages for a question, by its place; remembered."""
        if question not in self._ranked:
            self._ranked[question] = self._search(question)
        return self._ranked[question]

    def frequencies(self, text: str) -> Mapping[str, int]:
        """Return in how many passages each of a question's terms stands."""
        return {term: self._words.frequency(term) for term in distinct(terms(text))}

    def _search(self, question: int) -> tuple[Ranked, ...]:
        asked = distinct(terms(self._questions[question]))
        scores = self._passages @ self._asked[question]
        nearest = np.argsort(-scores, kind="stable")[:DEPTH]
        dense = [ScoredPassage(_id(int(place)), float(scores[place])) for place in nearest]
        found = self._words.search(asked, DEPTH, None)
        words = [ScoredPassage(_id(place), score) for place, score in found]
        fused = fuse_convex(dense, words)[:KEPT]
        return tuple(Ranked(int(each.passage_id), each.score) for each in fused)


def _encoded(texts: list[str], encoder: Encoder, *, are_asked: bool) -> Floats:
    parts = [texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH)]
    rows = [encoder.encode(part, asked=len(part) if are_asked else 0) for part in parts]
    return np.concatenate(rows)


def _id(place: int) -> str:
    return f"{place:09d}"
