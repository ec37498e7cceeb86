"""Figures: a number over questions, with the 95 % interval of a bootstrap over them.

Knows lists of numbers, nothing of questions or answers. The seed is fixed, so that the same run
gives the same interval. Source: Efron and Tibshirani 1993; scipy's percentile bootstrap.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

RESAMPLES = 1_000
SHUFFLES = 10_000
"""Of the paired test: the least p-value that it can give is about 1 / SHUFFLES."""

Floats = npt.NDArray[np.float64]
Statistic = Callable[..., Floats]
"""Of one or two samples along their last axis (`axis=-1`)."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number over questions with its 95 % bootstrap interval, and how many questions it is of."""

    value: float
    low: float
    high: float
    questions: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What the second of two runs has more than the first, over the same questions.

    Attributes:
        first: The first run's mean.
        second: The second run's.
        value: Second less first.
        low: Where the difference's 95 % interval begins.
        high: Where it ends.
        p_value: Of the paired permutation test that there is no difference, two-sided.
        questions: How many both runs have.
    """

    first: float
    second: float
    value: float
    low: float
    high: float
    p_value: float
    questions: int


def figure_of(values: Sequence[float]) -> Figure:
    """Return the mean of one value a question, with its interval."""
    return _figure(np.mean, values)


def percentile_of(values: Sequence[float], percent: float) -> Figure:
    """Return a percentile of one value a question (50 is the median), with its interval."""

    def statistic(sample: Floats, axis: int = -1) -> Floats:
        return np.asarray(np.percentile(sample, percent, axis=axis))

    return _figure(statistic, values)


def figure_of_two(statistic: Statistic, first: Sequence[float], second: Sequence[float]) -> Figure:
    """Return a statistic of two kinds of questions, each resampled among its own kind.

    So no resample lacks one of them. Without a question of either kind there is no spread to tell.
    """
    samples = (np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64))
    count = len(first) + len(second)
    value = float(statistic(*samples, axis=-1))
    if min(len(first), len(second)) < 2:  # noqa: PLR2004 - nothing to resample
        return Figure(value, value, value, count)
    return _with_interval(statistic, samples, value, count)


def difference_of(first: Sequence[float], second: Sequence[float]) -> Difference:
    """Compare two runs, question by question.

    Args:
        first: One value a question.
        second: The same questions' values in the other run, in the same order.
    """
    one, other = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    gains = other - one
    figure = figure_of(list(gains))
    p_value = 1.0
    if len(gains) > 1 and np.any(gains != 0):
        from scipy.stats import permutation_test  # noqa: PLC0415 - as below

        # Under "no difference" each question's two values may change places: its gain's sign.
        p_value = float(
            permutation_test(
                (gains,),
                np.mean,
                permutation_type="samples",
                vectorized=True,
                n_resamples=SHUFFLES,
                rng=0,
            ).pvalue
        )
    return Difference(
        first=float(one.mean()) if len(one) else 0.0,
        second=float(other.mean()) if len(other) else 0.0,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        p_value=p_value,
        questions=len(gains),
    )


def _figure(statistic: Statistic, values: Sequence[float]) -> Figure:
    sample = np.asarray(values, dtype=np.float64)
    value = float(statistic(sample, axis=-1)) if len(sample) else 0.0
    if len(sample) < 2 or np.all(sample == sample[0]):  # noqa: PLR2004 - nothing to resample
        return Figure(value, value, value, len(sample))
    return _with_interval(statistic, (sample,), value, len(sample))


def _with_interval(
    statistic: Statistic, samples: tuple[Floats, ...], value: float, count: int
) -> Figure:
    # Only here: it loads for a second, and who reads kept figures draws none.
    from scipy.stats import bootstrap  # noqa: PLC0415

    drawn = bootstrap(
        samples,
        statistic,
        n_resamples=RESAMPLES,
        method="percentile",
        vectorized=True,
        batch=100,  # of 100 resamples at once: 2,000 questions take 2 MB
        rng=0,
    )
    interval = drawn.confidence_interval
    return Figure(value, float(interval.low), float(interval.high), count)
