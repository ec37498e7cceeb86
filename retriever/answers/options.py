"""What one question may bring with it, by name, whoever answers it."""

from collections.abc import Sequence
from typing import TypedDict

from retriever.answer_records import Turn
from retriever.records import Filters

HITS = 10
"""How many of the passages found an answer carries, where nobody says."""


class AskOptions(TypedDict, total=False):
    """See `Answerer.ask_quotes`, which takes them one by one."""

    history: Sequence[Turn]
    filters: Filters
    limit_chars: int
    question_id: str | None
    k: int
