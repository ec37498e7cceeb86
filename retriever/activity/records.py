"""What the activity log keeps and tells, as frozen records. Times are in UTC."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

Way = Literal["page", "ask", "mcp"]
"""By which way a question came: the page, the endpoint `ask`, an assistant."""

SAID_LIMIT_CHARS = 500
"""The most that may be said of an answer in one's own words."""


class Reason(StrEnum):
    """Why an answer was not useful."""

    WRONG_SOURCE = "wrong source"
    OUT_OF_DATE = "out of date"
    NOT_ANSWERED = "not answered"
    OTHER = "something else"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reader says of an answer: a reason is given only where it was not useful."""

    useful: bool
    reason: Reason | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """A place that an answer quoted: half-open characters of a document, its 1-based page."""

    doc_id: str
    start: int
    end: int
    page: int | None


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, what was answered, and what was said of it.

    Attributes:
        id: Random, because who knows it may judge the answer: nobody may guess it.
        at: When.
        user: Who asked; "" while no access control is set up.
        way: By which way it came.
        question: As it was typed.
        query: What was searched.
        found: Whether the documents answer.
        probability: That the best quote answers, 0 to 1.
        places: What was cited, in the answer's order.
        notices: What the answer said of itself.
        total_ms: How long it took.
        verdict: What was said of it, or None.
    """

    id: str
    at: datetime
    user: str
    way: Way
    question: str
    query: str
    found: bool
    probability: float
    places: tuple[CitedPlace, ...] = ()
    notices: tuple[str, ...] = ()
    total_ms: float = 0.0
    verdict: Verdict | None = None

    @property
    def is_gap(self) -> bool:
        """Whether the library failed who asked: refused, or judged not useful."""
        return not self.found or (self.verdict is not None and not self.verdict.useful)


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that are nearly the same and that the library did not answer well.

    Attributes:
        text: The wording that was used most.
        asked: How often it was asked and failed.
        refused: How often the documents were said not to answer.
        not_useful: How often the answer was judged not useful.
        last: When it was asked last.
        wordings: All wordings, the commonest first.
    """

    text: str
    asked: int
    refused: int
    not_useful: int
    last: datetime
    wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Erased:
    """How many rows were erased."""

    questions: int
    verdicts: int
