"""Filters as the browser sends them, the choices that it offers, and what is set in words.

A browser sends plain values; what does not fit is refused in words, never guessed. Knows no
gradio.
"""

import threading
from collections.abc import Iterable
from datetime import date
from typing import Any

from retriever.answers.refusing import droppable
from retriever.errors import CandourError, QuestionError
from retriever.records import Document, Filters
from ui.fragments import kind_words
from ui.library.listing import Catalogue

FIELDS = {
    "doc_types": "Type",
    "authorities": "Authority",
    "authors": "Author",
    "categories": "Category",
}
"""What documents can be told apart by, and the names on the page."""
DAYS = {"since": "From", "until": "Until"}
VALUES_LIMIT = 20
VALUE_LIMIT_CHARS = 300
CHOICES_LIMIT = 500
"""Of one field: a longer list is no choice any more."""
DAMAGED = "The filters could not be read. Remove them, or load the page again."
REVERSED = "The filter’s first day comes after its last: change one of them."


def filters_from_browser(sent: object) -> Filters:
    """Read `{"doc_types": [...], ..., "since": "2024-01-31", "until": ""}`; None is no filter.

    Raises:
        QuestionError: A field is none, or not of its kind; or the days are the wrong way round.
    """
    if sent is None or sent == "":
        return Filters()
    if not isinstance(sent, dict) or not set(sent) <= {*FIELDS, *DAYS}:
        raise QuestionError(DAMAGED)
    values = {name: _texts(sent.get(name)) for name in FIELDS}
    since, until = (_day(sent.get(name)) for name in DAYS)
    if since and until and since > until:
        raise QuestionError(REVERSED)
    return Filters(**values, since=since, until=until)


def filters_in_words(filters: Filters) -> str:
    """Return what is set, as refusals say it: "type blog post; authority Northmere"; or ""."""
    return "; ".join(words for words, _ in droppable(filters))


class Choices:
    """What the library's documents can be told apart by, made once a generation.

    Args:
        library: The documents.
    """

    def __init__(self, library: Catalogue) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._made: tuple[int, dict[str, Any]] | None = None

    def offered(self) -> dict[str, Any]:
        """Return `{field: [[value, words], ...]}`, each field's values sorted by words."""
        try:
            generation = self._library.generation()
            with self._lock:
                if self._made is None or self._made[0] != generation:
                    self._made = generation, choices_of(self._library.documents())
                return self._made[1]
        except CandourError as error:
            return {"error": str(error)}


def choices_of(documents: Iterable[Document]) -> dict[str, Any]:
    """Return what documents can be told apart by."""
    values: dict[str, set[str]] = {name: set() for name in FIELDS}
    for document in documents:
        about = document.metadata
        values["doc_types"].add(about.doc_type)
        values["authorities"].update([about.authority] if about.authority else [])
        values["authors"].update(about.authors)
        values["categories"].update(about.categories)
    return {
        name: [
            [each, kind_words(each) if name == "doc_types" else each]
            for each in sorted(values[name], key=str.casefold)[:CHOICES_LIMIT]
        ]
        for name in FIELDS
    }


def _texts(values: object) -> tuple[str, ...]:
    if values is None:
        return ()
    if not isinstance(values, list) or len(values) > VALUES_LIMIT:
        raise QuestionError(DAMAGED)
    if not all(isinstance(each, str) and 0 < len(each) <= VALUE_LIMIT_CHARS for each in values):
        raise QuestionError(DAMAGED)
    return tuple(values)


def _day(value: object) -> date | None:
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise QuestionError(DAMAGED) from None
