"""Keeps what is asked on the page in the activity log; an answer never waits for it nor fails.

A log that cannot be written is told in a line each time, and the answer goes out without an id.
"""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

from retriever.activity.log import ActivityLog
from retriever.activity.records import Asked, CitedPlace, Verdict, Way
from retriever.answer_records import Answer
from retriever.errors import ActivityError


class Recorder(Protocol):
    """What keeps questions and verdicts."""

    def record(self, answer: Answer, user: str, way: Way) -> str:
        """Keep a question; return the id for a verdict, "" where it was not kept."""
        ...

    def judge(self, identity: str, verdict: Verdict, user: str) -> bool:
        """Keep what a user says of an answer; return whether it was kept."""
        ...


class NoRecorder:
    """Keeps nothing: CANDOUR_ACTIVITY=no."""

    def record(self, answer: Answer, user: str, way: Way) -> str:  # noqa: ARG002 - a Recorder's
        """Keep nothing."""
        return ""

    def judge(self, identity: str, verdict: Verdict, user: str) -> bool:  # noqa: ARG002 - a Recorder's
        """Keep nothing."""
        return False


class LogRecorder:
    """Keeps all but small talk in a log.

    Args:
        log: The log.
        tell: Takes one line where the log fails.
    """

    def __init__(self, log: ActivityLog, tell: Callable[[str], None]) -> None:
        self._log = log
        self._tell = tell

    def record(self, answer: Answer, user: str, way: Way) -> str:
        """Keep a question; return the id for a verdict, "" where it was not kept."""
        if answer.is_small_talk:
            return ""
        asked = asked_of_answer(answer, user, way)
        try:
            self._log.add(asked)
        except ActivityError as error:
            self._tell(f"A question was answered and not kept. {error}")
            return ""
        return asked.id

    def judge(self, identity: str, verdict: Verdict, user: str) -> bool:
        """Keep what a user says of an answer; return whether it was kept."""
        try:
            return self._log.judge(identity, verdict, user)
        except ActivityError as error:
            self._tell(f"What a reader said of an answer was not kept. {error}")
            return False


def asked_of_answer(answer: Answer, user: str, way: Way) -> Asked:
    """Return what is kept of an answer, under a fresh id."""
    return Asked(
        id=secrets.token_urlsafe(16),
        at=datetime.now(UTC),
        user=user,
        way=way,
        question=answer.question,
        query=answer.query,
        found=answer.found,
        probability=answer.probability,
        places=tuple(
            CitedPlace(each.doc_id, each.start, each.end, each.page) for each in answer.citations
        ),
        notices=answer.notices,
        total_ms=round(answer.timings.total, 2),
    )
