"""Measures the golden questions over the pinned documents alone, and pins what came.

The documents of the gate are the demonstration library, copied into a corpus of their own beside
the index: what else a library holds changes no figure. The floors file pins figures, the outcomes
file beside it what came of each question, so that a red gate can say which questions got worse.
"""

import json
import math
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import tomlkit

from retriever.errors import EvaluationFolderError
from retriever.evaluation.comparing import first_quote, shortened
from retriever.evaluation.figures import Figure
from retriever.evaluation.floors import CEILINGS, folder_hash, read_floors
from retriever.evaluation.marks import AnswerMarks
from retriever.evaluation.measuring import evaluate
from retriever.evaluation.outcomes import Evaluation, Outcome
from retriever.evaluation.set_index import sync_corpus
from retriever.evaluation.table import name_in_words
from retriever.records import DEMONSTRATION_FOLDER
from retriever.settings import Settings

MARGIN_QUESTIONS = 1.5
"""How far below what is measured a floor lies, in questions: one question may fall out otherwise on
another processor, which adds up in another order."""

WHOLE = frozenset({"quotes_exact"})
"""Figures without a margin: one fault is one too many."""

OUTCOMES = "outcomes.json"


def measure_golden(folder: Path, settings: Settings) -> Evaluation:
    """Measure the golden questions over the demonstration documents, indexed apart.

    Args:
        folder: Of the questions.
        settings: Whose corpus has the demonstration, and beside whose index the gate's own goes.

    Raises:
        EvaluationFolderError: There is no demonstration, or it could not be indexed.
    """
    documents = settings.corpus / DEMONSTRATION_FOLDER
    if not documents.is_dir():
        message = f"{documents} is missing: the golden questions are about it (git brings it back)."
        raise EvaluationFolderError(message)
    place = settings.index.with_name(f"{settings.index.name}-golden")
    shutil.rmtree(place / "corpus", ignore_errors=True)
    shutil.copytree(documents, place / "corpus" / DEMONSTRATION_FOLDER)
    own = replace(settings.with_folder(place / "index"), corpus=place / "corpus")
    sync_corpus(own.corpus, own)
    return evaluate(folder, ("full",), own)


def documents_of(evaluation: Evaluation) -> Path:
    """Return the folder of the documents that were measured."""
    return evaluation.settings.corpus / DEMONSTRATION_FOLDER


def repin(evaluation: Evaluation, path: Path, *, allow_lower: bool = False) -> list[str]:
    """Write the floors file anew from a measurement, and the outcomes file beside it.

    A floor is raised to just below what was measured. One that is still reached is never lowered.

    Args:
        evaluation: Of the full system over the golden questions.
        path: The floors file; its comments and the names in it are kept.
        allow_lower: Whether floors that are not reached may be lowered.

    Returns:
        One line for each floor that moved.

    Raises:
        EvaluationFolderError: A floor is not reached, and may not be lowered; the message has a
            line for each figure and each question that got worse. Nothing is written.
    """
    old = read_floors(path)
    new_full = _new_floors(old.full, evaluation.systems["full"], path)
    new_answers = _new_floors(old.answers, evaluation.answers, path)
    moves = _moves(old.full, new_full) + _moves(old.answers, new_answers)
    lowered = [line for is_lower, line in moves if is_lower]
    if lowered and not allow_lower:
        told = [
            f"{path} is not written: --allow-lower would lower {len(lowered)} of its floors.",
            *lowered,
            *worse_questions(evaluation, path),
        ]
        raise EvaluationFolderError("\n".join(told))
    text = tomlkit.parse(path.read_text(encoding="utf-8"))
    text["documents"] = folder_hash(documents_of(evaluation))
    text["questions"] = folder_hash(evaluation.folder)
    for table, values in (("full", new_full), ("answers", new_answers)):
        for name, value in values.items():
            text[table][name] = value  # type: ignore[index]
    _write(path, tomlkit.dumps(text))
    _write(path.with_name(OUTCOMES), _outcomes_text(evaluation))
    return [line for _, line in moves]


def worse_questions(evaluation: Evaluation, path: Path) -> list[str]:
    """Return one line for each question that came out worse than it is pinned.

    Args:
        evaluation: The new measurement.
        path: The floors file, beside which the outcomes are.
    """
    place = path.with_name(OUTCOMES)
    if not place.is_file():
        return [f"(which questions got worse is not known: there is no {place})"]
    pinned = json.loads(place.read_text(encoding="utf-8"))
    lines = []
    for outcome in evaluation.outcomes:
        before = pinned.get(outcome.question.id)
        worse = _worse_marks(before["marks"], _pinned(outcome)["marks"]) if before else []
        if before and worse:
            lines.append(
                f"{outcome.question.id} “{outcome.question.text}”: worse in {', '.join(worse)}; "
                f"was: {shortened(before['quote'])}; is: {shortened(first_quote(outcome))}"
            )
    return lines


def _worse_marks(before: Mapping[str, float], now: Mapping[str, float]) -> list[str]:
    worse = []
    for name, old in before.items():
        new = now.get(name, old)
        if (new > old) if name in CEILINGS else (new < old):
            worse.append(name_in_words(name))
    return worse


def _pinned(outcome: Outcome) -> dict[str, Any]:
    marks: dict[str, float] = {}
    if outcome.scores:
        marks["recall@1"] = round(outcome.scores["full"]["recall@1"], 3)
        marks["nDCG@10"] = round(outcome.scores["full"]["nDCG@10"], 3)
    if outcome.answer is not None:
        for name in AnswerMarks.names():
            mark = getattr(outcome.answer.marks, name)
            if mark is not None:
                marks[name] = round(float(mark), 3)
    return {"marks": marks, "quote": first_quote(outcome)}


def _outcomes_text(evaluation: Evaluation) -> str:
    """Return one line a question, so that a change reads well in a diff."""
    lines = [
        f"{json.dumps(outcome.question.id)}: {json.dumps(_pinned(outcome), ensure_ascii=False)}"
        for outcome in evaluation.outcomes
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _new_floors(
    old: Mapping[str, float], figures: Mapping[str, Figure], path: Path
) -> dict[str, float]:
    new = {}
    for name, floor in old.items():
        if name not in figures:
            message = f"{path} pins {name}, which was not measured: correct the name."
            raise EvaluationFolderError(message)
        figure = figures[name]
        margin = 0.0 if name in WHOLE else MARGIN_QUESTIONS / max(figure.questions, 1)
        if name in CEILINGS:
            ceiling = min(math.ceil((figure.value + margin) * 1000) / 1000, 1.0)
            new[name] = min(ceiling, floor) if figure.value <= floor else ceiling
        else:
            least = max(math.floor((figure.value - margin) * 1000) / 1000, 0.0)
            new[name] = max(least, floor) if figure.value >= floor else least
    return new


def _moves(old: Mapping[str, float], new: Mapping[str, float]) -> list[tuple[bool, str]]:
    """Return (whether it is for the worse, the line) of each floor that moves."""
    moves = []
    for name, value in new.items():
        if value == old[name]:
            continue
        is_lower = value > old[name] if name in CEILINGS else value < old[name]
        kind = "ceiling" if name in CEILINGS else "floor"
        moves.append((is_lower, f"{name}: {kind} {old[name]:g} becomes {value:g}"))
    return moves


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    draft = path.with_name(f"{path.name}.new")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def gate_lines(evaluation: Evaluation, path: Path, faults: list[str]) -> list[str]:
    """Return what a red gate says: the floors, then the questions that got worse."""
    return [f"Below the floors of {path}:", *faults, *worse_questions(evaluation, path)]
