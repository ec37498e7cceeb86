"""The stretch of time that a question about several documents asks for: "since 2021", "in 2019".

Knows dates and the small words before them.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from retriever.dates import DateRange, find_periods, in_words, range_in_words
from retriever.records import Metadata


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
_AFTER = re.compile(r"\b(?P<word>since|after|from)\s*$")
_BEFORE = re.compile(r"\b(?P<word>before|until|till|up to|by)\s*$")
_ONWARDS = re.compile(r"^\s*(onwards?|and (since|later|after))\b|^\s*\+")
_BETWEEN = re.compile(
    r"\b(between|from)\s+(the )?(?P<first>[^?,;]{4,20}?)\s*\b(and|to|until)\s+(?P<last>[^?,;]{4,20})"
    r"|\b(?P<year1>(19|20)\d\d)\s*(to|-|–)\s*(?P<year2>(19|20)\d\d)\b"
)
_PLAIN = re.compile(r"\b(in|during|of|for|from|on|dated|the year)\s*$")
_MARK = "\x00"


@dataclass(frozen=True, slots=True)
class Timed:
    """A question's time, and the question without it."""

    when: When | None
    rest: str


def timed(folded: str) -> Timed | None:
    """Read the time of a folded question; None where it names several that are no one stretch."""
    between = _BETWEEN.search(folded)
    if between is not None:
        first = find_periods(between["first"] or between["year1"])
        last = find_periods(between["last"] or between["year2"])
        if len(first) == len(last) == 1 and first[0].start <= last[0].end:
            when = When(first[0].start, last[0].end, _between(first[0], last[0]))
            return Timed(when, folded[: between.start()] + " " + folded[between.end() :])
    periods = find_periods(folded)
    if len(periods) != 1:
        return None if periods else Timed(None, folded)
    return _placed(folded, periods[0])


def _placed(folded: str, period: DateRange) -> Timed | None:
    """Find where the one period stands, and the word before it that opens it at an end."""
    place = _place_of(folded, period)
    if place is None:
        return None
    before, after = folded[: place[0]], folded[place[1] :]
    opened = _AFTER.search(before)
    onwards = _ONWARDS.search(after)
    closed = _BEFORE.search(before)
    plain = _PLAIN.search(before)
    named = _in_words(period)
    if onwards is not None or (opened is not None and opened["word"] != "from"):
        is_after = opened is not None and opened["word"] == "after"
        start = period.end + timedelta(days=1) if is_after else period.start
        when = When(start, LAST, f"{'after' if is_after else 'since'} {named}")
        before = before[: (opened or plain or re.search(r"$", before)).start()]  # type: ignore[union-attr]
        return Timed(when, f"{before} {after[onwards.end() if onwards else 0 :]}")
    if closed is not None:
        is_before = closed["word"] == "before"
        end = period.start - timedelta(days=1) if is_before else period.end
        when = When(FIRST, end, f"{'before' if is_before else 'up to'} {named}")
        return Timed(when, f"{before[: closed.start()]} {after}")
    preposition = "on" if period.start == period.end else "in"
    before = before[: plain.start()] if plain else before
    return Timed(When(period.start, period.end, f"{preposition} {named}"), f"{before} {after}")


def _place_of(folded: str, period: DateRange) -> tuple[int, int] | None:
    """Return the longest... the shortest stretch of words that alone names the period."""
    words = [found.span() for found in re.finditer(r"\S+", folded)]
    for length in range(1, len(words) + 1):
        for first in range(len(words) - length + 1):
            start, end = words[first][0], words[first + length - 1][1]
            if find_periods(folded[start:end]) == (period,):
                return start, end - len(re.search(r"[?.!,;:]*$", folded[start:end]).group())  # type: ignore[union-attr]
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
