"""The turns of a conversation that count: the newest few, clean and bounded.

What was said before comes from a browser or a file and is material, never more. Knows turns and
their shapes; knows no library.
"""

import re
from collections.abc import Sequence

from retriever.answer_records import REFUSAL, Turn
from retriever.errors import QuestionError
from retriever.search.query import clean_question

TURNS = 6
"""How many of the newest turns are looked at."""

LIMIT_CHARS = 2_000
"""How much of them, from the newest back."""

_ASKED_BACK_CHARS = 200
_MARKS = re.compile(r"\s*\[\d{1,3}\]")


def recent_turns(history: Sequence[Turn]) -> tuple[Turn, ...]:
    """Return the newest turns, oldest first, without citation marks and what cannot be seen."""
    kept: list[Turn] = []
    left_chars = LIMIT_CHARS
    for turn in reversed(history[-TURNS:]):
        text = _clean(turn.text[:left_chars])
        if text and turn.role == "assistant":
            text = _MARKS.sub("", text)
        left_chars -= len(text)
        if text:
            kept.append(Turn(turn.role, text))
        if left_chars <= 0:
            break
    return tuple(reversed(kept))


def asks_back(turn: Turn) -> bool:
    """Say whether the turn is a question that was put back to the user ("Are you under 19?")."""
    return (
        turn.role == "assistant"
        and len(turn.text) <= _ASKED_BACK_CHARS
        and turn.text.rstrip().endswith("?")
    )


def found_nothing(turn: Turn) -> bool:
    """Say whether the turn is an answer that says that the documents do not answer."""
    return turn.role == "assistant" and turn.text.startswith(REFUSAL)


def _clean(text: str) -> str:
    try:
        return clean_question(text, LIMIT_CHARS)
    except QuestionError:
        return ""
