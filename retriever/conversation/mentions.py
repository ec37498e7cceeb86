"""Where a text names an authority or a time, so that a follow-up can carry or change it.

Authorities are those of the library's own list, dates of the forms in `date_forms`. A place that is
no authority is known by its capital and the "in" or "at" before it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retriever import date_forms as forms
from retriever.conversation.phrases import Phrase, phrases_of
from retriever.search.councils import NO_PLACE
from retriever.search.places import named_authorities, names_of
from retriever.store.analyser import STOP_WORDS

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
_WORD = r"[A-Z](?=[\w’'-]*[a-z])[\w’']*(?:-[\w’']+)*"
_NAME = rf"(?P<name>{_WORD}(?: (?:(?:upon|on|under|by|of|the|and) )*{_WORD})*)"
_NOT_MORE = rf"(?=\W*$|\s*[,;)]|\s+(?:{'|'.join(sorted(STOP_WORDS))})\b)"
"""What follows a whole name: "in Ofsted reports" and "in Part 3" name no place."""

_BARE_NAME = re.compile(rf"(?:(?i:for|on|of) )?(?P<name>{_WORD}){_NOT_MORE}")
_ENDS_AS_NOUN = re.compile(r"(?:ing|ship|ment|[ts]ion|ity|ness|[ae]nce|[eo]rs|hood|al)$")
_PLACE = re.compile(rf"(?<!\w)(?i:in|at) {_NAME}{_NOT_MORE}")


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


def place_in(text: str, authorities: Sequence[str]) -> Mention | None:
    """Return the authority that a text names, or else a name behind "in" or "at"."""
    authority = authority_in(text, authorities)
    if authority is not None:
        return authority
    for found in _PLACE.finditer(text):
        name = Mention(found.start("name"), found.end("name"), found["name"])
        if period_in(name.text) is None and name.text not in forms.MONTHS:
            return name
    return None


def place_named(fragment: str) -> Mention | None:
    """Return the place that a fragment names ("Eastmarl", "in Eastmarl", "for Eastmarl in 2021").

    A name alone may be anybody's: it counts where it is one word that is not known to be no place
    ("Ofsted") and does not end as many a noun does ("Safeguarding").
    """
    found = place_in(fragment, ())
    if found is not None:
        return found
    bare = _BARE_NAME.match(fragment)
    if bare is None or bare["name"] in forms.MONTHS:
        return None
    is_other = NO_PLACE.search(bare["name"]) or _ENDS_AS_NOUN.search(bare["name"])
    return None if is_other else Mention(bare.start("name"), bare.end("name"), bare["name"])


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


def without_period(question: str) -> str:
    """Return a question without the time that it names, the preposition cut too."""
    old = period_in(question)
    if old is None:
        return question
    before = _BEFORE_PERIOD.sub("", question[: old.start]).rstrip()
    return f"{before}{question[old.end :]}".strip()


def with_place(question: str, name: str, authorities: Sequence[str]) -> str:
    """Return a question about another place, or about one where it named none."""
    old = place_in(question, authorities)
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
