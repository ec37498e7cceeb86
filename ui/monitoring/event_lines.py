"""One line of JSON for each question, for a department's log: what came of it and how long it took.

The question's words are left out unless a setting asks for them: staff write children's names.
"""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime

from retriever.answer_records import Answer
from retriever.errors import CandourError
from ui.monitoring.meters import FAILED, outcome_of

Write = Callable[[str], None]


class EventLines:
    """Writes the lines.

    Args:
        write: Takes a line without its end.
        has_questions: Whether the questions' words are written too.
    """

    def __init__(self, write: Write, *, has_questions: bool) -> None:
        self._write = write
        self._has_questions = has_questions

    def note(self, answer: Answer) -> None:
        """Write what came of a question."""
        facts = {
            "outcome": outcome_of(answer),
            "mode": answer.mode,
            "probability": round(answer.probability, 3),
            "citations": [each.doc_id for each in answer.citations],
            "generation": answer.generation,
            "timings_ms": {name: round(ms, 1) for name, ms in asdict(answer.timings).items()},
        }
        self._line({**facts, **self._words(answer.question)})

    def note_failure(self, question: str, error: CandourError) -> None:
        """Write that a question ended in an error, by its kind: messages may hold names."""
        facts = {"outcome": FAILED, "error": type(error).__name__}
        self._line({**facts, **self._words(question)})

    def _words(self, question: str) -> dict[str, str]:
        return {"question": question} if self._has_questions else {}

    def _line(self, facts: dict[str, object]) -> None:
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._write(json.dumps({"time": now, "event": "question", **facts}, ensure_ascii=False))
