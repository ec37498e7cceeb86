"""Token vectors that are remembered."""

from collections.abc import Sequence

import numpy as np

from retriever.reader.remembering import RememberingTokens
from retriever.store.encoder import TokenVectors


class CountingEncoder:
    """Gives a text one token that says how long it is, and writes down what it was given."""

    def __init__(self) -> None:
        self.given: list[list[str]] = []

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        self.given.append(list(texts))
        nothing = np.zeros(1, dtype=np.int64)
        return [
            TokenVectors(np.full((1, 1), len(text), dtype=np.float32), nothing, nothing, nothing)
            for text in texts
        ]


def lengths(tokens: Sequence[TokenVectors]) -> list[float]:
    return [float(each.vectors[0, 0]) for each in tokens]


def test_a_text_is_embedded_once_and_all_come_back_in_order() -> None:
    encoder = CountingEncoder()
    remembering = RememberingTokens(encoder)

    assert lengths(remembering.encode_tokens(["one", "three", "one"])) == [3.0, 5.0, 3.0]
    assert lengths(remembering.encode_tokens(["three", "a", "one"])) == [5.0, 1.0, 3.0]
    assert lengths(remembering.encode_tokens(["a"])) == [1.0]
    assert encoder.given == [["one", "three"], ["a"]]


def test_what_was_met_longest_ago_is_forgotten_first() -> None:
    encoder = CountingEncoder()
    remembering = RememberingTokens(encoder, limit=2)

    for texts in (["one"], ["two"], ["one"], ["three"], ["one"], ["two"]):
        remembering.encode_tokens(texts)

    assert encoder.given == [["one"], ["two"], ["three"], ["two"]]


def test_more_texts_at_once_than_are_remembered_all_come_back() -> None:
    remembering = RememberingTokens(CountingEncoder(), limit=1)

    assert lengths(remembering.encode_tokens(["a", "bb", "ccc"])) == [1.0, 2.0, 3.0]
