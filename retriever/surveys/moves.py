"""Which places' grades went up, down, or from one to another: their newest report against earlier.

"Which councils went from inadequate to good?" Every place that was graded more than once is looked
at, and for each that moved both reports' own rows are quoted. One whose newest report does not
grade the area is not: an older one would be taken for it.
"""

from collections.abc import Sequence

from retriever.records import Filters
from retriever.store.contract import View
from retriever.surveys.asked import Survey
from retriever.surveys.counted import Counted, counted_documents
from retriever.surveys.grouping import Surveyed, surveyed
from retriever.surveys.metadata_lists import LISTED_LIMIT, judged_entry
from retriever.surveys.move import Move
from retriever.surveys.vocabulary import OVERALL, Area


def moves(view: View, survey: Survey, move: Move, filters: Filters) -> Surveyed:
    """Return the places that made a move in an area, each with the rows of both its reports."""
    area, when = survey.area or OVERALL, survey.when
    places: dict[str, list[Counted]] = {}
    for each in counted_documents(view, survey.noun, filters):
        if each.is_judged:
            places.setdefault(each.place, []).append(each)
    several = [reports for reports in places.values() if _graded(reports[1:], area)]
    known = [reports for reports in several if reports[0].judged(area)]
    found = (_moved(reports, area, move) for reports in known)
    pairs = [pair for pair in found if pair and (not when or when.holds(pair[1].about))]
    entries = [judged_entry(view, each, area) for pair in pairs[:LISTED_LIMIT] for each in pair]
    left_out = len(pairs) - LISTED_LIMIT
    tail = f"And {left_out:,} more, not shown." if left_out > 0 else ""
    among = f"{len(pairs) or 'None'} of {survey.noun.counted_places(len(known))}"
    course = f"{move.words} for {area.name}, from an earlier report to the newest"
    dated = f" ({when.words})" if when else ""
    heading = f"{among} with more than one graded report {course}{dated}."
    untold = len(several) - len(known)
    if untold:
        heading += f" Not counted: {untold} whose newest report gives no grade for {area.name}."
    return surveyed(view, heading, entries, tail)


def _moved(reports: Sequence[Counted], area: Area, move: Move) -> tuple[Counted, Counted] | None:
    """Return the earlier report and the newest; any earlier one where its grade is named."""
    earlier = _graded(reports[1:], area)
    tried = earlier if move.before else earlier[:1]
    after = _grade(reports[0], area)
    before = next((each for each in tried if move.holds(_grade(each, area), after)), None)
    return (before, reports[0]) if before else None


def _graded(reports: Sequence[Counted], area: Area) -> list[Counted]:
    return [each for each in reports if each.judged(area)]


def _grade(counted: Counted, area: Area) -> str:
    judged = counted.judged(area)
    return judged[1] if judged else ""
