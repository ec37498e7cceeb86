"""Which document takes the place of which: a later one of the same kind on the same subject.

Worked out from the metadata of one generation, so that it is never out of step with it. Knows
metadata and the kinds of inspection; no text and no database.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from retriever.records import Metadata, doc_id_of
from retriever.store.analyser import fold

_PARTIAL = re.compile(
    r"\b(focused visit|monitoring visit|monitoring inspection|assurance|thematic|joint targeted|"
    r"jtai|deep dive|pilot|survey)\b"
)

_INSPECTIONS = (
    ("send_inspection", re.compile(r"^area send (full )?inspection\b")),
    ("inspection_report", re.compile(r"^(re ?)?inspection of\b")),
)
"""What the whole of an authority or provider is inspected under; a visit, a joint or themed
inspection looks at a part, and the next one does not take its place."""

_REPORTS = ("inspection_report", "review_report", "document")
"""Types that a folder or nothing at all may have given to an inspection."""

_EDITIONS = ("guidance", "statutory_guidance", "framework", "policy_paper")
"""Types whose next edition takes the place of the last: an annual report's does not."""

_TIMES = re.compile(
    r"\b(\d{1,2} )?(january|february|march|april|may|june|july|august|september|october|november|"
    r"december)\b( \d{4})?|\b(19|20)\d\d\b( \d\d\b)?|\b(version|edition|v) ?\d+\b|"
    r"\b(updated|revised)\b"
)
_NO_WORDS = re.compile(r"[^\w]+")
_TITLE_FLOOR_WORDS = 2
"""A title of one word ("Annex") is no subject."""


@dataclass(frozen=True, slots=True)
class _Member:
    """A document of a series."""

    day: date
    doc_id: str
    about: Metadata


def successors(library: Iterable[tuple[str, Metadata]]) -> Mapping[str, str]:
    """Return for each superseded document what takes its place.

    Args:
        library: Every document's id and metadata.

    Returns:
        By document's id the id of the newest of its series. What a sidecar says goes before: a
        path or id, or in its own words a document that the library lacks.
    """
    documents = dict(library)
    series: dict[tuple[str, str], list[_Member]] = {}
    for doc_id, metadata in documents.items():
        day = metadata.published or metadata.inspection_end or metadata.inspection_start
        name = series_of(metadata)
        if name is not None and day is not None:
            series.setdefault(name, []).append(_Member(day, doc_id, metadata))
    found: dict[str, str] = {}
    for members in series.values():
        for member in members:
            later = [each for each in members if each.day > member.day and _is_of_one(each, member)]
            if later:
                found[member.doc_id] = max(later, key=lambda each: (each.day, each.doc_id)).doc_id
    for doc_id, metadata in documents.items():
        if dict(metadata.origins).get("superseded_by") or metadata.superseded_by:
            found.pop(doc_id, None)
            stated = _named(metadata.superseded_by or "", documents)
            if stated and stated != doc_id:
                found[doc_id] = stated
    return found


def series_of(metadata: Metadata) -> tuple[str, str] | None:
    """Return what two documents share when the later supersedes the earlier; None for no series.

    Returns:
        The kind and the subject: an inspection and its authority or provider; an edition of
        guidance by its title without dates.
    """
    title = _plain(metadata.title)
    # A provider's name is printed one way or another; its number stays.
    subject = metadata.authority or metadata.urn or metadata.provider
    if _PARTIAL.search(title):
        return None
    for kind, words in _INSPECTIONS:
        is_titled = metadata.doc_type in _REPORTS and words.search(title)
        if subject and (metadata.doc_type == kind or is_titled):
            return kind, fold(subject)
    bare = _NO_WORDS.sub(" ", _TIMES.sub(" ", title)).strip()
    if metadata.doc_type not in _EDITIONS or len(bare.split()) < _TITLE_FLOOR_WORDS:
        return None
    return bare, fold(subject or "")


def _is_of_one(one: _Member, other: _Member) -> bool:
    """Say whether two documents can be versions of one: publisher and number do not contradict."""
    pairs = (
        (one.about.publisher, other.about.publisher),
        (one.about.urn, other.about.urn),
    )
    return all(not a or not b or fold(a) == fold(b) for a, b in pairs)


def _named(stated: str, documents: Mapping[str, Metadata]) -> str:
    """Return the id of the document that a sidecar names by its id or path, or its own words."""
    by_path = doc_id_of(stated)
    return by_path if by_path in documents else stated


def _plain(text: str) -> str:
    return _NO_WORDS.sub(" ", fold(text)).strip()
