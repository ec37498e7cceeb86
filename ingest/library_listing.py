"""The library's documents as `ingest list` shows them. Knows the store's view, changes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from retriever.records import Document, Filters
from retriever.store.local_store import LocalStore

_FIELDS = (
    "title",
    "doc_type",
    "authority",
    "authors",
    "published",
    "updated",
    "inspection_start",
    "inspection_end",
    "lead_inspector",
    "overall_grade",
    "judgements",
    "categories",
    "url",
)


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A document of the library, and how many passages it has."""

    document: Document
    passages: int

    def as_json(self) -> dict[str, Any]:
        """Return its facts as the command's contract lays them out."""
        document, metadata = self.document, self.document.metadata
        facts = {name: _plain(getattr(metadata, name)) for name in _FIELDS}
        return {
            "doc_id": document.doc_id,
            "path": document.path,
            **facts,
            "pages": len(document.pages),
            "passages": self.passages,
            # Chains of newer versions and copies at other paths are not told yet.
            "superseded_by": None,
            "also_at": [],
            "warnings": [*document.warnings],
            "origins": dict(metadata.origins),
        }


def listed_documents(store: LocalStore) -> list[ListedDocument]:
    """Return every document of the index, by path."""
    with store.read() as view:
        return [
            ListedDocument(document, len(view.passages_of(document.doc_id)))
            for document in view.documents(Filters())
        ]


def lines_of(listed: Sequence[ListedDocument]) -> Iterator[str]:
    """Write the list for a terminal."""
    for each in listed:
        metadata = each.document.metadata
        day = metadata.published or metadata.inspection_end
        yield (
            f"{each.document.doc_id}  {each.document.path}  [{metadata.doc_type}]  "
            f"{metadata.title}  {day or 'no date'}  {each.passages} passages"
        )
    yield f"{len(listed)} documents"


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return [_plain(each) for each in value] if isinstance(value, tuple) else value
