"""How well what is not answered is told from what is: refusals, and the probability's honesty.

Knows for each question whether the documents answer it, whether it was refused, and the probability
that came with the answer. A refusal of an unanswerable question is the right one ("positive").
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata

from retriever.evaluation.figures import Figure, Floats, figure_of, figure_of_two

BINS = 10


@dataclass(frozen=True, slots=True)
class Decision:
    """One question's decision.

    Attributes:
        answerable: Whether the documents answer it.
        refused: Whether it was refused.
        probability: That came with the answer, 0 to 1.
        right: Whether a right quote was shown first; None where that is not known.
    """

    answerable: bool
    refused: bool
    probability: float
    right: bool | None


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """The questions whose probability lies in `low` to `high`.

    Attributes:
        low: Where the bin begins.
        high: Where it ends; 1 belongs to the last.
        questions: How many.
        mean_probability: What was said, on average; 0 in an empty bin.
        share_right: How often a right quote was shown first, with its interval.
    """

    low: float
    high: float
    questions: int
    mean_probability: float
    share_right: Figure


def refusal_figures(decisions: Sequence[Decision]) -> dict[str, Figure]:
    """Return precision, recall, F1 and AUROC of refusing, and both Brier scores.

    Without unanswerable questions there is nothing to tell, and only `brier` is given. `brier` is
    the mean squared difference between the probability and whether a right quote was shown first (a
    refusal shows none); `brier_answerable` of whether the documents answer. Source: Brier 1950.
    """
    figures = {}
    answerable = [each for each in decisions if each.answerable]
    others = [each for each in decisions if not each.answerable]
    if answerable and others:
        refused = ([float(each.refused) for each in part] for part in (answerable, others))
        kept, turned = refused
        figures["refusal_precision"] = figure_of_two(_precision, kept, turned)
        figures["refusal_recall"] = figure_of(turned)
        figures["refusal_f1"] = figure_of_two(_f1, kept, turned)
        figures["refusal_auroc"] = figure_of_two(
            auroc,
            [each.probability for each in answerable],
            [each.probability for each in others],
        )
        figures["brier_answerable"] = figure_of(
            [(each.probability - each.answerable) ** 2 for each in decisions]
        )
    known = [each for each in decisions if each.right is not None]
    if known:
        figures["brier"] = figure_of([(each.probability - bool(each.right)) ** 2 for each in known])
    return figures


def reliability_of(decisions: Sequence[Decision]) -> tuple[ReliabilityBin, ...]:
    """Part the questions whose answer is known by their probability, into bins of equal width."""
    known = [each for each in decisions if each.right is not None]
    bins = []
    for place in range(BINS if known else 0):
        inside = [each for each in known if min(int(each.probability * BINS), BINS - 1) == place]
        said = [each.probability for each in inside]
        bins.append(
            ReliabilityBin(
                low=place / BINS,
                high=(place + 1) / BINS,
                questions=len(inside),
                mean_probability=float(np.mean(said)) if said else 0.0,
                share_right=figure_of([float(bool(each.right)) for each in inside]),
            )
        )
    return tuple(bins)


def auroc(high: Floats, low: Floats, axis: int = -1) -> Floats:
    """Return how often a value of `high` is above one of `low`, ties counting half.

    That is the area under the ROC curve. Source: Hanley and McNeil 1982 (rank sum).

    Args:
        high: Of the questions that should have the higher values, shape (..., m).
        low: Of the others, shape (..., n).
        axis: The last.
    """
    m, n = high.shape[axis], low.shape[axis]
    ranks = rankdata(np.concatenate([high, low], axis=axis), axis=axis)
    above = np.sum(np.take(ranks, np.arange(m), axis=axis), axis=axis) - m * (m + 1) / 2
    return np.asarray(above / (m * n))


def _precision(kept: Floats, turned: Floats, axis: int = -1) -> Floats:
    right, wrong = turned.sum(axis=axis), kept.sum(axis=axis)
    return np.asarray(right / np.maximum(right + wrong, 1))


def _f1(kept: Floats, turned: Floats, axis: int = -1) -> Floats:
    right, wrong = turned.sum(axis=axis), kept.sum(axis=axis)
    missed = turned.shape[axis] - right
    return np.asarray(2 * right / np.maximum(2 * right + wrong + missed, 1))
