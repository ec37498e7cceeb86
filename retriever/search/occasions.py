"""Which of an authority's inspections a question means: that of a year or day, the latest, another.

Knows metadata; knows no text.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum

from retriever.dates import DateRange, in_words, range_in_words
from retriever.families import is_of_type
from retriever.records import Metadata
from retriever.search.asked import Asked
from retriever.search.query import Query
from retriever.store.analyser import fold

_OF_INSPECTION = r"(inspections?|inspected|reports?|grade[ds]?|judge?ments?|judged|rated|rating)"
_INSPECTED_THEN = re.compile(
    rf"\b{_OF_INSPECTION}\b(?P<between>[^.?!]{{0,50}})$|\blead inspector\b[^.?!]{{0,80}}$"
    r"|\bwho (?:led|headed) (?:the |ofsted's )?(?:ofsted )?(?:team|visit)\b[^.?!]{0,80}$"
)
_THEN_INSPECTED = re.compile(rf"^\W{{0,3}}(?:visit|(\w+ ){{0,2}}{_OF_INSPECTION})\b")
_OTHER_TIME = re.compile(r"\b(since|previous|last|before|after|acts?|regulations?|guidance)\b")
_YEAR = re.compile(r"\b(19|20)\d\d\b")

_NOT_AFTER = r"(?<!since )(?<!after )(?<!before )(?<!until )(?<!than )(?<!following )"
_DETERMINER = r"(?:(?:the|its|their|our|your|his|her) )?"
_THING = r"(?:\w+ ){0,3}?(?:inspections?|reports?|grades?|judge?ments?|ratings?|visits?|one)\b"
_LATEST = re.compile(
    rf"\b{_NOT_AFTER}{_DETERMINER}(?:latest|most recent|newest|current|last) {_THING}"
    r"|\b(?:last|latest|most recently) (?:inspected|judged|graded|rated)\b"
    r"|\b(?:is|are) \S+(?: \S+){0,3} (?:currently|now) (?:judged|graded|rated)\b"
)
_SINCE = re.compile(
    rf"\b(?:since|after|before|until|than|following|from) {_DETERMINER}"
    r"(?:latest|most recent|newest|last|previous|earlier|prior)\b"
)
_PREVIOUS = re.compile(
    rf"\b{_DETERMINER}(?:previous|earlier|prior|last but one|second[ -]last|penultimate) {_THING}"
    rf"|\b{_THING} before (?:last|that)\b"
)
REPORTS = ("inspection_report", "review_report")


class Occasion(Enum):
    """Which one is meant, by its place in time."""

    LATEST = -1
    PREVIOUS = -2


def occasion_of(query: Query) -> Occasion | None:
    """Return whether the latest or the previous inspection is asked about; None for neither.

    What happened "since the last inspection" is asked of another report than that one.
    """
    folded = fold(query.text)
    if query.periods or _SINCE.search(folded):
        return None
    if _PREVIOUS.search(folded):
        return Occasion.PREVIOUS
    return Occasion.LATEST if _LATEST.search(folded) else None


def reports_of(
    occasion: Occasion, query: Query, about: Sequence[tuple[str, Metadata]]
) -> list[tuple[str, Metadata]]:
    """Return the report on the latest or previous inspection; none where there is no such.

    A question about a grade is about inspections that gave one. Of several authorities each has
    its own.
    """
    reports = [each for each in about if is_report(each[1]) and days_of(each[1])]
    if query.asked is Asked.GRADE:
        reports = [each for each in reports if _has_grades(each[1])] or reports
    kept: list[tuple[str, Metadata]] = []
    for authority in dict.fromkeys(fold(each[1].authority or "") for each in reports):
        own = [each for each in reports if fold(each[1].authority or "") == authority]
        days = sorted({_last_day(metadata) for _, metadata in own})
        if len(days) < -occasion.value:
            return []
        kept += [each for each in own if _last_day(each[1]) == days[occasion.value]]
    return kept


def names_an_inspection(folded: str) -> bool:
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


def is_of(metadata: Metadata, periods: Iterable[DateRange]) -> bool:
    """Say whether one of the periods touches the inspection, or the day of publication."""
    days = days_of(metadata)
    return any(
        period.start <= span.end and span.start <= period.end for period in periods for span in days
    )


def days_of(metadata: Metadata) -> list[DateRange]:
    """Return the days of the inspection and of publication, as far as they are known."""
    spans = []
    if metadata.inspection_start is not None:
        end = metadata.inspection_end or metadata.inspection_start
        spans.append(DateRange(metadata.inspection_start, end))
    if metadata.published is not None:
        spans.append(DateRange(metadata.published, metadata.published))
    return spans


def is_report(metadata: Metadata) -> bool:
    """Say whether a document reports on an inspection or review."""
    return any(is_of_type(metadata.doc_type, kind) for kind in REPORTS)


def period_in_words(period: DateRange) -> str:
    """Return "2019" or "June 2019" where that is all, else the day or "3 to 7 June 2019"."""
    start, end = period.start, period.end
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year)
    if start.day == 1 and end == start.replace(day=monthrange(start.year, start.month)[1]):
        return in_words(start, "month")
    return range_in_words(period)


def _last_day(metadata: Metadata) -> date:
    return days_of(metadata)[0].end


def _has_grades(metadata: Metadata) -> bool:
    return bool(metadata.judgements) or metadata.overall_grade is not None
