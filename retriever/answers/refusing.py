"""What a refusal says beside that the documents do not answer: what was searched, what would help.

Knows filters, the library's metadata and the scope of a question; searches nothing itself.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from retriever.answers.attempt import narrowed
from retriever.dates import in_words
from retriever.records import Filters, Metadata
from retriever.search.scope import Scope
from retriever.store.local_view import passes

DROPS_LIMIT = 3
"""How many filters are tried without: each try is a search."""

_SETS = (
    ("doc_types", "type"),
    ("authorities", "authority"),
    ("authors", "author"),
    ("categories", "category"),
)


def searched_in_words(
    library: Iterable[tuple[str, Metadata]], filters: Filters, scope: Scope
) -> str:
    """Return the sentence that says which documents were searched, and how many of how many."""
    documents = list(library)
    within = narrowed(filters, scope)
    seen = [doc_id for doc_id, about in documents if passes(within, doc_id, about)]
    parts = [scope.narrowed_to] if scope.narrowed_to else []
    parts += [f"with the filter {words}" for words, _ in droppable(filters)]
    those = f": those {', '.join(parts)}" if parts else ""
    if not parts and len(seen) == len(documents):
        return f"Searched: {_documents(len(documents))}."
    return f"Searched: {len(seen)} of {_documents(len(documents))}{those}."


def droppable(filters: Filters) -> Iterator[tuple[str, Filters]]:
    """Yield each filter that was set, in words, with the filters without it.

    "since" and "until" are one filter; documents by id are none that a user sets by name.
    """
    if filters.since or filters.until:
        since = f"from {in_words(filters.since)}" if filters.since else ""
        until = f"until {in_words(filters.until)}" if filters.until else ""
        words = " ".join(each for each in (since, until) if each)
        yield f"date {words}", replace(filters, since=None, until=None)
    for name, word in _SETS:
        values = getattr(filters, name)
        if values:
            shown = " or ".join(each.replace("_", " ") for each in values)
            without: dict[str, Any] = {name: ()}
            yield f"{word} {shown}", replace(filters, **without)


def dropped_in_words(words: str, title: str) -> str:
    """Return the sentence that says that without a filter the library answers, and where."""
    return f"Without the filter {words} the library answers this: see “{title}”."


def _documents(count: int) -> str:
    return "1 document" if count == 1 else f"{count:,} documents"
