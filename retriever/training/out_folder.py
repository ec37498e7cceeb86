"""The folder that a training writes: the reader, its card, the log, and the last checkpoint."""

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from retriever.errors import TrainingError
from retriever.reader.weights import MANIFEST
from retriever.training.learning_curve import CurvePoint
from retriever.training.trainer import Step

LOG = "training.jsonl"
CHECKPOINT = "checkpoint"
CARD = "README.md"


def check_out(folder: Path) -> None:
    """Refuse a folder that holds something that no training wrote.

    Raises:
        TrainingError: It does, or it is no folder.
    """
    if not folder.exists():
        return
    if folder.is_dir():
        is_own = (folder / LOG).is_file() or (folder / MANIFEST).is_file()
        if is_own or not any(folder.iterdir()):
            return
    message = (
        f"--out {folder} exists and holds something that no training wrote: name a new folder, "
        "or one that `python -m retriever train` wrote before."
    )
    raise TrainingError(message)


class TrainingLog:
    """Writes one JSON object a line, as things happen.

    Args:
        folder: That a training writes; the log of an earlier one is replaced.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / LOG
        self._path.write_text("", encoding="utf-8")
        self._losses: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))

    def began(self, values: dict[str, object]) -> None:
        """Write what is trained on."""
        self._write({"event": "began", **values})

    def stepped(self, step: Step) -> None:
        """Keep a step's losses until they are written."""
        for kind, loss in step.losses.items():
            self._losses[step.set_name][kind].append(loss)

    def losses(self, steps: int, minutes: float) -> None:
        """Write the mean losses since the last time, by set and kind."""
        means = {
            name: {kind: round(float(np.mean(each)), 4) for kind, each in sorted(kinds.items())}
            for name, kinds in sorted(self._losses.items())
        }
        self._losses.clear()
        if means:
            moment = {"step": steps, "minutes": round(minutes, 2)}
            self._write({"event": "losses", **moment, "losses": means})

    def measured(self, steps: int, minutes: float, points: Mapping[str, CurvePoint]) -> None:
        """Write a point of the learning curve for each set that is measured on."""
        for name, point in points.items():
            self._write(
                {
                    "event": "measured",
                    "step": steps,
                    "minutes": round(minutes, 2),
                    "set": name,
                    "questions": point.questions,
                    "nDCG@10": {"fused": round(point.fused, 4), "read": round(point.read, 4)},
                }
            )

    def _write(self, values: dict[str, object]) -> None:
        with self._path.open("a", encoding="utf-8") as log:
            log.write(json.dumps(values, ensure_ascii=False) + "\n")
