"""Which document takes the place of which: a later one of the same kind on the same subject.

Worked out from the metadata of one generation, so that it is never out of step with it. Knows
metadata and the kinds of inspection; no text and no database.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from retriever.records import Metadata
from retriever.store.analyser import fold

# A visit or a themed inspection looks at a part: the next one does not take its place.
_PARTIAL = re.compile(
    r"\b(focused visit|monitoring visit|monitoring inspection|assurance|thematic|"
    r"joint targeted|jtai|deep dive|pilot|survey)\b"
)
_KINDS = (
    ("send_inspection", re.compile(r"\b(send|special educational needs)\b")),
    ("inspection_report", re.compile(r"\b(re ?)?inspections?\b")),
)
_NO_SERIES = frozenset(
    {
        *("blog_post", "letter", "consultation", "consultation_response"),
        *("focused_visit", "monitoring_visit", "joint_inspection"),
    }
)
_TIMES = re.compile(
    r"\b(\d{1,2} )?(january|february|march|april|may|june|july|august|september|october|november|"
    r"december)\b( \d{4})?|\b(19|20)\d\d\b( \d\d\b)?|\b(version|edition|v) ?\d+\b|"
    r"\b(updated|revised)\b"
)
_NO_WORDS = re.compile(r"[^\w]+")
_TITLE_FLOOR_WORDS = 2
"""A title of one word ("Annex") is no subject."""

_Dated = tuple[date, str]
"""A document's day and id."""


def successors(library: Iterable[tuple[str, Metadata]]) -> Mapping[str, str]:
    """Return for each superseded document what takes its place.

    Args:
        library: Every document's id and metadata.

    Returns:
        By document's id the id of the newest of its series, or what its sidecar says.
    """
    series: dict[tuple[str, str], list[_Dated]] = {}
    stated: dict[str, str] = {}
    for doc_id, metadata in library:
        if metadata.superseded_by:
            stated[doc_id] = metadata.superseded_by
        day = metadata.published or metadata.inspection_end or metadata.inspection_start
        name = series_of(metadata)
        if name is not None and day is not None:
            series.setdefault(name, []).append((day, doc_id))
    found: dict[str, str] = {}
    for members in series.values():
        last_day, newest = max(members)
        found |= {doc_id: newest for day, doc_id in members if day < last_day}
    return {**found, **stated}


def series_of(metadata: Metadata) -> tuple[str, str] | None:
    """Return what two documents share when the later supersedes the earlier; None for no series.

    Returns:
        The kind and the subject: an inspection and its authority or provider; for other papers
        the title without its dates.
    """
    title = _plain(metadata.title)
    if metadata.doc_type in _NO_SERIES or _PARTIAL.search(title):
        return None
    subject = metadata.provider or metadata.authority or metadata.urn
    kinds = (name for name, words in _KINDS if metadata.doc_type == name or words.search(title))
    kind = next(kinds, "")
    if kind and subject:
        return kind, fold(subject)
    bare = _NO_WORDS.sub(" ", _TIMES.sub(" ", title)).strip()
    if len(bare.split()) < _TITLE_FLOOR_WORDS:
        return None
    return bare, fold(subject or "")


def _plain(text: str) -> str:
    return _NO_WORDS.sub(" ", fold(text)).strip()
