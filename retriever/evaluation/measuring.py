"""Evaluates retrieval and answers over a folder of questions.

Each system ranks documents by their best passage; the full system's ranking is that of the very
answers that are judged. Metrics come from ir-measures, intervals from scipy's bootstrap; a
question that returns nothing scores 0 and counts.
"""

import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import ir_measures
import numpy as np
from ir_measures import AP, RR, R, nDCG
from scipy.stats import bootstrap

from retriever.answer_records import Answer
from retriever.answers.answerer import Answerer
from retriever.answers.opening import open_answerer
from retriever.errors import EvaluationFolderError
from retriever.evaluation.marks import AnswerMarks, mark_answer
from retriever.evaluation.question_set import EvaluationSet, read_evaluation_set
from retriever.evaluation.set_index import (
    evaluation_index,
    index_files,
    index_passage_set,
)
from retriever.search.searcher import SYSTEMS
from retriever.settings import Settings
from retriever.store.encoder import SentenceEncoder

MEASURES = {
    "nDCG@10": nDCG @ 10,
    "MRR@10": RR @ 10,
    "MAP@10": AP @ 10,
    "recall@1": R @ 1,
    "recall@5": R @ 5,
    "recall@10": R @ 10,
    "recall@100": R @ 100,
}
DEPTH = 100
RESAMPLES = 1_000

Run = dict[str, dict[str, float]]
"""For each question, the score of each document found."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean over questions with its 95 % bootstrap interval, and how many questions it is of."""

    value: float
    low: float
    high: float
    questions: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures of one run."""

    folder: Path
    systems: Mapping[str, Mapping[str, Figure]]
    answers: Mapping[str, Figure]
    median_ms: float
    settings: Settings
    commit: str
    date: datetime


def evaluate(
    folder: Path, systems: Sequence[str], settings: Settings, index: Path | None = None
) -> Evaluation:
    """Measure the systems over a folder.

    Args:
        folder: An evaluation folder.
        systems: Some of SYSTEMS; `full` also judges the answers.
        settings: The library's.
        index: Where the set's index is or goes; by default beside the library's.

    Raises:
        EvaluationFolderError: The folder, a system's name or a judgement does not fit.
    """
    unknown = [system for system in systems if system not in SYSTEMS]
    if unknown or not systems:
        message = f"There is no system {', '.join(unknown) or '(none)'}: name {', '.join(SYSTEMS)}."
        raise EvaluationFolderError(message)
    evaluation = read_evaluation_set(folder)
    # What is measured is the search and the quotes; a model's key is no part of a report.
    own = replace(
        settings,
        index=index or evaluation_index(evaluation, settings),
        model_address="",
        model_key="",
    )
    if evaluation.layout == "passages":
        index_passage_set(evaluation, SentenceEncoder(own.encoder), own)
    elif evaluation.layout == "files":
        index_files(evaluation, own)
    answerer = open_answerer(own)
    paths = answerer.paths()
    _refuse_unknown(evaluation, set(paths.values()))
    runs: dict[str, Run] = {
        system: _run(evaluation, answerer, system, paths) for system in systems if system != "full"
    }
    answers: list[Answer] = []
    if "full" in systems:
        answers = _ask_all(evaluation, answerer)
        runs["full"] = {answer.id: _documents(_scored(answer), paths) for answer in answers}
    marks = [
        mark_answer(question, evaluation, answer, answerer)
        for question, answer in zip(evaluation.questions, answers, strict=bool(answers))
    ]
    return Evaluation(
        folder=folder,
        systems={system: _figures(evaluation, runs[system]) for system in systems},
        answers=_answer_figures(marks),
        median_ms=float(np.median([answer.timings.total for answer in answers] or [0.0])),
        settings=own,
        commit=_commit(),
        date=datetime.now(UTC),
    )


def evaluation_json(evaluation: Evaluation) -> dict[str, Any]:
    """Return the figures as the contract's JSON object."""
    return {
        "folder": str(evaluation.folder),
        "systems": {
            system: {"metrics": {name: asdict(figure) for name, figure in figures.items()}}
            for system, figures in evaluation.systems.items()
        },
        "answers": {
            **{name: asdict(figure) for name, figure in evaluation.answers.items()},
            "median_ms": evaluation.median_ms,
        },
        "settings": {
            name: str(value)
            for name, value in asdict(evaluation.settings).items()
            if name != "model_key"
        },
        "commit": evaluation.commit,
        "date": evaluation.date.isoformat(timespec="seconds"),
    }


