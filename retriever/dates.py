"""Dates as British documents print them, day first, and never a year that is not printed.

The general date libraries fail on every inspection range and turn "17 June" into this year's
(measured), hence own patterns. Knows nothing of documents.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_NUMBERS = {name[:3].lower(): number for number, name in enumerate(_MONTHS, start=1)}
_MONTH = r"(?P<month{0}>" + "|".join(f"{name}|{name[:3]}" for name in _MONTHS) + r"|Sept)\.?"
_DAY = r"(?P<day{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year{0}>(?:19|20)\d\d)"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_TO = r"\s*(?:to|and|until|-|–|—)\s*"


def _written(mark: str) -> str:
    day, month = _DAY.format(mark), _MONTH.format(mark)
    return rf"{_WEEKDAY}{day}\s+(?:of\s+)?{month}"


def _figures(mark: str) -> str:
    day, year = _DAY.format(mark), _YEAR.format(mark)
    return rf"{day}[/.](?P<month{mark}>\d{{1,2}})[/.]{year}"


_WRITTEN = re.compile(rf"\b{_written('')},?\s+{_YEAR.format('')}\b", re.IGNORECASE)
_FIGURES = re.compile(rf"\b{_figures('')}\b")
_ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
_FILE_NAME = re.compile(
    rf"(?<!\d){_DAY.format('')}[-_ ]{_MONTH.format('')}[-_ ]{_YEAR.format('')}(?!\d)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>\d\d)/(?P<day>\d\d)(?:/|$)")

_RANGES = (
    # 23 April 2018 to 04 May 2018; 4 November to 8 November 2019; 28 February to 4 March 2022
    re.compile(
        rf"\b{_written('1')}(?:,?\s+{_YEAR.format('1')})?{_TO}"
        rf"{_written('2')},?\s+{_YEAR.format('2')}\b",
        re.IGNORECASE,
    ),
    # 9 to 13 June 2025
    re.compile(
        rf"\b{_WEEKDAY}{_DAY.format('1')}{_TO}{_written('2')},?\s+{_YEAR.format('2')}\b",
        re.IGNORECASE,
    ),
    # 12/09/2016 to 06/10/2016
    re.compile(rf"\b{_figures('1')}{_TO}{_figures('2')}\b"),
)


@dataclass(frozen=True, slots=True)
class DateRange:
    """From `start` to `end`, both included; equal for one day."""

    start: date
    end: date


def find_date(text: str) -> date | None:
    """Return the first full date in `text` ("9 June 2025", "09/06/2025", "2025-06-09")."""
    found = [
        (match.start(), day)
        for form in (_WRITTEN, _FIGURES, _ISO)
        for match in form.finditer(text)
        if (day := _date_of(match, "")) is not None
    ]
    return min(found)[1] if found else None


def find_date_in_name(name: str) -> date | None:
    """Return the date in a file's name ("...-05-august-2025.pdf", "2025-08-05 post.txt")."""
    match = _FILE_NAME.search(name) or _ISO.search(name)
    return _date_of(match, "") if match else None


def find_date_in_address(url: str) -> date | None:
    """Return the date in a post's address ("https://.../2017/03/03/a-conversation/")."""
    match = _ADDRESS.search(url)
    return _date_of(match, "") if match else None


def find_range(text: str) -> DateRange | None:
    """Return the first range of dates in `text`, or its first single date as a range of a day."""
    found = [
        (match.start(), dates)
        for form in _RANGES
        for match in form.finditer(text)
        if (dates := _range_of(match)) is not None
    ]
    if found:
        return min(found, key=lambda each: each[0])[1]
    day = find_date(text)
    return DateRange(day, day) if day else None


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


def in_words(day: date) -> str:
    """Write a date as "9 June 2025"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def range_in_words(dates: DateRange) -> str:
    """Write a range with nothing said twice: "9 to 13 June 2025"."""
    start, end = dates.start, dates.end
    if start == end:
        return in_words(end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {in_words(end)}"
    if start.year == end.year:
        return f"{start.day} {_MONTHS[start.month - 1]} to {in_words(end)}"
    return f"{in_words(start)} to {in_words(end)}"


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
    return int(text) if text.isdigit() else _NUMBERS[text[:3].lower()]


def _day_of(match: re.Match[str]) -> DateRange | None:
    day = _date_of(match, "")
    return DateRange(day, day) if day else None


def _month_of(match: re.Match[str]) -> DateRange:
    year, month = int(match["year"]), _month(match["month"])
    return DateRange(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _year_of(match: re.Match[str]) -> DateRange:
    year = int(match["year"])
    return DateRange(date(year, 1, 1), date(year, 12, 31))


_MONTH_AND_YEAR = re.compile(rf"\b{_MONTH.format('')},?\s+{_YEAR.format('')}\b", re.IGNORECASE)
_YEAR_ALONE = re.compile(rf"\b{_YEAR.format('')}\b")
_PERIODS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], DateRange | None]], ...] = (
    *((form, _range_of) for form in _RANGES),
    *((form, _day_of) for form in (_WRITTEN, _FIGURES, _ISO)),
    (_MONTH_AND_YEAR, _month_of),
    (_YEAR_ALONE, _year_of),
)


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
