"""The scope of a question: which documents may answer it, by the authority and the time it names.

A report on one authority cannot answer a question about another, and reports of different years
look alike to every search; so what a question names narrows the library before it is searched.
Knows metadata; knows no text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from retriever.dates import DateRange, in_words
from retriever.families import is_of_type
from retriever.records import Metadata
from retriever.search.query import Query
from retriever.store.analyser import fold

_OF_INSPECTION = r"(inspections?|inspected|reports?|grade[ds]?|judge?ments?|judged|rated|rating)"
_INSPECTED_THEN = re.compile(
    rf"\b{_OF_INSPECTION}\b(?P<between>[^.?!]{{0,50}})$|\blead inspector\b[^.?!]{{0,80}}$"
)
_THEN_INSPECTED = re.compile(rf"^\W{{0,3}}(\w+ ){{0,2}}{_OF_INSPECTION}\b")
_OTHER_TIME = re.compile(r"\b(since|previous|last|before|after|acts?|regulations?|guidance)\b")
_YEAR = re.compile(r"\b(19|20)\d\d\b")
_REPORTS = ("inspection_report", "review_report")


@dataclass(frozen=True, slots=True)
class Scope:
    """Which documents a question may be answered from.

    Attributes:
        doc_ids: Those alone; empty for the whole library.
        missing: When no document can answer by what the question names: the sentence that says
            so and what the library has instead. Otherwise "".
    """

    doc_ids: tuple[str, ...] = ()
    missing: str = ""


def scope_of(query: Query, library: Iterable[tuple[str, Metadata]]) -> Scope:
    """Return the scope of a question.

    Args:
        query: The question.
        library: Every document's id and metadata.
    """
    documents = list(library)
    if not query.authorities:
        return Scope()
    wanted = {fold(name) for name in query.authorities}
    others = [each for each in documents if each[1].authority is None]
    about = [each for each in documents if fold(each[1].authority or "") in wanted]
    if query.periods and _names_an_inspection(fold(query.text)):
        timely = [each for each in about if _is_of(each[1], query.periods)]
        dated = [each for each in about if _days(each[1])]
        if not timely and dated and len(dated) == len(about):
            return Scope(missing=_missing(query, about))
        about = timely or about
        if any(is_of_type(each[1].doc_type, kind) for each in timely for kind in _REPORTS):
            others = []
    return Scope(doc_ids=tuple(doc_id for doc_id, _ in [*about, *others]))


def _names_an_inspection(folded: str) -> bool:
    """Say whether the year that a question names is that of an inspection or its report.

    "Graded in 2019" and "the 2019 report" are; "the Children Act 1989", "since the previous
    inspection in 2019" and "what did inspectors find filled in 2023" are not.
    """
    for year in _YEAR.finditer(folded):
        before = _INSPECTED_THEN.search(folded[: year.start()])
        if before is not None and not _OTHER_TIME.search(folded[: year.start()][-60:]):
            return True
        if _THEN_INSPECTED.match(folded[year.end() :]):
            return True
    return False


def _is_of(metadata: Metadata, periods: Iterable[DateRange]) -> bool:
    """Say whether one of the periods touches the inspection, or the day of publication."""
    days = _days(metadata)
    return any(
        period.start <= span.end and span.start <= period.end for period in periods for span in days
    )


def _days(metadata: Metadata) -> list[DateRange]:
    spans = []
    if metadata.inspection_start is not None:
        end = metadata.inspection_end or metadata.inspection_start
        spans.append(DateRange(metadata.inspection_start, end))
    if metadata.published is not None:
        spans.append(DateRange(metadata.published, metadata.published))
    return spans


def _missing(query: Query, about: Iterable[tuple[str, Metadata]]) -> str:
    """Say what the library lacks and has: "no report on Northmere from 2011; it has 2019, 2024"."""
    named = _period_in_words(query.periods[0])
    years = sorted({span.end.year for _, metadata in about for span in _days(metadata)})
    had = ", ".join(str(year) for year in years)
    return (
        f"The library has no document on {query.authorities[0]} from {named}; "
        f"what it has on {query.authorities[0]} is from {had}."
    )


def _period_in_words(period: DateRange) -> str:
    start, end = period.start, period.end
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year)
    if start == end:
        return in_words(start)
    return f"{in_words(start)} to {in_words(end)}"