def figure_of(values: Sequence[float]) -> Figure:
    """Return the mean of one value a question, with its bootstrap interval (fixed seed)."""
    sample = np.asarray(values, dtype=np.float64)
    mean = float(sample.mean()) if len(sample) else 0.0
    if len(sample) < 2 or np.all(sample == sample[0]):  # noqa: PLR2004 - nothing to resample
        return Figure(mean, mean, mean, len(sample))
    interval = bootstrap(
        (sample,), np.mean, n_resamples=RESAMPLES, method="percentile", rng=0
    ).confidence_interval
    return Figure(mean, float(interval.low), float(interval.high), len(sample))


def _ask_all(evaluation: EvaluationSet, answerer: Answerer) -> list[Answer]:
    answerer.warm_up()
    return [
        answerer.ask(question.text, history=question.history, question_id=question.id, k=DEPTH)
        for question in evaluation.questions
    ]


def _run(
    evaluation: EvaluationSet, answerer: Answerer, system: str, paths: Mapping[str, str]
) -> Run:
    judged = [question for question in evaluation.questions if question.id in evaluation.qrels]
    histories = [question.history for question in judged]
    ranked = answerer.rank([question.text for question in judged], DEPTH, system, histories)
    return {
        question.id: _documents(pairs, paths)
        for question, pairs in zip(judged, ranked, strict=True)
    }


def _documents(pairs: Iterable[tuple[str, float]], paths: Mapping[str, str]) -> dict[str, float]:
    """Give each document the score of its best passage; `pairs` are (doc_id, score)."""
    best: dict[str, float] = {}
    for doc_id, score in pairs:
        path = paths[doc_id]
        best[path] = max(score, best.get(path, score))
    return best


def _scored(answer: Answer) -> list[tuple[str, float]]:
    return [(hit.passage.doc_id, hit.score) for hit in answer.hits]


def _figures(evaluation: EvaluationSet, run: Run) -> dict[str, Figure]:
    judged = {
        question.id: evaluation.qrels[question.id]
        for question in evaluation.questions
        if question.id in evaluation.qrels
    }
    values: dict[str, dict[str, float]] = {name: dict.fromkeys(judged, 0.0) for name in MEASURES}
    names = {str(measure): name for name, measure in MEASURES.items()}
    for each in ir_measures.iter_calc(list(MEASURES.values()), judged, run):
        if each.query_id in judged:
            values[names[str(each.measure)]][each.query_id] = each.value
    return {name: figure_of(list(by_question.values())) for name, by_question in values.items()}


def _answer_figures(marks: Sequence[AnswerMarks]) -> dict[str, Figure]:
    """Return the mean of each mark over the questions that it can be given to."""
    figures = {}
    for name in AnswerMarks.names():
        values = [value for each in marks if (value := getattr(each, name)) is not None]
        if values:
            figures[name] = figure_of([float(value) for value in values])
    return figures


def _refuse_unknown(evaluation: EvaluationSet, known: set[str]) -> None:
    for question, documents in evaluation.qrels.items():
        for document in documents:
            if document not in known:
                message = (
                    f"{evaluation.folder / 'qrels.tsv'} judges {document!r} (question "
                    f"{question}), which is not in the index: correct the id or add the document."
                )
                raise EvaluationFolderError(message)


def _commit() -> str:
    try:
        done = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"],  # noqa: S607 - git from the PATH
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return "unknown"
    return done.stdout.strip() or "unknown"
