"""Writes a run into the folder of runs: a file each, its head first, then a line a question.

A list of runs reads only heads. A file is written whole or not at all; of each kind the oldest
beyond KEPT are removed, so that a folder that is watched for years does not grow without end.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from retriever.evaluation.drift import Drift, drift_json
from retriever.evaluation.evaluation_json import evaluation_json
from retriever.evaluation.outcomes import Evaluation

KEPT = 200
"""Of each kind. A run of 600 questions takes about 1 MB."""

EVALUATION, DRIFT = "evaluation", "drift"
NAMED = "%Y%m%dT%H%M%S%f"


def keep_evaluation(folder: Path, evaluation: Evaluation) -> str:
    """Keep an evaluation; return its name.

    Args:
        folder: Of the runs; made where there is none.
        evaluation: With its figures.

    Raises:
        OSError: It cannot be written.
    """
    head = evaluation_json(evaluation)
    questions = head.pop("questions")
    head["asked"] = len(questions)
    return _keep(folder, EVALUATION, evaluation.date, [head, *questions])


def keep_drift(folder: Path, commit: str, drift: Drift | None, fault: str = "") -> str:
    """Keep what changed, or why that could not be found out; return its name.

    Args:
        folder: Of the runs; made where there is none.
        commit: Of the code.
        drift: What changed, or None.
        fault: Why the questions could not be asked.

    Raises:
        OSError: It cannot be written.
    """
    date = datetime.now(UTC)
    head = {
        "date": date.isoformat(timespec="seconds"),
        "commit": commit,
        "generation": drift.generation if drift else None,
        "fault": fault,
        "drift": drift_json(drift) if drift else None,
    }
    return _keep(folder, DRIFT, date, [head])


def _keep(folder: Path, kind: str, date: datetime, lines: Iterable[Mapping[str, Any]]) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{date.strftime(NAMED)}-{kind}"
    draft = folder / f"{name}.new"
    text = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
    draft.write_text(text, encoding="utf-8")
    draft.replace(folder / f"{name}.jsonl")
    for old in sorted(folder.glob(f"*-{kind}.jsonl"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return name
