"""Questions with their judgements, as they are written down, and those that wait to be judged."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from retriever.evaluation.question_set import GoldSpan, Question

Source = Literal["suggested", "thumbs-down", "wrong source"]


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question and what is right.

    Attributes:
        question: Its id may be "", to be given one when it is added.
        answer: The short answer, or "".
        spans: The words that answer, and their documents.
        documents: Further documents that are right, without words.
    """

    question: Question
    answer: str = ""
    spans: tuple[GoldSpan, ...] = ()
    documents: tuple[str, ...] = ()

    @property
    def relevant(self) -> tuple[str, ...]:
        """Return the documents that are right, each once."""
        return tuple(dict.fromkeys([*(span.doc_id for span in self.spans), *self.documents]))


@dataclass(frozen=True, slots=True)
class PendingQuestion:
    """A question that nobody has judged yet: a draft, which no evaluation asks.

    Attributes:
        text: As it would be asked, or was.
        source: Who brought it.
        doc_id: The document that it is about, or that was cited wrongly; or "".
        quote: The words that may answer it, or that were complained of; or "".
        noted: The day.
    """

    text: str
    source: Source
    doc_id: str = ""
    quote: str = ""
    noted: date | None = None
