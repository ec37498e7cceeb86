"""What is kept of a run, as frozen records. Dates are in UTC."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from retriever.evaluation.drift import Drift
from retriever.evaluation.figures import Figure


@dataclass(frozen=True, slots=True)
class KeptRun:
    """The figures of one evaluation; what came of its questions is read apart.

    Attributes:
        name: Of its file, without the ending.
        folder: Of the questions.
        date: When.
        commit: Of the code.
        generation: Of the index; None where it was not known.
        questions: How many were asked.
        systems: By system and measure.
        answers: By mark.
    """

    name: str
    folder: str
    date: datetime
    commit: str
    generation: int | None
    questions: int
    systems: Mapping[str, Mapping[str, Figure]]
    answers: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class KeptDrift:
    """What changed at one sync, or why it could not be found out.

    Attributes:
        name: Of its file, without the ending.
        date: When.
        commit: Of the code.
        drift: What changed; None where the questions could not be asked.
        fault: Why not, or "".
    """

    name: str
    date: datetime
    commit: str
    drift: Drift | None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class KeptRuns:
    """All that a folder keeps, newest first.

    Attributes:
        evaluations: Runs with figures.
        drifts: What changed at syncs.
        unreadable: The names of files that cannot be read.
    """

    evaluations: tuple[KeptRun, ...] = ()
    drifts: tuple[KeptDrift, ...] = ()
    unreadable: tuple[str, ...] = ()
