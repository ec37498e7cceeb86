"""What a source said of a page, and the small whole page that is made of its content."""

import html
import re
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Literal, Self
from zoneinfo import ZoneInfo

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
</head>
<body>
<{element}>
<h1>{title}</h1>
<div class="{kind}">
{body}
</div>
</{element}>
</body>
</html>
"""
_LONDON = ZoneInfo("Europe/London")
_YEAR = re.compile(r"(?<!\d)(?<! [+-])(?<!\d[+-])\d{4}")
"""The first of a stated day, in either form; not a time zone's four digits."""

_FIRST_YEAR = 1990
"""Before the web there was no page: programs write year 1 or 1970 where they know no day."""

_HALVES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What the source said; empty where it said nothing.

    Attributes:
        title: The page's own.
        url: Where it is read.
        published: Its day of publication.
        updated: Its day of last change.
        authors: Who signed it.
        categories: As it bears them.
        publisher: The site or body that published it.
        doc_type: What kind of document the source calls it, in Candour's words where it has one.
    """

    title: str = ""
    url: str = ""
    published: date | None = None
    updated: date | None = None
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    publisher: str = ""
    doc_type: str = ""

    def over(self, other: Self) -> Self:
        """Return these facts, with another's where these are empty."""
        known = {field.name: getattr(self, field.name) for field in fields(self)}
        return replace(other, **{name: value for name, value in known.items() if value})

    def as_table(self) -> dict[str, str | date | list[str]]:
        """Return what is known, as a sidecar writes it."""
        known = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: [*value] if isinstance(value, tuple) else value
            for name, value in known.items()
            if value
        }


def page_of(title: str, body: str, element: Literal["article", "main"]) -> bytes:
    """Make a whole page of a title and the HTML of its body.

    Args:
        title: As plain text.
        body: As the source gave it.
        element: What holds it: "article" for a post, "main" for a document.
    """
    # The loader checks that nothing is lost of the one element of either class.
    kind = "body" if "govspeak" in body else "entry-content"
    return _PAGE.format(title=html.escape(title), body=body, element=element, kind=kind).encode()


def writable(text: str) -> str:
    """Put U+FFFD for each half of a character: JSON and feeds can hold one, no file can."""
    return _HALVES.sub("\ufffd", text)


def is_real_day(stated: str) -> bool:
    """Say whether a stated day may be one, by the year that it prints."""
    year = _YEAR.search(stated)
    return year is None or int(year[0]) >= _FIRST_YEAR


def day_of(stated: object) -> date | None:
    """Read the day of an ISO 8601 moment as clocks in London show it; None for anything else.

    GOV.UK states moments in UTC: a summer day's midnight is 23:00 of the day before.
    """
    if not isinstance(stated, str) or not is_real_day(stated):
        return None
    try:
        moment = datetime.fromisoformat(stated)
        return moment.astimezone(_LONDON).date() if moment.tzinfo else moment.date()
    except (ValueError, OverflowError):
        return None
