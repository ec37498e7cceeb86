"""Fits the weights by which answers are judged, and prints how good they are where not fitted.

    python benchmarks/judging.py FOLDER=INDEX... [--passages FOLDER=INDEX...]
        [--foreign FOLDER=INDEX...] [--counted NAME=TIMES...] [--sample N] [--write]

FOLDER is an evaluation folder, INDEX the index of its documents. Of `--passages` it is known only
which passages answer, so that they count for the probability alone. Of a foreign one the questions
are taken, and its INDEX is another library, which cannot answer them. Each set weighs the same; one
named by `--counted` (by its folder's name) as much as TIMES sets. `--write` replaces
retriever/answers/judging.toml.

Two fits. The order: of each question's candidates those that answer come first (conditional logit:
McFadden 1974), each set weighing the same. The probability: whether the first answers (logistic
regression), over the questions that the documents do not answer too. Cross-validated in five parts.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import tomlkit
from scipy.optimize import minimize

from retriever.answers.evidence import Evidence
from retriever.answers.judging import WEIGHTS_FILE
from retriever.answers.opening import open_answerer
from retriever.evaluation.marks import mark_candidate
from retriever.evaluation.question_set import read_evaluation_set
from retriever.settings import Settings

Floats = npt.NDArray[np.float64]

NAMES = tuple(field.name for field in fields(Evidence) if field.name != "unheard")
"""What is unheard of in the whole library is a demand (`retriever.answers.demands`)."""

FOLDS = 5
FOREIGN = 60
"""Questions of a foreign set."""

PENALTY = 0.002
"""Of the squared weights; ten times more or less moves no set by more than .02."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One question's candidates: their evidence, shape (candidates, names), and which answer.

    What the demands take from each (`behind`, `less_sure`) is set by hand: the weights are fitted
    beside it. `is_ordered` where what answers is known of each candidate, not of its passage alone.
    Its set weighs as much as `counted` sets.
    """

    set_name: str
    evidence: Floats
    behind: Floats
    less_sure: Floats
    answers: npt.NDArray[np.bool_]
    is_ordered: bool = True
    counted: float = 1.0


def main() -> int:
    """Fit, print, and write if asked to; return the exit status."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("sets", nargs="+", metavar="FOLDER=INDEX")
    arguments.add_argument("--passages", nargs="*", default=[], metavar="FOLDER=INDEX")
    arguments.add_argument("--foreign", nargs="*", default=[], metavar="FOLDER=INDEX")
    arguments.add_argument("--counted", nargs="*", default=[], metavar="NAME=TIMES")
    arguments.add_argument("--sample", type=int, default=300, help="questions of a set at most")
    arguments.add_argument("--write", action="store_true")
    given = arguments.parse_args()
    samples = [each for name in given.sets for each in _samples(name, given.sample)]
    for name in given.passages:
        samples += _samples(name, given.sample, by_passage=True)
    for name in given.foreign:
        samples += [replace(each, set_name=f"foreign {each.set_name}") for each in _foreign(name)]
    counted = dict(each.split("=", 1) for each in given.counted)
    samples = [replace(each, counted=float(counted.get(each.set_name, 1))) for each in samples]
    _print_figures(samples)
    if given.write:
        _write(samples)
    return 0


def _foreign(pair: str) -> Iterator[Sample]:
    """Yield questions that a library cannot answer: nothing in it does."""
    for each in _samples(pair, FOREIGN):
        yield replace(each, answers=np.zeros(len(each.answers), dtype=np.bool_))


def _samples(pair: str, most: int, *, by_passage: bool = False) -> Iterator[Sample]:
    folder, _, index = pair.partition("=")
    evaluation = read_evaluation_set(Path(folder))
    answerer = open_answerer(replace(Settings(), index=Path(index)))
    questions = list(evaluation.questions)
    random.Random(5).shuffle(questions)  # noqa: S311 - the same sample each time
    for question in questions[:most]:
        judged = answerer.candidates(question.text, question.history)
        if not judged:
            continue
        right = evaluation.relevant(question.id) if question.answerable else set()
        marked = [
            each.document.path in right
            if by_passage
            else mark_candidate(question, evaluation, each)
            for each, _ in judged
        ]
        rows = [[getattr(each.evidence, name) for name in NAMES] for each, _ in judged]
        yield Sample(
            Path(folder).name,
            np.array(rows),
            np.array([standing.behind for _, standing in judged]),
            np.array([standing.less_sure for _, standing in judged]),
            np.array(marked, dtype=np.bool_),
            is_ordered=not by_passage,
        )


