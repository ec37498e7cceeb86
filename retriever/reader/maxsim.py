"""Late interaction: the reader's token vectors of a question and of passages, compared.

Whose token vectors they are decides the reader: the encoder's own (untrained), or those of the
trained network, which shares the encoder's lower layers.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np

from retriever.reader.readings import PassageReading
from retriever.records import Passage
from retriever.store.analyser import STOP_WORDS, stem, word_spans
from retriever.store.encoder import Floats, TokenVectors

READ_PASSAGES = 12
"""How many of the list's head are read: 12 of 200 tokens take about 0.15 s on two cores."""

UNTRAINED_WEIGHT = 0.6
"""Of the untrained reader's score beside the fused one."""


class TokenEncoder(Protocol):
    """What gives each token of a text its vector in context."""

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Embed each text's tokens, cut at the encoder's limit."""
        ...


class Reader(Protocol):
    """What reads a question with the head of the list.

    Attributes:
        name: As the setting names it.
        weight: Of its score beside the fused one, 0 to 1.
    """

    @property
    def name(self) -> str: ...  # noqa: D102 - see the class

    @property
    def weight(self) -> float: ...  # noqa: D102 - see the class

    def read(
        self,
        question: str,
        passages: Sequence[Passage],
        frequencies: Mapping[str, int],
        size: int,
    ) -> list[PassageReading]:
        """Read the question with each passage; see `MaxSimReader.read`."""
        ...


class MaxSimReader:
    """Reads by late interaction.

    Args:
        encoder: Whose token vectors are compared.
        name: As the setting names it.
        weight: Of its score beside the fused one, 0 to 1.
    """

    def __init__(
        self, encoder: TokenEncoder, name: str = "maxsim", weight: float = UNTRAINED_WEIGHT
    ) -> None:
        self._encoder = encoder
        self.name = name
        self.weight = weight

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
