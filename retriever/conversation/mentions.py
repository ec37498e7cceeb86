"""Where a text names an authority or a time, so that a follow-up can carry or change it.

Only authorities of the library's own list and dates of the forms in `date_forms` are found.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retriever import date_forms as forms
from retriever.conversation.phrases import Phrase, phrases_of
from retriever.search.places import named_authorities, names_of

_PERIODS = (
    *forms.RANGES,
    forms.WRITTEN,
    forms.FIGURES,
    forms.ISO,
    forms.MONTH_AND_YEAR,
    forms.YEAR_ALONE,
)
_BEFORE_PERIOD = re.compile(r"\b(?:in|on|from|during|between)\s+(?:the year\s+)?$", re.IGNORECASE)
_BEFORE_AUTHORITY = re.compile(r"\b(?:in|for|at|on|by|about|of)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name something, as they stand: `whole[start:end] == text`."""

    start: int
    end: int
    text: str


def period_in(text: str) -> Mention | None:
    """Return the first time that a text names, the widest form where several fit."""
    for form in _PERIODS:
        found = form.search(text)
        if found:
            return Mention(found.start(), found.end(), found.group())
    return None


def authority_in(text: str, authorities: Sequence[str]) -> Mention | None:
    """Return the first authority that a text names, by its longest name."""
    found = [
        Mention(place.start(), place.end(), text[place.start() : place.end()])
        for authority in named_authorities(authorities, text)
        for name in names_of(authority)
        for place in re.finditer(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)
    ]
    return min(found, key=lambda each: (each.start, -each.end), default=None)


def subjects_in(question: str, authorities: Sequence[str]) -> list[Phrase]:
    """Return the phrases of a question that are neither its authority nor its time."""
    mentions = (authority_in(question, authorities) if authorities else None, period_in(question))
    return phrases_of(question, [(each.start, each.end) for each in mentions if each])


def in_period(words: str) -> str:
    """Return the time with its preposition: "in 2021", "on 3 June 2021", "from 3 to 7 June"."""
    if any(form.fullmatch(words) for form in forms.RANGES):
        return f"from {words}"
    is_day = any(form.fullmatch(words) for form in (forms.WRITTEN, forms.FIGURES, forms.ISO))
    return f"on {words}" if is_day else f"in {words}"


def with_period(question: str, words: str) -> str:
    """Return a question with another time, or with a time where it named none."""
    old = period_in(question)
    if old is None:
        return appended(question, in_period(words))
    before = question[: old.start]
    fitted, changes = _BEFORE_PERIOD.subn(in_period(words), before)
    return (fitted if changes else before + words) + question[old.end :]


def with_authority(question: str, name: str, authorities: Sequence[str]) -> str:
    """Return a question about another authority, or about one where it named none."""
    old = authority_in(question, authorities)
    if old is None:
        return appended(question, f"in {name}")
    return question[: old.start] + name + question[old.end :]


def without_mentions(text: str, authorities: Sequence[str]) -> str:
    """Return what a text says beside authorities and times, their prepositions cut too."""
    for find, before in (
        (period_in, _BEFORE_PERIOD),
        (lambda rest: authority_in(rest, authorities), _BEFORE_AUTHORITY),
    ):
        mention = find(text)
        if mention is not None:
            text = before.sub("", text[: mention.start]) + " " + text[mention.end :]
    return " ".join(text.split())


def appended(question: str, words: str) -> str:
    """Put words to a question's end, before its mark."""
    bare = question.rstrip()
    body = bare.rstrip("?.! ")
    return f"{body} {words}{bare[len(body) :].strip() or ''}"
