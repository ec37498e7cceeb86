"""Puts another thing, authority or time in the place of the earlier question's.

"And in 2019?", "What about care leavers there?", "I mean Harrowfen." Knows words; no library but
the list of authorities that it is given.
"""

import re
from collections.abc import Sequence

from retriever.conversation.carrying import carried, with_aside
from retriever.conversation.following import (
    ABOUT,
    AUXILIARY,
    FRAGMENT_WORDS,
    MEANT,
    POINTING,
    THERE,
    is_clause,
    joins_on,
    leaning_pronoun,
)
from retriever.conversation.mentions import (
    appended,
    authority_in,
    period_in,
    subjects_in,
    with_authority,
    with_period,
    without_mentions,
)
from retriever.conversation.phrases import Phrase

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
    period, authority = period_in(rest), authority_in(rest, authorities)
    left = without_mentions(rest, authorities)
    left = "" if _OF_MENTION.fullmatch(left.lower()) else left
    if left and (not led_in or len(left.split()) > FRAGMENT_WORDS or is_clause(left)):
        return ""
    if not (left or period or authority) or POINTING.search(rest) or leaning_pronoun(rest):
        return ""
    text = earlier
    if authority is not None:
        text = with_authority(text, authority.text, authorities)
    if period is not None:
        text = with_period(text, period.text)
    if _BEFORE_TIME_OR_PLACE.match(left):
        return ""
    return _with_thing(text, left, authorities) if left else text


def _with_thing(earlier: str, thing: str, authorities: Sequence[str]) -> str:
    """Put a thing in the place of what the earlier question is about."""
    bare = re.sub(r"^(?:in|on|for|at|of|from|about|with)\s+", "", thing)
    subject = _subject(earlier, authorities)
    if subject is None:
        text = carried(f"What about {thing}?", earlier, authorities)
        return text if authority_in(text, authorities) else with_aside(text, earlier)
    text = earlier[: subject.start] + bare + earlier[subject.end :]
    is_plural = Phrase(bare, 0, len(bare)).is_plural or " and " in bare
    for one, many in (("was", "were"), ("is", "are"), ("does", "do"), ("has", "have")):
        wrong, right = (one, many) if is_plural else (many, one)
        text = re.sub(rf"\b{wrong} {re.escape(bare)}\b", f"{right} {bare}", text)
    return text


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
