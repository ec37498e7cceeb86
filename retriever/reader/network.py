"""The trained reader's network: the encoder's lower layers, then upper ones of its own.

The lower layers are the encoder's, in memory once; only the upper ones were trained and are kept.
Knows torch and transformers; loads no file and trains nothing (see `weights` and
`retriever.training`).
"""

import copy
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from retriever.store.encoder import SentenceEncoder, TokenVectors, token_vectors

if TYPE_CHECKING:
    import torch
    from tokenizers import Encoding

OWN_LAYERS = 3
"""How many of the encoder's six layers are replaced: 5.3 million weights."""

BATCH = 6
"""Texts of like length that go through together: larger batches pad more than they save."""

_FAR_BELOW = -1e4
"""Added to the attention that padding would get; -inf would give rows of only padding no number."""


class ReaderNetwork:
    """A reader's token vectors.

    Args:
        encoder: Whose lower layers and tokenizer are shared.
        state: The upper layers' weights by name; the encoder's own are kept where it is None.
    """

    def __init__(
        self, encoder: SentenceEncoder, state: "dict[str, torch.Tensor] | None" = None
    ) -> None:
        self._encoder = encoder
        bert = encoder.transformer
        self._embeddings = bert.embeddings
        layers = bert.encoder.layer
        self.lower = layers[:-OWN_LAYERS]
        self.upper = copy.deepcopy(layers[-OWN_LAYERS:])
        if state is not None:
            self.upper.load_state_dict(state)

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Embed each text's tokens in their context, cut at the encoder's limit."""
        import torch  # noqa: PLC0415 - seconds, only where encoding happens

        encodings = self._encoder.tokenized(texts)
        vectors: list[TokenVectors | None] = [None] * len(texts)
        with torch.no_grad():
            for places in _by_length(encodings):
                rows = self.forward([self.ids_of(encodings[place]) for place in places])
                for place, own in zip(places, rows.float().numpy(), strict=True):
                    limit = self._encoder.limit_tokens
                    vectors[place] = token_vectors(own, encodings[place], limit)
        return [each for each in vectors if each is not None]

    def ids_of(self, encoding: "Encoding") -> list[int]:
        """Return a text's token numbers, cut at the limit, between the two special tokens."""
        return self._encoder.with_special_tokens(encoding.ids[: self._encoder.limit_tokens])

    def forward(self, ids: Sequence[Sequence[int]]) -> "torch.Tensor":
        """Return the last layer's rows, shape (texts, tokens, dimension), special tokens too."""
        hidden, mask = self.lower_rows(ids)
        return self.upper_rows(hidden, mask)

    def lower_rows(self, ids: Sequence[Sequence[int]]) -> "tuple[torch.Tensor, torch.Tensor]":
        """Return the shared layers' rows, and 1 for a token, 0 for padding: (texts, tokens)."""
        import torch  # noqa: PLC0415

        longest = max(len(each) for each in ids)
        numbers = torch.zeros(len(ids), longest, dtype=torch.long)
        mask = torch.zeros(len(ids), longest)
        for row, own in enumerate(ids):
            numbers[row, : len(own)] = torch.tensor(own)
            mask[row, : len(own)] = 1
        hidden = self._embeddings(input_ids=numbers)
        return _through(self.lower, hidden, mask), mask

    def upper_rows(self, hidden: "torch.Tensor", mask: "torch.Tensor") -> "torch.Tensor":
        """Return the reader's rows of what the shared layers gave."""
        return _through(self.upper, hidden, mask)


def _through(layers: Any, hidden: "torch.Tensor", mask: "torch.Tensor") -> "torch.Tensor":
    import torch  # noqa: PLC0415

    # Attention under autocast (in training) takes its mask in the narrower kind alone.
    narrowed = torch.is_autocast_enabled("cpu")
    kind = torch.get_autocast_dtype("cpu") if narrowed else hidden.dtype
    attended = ((1 - mask)[:, None, None, :] * _FAR_BELOW).to(kind)
    for layer in layers:
        hidden = layer(hidden, attended)
    return hidden


def _by_length(encodings: "Sequence[Encoding]") -> Iterator[Sequence[int]]:
    """Yield places of texts of like length, BATCH at a time."""
    order = np.argsort([len(each.ids) for each in encodings], kind="stable")
    for start in range(0, len(order), BATCH):
        yield [int(place) for place in order[start : start + BATCH]]
