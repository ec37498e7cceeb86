"""The table of documents: one row each, searched, sorted and parted into pages on the server.

A row is plain values, which the browser writes as text; nothing in it is HTML. Rows are made once
for each generation of the index and hold no document's text.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, Self

from retriever.dating import date_in_words
from retriever.errors import CandourError
from retriever.records import Document
from retriever.store.analyser import fold
from ui.fragments import kind_words
from ui.library.addresses import original_address
from ui.place import Place

PAGE_ROWS = 50
SEARCH_LIMIT_CHARS = 200
SORTS = ("title", "kind", "authority", "day", "pages")


class Catalogue(Protocol):
    """What knows all documents, and when they changed."""

    def generation(self) -> int:
        """Return a number that grows whenever documents come or go."""
        ...

    def documents(self) -> Sequence[Document]:
        """Return every document."""
        ...


@dataclass(frozen=True, slots=True)
class Row:
    """One document in the table; `words` is what a search looks in, folded."""

    doc_id: str
    title: str
    path: str
    also_at: tuple[str, ...]
    kind: str
    authority: str
    dated: str
    day: str
    pages: int
    warnings: tuple[str, ...]
    superseded_by: str
    is_demonstration: bool
    href: str
    original: str
    words: str

    @classmethod
    def of(cls, document: Document, titles: Mapping[str, str]) -> Self:
        """Return a document's row; `titles` are the library's, by id."""
        about = document.metadata
        successor = document.superseded_by or about.superseded_by or ""
        kind, dated = kind_words(about.doc_type), date_in_words(about)
        searched = (
            about.title,
            document.path,
            *document.also_at,
            kind,
            about.authority,
            dated,
            *about.authors,
        )
        return cls(
            doc_id=document.doc_id,
            title=about.title,
            path=document.path,
            also_at=document.also_at,
            kind=kind,
            authority=about.authority or "",
            dated=dated,
            day=str(about.published or about.inspection_end or ""),
            pages=len(document.pages),
            warnings=document.warnings,
            superseded_by=titles.get(successor, successor),
            is_demonstration=document.is_demonstration,
            href=Place.of_document(document.doc_id).href,
            original=original_address(document),
            words=fold(" ".join(each for each in (*searched, *about.categories) if each)),
        )

    def for_browser(self) -> dict[str, Any]:
        """Return the row as JSON."""
        return {
            "doc_id": self.doc_id,
            "title": self.title,
            "path": self.path,
            "also_at": list(self.also_at),
            "kind": self.kind,
            "authority": self.authority,
            "dated": self.dated,
            "pages": self.pages,
            "warnings": list(self.warnings),
            "superseded_by": self.superseded_by,
            "demonstration": self.is_demonstration,
            "href": self.href,
            "original": self.original,
        }


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows a browser asks for; what does not fit is taken as not said."""

    search: str = ""
    sort: str = "title"
    is_descending: bool = False
    offset: int = 0

    @classmethod
    def from_browser(cls, sent: object) -> Self:
        """Read `{"search", "sort", "descending", "offset"}`."""
        values = sent if isinstance(sent, dict) else {}
        search, sort, offset = values.get("search"), values.get("sort"), values.get("offset")
        is_count = isinstance(offset, int) and not isinstance(offset, bool) and offset >= 0
        return cls(
            search=search[:SEARCH_LIMIT_CHARS] if isinstance(search, str) else "",
            sort=sort if isinstance(sort, str) and sort in SORTS else "title",
            is_descending=values.get("descending") is True,
            offset=offset if is_count and isinstance(offset, int) else 0,
        )


class Listing:
    """The rows of a library as it is now.

    Args:
        library: Whose documents are listed.
    """

    def __init__(self, library: Catalogue) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._rows: tuple[int, tuple[Row, ...]] | None = None

    def rows(self) -> tuple[Row, ...]:
        """Return all rows, by title."""
        generation = self._library.generation()
        with self._lock:
            if self._rows is None or self._rows[0] != generation:
                documents = self._library.documents()
                titles = {each.doc_id: _dated_title(each) for each in documents}
                titles |= {each.path: _dated_title(each) for each in documents}
                rows = [Row.of(each, titles) for each in documents]
                self._rows = generation, tuple(sorted(rows, key=_by_title))
            return self._rows[1]

    def page(self, wanted: Wanted) -> dict[str, Any]:
        """Return a stretch of the rows that are wanted, as JSON."""
        try:
            rows = self.rows()
        except CandourError as error:
            return {"error": str(error)}
        terms = fold(wanted.search).split()
        found = [row for row in rows if all(term in row.words for term in terms)]
        # Empty values stand last, whichever way the others go.
        known = [row for row in found if getattr(row, wanted.sort)]
        unknown = [row for row in found if not getattr(row, wanted.sort)]
        known.sort(key=lambda row: _value(row, wanted.sort), reverse=wanted.is_descending)
        shown = [*known, *unknown][wanted.offset : wanted.offset + PAGE_ROWS]
        return {
            "rows": [row.for_browser() for row in shown],
            "found": len(found),
            "all": len(rows),
        }


def _dated_title(document: Document) -> str:
    """Return a title with its date: two reports on one authority often share the title."""
    dated = date_in_words(document.metadata)
    return f"{document.metadata.title} ({dated})" if dated else document.metadata.title


def _by_title(row: Row) -> tuple[str, str]:
    return fold(row.title), row.path


def _value(row: Row, name: str) -> tuple[int, str]:
    value = getattr(row, name)
    return (value, "") if isinstance(value, int) else (0, fold(value))
