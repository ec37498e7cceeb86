"""Whether a quote tells the number that its question asks for: a count, a share, an amount, a unit.

Each function says whether a candidate lacks it; False where the question asks for no number.
"""

import re

from retriever.answers.asked_forms import HOW_MANY, SPELT, WITHOUT_LIMIT
from retriever.answers.direct_numbers import counted_in, is_by_another_time
from retriever.answers.judged import Judged
from retriever.records import BlockKind
from retriever.search.asked import Asked
from retriever.search.query import Query
from retriever.store.analyser import fold, stem, terms

_ASKS_MEASURE_OF = re.compile(
    r"\bhow many (?:minutes|hours|days|weeks|months|years) (?:a \w+ )?of (\w+)"
    r"|\b(?:maximum|minimum) (?:number|amount) of (\w+)|\b(?:maximum|minimum) (word|page) count\b"
)
"""Hours of teaching, a maximum number of pages: what is measured, not only how long."""
_ASKS_FIGURE = re.compile(
    r"\bhow (?:many|much)\b|\b(?:percentage|per ?cent|proportion|fraction)\b|%|\bwhat share\b"
    r"|^(?!\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|may|must|should|will|would|why"
    r"|who|whose|when|where|how)\b)(?!.*\ba (?:\w+ )?(?:number|total) of\b)"
    r"(?!.*\b(?:say|says|said|think|feel|happen\w*)\b)"
    r".*(?<!-)\b(?:rate|average|ratio|total|number of)\b"
)
_FIGURE = re.compile(
    rf"(?<![A-Za-z\d.,])(?P<digits>\d+(?:[.,]\d+)*)|\b(?:{SPELT}|dozens?|half|third|quarter|fifth|tenth"
    r"|twice|doubled?|treble|triple|none|no|nil|zero|nobody|never|neither|single|both|only|every|each"
    r"|all|whole|unlimited)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_VAGUE_FIGURE = re.compile(rf"\d|\b(?:{SPELT}|none|nobody|no (?:\w+ )?\w+)\b", re.IGNORECASE)


def lacks_figure(query: Query, judged: Judged) -> bool:
    """Say whether a count, a share or a rate is asked for, and no figure is told at all.

    "Most" and "a small number" are none; nor is a year, or a figure that the question has itself.
    """
    asks = query.asked in (Asked.NUMBER, Asked.OTHER) and not query.is_topic
    if not asks or judged.candidate.kind is BlockKind.TABLE_ROW:
        return False
    if _ASKS_FIGURE.search(query.asking) is None:
        return False
    asked = {found["digits"] for found in _FIGURE.finditer(query.text)}
    told = (found["digits"] for found in _FIGURE.finditer(judged.whole))
    return not any(
        digits is None or (digits not in asked and not _YEAR.fullmatch(digits)) for digits in told
    )


def counts_nothing(query: Query, judged: Judged) -> bool:
    """Say whether "how many" finds no count."""
    return judged.evidence.fits < 0 and HOW_MANY.search(query.asking) is not None


def lacks_unit(_: Query, judged: Judged) -> bool:
    """Say whether an amount or a length of time is asked for, and nothing has its unit."""
    return judged.evidence.fits_unit < 0


def counts_vaguely(query: Query, judged: Judged) -> bool:
    """Say whether "how many" finds no figure, but "most" or "several" of something."""
    asks = HOW_MANY.search(query.asking) is not None
    is_vague = _VAGUE_FIGURE.search(judged.own) is None and WITHOUT_LIMIT.search(judged.own) is None
    return asks and judged.evidence.fits > 0 and is_vague


def tells_another_rate(query: Query, judged: Judged) -> bool:
    """Say whether what is asked for by the week is told by the day alone."""
    return is_by_another_time(query.asking, fold(f"{judged.passage.header} {judged.whole}"))


def tells_no_number(query: Query, judged: Judged) -> bool:
    """Say whether a question of number finds no number that can be read out as its answer."""
    is_untold = query.asked is Asked.NUMBER and judged.evidence.tells < 0
    counted = counted_in(query.asking) & {*terms(judged.own)}
    return is_untold and not (counted and WITHOUT_LIMIT.search(judged.own))


def counts_others(query: Query, judged: Judged) -> bool:
    """Say whether "how many" finds a text in which what is counted is not so much as named."""
    asked = query.asking
    measured = _ASKS_MEASURE_OF.search(asked)
    nouns = filter(None, measured.groups()) if measured else ()
    counted = {stem(noun) for noun in nouns} or counted_in(asked)
    counted |= counted_in(fold(query.in_other_forms)) if counted else set()
    return bool(counted) and not counted & {*terms(f"{judged.passage.header} {judged.whole}")}
