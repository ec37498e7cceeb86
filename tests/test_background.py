"""What was said before, in the search: its weights, and that the question itself comes first."""

from collections.abc import Sequence

import numpy as np

from retriever.records import Filters, ScoredPassage
from retriever.search.background import (
    IN_FIELD_WORDS,
    Remark,
    mixed_vector,
    text_to_read,
    with_background,
)
from retriever.store.encoder import Floats, TokenVectors


class TwoWays:
    """Embeds "north" and "east" as the two axes."""

    name = "two ways"
    fingerprint = "1"
    dimension = 2
    limit_tokens = 254

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def encode(self, texts: Sequence[str], asked: int = 0) -> Floats:
        del asked
        axes = {"north": (1.0, 0.0), "east": (0.0, 1.0)}
        return np.array([axes[text] for text in texts], dtype=np.float32)

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        raise NotImplementedError


class WordsOnly:
    """Gives a passage 1 for each term of its name that is searched."""

    def search_words(self, terms: Sequence[str], k: int, filters: Filters) -> list[ScoredPassage]:
        del filters
        found = {name: sum(term in name.split() for term in terms) for name in ("visit", "care")}
        return [ScoredPassage(name, float(score)) for name, score in found.items() if score][:k]


def test_a_remark_turns_the_embedding_a_little_and_a_question_back_more() -> None:
    said = mixed_vector(TwoWays(), "north", [Remark("east")])
    asked = mixed_vector(TwoWays(), "north", [Remark("east", asked_back=True)])

    assert np.allclose(said, np.array([1.0, 0.3]) / np.sqrt(1.09))
    assert np.allclose(asked, np.array([1.0, 0.5]) / np.sqrt(1.25))
    assert mixed_vector(TwoWays(), "north", []).tolist() == [1.0, 0.0]


def test_an_explained_acronym_turns_the_embedding_a_little() -> None:
    turned = mixed_vector(TwoWays(), "north", [], explained="east")

    assert np.allclose(turned, np.array([0.7, 0.3]) / np.sqrt(0.58))


def test_the_documents_wording_of_everyday_words_turns_it_half_way() -> None:
    turned = mixed_vector(TwoWays(), "north", [], "east", IN_FIELD_WORDS)

    assert np.allclose(turned, np.array([1.0, 1.0]) / np.sqrt(2.0))


def test_a_remarks_terms_count_less_than_the_questions() -> None:
    own = [ScoredPassage("visit", 1.0)]

    found = with_background(WordsOnly(), own, [Remark("visit care")], ("visit",), Filters())
    asked = with_background(WordsOnly(), [], [Remark("care", asked_back=True)], (), Filters())

    assert found == [ScoredPassage("visit", 1.0), ScoredPassage("care", 0.1)]
    assert asked == [ScoredPassage("care", 0.5)]


def test_only_what_was_asked_back_is_read_with_the_question() -> None:
    background = [Remark("Visits are late."), Remark("Are you under 19?", asked_back=True)]

    assert text_to_read("Can I go?", background) == "Can I go? Are you under 19?"
    assert text_to_read("Can I go?", []) == "Can I go?"
