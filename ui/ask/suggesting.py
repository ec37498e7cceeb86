"""Suggested follow-ups: further questions of the documents that an answer cites.

Each was asked of the library before it is shown, under the same filters, so that none of them is
refused. What was tried is remembered for as long as the index stays as it is. Anybody who can reach
the page can call this: the number of tries is bounded, and one caller is served at a time.
"""

import threading
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any, Protocol

import gradio as gr

from retriever.answer_records import Answer
from retriever.answers.follow_ups import follow_ups
from retriever.errors import CandourError
from retriever.records import Document, Filters
from retriever.settings import PAGE_QUESTION_LIMIT_CHARS
from ui.access.roles import Role, require
from ui.ask.filtering import filters_from_browser
from ui.place import DOC_ID_LIMIT_CHARS

SHOWN = 3
TRIED = 6
DOCUMENTS = 2
ASKED_LIMIT = 100
KEPT = 2_000

Cited = tuple[str, int]
"""A place that an answer cites: the document, and where in its text the quote starts."""


class Library(Protocol):
    """What answers, and knows the documents and when they changed."""

    def ask_quotes(self, text: str, *, filters: Filters) -> Answer:
        """Answer a question by the quotes alone."""
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
        self._tried: dict[tuple[str, Filters], Cited | None] = {}
        self._generation = -1

    def suggest(self, cited: Sequence[Cited], asked: Sequence[str], filters: Filters) -> list[str]:
        """Return up to SHOWN questions that the library answers, with words not shown already.

        Args:
            cited: The places that were cited, the most direct first.
            asked: What was asked in this conversation, and is not suggested again.
            filters: What the search may see.

        Raises:
            CandourError: The index cannot be read, or a document has gone.
        """
        doc_ids = list(dict.fromkeys(doc_id for doc_id, _ in cited))
        documents = [self._library.document(each) for each in doc_ids[:DOCUMENTS]]
        known = {_plain(each) for each in asked}
        fresh = (each for each in follow_ups(documents) if _plain(each) not in known)
        short = (each for each in fresh if len(each) <= PAGE_QUESTION_LIMIT_CHARS)
        with self._lock:
            self._forget()
            found = (each for each in islice(short, TRIED) if self._adds(each, filters, cited))
            return list(islice(found, SHOWN))

    def _adds(self, question: str, filters: Filters, cited: Sequence[Cited]) -> bool:
        """Say whether the library answers a question, first of all with other words than these."""
        key = question, filters
        if key not in self._tried:
            citations = self._library.ask_quotes(question, filters=filters).citations
            self._tried[key] = (citations[0].doc_id, citations[0].start) if citations else None
        return self._tried[key] is not None and self._tried[key] not in cited

    def _forget(self) -> None:
        """Forget what another generation of the index answered, and when it becomes too much."""
        generation = self._library.generation()
        if generation != self._generation or len(self._tried) > KEPT:
            self._tried.clear()
            self._generation = generation


def suggester(suggesting: Suggester) -> Callable[[object, gr.Request], list[str]]:
    """Return the function that the browser calls after an answer."""

    def suggest(sent: object, request: gr.Request) -> list[str]:
        """Answer `{"cited", "asked", "filters"}` with questions; none where it may not be."""
        values: dict[str, Any] = sent if isinstance(sent, dict) else {}
        asked = _texts(values.get("asked"), PAGE_QUESTION_LIMIT_CHARS)
        try:
            require(request, Role.READER)
            filters = filters_from_browser(values.get("filters"))
            return suggesting.suggest(_places(values.get("cited")), asked, filters)
        except CandourError:
            return []

    return suggest


def _plain(question: str) -> str:
    return " ".join(question.split()).casefold()


def _places(values: object) -> list[Cited]:
    """Return the places of `[[doc_id, start], ...]`; what does not fit is left out."""
    places: list[Cited] = []
    for each in values[:ASKED_LIMIT] if isinstance(values, list) else []:
        match each:
            case [str(doc_id), int(start)] if len(doc_id) <= DOC_ID_LIMIT_CHARS:
                places.append((doc_id, start))
            case _:
                continue
    return places


def _texts(values: object, most_chars: int) -> list[str]:
    sent = values if isinstance(values, list) else []
    texts = [each for each in sent[:ASKED_LIMIT] if isinstance(each, str)]
    return [each for each in texts if len(each) <= most_chars]
