"""Dates as British documents print them, day first, and never a year that is not printed.

The general date libraries fail on every inspection range and turn "17 June" into this year's
(measured), hence own patterns. Where a document prints a month alone, so does the record: its first
day, marked "month". Knows nothing of documents.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from retriever import date_forms as forms


@dataclass(frozen=True, slots=True)
class DateRange:
    """From `start` to `end`, both included; equal for one day."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as far as it is printed.

    Attributes:
        day: The day; of a month or year that is printed alone, its first.
        precision: "month" or "year" where no day is printed, else "".
    """

    day: date
    precision: str = ""


def find_date(text: str) -> date | None:
    """Return the first full date in `text` ("9 June 2025", "09/06/2025", "2025-06-09")."""
    found = [
        (match.start(), day)
        for form in (forms.WRITTEN, forms.FIGURES, forms.ISO)
        for match in form.finditer(text)
        if (day := _date_of(match, "")) is not None
    ]
    return min(found)[1] if found else None


def find_date_in_name(name: str) -> date | None:
    """Return the date in a file's name ("...-05-august-2025.pdf", "2025-08-05 post.txt")."""
    match = forms.FILE_NAME.search(name) or forms.ISO.search(name)
    return _date_of(match, "") if match else None


def find_printed_date(text: str) -> PrintedDate | None:
    """Return the first full date in `text`, or where there is none its first month and year."""
    day = find_date(text)
    if day is not None:
        return PrintedDate(day)
    return _printed_month(forms.MONTH_AND_YEAR.search(text))


def find_month_in_name(name: str) -> PrintedDate | None:
    """Return the month in a file's name ("handbook-march-2010-tagged.pdf")."""
    return _printed_month(forms.MONTH_NAME.search(name))


def find_date_in_address(url: str) -> date | None:
    """Return the date in a post's address ("https://.../2017/03/03/a-conversation/")."""
    match = forms.ADDRESS.search(url)
    return _date_of(match, "") if match else None


def find_range(text: str) -> DateRange | None:
    """Return the first stretch of dates in `text`, or its first single date as a range of a day.

    Days and ranges that only commas, "and" or "to" part are one stretch, from its first day to its
    last: "5 to 9 December 2022 and 14 to 15 February 2023" are two visits of one inspection.
    """
    for match in forms.STRETCH.finditer(text):
        dates = _stretch_of(match.group())
        if dates is not None:
            return dates
    day = find_date(text)
    return DateRange(day, day) if day else None


def find_months(text: str) -> DateRange | None:
    """Return the first month with its year, or range of months, each as its first day.

    "June 2024", "between May and July 2024", "November 2023 to January 2024".
    """
    for match in forms.MONTHS_STRETCH.finditer(text):
        end = date(int(match["year2"]), _month(match["month2"]), 1)
        if match["month1"] is None:
            return DateRange(end, end)
        start = date(int(match["year1"] or end.year), _month(match["month1"]), 1)
        if start > end and match["year1"] is None:
            start = start.replace(year=end.year - 1)
        if start <= end:
            return DateRange(start, end)
    return None


def find_periods(text: str) -> tuple[DateRange, ...]:
    """Return every stretch of time that `text` names: ranges, days, months with a year, years.

    What is part of a longer date is not named again: "9 to 13 June 2025" is one period.
    """
    periods: list[DateRange] = []
    for form, reading in _PERIODS:
        for match in form.finditer(text):
            found = reading(match)
            if found is not None:
                periods.append(found)
                text = text[: match.start()] + "#" * len(match.group()) + text[match.end() :]
    return tuple(periods)


def in_words(day: date, precision: str = "") -> str:
    """Write a date as "9 June 2025"; "June 2025" or "2025" where no more is printed."""
    if precision == "year":
        return str(day.year)
    month = f"{forms.MONTHS[day.month - 1]} {day.year}"
    return month if precision == "month" else f"{day.day} {month}"


def without_times(folded: str, periods: Iterable[DateRange]) -> str:
    """Take the days, months and years of some periods out of a folded text."""
    for period in periods:
        for day in (period.start, period.end):
            for part in in_words(day).lower().split():
                folded = re.sub(rf"\b{part}\b", " ", folded)
    return " ".join(folded.split())


def range_in_words(dates: DateRange, precision: str = "") -> str:
    """Write a range with nothing said twice: "9 to 13 June 2025", "May to July 2025"."""
    start, end = dates.start, dates.end
    if start == end or precision == "year":
        ends = (in_words(start, precision), in_words(end, precision))
        return " to ".join(dict.fromkeys(ends))
    if (start.year, start.month) == (end.year, end.month) and not precision:
        return f"{start.day} to {in_words(end)}"
    if start.year == end.year:
        first = forms.MONTHS[start.month - 1]
        first = first if precision else f"{start.day} {first}"
        return f"{first} to {in_words(end, precision)}"
    return f"{in_words(start, precision)} to {in_words(end, precision)}"


def _printed_month(match: re.Match[str] | None) -> PrintedDate | None:
    return PrintedDate(_month_of(match).start, "month") if match else None


def _stretch_of(text: str) -> DateRange | None:
    """Read a stretch backwards: a day takes the month and year that it leaves out from the next."""
    days: list[date] = []
    month = year = 0
    for match in reversed([*forms.DAYS.finditer(text)]):
        year_left_out = match["year"] is None
        named = match["word"] or match["figures"]
        month = _month(named) if named else month
        year = int(match["year"] or year)
        day = _calendar(year, month, int(match["day"]))
        if day is not None and days and day > days[-1] and year_left_out and named:
            # "30 December to 10 January 2025": the printed year is the end's.
            year -= 1
            day = _calendar(year, month, day.day)
        if day is None or (days and day > days[-1]):
            break
        days.append(day)
    return DateRange(days[-1], days[0]) if days else None


def _range_of(match: re.Match[str]) -> DateRange | None:
    end = _date_of(match, "2")
    if end is None:
        return None
    groups = match.groupdict()
    month = _month(groups.get("month1") or str(groups["month2"]))
    year = groups.get("year1")
    start = _calendar(int(year) if year else end.year, month, int(groups["day1"]))
    if start is not None and start > end and year is None and groups.get("month1"):
        # "30 December to 10 January 2025": the printed year is the end's.
        start = _calendar(end.year - 1, month, start.day)
    if start is None or start > end:
        return None
    return DateRange(start, end)


def _date_of(match: re.Match[str], mark: str) -> date | None:
    year, month, day = (match[f"{unit}{mark}"] for unit in ("year", "month", "day"))
    return _calendar(int(year), _month(month), int(day))


def _month(text: str) -> int:
    return int(text) if text.isdigit() else forms.NUMBERS[text[:3].lower()]


def _day_of(match: re.Match[str]) -> DateRange | None:
    day = _date_of(match, "")
    return DateRange(day, day) if day else None


def _month_of(match: re.Match[str]) -> DateRange:
    year, month = int(match["year"]), _month(match["month"])
    return DateRange(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _year_of(match: re.Match[str]) -> DateRange:
    year = int(match["year"])
    return DateRange(date(year, 1, 1), date(year, 12, 31))


_PERIODS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], DateRange | None]], ...] = (
    *((form, _range_of) for form in forms.RANGES),
    *((form, _day_of) for form in (forms.WRITTEN, forms.FIGURES, forms.ISO)),
    (forms.MONTH_AND_YEAR, _month_of),
    (forms.YEAR_ALONE, _year_of),
)


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
