"""Refusals and the probability's honesty, worked out by hand."""

import pytest

from retriever.evaluation.refusals import Decision, refusal_figures, reliability_of

DECISIONS = (
    Decision(answerable=True, refused=False, probability=0.9, right=True),
    Decision(answerable=True, refused=False, probability=0.6, right=False),
    Decision(answerable=True, refused=True, probability=0.1, right=False),
    Decision(answerable=True, refused=False, probability=1.0, right=None),
    Decision(answerable=False, refused=True, probability=0.1, right=False),
    Decision(answerable=False, refused=True, probability=0.0, right=False),
    Decision(answerable=False, refused=False, probability=0.7, right=False),
)


def test_refusals_are_rated_as_finding_the_unanswerable() -> None:
    figures = {name: figure.value for name, figure in refusal_figures(DECISIONS).items()}

    # Three are refused, two of them rightly; three ought to be.
    # Of the 12 pairs the answerable one is more probable: .9 and 1.0 always (6), .6 over .1 and .0
    # (2), .1 over .0 (1) and tied with .1 (a half).
    assert figures == pytest.approx(
        {
            "refusal_precision": 2 / 3,
            "refusal_recall": 2 / 3,
            "refusal_f1": 2 / 3,
            "refusal_auroc": 9.5 / 12,
            "brier_answerable": (0.01 + 0.16 + 0.81 + 0 + 0.01 + 0 + 0.49) / 7,
            "brier": (0.01 + 0.36 + 0.01 + 0.01 + 0 + 0.49) / 6,
        }
    )


def test_without_unanswerable_questions_there_is_only_the_quotes_own_score() -> None:
    figures = refusal_figures(DECISIONS[:2])

    assert {name: figure.value for name, figure in figures.items()} == pytest.approx(
        {"brier": (0.01 + 0.36) / 2}
    )


def test_what_refuses_nothing_has_no_precision() -> None:
    never = (
        Decision(answerable=True, refused=False, probability=0.9, right=None),
        Decision(answerable=False, refused=False, probability=0.9, right=None),
    )

    figures = refusal_figures(never)

    assert figures["refusal_precision"].value == 0.0
    assert figures["refusal_f1"].value == 0.0
    assert figures["refusal_auroc"].value == 0.5


def test_questions_are_binned_by_what_was_said() -> None:
    bins = reliability_of(DECISIONS)

    assert len(bins) == 10
    assert [each.questions for each in bins] == [1, 2, 0, 0, 0, 0, 1, 1, 0, 1]
    assert bins[1].mean_probability == pytest.approx(0.1)
    assert bins[9].share_right.value == 1.0
    assert (bins[9].low, bins[9].high) == (0.9, 1.0)


def test_certainty_belongs_to_the_last_bin_and_nothing_known_makes_no_bins() -> None:
    sure = Decision(answerable=True, refused=False, probability=1.0, right=True)

    assert reliability_of([sure])[9].questions == 1
    assert reliability_of(DECISIONS[3:4]) == ()
