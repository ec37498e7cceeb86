"""The cell of a table's row that a question asks for, by its column's head."""

import re

from retriever.answers.asked_forms import SPELT
from retriever.answers.direct_numbers import fits_cell
from retriever.answers.told import Told, question_stems
from retriever.search.asked import Asked
from retriever.store.analyser import content_stems

_NUMBER = re.compile(rf"\d|\b(?:{SPELT})\b", re.IGNORECASE)


_SAID_OF = re.compile(r"\bhow many .*?\b(?:is|are|was|were|do|does|did|has|have|had) (?P<said>.+)$")

_NEEDED = {
    Asked.DATE: re.compile(
        r"\d|\b(?:January|February|March|April|May|June|July|August|September|October|November"
        r"|December|spring|summer|autumn|winter|\w+day)\b"
    ),
    Asked.PERSON: re.compile(r"\b[A-Z][\w’'-]+ [A-Z][\w’'-]+"),
}


def cell_told(told: Told) -> str | None:
    """Return the cell under the head that the question names best, or None.

    A row of two cells has one to tell. In a wider one the head with most of the question's words
    counts; two heads alike leave it open.
    """
    key, *cells = told.cells
    wanted = question_stems(told)
    heads = _heads(told)
    if not content_stems(key) & wanted or (told.context and not heads):
        return None
    if told.query.asked is Asked.DEFINITION and not content_stems(key) <= wanted:
        return None
    if len(cells) == 1:
        return _fitting(told, cells[0])
    if not heads:
        return None
    # The words that all columns share ("2020" in each head) tell none from another.
    shared = set.intersection(*(content_stems(head) for head in heads[1:]))
    told_of = _after_verb(told.asked)
    scores = [_fit(content_stems(head) - shared, wanted, told_of) for head in heads[1:]]
    best = max(scores)
    if best[1] == 0 or scores.count(best) > 1:
        return None
    return _fitting(told, cells[scores.index(best)])


def _fitting(told: Told, cell: str) -> str | None:
    """Return a cell where it is of the kind that is asked for."""
    text = cell.strip()
    needed = _NEEDED.get(told.query.asked)
    if needed and not needed.search(text):
        return None
    if told.query.asked is Asked.NUMBER and not (
        _NUMBER.search(text) and fits_cell(told.asked, text)
    ):
        return None
    return text or None


def _heads(told: Told) -> list[str]:
    rows = [row.split("\t") for row in told.context]
    fitting = [row for row in rows if len(row) == len(told.cells)]
    return fitting[-1] if fitting else []


def _fit(head: set[str], wanted: set[str], told_of: set[str]) -> tuple[bool, int, float]:
    """Return how well a head is named: whole by what is said of the things counted, then by words.

    Of "posts" and "vacant" the question how many posts are vacant asks for the second.
    """
    held = len(head & wanted)
    is_said = bool(head & told_of) and head <= wanted
    return is_said, held, held / len(head) if head else 0.0


def _after_verb(asked: str) -> set[str]:
    """Return the stems of what "how many ... are ..." says of the things that it counts."""
    found = _SAID_OF.search(asked)
    return content_stems(found["said"]) if found else set()
