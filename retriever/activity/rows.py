"""An asked question to and from a row of the activity log."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from retriever.activity.records import Asked, CitedPlace, Reason, Verdict

SELECT = (
    "SELECT id, questions.at, user, way, question, query, found, probability, places, notices, "
    "total_ms, useful, reason, said FROM questions LEFT JOIN verdicts ON question_id = id "
)
INSERT = "INSERT INTO questions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def row_of(asked: Asked) -> tuple[Any, ...]:
    """Return the values of INSERT."""
    return (
        asked.id,
        moment(asked.at),
        asked.user,
        asked.way,
        asked.question,
        asked.query,
        int(asked.found),
        asked.probability,
        json.dumps([asdict(place) for place in asked.places]),
        json.dumps(asked.notices, ensure_ascii=False),
        asked.total_ms,
    )


def asked_of(row: tuple[Any, ...]) -> Asked:
    """Return the question of a row of SELECT."""
    identity, at, user, way, question, query, found, probability, places, notices, total_ms = row[
        :11
    ]
    useful, reason, said = row[11:]
    verdict = None
    if useful is not None:
        verdict = Verdict(bool(useful), Reason(reason) if reason else None, said)
    return Asked(
        id=identity,
        at=datetime.fromisoformat(at),
        user=user,
        way=way,
        question=question,
        query=query,
        found=bool(found),
        probability=probability,
        places=tuple(CitedPlace(**place) for place in json.loads(places)),
        notices=tuple(json.loads(notices)),
        total_ms=total_ms,
        verdict=verdict,
    )


def moment(at: datetime) -> str:
    """Write a time so that texts sort as times do."""
    return at.isoformat(timespec="milliseconds")
