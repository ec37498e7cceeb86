"""The date, or stretch of time, that a quote tells."""

import re
from collections.abc import Sequence

from retriever import date_forms as forms
from retriever.answers.asked_forms import HYPOTHETIC, SPELT
from retriever.answers.told import Told, nearest
from retriever.dates import DateRange, find_date, find_range
from retriever.store.analyser import fold

_YEAR = r"(?:1[0-9]|20)\d\d"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_SCALE = r"(?:(?:the )?(?:early|mid|middle|late|end|beginning)[ -]?(?:of )?(?:the )?)?"
_WHOLE = rf"(?:{_DAY}\s+(?:of\s+)?)?(?:{forms.NAMES})\.?,?\s+(?:{_DAY},?\s+)?{_YEAR}"
_FORMS = (
    # 9 to 13 June 2025; 19 November–30 November 2018; July to September 2023
    re.compile(
        rf"\b(?:{_DAY}|(?:{_DAY}\s+)?(?:{forms.NAMES})(?:\s+{_YEAR})?){forms.TO}{_WHOLE}\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_WHOLE}\b", re.IGNORECASE),
    re.compile(r"\b\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d\b|\b(?:19|20)\d\d-\d\d-\d\d\b"),
    re.compile(rf"\b{_DAY}\s+(?:of\s+)?(?:{'|'.join(forms.MONTHS)})\b", re.IGNORECASE),
    re.compile(rf"\b{_SCALE}\d{{1,2}}(?:st|nd|rd|th)[ -]centur(?:y|ies)\b", re.IGNORECASE),
    re.compile(rf"\b{_SCALE}{_YEAR}s\b", re.IGNORECASE),
    re.compile(rf"\b{_YEAR}(?:(?:\s*[-–—]\s*|\s+to\s+|\s+and\s+){_YEAR})?\b"),
)
_WEEKDAY = re.compile(
    r"\b(?:on )?(?:the )?(?:first|second|third|last|every|each) "
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: of (?:each|the|every) \w+)?",
    re.IGNORECASE,
)
_OF_INSPECTION = re.compile(r"\b(inspect\w*|visit\w*|fieldwork)\b")
_OF_PUBLICATION = re.compile(r"\b(publish\w*|publication|issued|appear\w*|released)\b")
_CUES = (
    (
        re.compile(r"\b(last|latest|deadline|until|ends?|ended|clos\w+|due|finish\w*)\b"),
        re.compile(
            r"\b(clos\w+|ends?|ended|until|by|before|deadline|due|finish\w*|to|later than)"
            r"(?: \w+){0,2} $"
        ),
    ),
    (
        re.compile(r"\b(first|starts?|started|beg[aiu]n\w*|opens?|opened|from|since)\b"),
        re.compile(
            r"\b(from|opens?|opened|starts?|started|beg[aiu]n\w*|since|after)(?: \w+){0,2} $"
        ),
    ),
)
"""Words of the question, and what stands before the date that answers it."""
TIME_LIMIT = re.compile(
    rf"\b(?:within|(?:no|not) (?:later|more) than|at least) (?:an?|(?:\d+|{SPELT})"
    rf"(?:(?:[ -]| to )(?:\d+|{SPELT}))?)[ -](?:(?:working|calendar|school|consecutive)[ -])?"
    r"(?:minute|hour|day|week|month|year)s?\b|\b(?:immediately|without delay)\b"
    r"|\bas soon as (?:is )?(?:reasonably )?(?:practicable|possible)\b",
    re.IGNORECASE,
)
_OF_A_LAW = re.compile(r"\b(?:Act|Acts|Regulations?|Order|Rules|Measure|Bill)(?: \([^)]*\))? $")


def date_told(told: Told) -> str | None:
    """Return the date that the question asks for, as the quote prints it, or None.

    What the metadata know (the inspection's days, the day of publication) is preferred where the
    question names it. A date that the question holds itself is no answer.
    """
    found = [
        each for each in _dates(told.quote) if not _OF_A_LAW.search(told.quote[: each.start()])
    ]
    confirmed = [match for match in found if _is_known(told, match.group())]
    if len({match.group() for match in confirmed}) == 1:
        return confirmed[0].group()
    if HYPOTHETIC.search(told.asked):
        limits = [*TIME_LIMIT.finditer(told.quote, 0, told.own_chars)]
        best = nearest(told, limits)
        if limits or not found:
            return best.group() if best else None
    own = [match for match in found if fold(match.group()) not in told.asked]
    in_time = [match for match in own if match.start() < told.own_chars]
    for asked, before in _CUES:
        cued = [each for each in in_time if before.search(fold(told.quote[: each.start()]))]
        if asked.search(told.asked) and cued and len(cued) < len(in_time):
            in_time = cued
    best = nearest(told, in_time)
    return best.group() if best else None


def _dates(text: str) -> list[re.Match[str]]:
    """Return the dates of a text in reading order; what is part of a longer one counts not."""
    found: list[re.Match[str]] = []
    for form in (*_FORMS, _WEEKDAY):
        for match in form.finditer(text):
            if not _lies_in(match, found):
                found.append(match)
    return sorted(found, key=lambda match: match.start())


def _lies_in(match: re.Match[str], others: Sequence[re.Match[str]]) -> bool:
    return any(other.start() < match.end() and match.start() < other.end() for other in others)


def _is_known(told: Told, printed: str) -> bool:
    """Say whether the metadata hold the date, as what the question asks the date of."""
    about = told.about
    if _OF_PUBLICATION.search(told.asked):
        return about.published is not None and find_date(printed) == about.published
    if _OF_INSPECTION.search(told.asked) and about.inspection_start and about.inspection_end:
        return find_range(printed) == DateRange(about.inspection_start, about.inspection_end)
    return False
