"""The quality gate: pinned minimums that an evaluation must reach, over pinned documents.

A floors file (TOML) names figures and their least values, and the hashes of the corpus and the
questions that they were measured on: over others the floors mean nothing, and the gate says so.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from retriever.errors import EvaluationFolderError
from retriever.evaluation.outcomes import Evaluation

CEILINGS = frozenset({"refused_answerable", "brier", "brier_answerable"})
"""Figures of which less is better: their pinned value is the most that passes."""


@dataclass(frozen=True, slots=True)
class Floors:
    """What is pinned.

    Attributes:
        documents: The folder's content that the figures were measured on (see `folder_hash`).
        questions: The same for the evaluation folder.
        full: Least values of the full system's figures.
        answers: Least values of the answers' figures; of CEILINGS the greatest.
    """

    documents: str
    questions: str
    full: Mapping[str, float]
    answers: Mapping[str, float]


def read_floors(path: Path) -> Floors:
    """Read a floors file.

    Raises:
        EvaluationFolderError: It is missing or lacks a part.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        return Floors(**values)
    except (OSError, tomllib.TOMLDecodeError, TypeError) as error:
        message = f"{path} is no floors file ({error}): see docs/evaluation.md."
        raise EvaluationFolderError(message) from error


def faults_of(evaluation: Evaluation, floors: Floors, documents: Path) -> list[str]:
    """Return one line for each floor that is not reached; none when the gate is green.

    Args:
        evaluation: Of the full system, over the pinned questions.
        floors: What is pinned.
        documents: The folder of the documents that were asked.
    """
    faults = [
        f"{folder} is not what the floors were measured on: measure again, and pin its hash {found}"
        for folder, pinned in ((documents, floors.documents), (evaluation.folder, floors.questions))
        if (found := folder_hash(folder)) != pinned
    ]
    measured = (
        (floors.full, evaluation.systems.get("full", {})),
        (floors.answers, evaluation.answers),
    )
    for pinned_values, figures in measured:
        for name, pinned_value in pinned_values.items():
            value = figures[name].value if name in figures else None
            if value is None:
                faults.append(f"{name} was not measured; its floor is {pinned_value}")
            elif (value > pinned_value) if name in CEILINGS else (value < pinned_value):
                kind = "ceiling" if name in CEILINGS else "floor"
                faults.append(f"{name} is {value:.4f}, past its {kind} of {pinned_value}")
    return faults


def folder_hash(folder: Path) -> str:
    """Return one SHA-256 over the names and contents of a folder's files."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
