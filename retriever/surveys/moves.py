"""Which places' grades went up, down, or from one to another: their newest report against earlier.

"Which councils went from inadequate to good?" Every place that was graded more than once is looked
at, and for each that moved both reports' own rows are quoted.
"""

from collections.abc import Iterator, Sequence

from retriever.records import Filters
from retriever.store.contract import View
from retriever.surveys.asked import Survey
from retriever.surveys.counted import Counted, counted_documents
from retriever.surveys.grouping import Entry, Surveyed, quoted_at, surveyed
from retriever.surveys.metadata_lists import LISTED_LIMIT, NO_SPAN, document_of, judged_span
from retriever.surveys.move import Move
from retriever.surveys.vocabulary import Area


def moves(view: View, survey: Survey, move: Move, area: Area, filters: Filters) -> Surveyed:
    """Return the places that made a move in an area, each with the rows of both its reports."""
    when = survey.when
    places: dict[str, list[Counted]] = {}
    for each in counted_documents(view, survey.noun, filters):
        if each.judged(area):
            places.setdefault(each.place, []).append(each)
    several = [reports for reports in places.values() if len(reports) > 1]
    found = (_moved(reports, area, move) for reports in several)
    pairs = [pair for pair in found if pair and (not when or when.holds(pair[1].about))]
    entries = [each for pair in pairs[:LISTED_LIMIT] for each in _entries(view, pair, area)]
    left_out = len(pairs) - LISTED_LIMIT
    tail = f"And {left_out:,} more, not shown." if left_out > 0 else ""
    among = f"{len(pairs) or 'None'} of {survey.noun.counted_places(len(several))}"
    course = f"{move.words} for {area.name}, from an earlier report to the newest"
    dated = f" ({when.words})" if when else ""
    heading = f"{among} with more than one graded report {course}{dated}."
    return surveyed(view, heading, entries, tail)


def _moved(reports: Sequence[Counted], area: Area, move: Move) -> tuple[Counted, Counted] | None:
    """Return the earlier report and the newest; any earlier one where its grade is named."""
    newest, *earlier = reports
    after = _grade(newest, area)
    tried = earlier if move.before else earlier[:1]
    found = (each for each in tried if move.holds(_grade(each, area), after))
    before = next(found, None)
    return (before, newest) if before else None


def _entries(view: View, pair: tuple[Counted, Counted], area: Area) -> Iterator[Entry]:
    for each in pair:
        document, judged = document_of(view, each.doc_id), each.judged(area)
        span = judged_span(document, judged) if judged else None
        quotes = quoted_at(view, each.doc_id, [span])
        yield Entry(document, quotes, "" if quotes else NO_SPAN)


def _grade(counted: Counted, area: Area) -> str:
    judged = counted.judged(area)
    return judged[1] if judged else ""
