"""The number that a quote tells, with its unit and what qualifies it ("at least 12 weeks")."""

import re
from collections.abc import Callable

from retriever.answers.asked_forms import HOW_LONG, HOW_MANY_TIMES, REFERRED_TO, SPELT, holds_word
from retriever.answers.told import Told, nearest
from retriever.store.analyser import STOP_WORDS, fold, stem, words

_HEDGE = (
    r"(?:(?:at least|at most|up to|no (?:more|fewer|less|later) than|(?:more|fewer|less|later) than"
    r"|not more than|over|under|about|around|approximately|nearly|almost|some|only|within|exactly"
    r"|roughly|just (?:over|under)|a (?:maximum|minimum) of) )?"
)
_FIGURE = r"£?\d+(?:,\d{3})*(?:\.\d+)?(?:[–-]\d+(?:\.\d+)?)?"
"""Of money or not, or a range: "5–7"."""
_SCALED = (
    rf"(?:{_FIGURE}(?: (?:hundred|thousand|million|billion|trillion))?"
    rf"|(?:{SPELT})(?:[ -](?:{SPELT}))*(?: (?:million|billion))?)"
)
_UNIT = (
    r"(?:\s?(?:%|per ?cent\b|percent\b)|[ -](?:(?:working|calendar|school|consecutive) )?"
    r"(?:minute|hour|day|night|week|month|year|mile|kilometre|metre|km|m|ft|feet|kg|ton|pound|mph)"
    r"s?(?: old)?\b)?"
)
_NUMBER = re.compile(rf"(?<![\w.,/£–-]){_HEDGE}{_SCALED}{_UNIT}(?![\w/])", re.IGNORECASE)
_SHARE = re.compile(
    rf"\b(?:{_FIGURE}|{SPELT}) (?:out of|of|in)(?: the| every)? (?:{_FIGURE}|{SPELT})\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?:[–-]\d+)?")
_OF_TIME = re.compile(r"(minute|hour|day|night|week|month|year)s?\b", re.IGNORECASE)
_SHORTER_TIME = re.compile(r"(minute|hour|day|night|week|month)", re.IGNORECASE)
_PER_CENT = re.compile(r"%|per ?cent", re.IGNORECASE)
_LENGTH = re.compile(r"(mile|kilomet|met(?:re|er)|km|\bm\b|ft|feet)", re.IGNORECASE)
_MONEY = re.compile(r"£|\$|€|pound|dollar|euro|million|billion")
_OFTEN = re.compile(
    r"\b(?:(?:at least |no less than |not less than )?(?:every (?:\w+ )?(?:days?|weeks?|months?"
    r"|years?)|(?:once|twice|three times|four times) (?:a|an|each|every|per) (?:\w+ )?"
    r"(?:day|week|month|year|term)s?|annually|monthly|weekly|daily|termly|quarterly|yearly))\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\bhow many (?P<noun>[\w' -]+)")
_STOPS = frozenset(
    words(
        "was were is are did do does has have had can may must should will would could be been"
        " there in of at on from to than not"
    )
)
_REFERENCE = re.compile(rf"(?:\w|\))\($|\b(?:{REFERRED_TO})s? ?$", re.IGNORECASE)
"""What stands before a number that counts nothing: "section 4", "25A(2)"."""
_AGED = re.compile(r"\bage(?:d|s? of)? (?:\d+ ?(?:to|and|[-–]) ?)?$", re.IGNORECASE)
_NUMBERING = re.compile(r"\d{1,3}[.)]? (?=[A-Z])")
"""What numbers a paragraph or a note, and is followed by a sentence."""
_OF_THINGS = re.compile(r"\b\w+(?:['’]s|s['’])(?= \w)")
"""Whose the things are that a number counts: "186 children's records" are no children."""
_OF_THINGS_ASKED = re.compile(
    r"^(?!.*\b(?:days?|weeks?|months?|years|hours?|minutes?|time|long)\b)"
    r".*\b(?:number|total|ratio|size|caseloads?) "
)
"""Asks for a measure of what no days or years tell."""
_COMPARED = re.compile(r"^(?:more|fewer|less|later) than ", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:no|not|nobody|none|never|nothing)(?: \w+){0,6} $", re.IGNORECASE)
_RANGE_BEFORE = re.compile(rf"(?<!from )(?<![\w.,£])(?P<low>{_FIGURE}) to $", re.IGNORECASE)
_RANGE_AFTER = re.compile(rf" to {_FIGURE}{_UNIT}(?![\w/])", re.IGNORECASE)
_RISEN_FROM = re.compile(r"\bfrom $", re.IGNORECASE)
_RATE = re.compile(
    r"\b(?:(?:per|a|an|each|every) (?P<noun>hour|day|night|week|month|year)"
    r"|(?P<adverb>hourly|daily|nightly|weekly|monthly|yearly|annual)(?:ly)?)\b"
)
_RATES = {"dai": "day", "annual": "year"}
LOOKED_BACK_CHARS = 40
"""How far before a number it is told that it is a reference."""
REACH_WORDS = 3
"""How many words may stand between a number and what it counts ("312 looked-after children")."""


