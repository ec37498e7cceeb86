"""The shapes in which British documents print days, months and stretches of days.

Patterns with named groups (day, month, year; 1 and 2 for a range's ends); what they mean is worked
out by `dates`. Every year has four figures and stands in the text.
"""

import re

MONTHS = (
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
NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}
NAMES = "|".join(f"{name}|{name[:3]}" for name in MONTHS) + "|Sept"
MONTH = rf"(?P<month{{0}}>{NAMES})\.?"
DAY = r"(?P<day{0}>\d{{1,2}})(?:st|nd|rd|th)?"
YEAR = r"(?P<year{0}>(?:19|20)\d\d)"
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
TO = r"\s*(?:to|and|until|-|–|—)\s*"


def written(mark: str) -> str:
    """Return the pattern of a day and a month in words; `mark` is put to the groups' names."""
    day, month = DAY.format(mark), MONTH.format(mark)
    return rf"{WEEKDAY}{day}\s+(?:of\s+)?{month}"


def figures(mark: str) -> str:
    """Return the pattern of a date in figures, day first; `mark` as in `written`."""
    day, year = DAY.format(mark), YEAR.format(mark)
    return rf"{day}[/.](?P<month{mark}>\d{{1,2}})[/.]{year}"


WRITTEN = re.compile(rf"\b{written('')},?\s+{YEAR.format('')}\b", re.IGNORECASE)
FIGURES = re.compile(rf"\b{figures('')}\b")
ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
FILE_NAME = re.compile(
    rf"(?<!\d){DAY.format('')}[-_ ]{MONTH.format('')}[-_ ]{YEAR.format('')}(?!\d)",
    re.IGNORECASE,
)
MONTH_NAME = re.compile(rf"(?<![a-z]){MONTH.format('')}[-_ ]{YEAR.format('')}(?!\d)", re.IGNORECASE)
ADDRESS = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>\d\d)/(?P<day>\d\d)(?:/|$)")

RANGES = (
    # 23 April 2018 to 04 May 2018; 4 November to 8 November 2019; 28 February to 4 March 2022
    re.compile(
        rf"\b{written('1')}(?:,?\s+{YEAR.format('1')})?{TO}"
        rf"{written('2')},?\s+{YEAR.format('2')}\b",
        re.IGNORECASE,
    ),
    # 9 to 13 June 2025
    re.compile(
        rf"\b{WEEKDAY}{DAY.format('1')}{TO}{written('2')},?\s+{YEAR.format('2')}\b",
        re.IGNORECASE,
    ),
    # 12/09/2016 to 06/10/2016
    re.compile(rf"\b{figures('1')}{TO}{figures('2')}\b"),
)

# One day of a stretch, with or without its month and year; a stretch ends with a whole date.
DAYS = re.compile(
    rf"\b{DAY.format('')}(?:[/.](?P<figures>\d{{1,2}})[/.]|\s+(?:of\s+)?(?P<word>{NAMES})\.?,?)?"
    rf"(?:\s*{YEAR.format('')})?\b",
    re.IGNORECASE,
)
PART = (
    rf"{WEEKDAY}\d{{1,2}}(?:st|nd|rd|th)?"
    rf"(?:\s+(?:of\s+)?(?:{NAMES})\.?(?:,?\s+(?:19|20)\d\d)?|[/.]\d{{1,2}}[/.](?:19|20)\d\d)?"
)
WHOLE = (
    rf"{WEEKDAY}\d{{1,2}}(?:st|nd|rd|th)?(?:\s+(?:of\s+)?(?:{NAMES})\.?,?\s+(?:19|20)\d\d"
    r"|[/.]\d{1,2}[/.](?:19|20)\d\d)\b"
)
JOINT = r"\s*(?:(?:[,;&–—-]|\b(?:and|to|until|then|on|from|between)\b)\s*)+"
STRETCH = re.compile(rf"\b(?:{PART}{JOINT})*{WHOLE}", re.IGNORECASE)
MONTH_AND_YEAR = re.compile(rf"\b{MONTH.format('')},?\s+{YEAR.format('')}\b", re.IGNORECASE)
MONTHS_STRETCH = re.compile(
    rf"\b(?:{MONTH.format('1')}(?:,?\s+{YEAR.format('1')})?{TO})?"
    rf"{MONTH.format('2')},?\s+{YEAR.format('2')}\b",
    re.IGNORECASE,
)
YEAR_ALONE = re.compile(rf"\b{YEAR.format('')}\b")
