"""Which share of a question's pairs of words a text holds."""

import math

import pytest

from retriever.records import ScoredPassage
from retriever.search.fusion import with_bonus
from retriever.search.phrases import share_of_pairs, term_weights, weighted_pairs

WEIGHTS = {"return": 0.5, "home": 0.2, "interview": 0.3}


def test_a_pair_weighs_what_its_two_words_do() -> None:
    pairs = weighted_pairs("Return home interviews", WEIGHTS)

    assert pairs == pytest.approx({("return", "home"): 0.7, ("home", "interviews"): 0.5})


def test_words_that_stand_apart_are_no_pair() -> None:
    pairs = weighted_pairs("Return home interviews", WEIGHTS)

    assert share_of_pairs(pairs, "They return home late.") == pytest.approx(0.7 / 1.2)
    assert share_of_pairs(pairs, "They return to a home.") == 0.0
    assert share_of_pairs({}, "They return home.") == 0.0


def test_a_term_weighs_by_its_rarity() -> None:
    rare, common = math.log(1 + 9.5 / 1.5), math.log(1 + 0.5 / 10.5)

    weights = term_weights({"rare": 1, "common": 10}, 10)

    assert weights == pytest.approx(
        {"rare": rare / (rare + common), "common": common / (rare + common)}
    )
    assert term_weights({}, 10) == {}


def test_what_holds_the_phrase_rises_and_scores_stay_under_one() -> None:
    ranked = [ScoredPassage("a", 1.0), ScoredPassage("b", 0.9)]

    raised = with_bonus(ranked, {"b": 1.0}, 0.5)

    assert [each.passage_id for each in raised] == ["b", "a"]
    assert [each.score for each in raised] == pytest.approx([1.4 / 1.5, 1.0 / 1.5])
