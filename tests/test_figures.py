"""Figures with intervals and the paired differences of two runs, by hand where it can be done."""

import pytest

from retriever.evaluation.figures import (
    Difference,
    Figure,
    difference_of,
    figure_of_two,
    percentile_of,
)
from retriever.evaluation.refusals import auroc


def test_a_percentile_has_an_interval_within_its_values() -> None:
    figure = percentile_of([10.0, 20.0, 30.0, 40.0, 1_000.0], 50)

    assert (figure.value, figure.questions) == (30.0, 5)
    assert 10.0 <= figure.low <= 30.0 <= figure.high <= 1_000.0


def test_a_percentile_of_nothing_is_nothing() -> None:
    assert percentile_of([], 95) == Figure(0.0, 0.0, 0.0, 0)


def test_the_area_under_the_curve_counts_pairs_and_ties_for_half() -> None:
    # Pairs of (.9, .4) with (.4, .1): .9 above both, .4 ties with one and is above the other.
    figure = figure_of_two(auroc, [0.9, 0.4], [0.4, 0.1])

    assert figure.value == pytest.approx(3.5 / 4)
    assert figure.questions == 4
    assert figure.low <= figure.value <= figure.high


def test_a_statistic_of_one_value_of_a_kind_has_no_spread() -> None:
    assert figure_of_two(auroc, [0.9, 0.8], [0.1]) == Figure(1.0, 1.0, 1.0, 3)


def test_two_runs_that_are_alike_do_not_differ() -> None:
    assert difference_of([0.0, 1.0, 1.0], [0.0, 1.0, 1.0]) == Difference(
        first=2 / 3, second=2 / 3, value=0.0, low=0.0, high=0.0, p_value=1.0, questions=3
    )


def test_the_difference_is_the_second_less_the_first_with_its_chance_by_exact_permutation() -> None:
    # Four questions of five gain 1. Of the 32 ways to change signs, the four that gained can all be
    # for or all against in 4 ways (the fifth's sign is nothing): 4 of 32 are as far from 0.
    difference = difference_of([0.0, 0.0, 0.0, 0.0, 1.0], [1.0, 1.0, 1.0, 1.0, 1.0])

    assert (difference.first, difference.second, difference.value) == (0.2, 1.0, 0.8)
    assert difference.p_value == pytest.approx(4 / 32)
    assert 0.0 <= difference.low < 0.8 < difference.high <= 1.0


def test_no_questions_in_common_is_no_difference() -> None:
    assert difference_of([], []) == Difference(0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0)
