"""Reads kept runs: the heads of all, and of one what came of each question.

A file that cannot be read is named and hides no other.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from retriever.errors import EvaluationFolderError
from retriever.evaluation.drift import Change, Drift, Said
from retriever.evaluation.figures import Figure
from retriever.evaluation.marks import AnswerMarks
from retriever.evaluation.outcomes import Outcome, ShownAnswer, ShownQuote
from retriever.evaluation.question_set import GoldAnswer, GoldSpan, Question
from retriever.evaluation.runs.keeping import DRIFT, EVALUATION
from retriever.evaluation.runs.records import KeptDrift, KeptRun, KeptRuns

NAME = re.compile(rf"\d{{8}}T\d{{12}}-(?:{EVALUATION}|{DRIFT})")
FAULTS = (OSError, ValueError, KeyError, TypeError, AttributeError)
"""What reading a file raises that another program has written or cut short."""


def read_runs(folder: Path) -> KeptRuns:
    """Read the heads of a folder's runs, newest first; nothing where there is no folder."""
    evaluations: list[KeptRun] = []
    drifts: list[KeptDrift] = []
    unreadable: list[str] = []
    for path in sorted(folder.glob("*.jsonl"), reverse=True):
        if not NAME.fullmatch(path.stem):
            continue
        try:
            with path.open(encoding="utf-8") as lines:
                head = json.loads(lines.readline())
            if path.stem.endswith(DRIFT):
                drifts.append(_drift(path.stem, head))
            else:
                evaluations.append(_run(path.stem, head))
        except FAULTS:
            unreadable.append(path.name)
    return KeptRuns(tuple(evaluations), tuple(drifts), tuple(unreadable))


def read_outcomes(folder: Path, name: str) -> tuple[Outcome, ...]:
    """Read what came of each question of a run.

    Args:
        folder: Of the runs.
        name: The run's; it may come from a browser.

    Raises:
        EvaluationFolderError: There is no such run, or it cannot be read.
    """
    if not NAME.fullmatch(name):
        message = "There is no such run: load the page again."
        raise EvaluationFolderError(message)
    path = folder / f"{name}.jsonl"
    try:
        # Not splitlines: a document's text may hold other line ends, which JSON leaves as they are.
        lines = path.read_text(encoding="utf-8").split("\n")[1:]
        return tuple(_outcome(json.loads(line)) for line in lines if line)
    except FAULTS as error:
        message = f"{path} cannot be read ({type(error).__name__}): remove it, and measure again."
        raise EvaluationFolderError(message) from error


def _run(name: str, head: Mapping[str, Any]) -> KeptRun:
    systems = head["systems"].items()
    return KeptRun(
        name=name,
        folder=str(head["folder"]),
        date=datetime.fromisoformat(head["date"]),
        commit=str(head["commit"]),
        generation=head["generation"],
        questions=int(head["asked"]),
        systems={system: _figures(each["metrics"]) for system, each in systems},
        answers=_figures(head["answers"]),
    )


def _figures(values: Mapping[str, Any]) -> dict[str, Figure]:
    return {name: Figure(**each) for name, each in values.items() if isinstance(each, dict)}


def _drift(name: str, head: Mapping[str, Any]) -> KeptDrift:
    told = head["drift"]
    drift = None
    if told is not None:
        changes = tuple(
            Change(each["id"], Said(**each["before"]), Said(**each["now"]))
            for each in told["changes"]
        )
        drift = Drift(**{**told, "folder": Path(told["folder"]), "changes": changes})
    date = datetime.fromisoformat(head["date"])
    return KeptDrift(name, date, str(head["commit"]), drift, str(head["fault"]))


def _outcome(values: Mapping[str, Any]) -> Outcome:
    expected = values["expected"]
    spans = tuple(
        GoldSpan(each["doc_id"], each["text"], each["start"], each["end"])
        for each in expected["spans"]
    )
    is_told = bool(spans or expected["answer"])
    return Outcome(
        question=Question(
            values["id"], values["text"], answerable=values["answerable"], kind=values["kind"]
        ),
        gold=GoldAnswer(expected["answer"], spans) if is_told else None,
        relevant=tuple(expected["documents"]),
        answer=_shown(values["came"]) if values["came"] is not None else None,
        ranks=values["ranks"],
        scores=values["scores"],
    )


def _shown(came: Mapping[str, Any]) -> ShownAnswer:
    nearest = came["nearest"]
    return ShownAnswer(
        found=came["found"],
        probability=came["probability"],
        quotes=tuple(ShownQuote(**each) for each in came["quotes"]),
        nearest=ShownQuote(**nearest) if nearest else None,
        total_ms=came["ms"],
        marks=AnswerMarks(**came["marks"]),
    )
