"""What is told of each question that somebody asks: it counts it, and writes its line of JSON.

Knows answers and errors, not who asked. Data flow one way: from the desk into meters and log.
"""

from typing import Protocol

from retriever.answer_records import Answer
from retriever.errors import CandourError
from ui.monitoring.event_lines import EventLines
from ui.monitoring.meters import Meters


class Monitor(Protocol):
    """What is told of questions."""

    def note(self, answer: Answer) -> None:
        """Take note of an answer."""
        ...

    def note_failure(self, question: str, error: CandourError) -> None:
        """Take note of a question that ended in an error."""
        ...


class NoMonitor:
    """Takes note of nothing."""

    def note(self, answer: Answer) -> None:
        """Take note of nothing."""

    def note_failure(self, question: str, error: CandourError) -> None:
        """Take note of nothing."""


class PageMonitor:
    """Counts the page's questions.

    Args:
        meters: The counts.
        lines: The log's lines; None where none are written.
    """

    def __init__(self, meters: Meters, lines: EventLines | None) -> None:
        self._meters = meters
        self._lines = lines

    def note(self, answer: Answer) -> None:
        """Count an answer and its times."""
        self._meters.note(answer)
        if self._lines is not None:
            self._lines.note(answer)

    def note_failure(self, question: str, error: CandourError) -> None:
        """Count a question that ended in an error."""
        self._meters.note_failure()
        if self._lines is not None:
            self._lines.note_failure(question, error)
