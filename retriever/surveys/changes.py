"""How judgements changed, and how authorities compare: each report's own row, oldest first.

What a framework did not judge is said of the report, not passed over.
"""

from collections import Counter
from collections.abc import Sequence

from retriever.records import Filters
from retriever.store.contract import View
from retriever.surveys.asked import Survey
from retriever.surveys.counted import (
    Counted,
    counted_documents,
    newest_of_each_place,
    within,
)
from retriever.surveys.grouping import Entry, Surveyed, day_of, quoted_at, surveyed
from retriever.surveys.metadata_lists import (
    LISTED_LIMIT,
    NO_SPAN,
    document_of,
    judged_entry,
    judged_span,
)
from retriever.surveys.vocabulary import GRADES, Area, grade_of


def changes(view: View, survey: Survey, filters: Filters) -> Surveyed:
    """Return every report's judgement of the survey's area, oldest first.

    Without an area the newest reports are compared in all that they judge.
    """
    documents = within(counted_documents(view, survey.noun, filters), survey)
    judged = [each for each in reversed(documents) if each.is_judged]
    if survey.area is None:
        return _compared(view, survey, judged)
    area = survey.area
    told = [each for each in judged if each.judged(area)]
    # On the authorities that are named, a report that does not judge the area is shown too.
    shown = judged if survey.authorities and told else told
    entries = [judged_entry(view, each, area) for each in shown[-LISTED_LIMIT:]]
    left_out = len(shown) - len(entries)
    tail = f"And {left_out:,} older ones, not shown." if left_out else ""
    heading = _heading(survey, area, documents, told)
    return surveyed(view, heading, entries, tail)


def _heading(
    survey: Survey, area: Area, documents: Sequence[Counted], told: Sequence[Counted]
) -> str:
    named = _named(survey)
    if not documents:
        return f"The library has no reports{named}."
    among = survey.noun.counted(len(documents))
    if not told:
        return f"None of {among}{named} gives a grade for {area.name}."
    verb = "gives" if len(told) == 1 else "give"
    heading = f"{len(told)} of {among}{named} {verb} a grade for {area.name}"
    if not survey.authorities:
        return "\n".join([f"{heading}.", *_by_year(area, told)])
    places = dict.fromkeys(each.place for each in told)
    courses = [_course(area, [each for each in told if each.place == place]) for place in places]
    return f"{heading}: {'; '.join(courses)}."


def _course(area: Area, reports: Sequence[Counted]) -> str:
    """Return "Northmere Requires improvement (2021), then Good (2024)"."""
    name = reports[0].about.provider or reports[0].about.authority or reports[0].about.title
    grades = [
        f"{judged[1]} ({day_of(each.about).year})"
        for each in reports
        if (judged := each.judged(area))
    ]
    return f"{name} {', then '.join(grades)}"


def _by_year(area: Area, told: Sequence[Counted]) -> list[str]:
    """Return "2021: 3 Good, 1 Inadequate" for each year, oldest first."""
    years: dict[int, Counter[str]] = {}
    for each in told:
        judged = each.judged(area)
        if judged is not None:
            years.setdefault(day_of(each.about).year, Counter())[judged[1]] += 1
    return [
        f"{year}: {', '.join(f'{counts[grade]} {grade}' for grade in GRADES if counts[grade])}"
        for year, counts in sorted(years.items())
    ]


def _compared(view: View, survey: Survey, judged: Sequence[Counted]) -> Surveyed:
    newest = newest_of_each_place([*reversed(judged)])
    entries = []
    for counted in reversed(newest):
        document = document_of(view, counted.doc_id)
        pairs = [
            (label, grade_of(grade) or grade) for label, grade in counted.about.judgements
        ] or [("", grade_of(counted.about.overall_grade or "") or "")]
        quotes = quoted_at(view, counted.doc_id, [judged_span(document, pair) for pair in pairs])
        entries.append(Entry(document, quotes, "" if quotes else NO_SPAN))
    if not entries:
        return surveyed(view, f"The library has no reports{_named(survey)} that give grades.", [])
    heading = f"The newest grades{_named(survey)}, from {survey.noun.counted(len(entries))}:"
    return surveyed(view, heading, entries)


def _named(survey: Survey) -> str:
    on = f" on {' and '.join(survey.authorities)}" if survey.authorities else ""
    return on + (f" {survey.when.words}" if survey.when else "")
