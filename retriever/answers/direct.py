"""The direct line of an answer: a grade, a date, a number, a name or a clause of the first quote.

By a table of what is asked for. The words stand in the quote as they are shown; where it is in
doubt which of several things answers, there is no line. Knows quotes; writes no words of its own.
"""

from collections.abc import Callable, Mapping, Sequence

from retriever.answer_records import Direct
from retriever.answers.asked_forms import HYPOTHETIC
from retriever.answers.direct_clauses import asks_whether, clause_told, definition_told
from retriever.answers.direct_dates import date_told
from retriever.answers.direct_names import grade_told, lead_told, person_told
from retriever.answers.direct_numbers import number_told
from retriever.answers.direct_rows import cell_told
from retriever.answers.judged import Judged
from retriever.answers.told import Told, coverage
from retriever.records import BlockKind
from retriever.search.asked import Asked
from retriever.search.query import Query

COVERAGE_FLOOR = 0.5
"""Share of the question's words that the quote, its context or its document's title and date hold:
under it a thing of the right kind is too often another thing's."""

DIRECT_LIMIT_CHARS = 160
"""A line."""

_READERS: Mapping[Asked, Callable[[Told], str | None]] = {
    Asked.GRADE: grade_told,
    Asked.DATE: date_told,
    Asked.NUMBER: number_told,
    Asked.PERSON: person_told,
    Asked.DEFINITION: definition_told,
}


def direct_line(query: Query, chosen: Sequence[Judged]) -> Direct | None:
    """Return the direct line of the first quote, or None where none is sure.

    Args:
        query: The question.
        chosen: The quotes of the answer, most direct first.
    """
    text = direct_text(query, chosen[0]) if chosen else None
    return None if text is None else Direct(text, 1)


def direct_text(query: Query, judged: Judged) -> str | None:
    """Return the words of one quote that answer, or None where none is sure."""
    told = _told(query, judged)
    text = _text_of(told)
    if text is None or not 0 < len(text) <= DIRECT_LIMIT_CHARS or text not in told.quote:
        return None
    # A line that is the whole quote says it twice.
    return None if text == told.quote.strip() else text


def tells(query: Query, judged: Judged) -> float:
    """Say whether a quote has a direct line: 1 or -1; 0 for a row, or where no fact is asked for.

    A row of two cells has a line for almost any question; "when must it be done" is answered by a
    condition as well as by a time limit.
    """
    is_general = HYPOTHETIC.search(query.asking) is not None
    if judged.candidate.kind is BlockKind.TABLE_ROW or is_general:
        return 0.0
    is_fact = query.asked in _READERS
    if direct_text(query, judged) is not None:
        return 1.0
    return -1.0 if is_fact else 0.0


def _text_of(told: Told) -> str | None:
    asked = told.query.asked
    if asked is Asked.GRADE:
        # A report's judgement is known by its label, which no question repeats word for word.
        return grade_told(told)
    if coverage(told) < COVERAGE_FLOOR:
        return None
    if asked is Asked.PERSON and (lead := lead_told(told)):
        return lead
    if told.kind is BlockKind.TABLE_ROW and len(told.cells) > 1:
        return cell_told(told)
    reader = _READERS.get(asked)
    if reader is not None:
        return reader(told)
    return clause_told(told) if asks_whether(told) else None


def _told(query: Query, judged: Judged) -> Told:
    text, candidate = judged.document.text, judged.candidate
    return Told(
        query=query,
        quote=judged.quote,
        context=tuple(text[span.start : span.end] for span in candidate.context),
        about=judged.document.metadata,
        kind=candidate.kind,
        own_chars=candidate.end - candidate.start,
    )
