"""Puts the noun in a pronoun's place, and the authority in the place of "there".

Takes the earlier question's own words, in the same number; where two could be meant, what it is
"about" comes first, then the order of the question.
"""

import re
from collections.abc import Callable, Sequence

from retriever.conversation.following import POINTING, THERE, leaning_pronoun
from retriever.conversation.mentions import authority_in, place_in, subjects_in
from retriever.conversation.phrases import Phrase, is_short
from retriever.store.analyser import terms

_OF_THE_VISIT = re.compile(
    r"\b(?:led|lead|leads|inspect\w*|publish\w*|carried out)\b", re.IGNORECASE
)
_PUBLISHED = re.compile(r"\bpublish\w*\b", re.IGNORECASE)
_CAN_BE_PUBLISHED = re.compile(
    r"(?i:\b(?:inspection|report|review|visit|guidance|framework|document|polic|strateg|plan|act\b"
    r"|bill\b|regulation|handbook|letter|data|figure|statistic|survey|paper|article|book))"
    r"|[A-Z]"
)
"""A kind of text, or a name, which may be a title."""
_NAMES_VISIT = re.compile(r"\b(?:inspection|report|review|visit)s?\b", re.IGNORECASE)
_ONE = frozenset({"it", "its", "this", "that"})
_MANY = frozenset({"they", "them", "their", "theirs", "these", "those"})
_OWNING = frozenset({"its", "their", "theirs"})
_POINTING = frozenset({"this", "that", "these", "those"})


def named_there(body: str, earlier: str, authorities: Sequence[str]) -> str:
    """Say where "there" is, if the earlier question named a place."""
    place = place_in(earlier, authorities)
    if place is None:
        return body
    return THERE.sub(lambda _: f"in {place.text}", body, count=1)


def pronouns_replaced(body: str, earlier: str, authorities: Sequence[str]) -> str:
    """Put the phrase that a pronoun stands for in its place, in the same number."""
    if not is_short(earlier) or leaning_pronoun(earlier):
        return body
    found: Callable[[str], re.Match[str] | None]
    for found in (leaning_pronoun, POINTING.search):
        match = found(body)
        if match is None:
            continue
        word = match.group().split()[-1].lower()
        noun = re.match(r"\s+(\w+)", body[match.end() :])
        phrases = subjects_in(earlier, authorities)
        if word in _POINTING and noun and _names_same(noun[1], phrases):
            # "this song": the phrase that has the noun already.
            phrase = _names_same(noun[1], phrases)
            start, end = match.end() - len(word), match.end() + noun.end()
        elif word in _ONE | _MANY and not (noun and word in _POINTING):
            phrase = _antecedent(word, body, earlier, authorities)
            start, end = match.end() - len(word), match.end()
        else:
            continue
        if phrase and not set(terms(phrase)) & set(terms(body[:start] + body[end:])):
            return body[:start] + (_owning(phrase) if word in _OWNING else phrase) + body[end:]
    return body


def _antecedent(word: str, body: str, earlier: str, authorities: Sequence[str]) -> str:
    place = authority_in(earlier, authorities)
    if _OF_THE_VISIT.search(body) and word in _ONE and place is not None:
        named = [each for each in subjects_in(earlier, ()) if _NAMES_VISIT.search(each.text)]
        return _definite(named[0].text) if named else f"the inspection of {place.text}"
    wanted = word in _MANY
    fitting = [each for each in subjects_in(earlier, authorities) if each.is_plural == wanted]
    if _PUBLISHED.search(body):
        where = place_in(earlier, authorities)
        fitting = [
            each
            for each in fitting
            if _CAN_BE_PUBLISHED.search(each.text) and not (where and where.text == each.text)
        ]
    # "What do inspectors say about caseloads?" is about caseloads.
    fitting.sort(key=lambda each: not earlier[: each.start].lower().endswith("about "))
    if fitting:
        return _definite(fitting[0].text)
    return place.text if place is not None and not wanted else ""


def _names_same(noun: str, phrases: Sequence[Phrase]) -> str:
    wanted = terms(noun)
    named = (each.text for each in phrases if set(wanted) & set(terms(each.text)))
    return next((_definite(each) for each in named if len(terms(each)) > 1), "")


def _definite(phrase: str) -> str:
    return re.sub(r"^an? ", "the ", phrase, flags=re.IGNORECASE)


def _owning(phrase: str) -> str:
    return f"{phrase}’" if phrase.endswith("s") else f"{phrase}’s"
