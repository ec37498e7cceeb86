"""Suggested follow-ups: further questions of the documents that an answer cites.

Each was asked of the library before it is shown, under the same filters, so that none of them is
refused. What was tried is remembered for as long as the index stays as it is. Anybody who can reach
the page can call this: the number of tries is bounded, and one caller is served at a time.
"""

import threading
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any, Protocol

from retriever.answer_records import Answer
from retriever.answers.follow_ups import follow_ups
from retriever.errors import CandourError
from retriever.records import Document, Filters
from retriever.settings import PAGE_QUESTION_LIMIT_CHARS
from ui.ask.filtering import filters_from_browser
from ui.place import DOC_ID_LIMIT_CHARS

SHOWN = 3
TRIED = 6
DOCUMENTS = 2
ASKED_LIMIT = 100
KEPT = 2_000


class Library(Protocol):
    """What answers, and knows the documents and when they changed."""

    def ask(self, text: str, *, filters: Filters) -> Answer:
        """Answer a question."""
        ...

    def document(self, doc_id: str) -> Document:
        """Return a document, or raise DocumentError."""
        ...

    def generation(self) -> int:
        """Return a number that grows whenever documents come or go."""
        ...


class Suggester:
    """Suggests further questions.

    Args:
        library: That answers them.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._tried: dict[tuple[str, Filters], bool] = {}
        self._generation = -1

    def suggest(self, doc_ids: Sequence[str], asked: Sequence[str], filters: Filters) -> list[str]:
        """Return up to SHOWN questions that the library answers.

        Args:
            doc_ids: Of the documents that were cited, the most direct first.
            asked: What was asked in this conversation, and is not suggested again.
            filters: What the search may see.

        Raises:
            CandourError: The index cannot be read, or a document has gone.
        """
        documents = [self._library.document(each) for each in doc_ids[:DOCUMENTS]]
        known = {_plain(each) for each in asked}
        fresh = (each for each in follow_ups(documents) if _plain(each) not in known)
        short = (each for each in fresh if len(each) <= PAGE_QUESTION_LIMIT_CHARS)
        with self._lock:
            self._forget()
            found = (each for each in islice(short, TRIED) if self._answers(each, filters))
            return list(islice(found, SHOWN))

    def _answers(self, question: str, filters: Filters) -> bool:
        key = question, filters
        if key not in self._tried:
            self._tried[key] = self._library.ask(question, filters=filters).found
        return self._tried[key]

    def _forget(self) -> None:
        """Forget what another generation of the index answered, and when it becomes too much."""
        generation = self._library.generation()
        if generation != self._generation or len(self._tried) > KEPT:
            self._tried.clear()
            self._generation = generation


def suggester(suggesting: Suggester) -> Callable[[object], list[str]]:
    """Return the function that the browser calls after an answer."""

    def suggest(sent: object) -> list[str]:
        """Answer `{"doc_ids", "asked", "filters"}` with questions; none where it does not fit."""
        values: dict[str, Any] = sent if isinstance(sent, dict) else {}
        doc_ids = _texts(values.get("doc_ids"), DOC_ID_LIMIT_CHARS)
        asked = _texts(values.get("asked"), PAGE_QUESTION_LIMIT_CHARS)
        try:
            filters = filters_from_browser(values.get("filters"))
            return suggesting.suggest(doc_ids, asked, filters)
        except CandourError:
            return []

    return suggest


def _plain(question: str) -> str:
    return " ".join(question.split()).casefold()


def _texts(values: object, most_chars: int) -> list[str]:
    sent = values if isinstance(values, list) else []
    texts = [each for each in sent[:ASKED_LIMIT] if isinstance(each, str)]
    return [each for each in texts if len(each) <= most_chars]
