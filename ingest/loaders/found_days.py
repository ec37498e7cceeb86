"""Days as a page or a saved text tells them: a full day, or a month or a year marked as such.

A day is never made up, and a year never added. Knows text and addresses only.
"""

import re
from dataclasses import dataclass
from datetime import date

from retriever.dates import find_date, find_date_in_address, find_periods

_LINE_LIMIT_CHARS = 160
_MONTH_LIMIT_DAYS = 31
_ISO_START = re.compile(r"^\d{4}-\d\d-\d\d")
_ISO_PART = re.compile(r"^(?P<year>(?:19|20)\d\d)(?:-(?P<month>0[1-9]|1[0-2]))?$")
_MONTH_IN_ADDRESS = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>0[1-9]|1[0-2])/(?!\d\d?/)")


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A day, "month" or "year" where it is not exact, and where it was read."""

    day: date | None = None
    precision: str = ""
    origin: str = ""


def day_of(text: str, origin: str) -> FoundDay | None:
    """Read the first date of a text, or its first month with a year, or a year alone."""
    text = text.strip()
    if part := _ISO_PART.match(text):
        month = part["month"]
        day = date(int(part["year"]), int(month or 1), 1)
        return FoundDay(day, "month" if month else "year", origin)
    day_found = find_date(text[:10] if _ISO_START.match(text) else text)
    if day_found:
        return FoundDay(day_found, "", origin)
    for period in find_periods(text[:_LINE_LIMIT_CHARS]):
        days = (period.end - period.start).days + 1
        return FoundDay(period.start, "month" if days <= _MONTH_LIMIT_DAYS else "year", origin)
    return None


def day_of_address(url: str) -> FoundDay:
    """Read the day, or the month, in a post's address ("https://.../2017/03/03/a-post/")."""
    day = find_date_in_address(url)
    if day:
        return FoundDay(day, "", "address")
    if part := _MONTH_IN_ADDRESS.search(url):
        return FoundDay(date(int(part["year"]), int(part["month"]), 1), "month", "address")
    return FoundDay()
