"""The reader: a question and the head of the list, read together, token by token.

Late interaction (MaxSim) with the encoder's own token vectors: each of the question's words looks
for the token most like it, and rare words count more. The same pass scores every sentence in its
context. A pilot without training, over the first 20, lifted all four development sets (obliqa_dev
.690 to .722, orsharc_dev .789 to .838, mtrag_un_dev .836 to .849, scifact .727 to .736); at the
settings below scifact was measured alone and does not move (.729 to .729).

Source of the score: Khattab and Zaharia 2020, "ColBERT"; the weights are ours.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retriever.records import Passage
from retriever.store.analyser import STOP_WORDS, stem, word_spans
from retriever.store.encoder import Encoder, Floats, TokenVectors

READ_PASSAGES = 12
"""How many of the list's head are read: 12 of 200 tokens take about 0.15 s on two cores."""

MIX_WEIGHT = 0.6
"""Of the reader's score beside the fused one, both standardised (0.5 to 0.7 measured alike)."""


Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SpanReading:
    """How the question meets one stretch of a passage, each -1 to 1.

    Attributes:
        score: The weighted mean of each question token's best similarity.
        weakest: The least of the best similarities over the question's weightier tokens.
        likeness: Cosine of the mean token vectors.
    """

    score: float
    weakest: float
    likeness: float


@dataclass(frozen=True, slots=True)
class PassageReading:
    """How the question's tokens meet one passage's.

    Attributes:
        asked: The mean of the question's token vectors, normalised, shape (dimension,).
        vectors: Of the passage's tokens, shape (tokens, dimension).
        similarity: Cosine of each question token (rows) and passage token (columns).
        weights: Of the question's tokens, summing to 1.
        starts: Where each passage token starts, in the passage's own text; negative in the header.
        ends: Where it ends.
    """

    asked: Floats
    vectors: Floats
    similarity: Floats
    weights: Floats
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]

    def score(self) -> float:
        """Return the weighted mean of each question token's best similarity, -1 to 1."""
        return self._weighted(np.ones(len(self.starts), dtype=np.bool_))

    def of_span(self, span: Place, context: Sequence[Place] = ()) -> SpanReading:
        """Read only one stretch, with its context and the header, which speaks for all.

        Args:
            span: (start, end) in the passage's text.
            context: What the stretch needs to be understood, as far as it is in the passage.
        """
        own = self._inside(span)
        if not own.any():
            return SpanReading(0.0, 0.0, 0.0)
        columns = own | (self.ends <= 0)
        for each in context:
            columns |= self._inside(each)
        weighty = self.weights >= np.max(self.weights) / 2
        return SpanReading(
            score=self._weighted(columns),
            weakest=float(self.similarity[weighty][:, columns].max(axis=1).min()),
            likeness=self._likeness(own),
        )

    def _inside(self, place: Place) -> npt.NDArray[np.bool_]:
        start, end = place
        return np.asarray((self.starts >= start) & (self.ends <= end), dtype=np.bool_)

    def _likeness(self, own: npt.NDArray[np.bool_]) -> float:
        mean = self.vectors[own].mean(axis=0)
        return float(mean @ self.asked / max(float(np.linalg.norm(mean)), 1e-12))

    def _weighted(self, columns: npt.NDArray[np.bool_]) -> float:
        if not columns.any():
            return 0.0
        return float(self.similarity[:, columns].max(axis=1) @ self.weights)


class MaxSimReader:
    """The untrained reader.

    Args:
        encoder: Whose token vectors are compared.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def read(
        self,
        question: str,
        passages: Sequence[Passage],
        frequencies: Mapping[str, int],
        size: int,
    ) -> list[PassageReading]:
        """Read the question with each passage.

        Args:
            question: As it is searched.
            passages: The head of the list.
            frequencies: In how many passages each of the question's terms stands.
            size: How many passages there are.

        Returns:
            One reading a passage, in order.
        """
        indexed = [passage.indexed_text for passage in passages]
        asked, *read = self._encoder.encode_tokens([question, *indexed])
        mean = asked.vectors.mean(axis=0)
        weights = token_weights(question, asked, frequencies, size)
        readings = []
        for passage, tokens in zip(passages, read, strict=True):
            shift = len(passage.indexed_text) - len(passage.text)
            readings.append(
                PassageReading(
                    asked=mean / np.float32(max(float(np.linalg.norm(mean)), 1e-12)),
                    vectors=tokens.vectors,
                    similarity=asked.vectors @ tokens.vectors.T,
                    weights=weights,
                    starts=tokens.starts - shift,
                    ends=tokens.ends - shift,
                )
            )
        return readings


def token_weights(
    question: str, tokens: TokenVectors, frequencies: Mapping[str, int], size: int
) -> Floats:
    """Weigh each token by how rare its word is: ln(1 + (N - n + 0.5) / (n + 0.5)), summing to 1.

    Stop words and punctuation weigh nothing, unless there is nothing else.
    """
    weights = np.zeros(len(tokens.starts), dtype=np.float32)
    for start, end, word in word_spans(question):
        if word in STOP_WORDS:
            continue
        count = frequencies.get(stem(word), 0)
        inside = (tokens.starts >= start) & (tokens.ends <= end)
        weights[inside] = math.log(1 + (size - count + 0.5) / (count + 0.5))
    total = float(weights.sum())
    if total == 0.0:
        return np.full(len(weights), 1 / max(len(weights), 1), dtype=np.float32)
    return weights / np.float32(total)
