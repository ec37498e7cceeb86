"""The stretch of time that a question about several documents asks for: "since 2021", "in 2019".

Knows dates and the small words before them.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from retriever.dates import DateRange, find_periods, in_words, range_in_words
from retriever.records import Metadata, Span


class Dated(StrEnum):
    """Which of a document's dates counts."""

    PUBLISHED = "published"
    INSPECTED = "inspected"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of time, in words, and what of a document has to fall into it.

    Attributes:
        start: Its first day.
        end: Its last.
        words: As the answer writes it ("in 2019", "since 2021").
        dated: Which date counts.
    """

    start: date
    end: date
    words: str
    dated: Dated = Dated.EITHER

    def holds(self, about: Metadata) -> bool:
        """Say whether a document is of this time.

        A report counts for its inspection, unless its publication is asked for.
        """
        spans = []
        if about.inspection_start is not None and self.dated is not Dated.PUBLISHED:
            end = about.inspection_end or about.inspection_start
            spans.append(DateRange(about.inspection_start, end))
        elif about.published is not None and self.dated is not Dated.INSPECTED:
            spans.append(DateRange(about.published, about.published))
        return any(self.start <= span.end and span.start <= self.end for span in spans)


FIRST, LAST = date.min, date.max
_AFTER = re.compile(r"\b(?P<word>since|after)\s*$")
_BEFORE = re.compile(r"\b(?P<word>before|until|till|up to|by)\s*$")
_ONWARDS = re.compile(r"^\s*(onwards?|and (since|later|after))\b|^\s*\+")
_BETWEEN = re.compile(
    r"\b(between|from)\s+(the )?(?P<first>[^?,;]{4,20}?)\s*\b(and|to|until)\s+"
    r"(?P<last>[^?,;]{4,20})"
    r"|\b(?P<year1>(19|20)\d\d)\s*(to|-|–)\s*(?P<year2>(19|20)\d\d)\b"
)
_NEXT_YEAR = re.compile(
    r"\b(in |during )?(?P<first>(19|20)\d\d) (?P<word>or|and) (?P<last>(19|20)\d\d)\b"
)
_PLAIN = re.compile(r"\b(in|during|of|for|from|on|dated|the year)\s*$")
_WORD = re.compile(r"[^\s,;:?!.]+(?:[.:][^\s,;:?!.]+)*")
YEAR_CHARS = 4
MOST_WORDS = 12
"""The longest period in words: "from Monday 30 December 2024 to Friday 10 January 2025"."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A question's time, and the question without it."""

    when: When | None
    rest: str


def timed(folded: str) -> Timed | None:
    """Read the time of a folded question; None where it names several that are no one stretch."""
    between = _BETWEEN.search(folded)
    if between is not None:
        mark = "first" if between["first"] else "year1"
        other = "last" if between["first"] else "year2"
        first, last = find_periods(between[mark]), find_periods(between[other])
        end = _place_of(between[other], last[0]) if last else None
        if end is not None and len(first) == len(last) == 1 and first[0].start <= last[0].end:
            when = When(first[0].start, last[0].end, _between(first[0], last[0]))
            after = folded[between.start(other) + end.end :]
            return Timed(when, f"{folded[: between.start()]} {after}")
    years = _NEXT_YEAR.search(folded)
    if years is not None and int(years["last"]) == int(years["first"]) + 1:
        (earlier,), (later,) = find_periods(years["first"]), find_periods(years["last"])
        words = f"in {years['first']} {years['word']} {years['last']}"
        when = When(earlier.start, later.end, words)
        return Timed(when, f"{folded[: years.start()]} {folded[years.end() :]}")
    periods = find_periods(folded)
    if len(periods) != 1:
        return None if periods else Timed(None, folded)
    return _placed(folded, periods[0])


def _placed(folded: str, period: DateRange) -> Timed | None:
    """Read the one period by the words around it, which may open it at an end."""
    place = _place_of(folded, period)
    if place is None:
        return None
    before, after = folded[: place.start], folded[place.end :]
    named = _in_words(period)
    opened, closed, onwards = _AFTER.search(before), _BEFORE.search(before), _ONWARDS.match(after)
    plain = _PLAIN.search(before)
    if onwards is not None or opened is not None:
        is_after = opened is not None and opened["word"] == "after"
        start = period.end + timedelta(days=1) if is_after else period.start
        when = When(start, LAST, f"{'after' if is_after else 'since'} {named}")
        after = after[onwards.end() :] if onwards else after
        return Timed(when, f"{_cut(before, opened or plain)} {after}")
    if closed is not None:
        is_before = closed["word"] == "before"
        end = period.start - timedelta(days=1) if is_before else period.end
        when = When(FIRST, end, f"{'before' if is_before else 'up to'} {named}")
        return Timed(when, f"{_cut(before, closed)} {after}")
    preposition = "in" if named == named.lstrip("0123456789") or len(named) == YEAR_CHARS else "on"
    when = When(period.start, period.end, f"{preposition} {named}")
    return Timed(when, f"{_cut(before, plain)} {after}")


def _cut(text: str, end: re.Match[str] | None) -> str:
    return text[: end.start()] if end else text


def _place_of(folded: str, period: DateRange) -> Span | None:
    """Return the shortest stretch of words that alone names the period."""
    spans = [found.span() for found in _WORD.finditer(folded)]
    for length in range(1, MOST_WORDS + 1):
        for first, last in zip(spans, spans[length - 1 :], strict=False):
            if find_periods(folded[first[0] : last[1]]) == (period,):
                return Span(first[0], last[1])
    return None


def _between(first: DateRange, last: DateRange) -> str:
    return f"between {_in_words(first)} and {_in_words(last)}"


def _in_words(period: DateRange) -> str:
    start, end = period.start, period.end
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year} to {end.year}"
    if start.day == 1 and (end + timedelta(days=1)).day == 1 and start.month == end.month:
        return in_words(start, "month")
    return range_in_words(period)