def number_told(told: Told) -> str | None:
    """Return the number that the question asks for, as the quote prints it, or None.

    The form of the question says what fits: "how often" a frequency, "how long" a time, "what
    share" a percentage or a share, "how many children" the number that counts children.
    """
    if re.search(r"\bhow often\b", told.asked):
        found = [each for each in _OFTEN.finditer(told.quote) if each.start() < told.own_chars]
        best = nearest(told, found)
        return best.group() if best else None
    if is_by_another_time(told.asked, fold(told.quote)):
        return None
    numbers = [
        match
        for match in _numbers(told.quote)
        if not holds_word(told.asked, fold(match.group()))
        and (match.start() > 0 or not _NUMBERING.match(told.quote))
        and match.start() < told.own_chars
        and not _counts_no_things(told.asked, told.quote[: match.start()][-LOOKED_BACK_CHARS:])
    ]
    fitting = [match for match in numbers if _fits(told.asked, match.group())]
    counted = counted_in(told.asked)
    if counted:
        near = [match for match in fitting if _counts(told.quote, match, counted)]
        if len(near) == 1:
            return _as_said(told.quote, near[0])
        if near:
            fitting = near
        elif len(fitting) > 1 or not counted & {stem(word) for word in words(told.quote)}:
            return None
    best = nearest(told, fitting)
    return _as_said(told.quote, best) if best else None


def is_by_another_time(asked: str, told: str) -> bool:
    """Say whether one folded text asks by the week, say, and the other tells by the day alone."""
    by, told_by = _rates_in(asked), _rates_in(told)
    return bool(by and told_by) and not by & told_by


def _rates_in(folded: str) -> set[str]:
    """Return the times by which a folded text pays or counts: "per week", "weekly" are a week."""
    found = (each["noun"] or each["adverb"].removesuffix("ly") for each in _RATE.finditer(folded))
    return {_RATES.get(each, each) for each in found}


def _counts_no_things(asked: str, before: str) -> bool:
    """Say whether a number after these words is a reference, or an age among things counted."""
    is_age = "how many" in asked and _AGED.search(before) is not None
    return is_age or _REFERENCE.search(before) is not None


def _as_said(text: str, match: re.Match[str]) -> str:
    """Return the number; bare where what stands before turns its "more than" round.

    Of "50 to 70" both ends; of "from 50 to 70" the one that was found.
    """
    before, after = text[: match.start()], text[match.end() :]
    if _DENIED.search(before):
        return _COMPARED.sub("", match.group())
    low, high = _RANGE_BEFORE.search(before), _RANGE_AFTER.match(after)
    start = low.start("low") if low else match.start()
    is_risen = low is None and _RISEN_FROM.search(before) is not None
    end = match.end() + high.end() if high and not is_risen else match.end()
    return text[start:end]


def _numbers(text: str) -> list[re.Match[str]]:
    shares = [*_SHARE.finditer(text)]
    single = [
        match
        for match in _NUMBER.finditer(text)
        if not any(each.start() <= match.start() < each.end() for each in shares)
    ]
    return sorted([*shares, *single], key=lambda match: match.start())


def _fits(asked: str, number: str) -> bool:
    """Say whether a number has the unit that the question's form asks for."""
    for question, fits in _UNITS:
        if question.search(asked):
            return fits(number)
    if _OF_THINGS_ASKED.search(asked) and _OF_TIME.search(number):
        return False
    if "how many" in asked and (_PER_CENT.search(number) or _is_of_time(asked, number)):
        return False
    return _YEAR.fullmatch(number) is None and number.lower() != "one"


def _is_share(number: str) -> bool:
    return _PER_CENT.search(number) is not None or _SHARE.fullmatch(number) is not None


def _is_age(number: str) -> bool:
    others = (_SHORTER_TIME, _PER_CENT, _LENGTH, _MONEY)
    return not (_YEAR.fullmatch(number) or any(each.search(number) for each in others))


_UNITS: tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...] = (
    (
        re.compile(HOW_LONG),
        lambda number: _OF_TIME.search(number) is not None,
    ),
    (
        re.compile(r"\bhow (?:far|high|large|big)\b"),
        lambda number: _LENGTH.search(number) is not None,
    ),
    (re.compile(r"\b(?:share|proportion|percentage|per ?cent)\b"), _is_share),
    (
        re.compile(r"\b(?:cost|costs|allowance|fee|paid|pay)\b"),
        lambda number: _MONEY.search(number) is not None,
    ),
    (
        re.compile(
            r"^(?!.*\bhow many\b).*(?:\b(?:what|which|maximum|minimum|youngest|oldest) age\b"
            r"|\bwhat (?:is|was) the age\b|\bage limit\b)"
        ),
        _is_age,
    ),
)
"""What a question's form asks for, and whether a number is one."""


def _is_of_time(asked: str, number: str) -> bool:
    """Say whether a number counts days or years, and the question something else."""
    return _OF_TIME.search(number) is not None and not HOW_MANY_TIMES.search(asked)


def fits_cell(asked: str, cell: str) -> bool:
    """Say whether a table's cell, whose unit may stand in the column's head, can be the number."""
    if re.search(r"\bhow often\b", asked):
        return _OFTEN.search(cell) is not None
    return not (_PER_CENT.search(cell) and "how many" in asked)


def counted_in(asked: str) -> set[str]:
    """Return the stems of what a folded question counts by "how many ...", up to the verb."""
    found = _COUNTED.search(asked)
    if found is None:
        return set()
    counted = []
    for word in words(found["noun"]):
        if word in _STOPS:
            break
        if word not in STOP_WORDS:
            counted.append(stem(word))
    return set(counted[-1:]) if len(counted) <= REACH_WORDS else set(counted[:REACH_WORDS])


def _counts(text: str, match: re.Match[str], counted: set[str]) -> bool:
    inside = {stem(word) for word in words(match.group())}
    after = re.split(r"[,;.:()]", _OF_THINGS.sub(" ", text[match.end() :]), maxsplit=1)[0]
    following = {stem(word) for word in words(after)[:REACH_WORDS]}
    return bool(counted & (inside | following))
