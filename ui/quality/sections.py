"""What the Quality room shows, gathered from the folders of runs and questions and from the log.

Knows no gradio and no request. What cannot be read is told in its place and hides nothing else.
"""

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Protocol

from retriever.activity.log import ActivityLog
from retriever.errors import CandourError
from retriever.evaluation.questions.waiting import waiting_questions
from retriever.evaluation.runs.reading import read_outcomes, read_runs
from retriever.evaluation.runs.records import KeptRun, KeptRuns
from retriever.settings import Settings
from ui.quality.asked import ROWS_AT_ONCE, drift_html, question_rows
from ui.quality.figures import figures_html, moment
from ui.quality.lacking import gaps_html, waiting_html

RUNS_LISTED = 100


class Library(Protocol):
    """What knows the documents' names."""

    def paths(self) -> dict[str, str]:
        """Return every document's path, by its id."""
        ...


class Sections:
    """The room's sections, each as HTML.

    Args:
        library: What knows the documents' names.
        log: What was asked on the page.
        settings: Where runs and questions are.
    """

    def __init__(self, library: Library, log: ActivityLog, settings: Settings) -> None:
        self._library = library
        self._log = log
        self._settings = settings

    def all(self) -> dict[str, str]:
        """Return every section but the table of questions."""
        runs = read_runs(self._settings.runs_folder)
        over = _over_newest_questions(runs)
        return {
            "figures": _told(lambda: _unreadable(runs) + figures_html(over)),
            "runs": "".join(map(_option, runs.evaluations[:RUNS_LISTED])),
            "drift": _told(lambda: drift_html(runs.drifts)),
            "waiting": _told(self._waiting),
            "gaps": _told(lambda: gaps_html(self._log.gaps())),
        }

    def questions(self, run: str, first: int) -> dict[str, str | int]:
        """Return a stretch of one run's table of questions, and how many there are in all.

        Raises:
            EvaluationFolderError: There is no such run, or it cannot be read.
        """
        outcomes = read_outcomes(self._settings.runs_folder, run)
        return {
            "rows": question_rows(outcomes, first),
            "until": min(first + ROWS_AT_ONCE, len(outcomes)),
            "all": len(outcomes),
        }

    def _waiting(self) -> str:
        waiting = waiting_questions(self._settings.questions, self._log.pending())
        paths = self._library.paths() if any(each.doc_id for each in waiting) else {}
        return waiting_html(waiting, lambda doc_id: paths.get(doc_id, ""))


def _over_newest_questions(runs: KeptRuns) -> Sequence[KeptRun]:
    """Return the runs over the questions of the newest one: other questions, other figures."""
    newest = [each.folder for each in runs.evaluations[:1]]
    return [each for each in runs.evaluations if each.folder in newest]


def _told(section: Callable[[], str]) -> str:
    try:
        return section()
    except (CandourError, OSError) as error:
        return f'<p class="notice">{escape(str(error))}</p>'


def _unreadable(runs: KeptRuns) -> str:
    if not runs.unreadable:
        return ""
    names = escape(", ".join(runs.unreadable[:5]))
    return f'<p class="notice">Kept runs that cannot be read: {names}.</p>'


def _option(run: KeptRun) -> str:
    words = f"{moment(run)}: {run.questions} questions of {Path(run.folder).name}"
    return f'<option value="{escape(run.name)}">{escape(words)}</option>'
