"""The activity log: questions and verdicts go in, lists of them come out, all is erased in time.

Knows no page and no answerer. Every call opens the file for itself, so one log may be used from
many threads and processes.
"""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from retriever.activity.database import (
    ERASING_WAIT_S,
    NAME,
    cleaned,
    opened,
    written,
)
from retriever.activity.gaps import gaps_of
from retriever.activity.records import Asked, Erased, Gap, Reason, Verdict
from retriever.activity.rows import INSERT, SELECT, asked_of, moment, row_of
from retriever.errors import ActivityError
from retriever.evaluation.questions.records import PendingQuestion


@dataclass(frozen=True, slots=True)
class ActivityLog:
    """The log of one folder; without a file it is empty."""

    folder: Path

    def add(self, asked: Asked) -> None:
        """Keep a question.

        Raises:
            ActivityError: It could not be written.
        """
        with opened(self.folder) as connection, written(connection):
            connection.execute(INSERT, row_of(asked))

    def judge(self, identity: str, verdict: Verdict, user: str) -> bool:
        """Keep what is said of an answer, in the place of what was said before.

        Args:
            identity: The question's.
            verdict: What is said.
            user: Who says it: only who asked may.

        Returns:
            Whether there is such a question of this user.

        Raises:
            ActivityError: It could not be written.
        """
        now = moment(datetime.now(UTC))
        with opened(self.folder) as connection, written(connection):
            asked = "SELECT 1 FROM questions WHERE id = ? AND user = ?"
            if connection.execute(asked, (identity, user)).fetchone() is None:
                return False
            connection.execute(
                "INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?, ?)",
                (identity, now, int(verdict.useful), verdict.reason, verdict.said),
            )
        return True

    def questions(self) -> tuple[Asked, ...]:
        """Return all questions, newest first.

        Raises:
            ActivityError: The log cannot be read.
        """
        if not self._is_there():
            return ()
        with opened(self.folder) as connection:
            rows = connection.execute(f"{SELECT} ORDER BY questions.at DESC, id").fetchall()
        return tuple(asked_of(row) for row in rows)

    def gaps(self) -> tuple[Gap, ...]:
        """Return what was refused or judged not useful, alike together, most frequent first.

        Raises:
            ActivityError: The log cannot be read.
        """
        return gaps_of([asked for asked in self.questions() if asked.is_gap])

    def pending(self) -> tuple[PendingQuestion, ...]:
        """Return what was judged not useful as questions that wait to be judged, oldest first.

        Raises:
            ActivityError: The log cannot be read.
        """
        return tuple(
            _pending(asked, asked.verdict)
            for asked in reversed(self.questions())
            if asked.verdict is not None and not asked.verdict.useful
        )

    def forget(self, *, user: str | None = None, before: date | None = None) -> Erased:
        """Erase for good: of one user, of before a day, both, or without either all.

        Raises:
            ActivityError: It could not be erased, or not yet from the journal.
        """
        until = None if before is None else datetime.combine(before, time(), UTC)
        return self._erase(user, until)

    def expire(self, retention_days: int) -> Erased:
        """Erase what is older than the retention.

        Raises:
            ActivityError: It could not be erased, or not yet from the journal.
        """
        return self._erase(None, datetime.now(UTC) - timedelta(days=retention_days))

    def _erase(
        self, user: str | None, until: datetime | None, wait_s: float = ERASING_WAIT_S
    ) -> Erased:
        if not self._is_there():
            return Erased(0, 0)
        where = "(? IS NULL OR user = ?) AND (? IS NULL OR at < ?)"
        end = None if until is None else moment(until)
        values = (user, user, end, end)
        with opened(self.folder, wait_s) as connection:
            with written(connection):
                verdicts = _count(
                    connection,
                    f"verdicts WHERE question_id IN (SELECT id FROM questions WHERE {where})",  # noqa: S608 - our own words
                    values,
                )
                questions = connection.execute(
                    f"DELETE FROM questions WHERE {where}",  # noqa: S608 - our own words
                    values,
                ).rowcount
            if not cleaned(connection):
                message = (
                    f"{questions} questions are erased from {self.folder / NAME}, but another "
                    "process reads it and its journal keeps their words: give the command again."
                )
                raise ActivityError(message)
        return Erased(questions, verdicts)

    def _is_there(self) -> bool:
        return (self.folder / NAME).is_file()


def _count(connection: sqlite3.Connection, what: str, values: tuple[object, ...]) -> int:
    (number,) = connection.execute(f"SELECT count(*) FROM {what}", values).fetchone()  # noqa: S608
    return int(number)


def _pending(asked: Asked, verdict: Verdict) -> PendingQuestion:
    is_wrong = verdict.reason is Reason.WRONG_SOURCE
    return PendingQuestion(
        text=asked.query,
        source="wrong source" if is_wrong else "thumbs-down",
        doc_id=asked.places[0].doc_id if asked.places else "",
        noted=asked.at.date(),
    )
