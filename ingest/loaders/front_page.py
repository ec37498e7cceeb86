"""Reads what a report says of itself on its first and last pages: title, dates, people, grades.

Never from a PDF's /Title (empty or wrong in 30 of 30 reports) or /Author (a clerk). Rules are about
shapes and the field's fixed words; none names an authority or a report. Knows blocks of any format.
"""

from collections.abc import Sequence

from ingest.loaders.draft import DraftBlock
from ingest.loaders.front.cover import cover_of
from ingest.loaders.front.found import Found
from ingest.loaders.front.imprint import read_imprint, read_number_in_name
from ingest.loaders.front.judgements import read_judgements
from ingest.loaders.front.kinds import kind_of_document
from ingest.loaders.front.people import read_people
from ingest.loaders.front.publication import read_publication
from ingest.loaders.front.titles import read_title
from ingest.loaders.front.visits import read_visits
from retriever.families import FAMILIES
from retriever.records import Metadata

_INSPECTIONS = {
    "inspection_report",
    *(kind for kind, family in FAMILIES.items() if family == "inspection_report"),
}


def read_front(blocks: Sequence[DraftBlock], stem: str) -> Metadata:
    """Read a document's metadata.

    Args:
        blocks: All of the document's; its first six and last three pages are looked at.
        stem: The file's name without its ending: the title where the text has none, the date of
            publication where it bears one, and the number of what was inspected.

    Returns:
        What is printed; the rest stays unknown.
    """
    cover = cover_of(blocks, stem)
    found = Found()
    read_imprint(cover, found)
    read_title(cover, found)
    read_visits(cover, found)
    read_publication(cover, found)
    has_visits = "inspection_start" in found.values
    kind = kind_of_document(cover, found.text("title"), has_visits=has_visits)
    if kind == "document":
        # Not known: nothing was read that says so.
        found.values["doc_type"] = kind
    found.put("doc_type", kind, "page 1")
    read_judgements(cover, found)
    if kind in _INSPECTIONS:
        read_people(cover, found)
        read_number_in_name(cover, found)
    return found.metadata()