def fit_order(samples: Sequence[Sample], places: Sequence[int]) -> Floats:
    """Return the weights of the evidence at `places` that put what answers first."""
    told = [each for each in samples if each.is_ordered and each.answers.any()]
    share = {name: sum(each.set_name == name for each in told) for name in _sets(told)}

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = PENALTY * float(weights @ weights) / 2, PENALTY * weights
        for each in told:
            rows = each.evidence[:, places]
            scores = rows @ weights - each.behind
            likely = np.exp(scores - scores.max())
            likely /= likely.sum()
            right = float(likely[each.answers].sum())
            weight = each.counted / share[each.set_name]
            total -= weight * np.log(max(right, 1e-12))
            pull = likely * each.answers / max(right, 1e-12) - likely
            slope = slope - weight * (rows.T @ pull)
        return total, slope

    start = np.zeros(len(places))
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)


def fit_probability(rows: Floats, less_sure: Floats, right: Floats, importance: Floats) -> Floats:
    """Return base and weights of the probability that a first candidate answers."""
    held = np.hstack([np.ones((len(rows), 1)), rows])

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = held @ weights - less_sure
        told = np.logaddexp(0.0, scores) - right * scores
        free = np.concatenate([[0.0], weights[1:]])
        slope = held.T @ ((1 / (1 + np.exp(-scores)) - right) * importance)
        return float(told @ importance + PENALTY * free @ free / 2), slope + PENALTY * free

    start = np.zeros(held.shape[1])
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)


def _firsts(samples: Sequence[Sample], weights: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Return of each first candidate: evidence, less_sure, if it answers, its set's importance."""
    places = [int(np.argmax(each.evidence @ weights - each.behind)) for each in samples]
    less_sure = [float(each.less_sure[place]) for each, place in zip(samples, places, strict=True)]
    rows = np.array([each.evidence[place] for each, place in zip(samples, places, strict=True)])
    right = [float(each.answers[place]) for each, place in zip(samples, places, strict=True)]
    size = {name: sum(each.set_name == name for each in samples) for name in _sets(samples)}
    importance = [each.counted / max(size[each.set_name], 50) for each in samples]
    return rows, np.array(less_sure), np.array(right), np.array(importance)


def _print_figures(samples: Sequence[Sample]) -> None:
    """Print, set by set, firsts that answer and the Brier score, each question left out once."""
    parts = np.random.default_rng(0).integers(FOLDS, size=len(samples))
    told: dict[str, list[tuple[float, float]]] = {}
    for part in range(FOLDS):
        fitted = [each for each, own in zip(samples, parts, strict=True) if own != part]
        kept = [each for each, own in zip(samples, parts, strict=True) if own == part]
        order = fit_order(fitted, range(len(NAMES)))
        surely = fit_probability(*_firsts(fitted, order))
        rows, less_sure, right, _ = _firsts(kept, order)
        probability = 1 / (1 + np.exp(less_sure - surely[0] - rows @ surely[1:]))
        for each, answers, sure in zip(kept, right, probability, strict=True):
            told.setdefault(each.set_name, []).append((float(answers), float(sure)))
    for name, pairs in sorted(told.items()):
        answers, sure = np.array(pairs).T
        brier = float(((sure - answers) ** 2).mean())
        print(f"{name}: first answers {answers.sum():.0f} of {len(pairs)}, Brier {brier:.3f}")


def _write(samples: Sequence[Sample]) -> None:
    short = [place for place, name in enumerate(NAMES) if name not in {"sentence", "tells"}]
    order = fit_order(samples, range(len(NAMES)))
    surely = fit_probability(*_firsts(samples, order))
    document = tomlkit.document()
    document.add(
        tomlkit.comment("Written by benchmarks/judging.py; see retriever/answers/judging.py")
    )
    document["base"] = round(float(surely[0]), 2)
    tables = (
        ("shortlist", fit_order(samples, short)),
        ("order", order),
        ("probability", surely[1:]),
    )
    for name, weights in tables:
        table = tomlkit.table()
        named = [NAMES[place] for place in short] if name == "shortlist" else NAMES
        for evidence, weight in zip(named, weights, strict=True):
            table[evidence] = round(float(weight), 2)
        document[name] = table
    WEIGHTS_FILE.write_text(tomlkit.dumps(document), encoding="utf-8")


def _sets(samples: Sequence[Sample]) -> set[str]:
    return {each.set_name for each in samples}


if __name__ == "__main__":
    sys.exit(main())
