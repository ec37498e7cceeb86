"""Puts another thing, authority or time in the place of the earlier question's.

"And in 2019?", "What about care leavers there?", "I mean Harrowfen." Knows words; no library but
the list of authorities that it is given.
"""

import re
from collections.abc import Sequence

from retriever.conversation.carrying import carried, with_aside
from retriever.conversation.choosing import graded_instead
from retriever.conversation.following import (
    ABOUT,
    FRAGMENT_WORDS,
    MEANT,
    POINTING,
    THERE,
    is_clause,
    joins_on,
    leaning_pronoun,
)
from retriever.conversation.mentions import (
    Mention,
    appended,
    authority_in,
    period_in,
    place_in,
    place_named,
    subjects_in,
    with_period,
    with_place,
    without_mentions,
)
from retriever.conversation.phrases import Phrase
from retriever.search.asides import AUXILIARY

_ASKS = re.compile(rf"(?:{AUXILIARY}|what|who|when|where|why|how)\b", re.IGNORECASE)
_OF_MENTION = re.compile(r"(?:(?:in|on|for|at|of|from|the|council|report|year)\b\s*)+")
_BEFORE_TIME_OR_PLACE = re.compile(r"(?:in|at|during|by|with|without)\b", re.IGNORECASE)
_JOINTS = ("about", "for", "on", "with")


def meant_instead(body: str, question: str, earlier: str, authorities: Sequence[str]) -> str:
    """Return the earlier question made plain ("I mean financial support"), or "" if nothing is."""
    found = MEANT.search(question) or MEANT.search(body)
    if not found:
        return ""
    meant = found["meant"].strip()
    if _ASKS.match(meant):
        return meant
    if without_mentions(meant, authorities):
        return appended(earlier, f"({meant})")
    return swapped(meant, question, earlier, authorities)


def swapped(body: str, question: str, earlier: str, authorities: Sequence[str]) -> str:
    """Return the earlier question asked of what a fragment names, or "" where it is none."""
    led_in = bool(ABOUT.search(body)) or joins_on(question)
    rest = THERE.sub("", ABOUT.sub("", body)).strip(" ?.!,")
    rest = re.sub(r"\s+(?:then|instead|too|as well|please)$", "", rest)
    period, place = period_in(rest), _other_place(rest, earlier, authorities)
    left = without_mentions(_without(rest, place), authorities)
    left = "" if _OF_MENTION.fullmatch(left.lower()) else left
    if left and (not led_in or len(left.split()) > FRAGMENT_WORDS or is_clause(left)):
        return ""
    if not (left or period or place) or POINTING.search(rest) or leaning_pronoun(rest):
        return ""
    regraded = graded_instead(left, earlier)
    text = regraded or earlier
    if place is not None:
        text = with_place(text, place.text, authorities)
    if period is not None:
        text = with_period(text, period.text)
    if _BEFORE_TIME_OR_PLACE.match(left):
        return ""
    return _with_thing(text, left, authorities) if left and not regraded else text


def _other_place(fragment: str, earlier: str, authorities: Sequence[str]) -> Mention | None:
    """Return the place that a fragment asks of instead.

    A name that is no authority has to come after "in" or "at", or to follow such another name: what
    is asked after an authority may be a topic with a capital. Where the earlier question names no
    place, it is too doubtful.
    """
    named = authority_in(fragment, authorities)
    if named is not None or place_in(earlier, authorities) is None:
        return named
    after_authority = authority_in(earlier, authorities) is not None
    return place_in(fragment, ()) if after_authority else place_named(fragment)


def _without(fragment: str, mention: Mention | None) -> str:
    """Return a fragment without a mention, its preposition left to `_OF_MENTION`."""
    if mention is None:
        return fragment
    return f"{fragment[: mention.start]} {fragment[mention.end :]}".strip()


def _with_thing(earlier: str, thing: str, authorities: Sequence[str]) -> str:
    """Put a thing in the place of what the earlier question is about."""
    bare = re.sub(r"^(?:in|on|for|at|of|from|about|with)\s+", "", thing)
    counted = _counted(earlier, authorities)
    is_countable = thing[0].islower() and Phrase(thing, 0, len(thing)).is_plural and bare == thing
    subject = counted if counted and is_countable else _subject(earlier, authorities)
    if subject is None:
        about = f"What about {thing}?"
        has_authority = authority_in(earlier, authorities) is not None
        return carried(about, earlier, authorities) if has_authority else with_aside(about, earlier)
    text = earlier[: subject.start] + bare + earlier[subject.end :]
    is_plural = Phrase(bare, 0, len(bare)).is_plural or " and " in bare
    for one, many in (("was", "were"), ("is", "are"), ("does", "do"), ("has", "have")):
        wrong, right = (one, many) if is_plural else (many, one)
        text = re.sub(rf"\b{wrong} {re.escape(bare)}\b", f"{right} {bare}", text)
    return text


def _counted(question: str, authorities: Sequence[str]) -> Phrase | None:
    """Return what a question counts: behind its "how many"."""
    asks = re.match(r"how many ", question, re.IGNORECASE)
    phrases = subjects_in(question, authorities) if asks else []
    return next((each for each in phrases if asks and each.start == asks.end()), None)


def _subject(question: str, authorities: Sequence[str]) -> Phrase | None:
    """Return what a question is about: behind "about" or "for", or behind its first "is"."""
    phrases = subjects_in(question, authorities)
    for joint in _JOINTS:
        for phrase in phrases:
            if re.search(rf"\b{joint}\s+$", question[: phrase.start], re.IGNORECASE):
                return phrase
            inner = re.search(rf"\b{joint}\s+", phrase.text, re.IGNORECASE)
            if inner:
                start = phrase.start + inner.end()
                return Phrase(question[start : phrase.end], start, phrase.end)
    behind = re.compile(r"^(?:what|who|how)(?: \w+)? (?:is|are|was|were) $", re.IGNORECASE)
    return next((each for each in phrases if behind.search(question[: each.start])), None)
