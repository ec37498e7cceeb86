"""Two lists made one: scores worked out by hand."""

import pytest

from retriever.records import ScoredPassage
from retriever.search.fusion import fuse_convex, mix_standardised


def pairs(scored: list[ScoredPassage]) -> list[tuple[str, float]]:
    return [(each.passage_id, round(each.score, 9)) for each in scored]


def test_convex_adds_the_normalised_scores_of_both_lists() -> None:
    dense = [ScoredPassage("a", 0.9), ScoredPassage("b", 0.5), ScoredPassage("c", 0.1)]
    words = [ScoredPassage("c", 4.0), ScoredPassage("d", 2.0)]

    fused = fuse_convex(dense, words, dense_weight=0.4)

    # a 0.4 * 1; b 0.4 * 0.5; c 0.4 * 0 + 0.6 * 1; d 0.6 * 0.5
    assert pairs(fused) == [("c", 0.6), ("a", 0.4), ("d", 0.3), ("b", 0.2)]


def test_negative_inner_products_are_normalised_too() -> None:
    dense = [ScoredPassage("a", -0.2), ScoredPassage("b", -0.6)]

    assert pairs(fuse_convex(dense, [], dense_weight=1.0)) == [("a", 1.0), ("b", 0.0)]


def test_one_list_alone_is_ranked_by_itself() -> None:
    only = [ScoredPassage("b", 2.0), ScoredPassage("a", 8.0)]

    assert pairs(fuse_convex([], only, dense_weight=0.4)) == [("a", 0.6), ("b", 0.15)]
    assert pairs(fuse_convex(only, [], dense_weight=0.4)) == [("a", 0.4), ("b", 0.0)]
    assert fuse_convex([], []) == []


def test_equal_scores_are_ranked_by_passage_id() -> None:
    dense = [ScoredPassage("b", 0.5), ScoredPassage("a", 0.5)]

    assert pairs(fuse_convex(dense, [], dense_weight=0.4)) == [("a", 0.4), ("b", 0.4)]


def test_mixing_standardises_each_list_first() -> None:
    # Both lists have mean 2 and 20, deviation 1 and 10: -1, 1 and 1, -1.
    mixed = mix_standardised([1.0, 3.0], [30.0, 10.0], weight=0.75)

    assert mixed == pytest.approx([0.25 * -1 + 0.75 * 1, 0.25 * 1 + 0.75 * -1])


def test_a_list_of_equal_scores_says_nothing_in_a_mixture() -> None:
    assert mix_standardised([5.0, 5.0], [1.0, 3.0], weight=0.6) == pytest.approx([-0.6, 0.6])
    assert mix_standardised([], [], weight=0.6) == []
