"""The library's documents as `ingest list` shows them. Knows the store's view, changes nothing."""

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from retriever.dates import DateRange, in_words, range_in_words
from retriever.records import Document, Filters, Metadata
from retriever.store.contract import Store

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
_MORE_FIELDS = ("provider", "urn", "licence", "publisher")
_WORDS = {
    "provider": "provider",
    "urn": "reference number",
    "publisher": "publisher",
    "authors": "by",
    "inspection_start": "inspected",
    "published": "published",
    "updated": "updated",
    "lead_inspector": "lead inspector",
    "overall_grade": "overall",
    "categories": "categories",
    "superseded_by": "superseded by",
}
"""What is said before a fact where nothing else names it."""
_WIDTH_CHARS = 100
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A document of the library, and how many passages it has."""

    document: Document
    passages: int

    def as_json(self) -> dict[str, Any]:
        """Return its facts as the command's contract lays them out."""
        document, metadata = self.document, self.document.metadata
        facts = {name: _plain(getattr(metadata, name)) for name in _FIELDS}
        more = {name: _plain(getattr(metadata, name)) for name in _MORE_FIELDS}
        return {
            "doc_id": document.doc_id,
            "path": document.path,
            **facts,
            "pages": len(document.pages),
            "passages": self.passages,
            "superseded_by": document.superseded_by or metadata.superseded_by,
            "also_at": [*document.also_at],
            "warnings": [*document.warnings],
            "origins": dict(metadata.origins),
            **more,
            "precisions": dict(metadata.precisions),
        }


def listed_documents(store: Store) -> list[ListedDocument]:
    """Return every document of the index, by path."""
    with store.read() as view:
        return [
            ListedDocument(document, len(view.passages_of(document.doc_id)))
            for document in view.documents(Filters())
        ]


def lines_of(listed: Sequence[ListedDocument]) -> Iterator[str]:
    """Write the list for a terminal: each document's path, its title, and what was read where."""
    for each in listed:
        document = each.document
        yield f"{document.path}  ({document.doc_id})"
        yield from _wrapped(document.metadata.title)
        kind = document.metadata.doc_type.replace("_", " ")
        pages = f", {_counted(len(document.pages), 'page')}" if document.pages else ""
        yield from _wrapped(f"{kind}{pages}, {_counted(each.passages, 'passage')}")
        for origin, facts in _facts_by_origin(document.metadata).items():
            yield from _wrapped(f"{origin}: {'; '.join(facts)}")
        yield from _state(document)
    yield _counted(len(listed), "document")


def facts_of(metadata: Metadata) -> list[tuple[str, str]]:
    """Return what is known of a document beside its title and type.

    Returns:
        Pairs of a field, whose origin is the fact's, and the fact alone.
    """
    facts = [
        ("authority", metadata.authority),
        ("provider", metadata.provider),
        ("urn", metadata.urn),
        ("publisher", metadata.publisher),
        ("authors", ", ".join(metadata.authors)),
        *_days(metadata, dict(metadata.precisions)),
        ("lead_inspector", metadata.lead_inspector),
        ("overall_grade", metadata.overall_grade),
        ("judgements", ", ".join(f"{label}: {grade}" for label, grade in _areas(metadata))),
        ("categories", ", ".join(metadata.categories)),
        ("url", metadata.url),
        ("licence", metadata.licence),
        ("superseded_by", metadata.superseded_by),
    ]
    return [(name, fact) for name, fact in facts if fact]


def facts_in_words(metadata: Metadata) -> list[tuple[str, str]]:
    """Return the same pairs, each fact with what it is: "by Jo Field", "published May 2024"."""
    return [
        (name, f"{_WORDS[name]} {fact}" if name in _WORDS else fact)
        for name, fact in facts_of(metadata)
    ]


def _days(metadata: Metadata, exact: dict[str, str]) -> Iterator[tuple[str, str]]:
    start, end = metadata.inspection_start, metadata.inspection_end
    if start is not None:
        dates = DateRange(start, end or start)
        yield "inspection_start", range_in_words(dates, exact.get("inspection_start", ""))
    for name in ("published", "updated"):
        day = getattr(metadata, name)
        if day is not None:
            yield name, in_words(day, exact.get(name, ""))


def _areas(metadata: Metadata) -> Iterator[tuple[str, str]]:
    """Give the judgements but the overall one, which is said by itself."""
    for label, grade in metadata.judgements:
        if grade != metadata.overall_grade or not label.lower().startswith("overall"):
            yield label, grade


def _facts_by_origin(metadata: Metadata) -> dict[str, list[str]]:
    """Put together what was read at one place, pages before other places."""
    origins = dict(metadata.origins)
    facts: dict[str, list[str]] = {}
    for name, fact in facts_in_words(metadata):
        facts.setdefault(origins.get(name, "origin not told"), []).append(fact)
    return dict(sorted(facts.items(), key=lambda each: _order(each[0])))


def _order(origin: str) -> tuple[bool, int, str]:
    """Sort pages by number, other places after them."""
    number = re.search(r"^page (\d+)", origin)
    return number is None, int(number[1]) if number else 0, origin


def _state(document: Document) -> Iterator[str]:
    if document.superseded_by:
        yield from _wrapped(f"superseded by {document.superseded_by}")
    if document.also_at:
        yield from _wrapped(f"the same content at: {', '.join(document.also_at)}")
    for warning in document.warnings:
        yield from _wrapped(f"warning: {warning}")


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH_CHARS,
        initial_indent=_INDENT,
        subsequent_indent=_INDENT * 2,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return [_plain(each) for each in value] if isinstance(value, tuple) else value
