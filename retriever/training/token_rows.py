"""The frozen lower layers' rows of each text: worked out once, then kept in memory.

A row of 384 numbers takes 768 bytes in bfloat16: 13,700 passages of 110 tokens take 1.2 GB.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from retriever.reader.network import ReaderNetwork
from retriever.store.encoder import SentenceEncoder

CHUNK = 12
"""Texts of like length that go through the layers together."""


@dataclass(frozen=True, slots=True)
class TokenRows:
    """One text's tokens below the upper layers.

    Attributes:
        hidden: Shape (tokens, dimension), bfloat16, the two special tokens' among them.
        starts: Where each token starts in the text, special tokens left out.
        ends: Where each ends.
    """

    hidden: torch.Tensor
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]


class KeptRows:
    """Keeps the rows of the texts that it was asked for.

    Args:
        network: Whose lower layers.
        encoder: Whose tokenizer.
        limit_tokens: How many tokens of a text are read.
    """

    def __init__(self, network: ReaderNetwork, encoder: SentenceEncoder, limit_tokens: int) -> None:
        self._network = network
        self._encoder = encoder
        self._limit = limit_tokens
        self._kept: dict[str, TokenRows] = {}

    def of(self, texts: Sequence[str]) -> list[TokenRows]:
        """Return each text's rows."""
        new = sorted({text for text in texts if text not in self._kept}, key=len)
        for start in range(0, len(new), CHUNK):
            self._read(new[start : start + CHUNK])
        return [self._kept[text] for text in texts]

    def _read(self, texts: Sequence[str]) -> None:
        encodings = self._encoder.tokenized(texts)
        ids = [self._encoder.with_special_tokens(each.ids[: self._limit]) for each in encodings]
        with torch.no_grad():
            hidden, _ = self._network.lower_rows(ids)
        for text, own, encoding, numbers in zip(texts, hidden, encodings, ids, strict=True):
            offsets = np.array(encoding.offsets[: self._limit], dtype=np.int64).reshape(-1, 2)
            rows = own[: len(numbers)].to(torch.bfloat16, copy=True)
            self._kept[text] = TokenRows(rows, offsets[:, 0], offsets[:, 1])
