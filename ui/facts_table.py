"""A document's facts as a table, each with where it was read. HTML that is not gated yet."""

from html import escape

from ingest.library_listing import facts_of
from retriever.records import Document
from ui.fragments import kind_words, text
from ui.quotes import table, table_row

HEADS = ("Fact", "What was read", "Where")
_NAMES = {"doc_type": "Type", "inspection_start": "Inspection", "urn": "URN", "url": "URL"}
"""Of the fields whose own names say less."""


def facts_table(document: Document) -> str:
    """Return the table."""
    about = document.metadata
    origins = dict(about.origins)
    facts = [("title", about.title), ("doc_type", kind_words(about.doc_type)), *facts_of(about)]
    facts += [("file", document.path), *(("also_at", path) for path in document.also_at)]
    rows = [[escape(_name(name)), text(fact), text(origins.get(name, ""))] for name, fact in facts]
    return table(HEADS, "".join(map(table_row, rows)))


def _name(field: str) -> str:
    words = field.replace("_", " ")
    return _NAMES.get(field, words[:1].upper() + words[1:])
