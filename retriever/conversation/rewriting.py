"""Makes a follow-up stand alone: what the question before it named is put into its own words.

Only words that the user typed, now or before, go into the rewritten question: no assistant's, so
that nothing a document or a model said can steer what is searched as the question. Where no
substitution fits, the earlier question is added in brackets.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retriever.conversation.following import (
    ABOUT,
    AUXILIARY,
    BARE,
    FRAGMENT_WORDS,
    MEANT,
    OPENING,
    POINTING,
    THERE,
    asks_of_unnamed_report,
    is_clause,
    joins_on,
    leaning_pronoun,
)
from retriever.conversation.mentions import (
    appended,
    authority_in,
    in_period,
    period_in,
    with_authority,
    with_period,
    without_mentions,
)
from retriever.conversation.phrases import Phrase, phrases_of
from retriever.store.analyser import fold, terms

_YES_OR_NO = re.compile(rf"^{AUXILIARY}(?:n't|n’t)?\s", re.IGNORECASE)
_HOW = re.compile(rf"^how\s+({AUXILIARY}\s.+)$", re.IGNORECASE)
_WHICH_GRADE = re.compile(
    rf"^(?:what|which)\s+(?P<thing>(?:\w+ )?(?:grade|rating|judge?ment))\s+(?P<rest>{AUXILIARY}\s.+)$",
    re.IGNORECASE,
)
_RECEIVES = re.compile(r"\b(get|receive|given|awarded|have|achieve)\b", re.IGNORECASE)
_EQUATION = re.compile(
    r"^(?:is|are|was|were)(?:n't|n’t)? (?:it|this|that|these|those|they)\s+(?:all|the|really)\b",
    re.IGNORECASE,
)
_OF_THE_VISIT = re.compile(r"\b(?:led|lead|leads|inspect\w*|publish\w*|carried out)\b", re.IGNORECASE)
_NAMES_VISIT = re.compile(r"\b(?:inspection|report|review|visit)s?\b", re.IGNORECASE)
_POINTS_AT_NOUN = re.compile(
    r"\b(?:this|that|these|those) (?!is\b|was\b|are\b|were\b|the\b|all\b|mean|for\b|enough\b"
    r"|good\b|normal\b|still\b|in\b|on\b|so\b|really\b|true\b|any\b)[^\W\d_]+",
    re.IGNORECASE,
)
"""Points at a noun that the earlier question did not hold ("this service"): more words of that
question would rather mislead (its terms are in the background)."""

REWRITTEN_WORDS = 14
"""A longer follow-up has enough words of its own, and the wrong noun would do more harm."""

_EARLIER_WORDS = 16
"""A longer question before it is neither put in brackets nor looked through for nouns."""

_ONE, _MANY = frozenset({"it", "its", "this", "that"}), frozenset(
    {"they", "them", "their", "theirs", "these", "those"}
)
_JOINTS = ("about", "for", "on", "with")
_OWNING = frozenset({"its", "their", "theirs"})


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A question that stands alone.

    Attributes:
        text: The question.
        has_aside: Whether the earlier question was only added in brackets, so that a further
            follow-up leans on that one still.
    """

    text: str
    has_aside: bool = False


def rewrite(question: str, earlier: str, authorities: Sequence[str]) -> Rewriting:
    """Make a follow-up stand alone.

    Args:
        question: That cannot be understood alone, clean.
        earlier: The question before it, standing alone.
        authorities: The library's.
    """
    body = OPENING.sub("", question) or question
    for attempt in (_meant, _swapped, _bare):
        text = attempt(body, question, earlier, authorities)
        if text:
            return Rewriting(_as_question(text))
    if len(body.split()) > REWRITTEN_WORDS:
        return Rewriting(question)
    text = _equation_kept(body, earlier, authorities)
    if text != body:
        return Rewriting(_as_question(text))
    if _POINTS_AT_NOUN.search(body) or not _is_short(earlier):
        return Rewriting(question, has_aside=True)
    return Rewriting(_with_aside(body, earlier), has_aside=True)


def carried(question: str, earlier: str, authorities: Sequence[str]) -> str:
    """Return the question with the authority and the time of the earlier one where it has none.

    The time goes with its authority: another authority's question takes no time over.
    """
    own, before = authority_in(question, authorities), authority_in(earlier, authorities)
    period = period_in(earlier)
    is_same = own is None or (before is not None and fold(own.text) == fold(before.text))
    if own is None and before is not None:
        question = _with_its_authority(question, before.text)
    if period is not None and is_same and period_in(question) is None:
        question = appended(question, in_period(period.text))
    return question


def _with_its_authority(question: str, name: str) -> str:
    """Say of which authority: "the report on Northmere", "the inspection of Northmere"."""
    named = re.search(r"\bthe (?:\w+ )?(?P<thing>report|inspection)\b", question, re.IGNORECASE)
    if named is None:
        return appended(question, f"in {name}")
    joint = "on" if named["thing"].lower() == "report" else "of"
    return f"{question[: named.end()]} {joint} {name}{question[named.end() :]}"


def _meant(body: str, question: str, earlier: str, authorities: Sequence[str]) -> str:
    """ "I mean financial support": the earlier question, made plain."""
    found = MEANT.search(question) or MEANT.search(body)
    if not found:
        return ""
    meant = found["meant"].strip()
    if _YES_OR_NO.search(meant) or re.match(r"(?:what|who|when|where|why|how)\b", meant.lower()):
        return meant
    if without_mentions(meant, authorities):
        return appended(earlier, f"({meant})")
    return _swapped(meant, question, earlier, authorities)


def _swapped(body: str, question: str, earlier: str, authorities: Sequence[str]) -> str:
    """ "And in 2019?", "What about care leavers there?": the earlier question of another thing."""
    led_in = bool(ABOUT.search(body)) or joins_on(question)
    rest = THERE.sub("", ABOUT.sub("", body)).strip(" ?.!,")
    rest = re.sub(r"\s+(?:then|instead|too|as well|please)$", "", rest)
    period, authority = period_in(rest), authority_in(rest, authorities)
    left = re.sub(
        r"^(?:(?:in|on|for|at|of|from|the|council|report|year)\b\s*)+$", "", without_mentions(rest, authorities)
    )
    if left and (not led_in or len(left.split()) > FRAGMENT_WORDS or is_clause(left)):
        return ""
    if not (left or period or authority) or POINTING.search(rest) or leaning_pronoun(rest):
        return ""
    text = earlier
    if authority is not None:
        text = with_authority(text, authority.text, authorities)
    if period is not None:
        text = with_period(text, period.text)
    if left and re.match(r"(?:in|at|during|by|with|without)\b", left.lower()):
        return ""
    return _with_thing(text, left, authorities) if left else text


def _with_thing(earlier: str, thing: str, authorities: Sequence[str]) -> str:
    """Put a thing in the place of what the earlier question is about."""
    bare = re.sub(r"^(?:in|on|for|at|of|from|about|with)\s+", "", thing)
    subject = _subject(earlier, authorities)
    if subject is None:
        text = carried(f"What about {thing}?", earlier, authorities)
        return text if authority_in(text, authorities) else _with_aside(text, earlier)
    text = earlier[: subject.start] + bare + earlier[subject.end :]
    is_plural = Phrase(bare, 0, len(bare)).is_plural or " and " in bare
    for one, many in (("was", "were"), ("is", "are"), ("does", "do"), ("has", "have")):
        wrong, right = (one, many) if is_plural else (many, one)
        text = re.sub(rf"\b{wrong} {re.escape(bare)}\b", f"{right} {bare}", text)
    return text


def _subject(question: str, authorities: Sequence[str]) -> Phrase | None:
    """Return what a question is about: behind "about" or "for", or behind its first "is"."""
    phrases = _phrases(question, authorities)
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


def _bare(body: str, question: str, earlier: str, authorities: Sequence[str]) -> str:
    """ "Why?": the earlier question, asked for its reason, its time or its place."""
    del question, authorities
    word = re.match(r"(why|how|when|where)\W*$", body.strip(), re.IGNORECASE)
    if not word or not BARE.search(fold(body)):
        return ""
    asked = word[1].capitalize()
    if _YES_OR_NO.search(earlier):
        return f"{asked} {earlier[0].lower()}{earlier[1:]}"
    how, grade = _HOW.search(earlier), _WHICH_GRADE.search(earlier)
    if asked == "Why" and how:
        return f"Why {how[1]}"
    if asked == "Why" and grade and _RECEIVES.search(grade["rest"]):
        thing = f"that {grade['thing']}"
        return "Why " + _RECEIVES.sub(rf"\1 {thing}", grade["rest"], count=1)
    return ""


def _equation_kept(body: str, earlier: str, authorities: Sequence[str]) -> str:
    """Replace what points back; "Are those the only steps?" has no better words than its own."""
    if _EQUATION.search(body):
        return body
    text = _named_there(body, earlier, authorities)
    text = _pronouns_replaced(text, earlier, authorities)
    if text == body and not asks_of_unnamed_report(body):
        return body
    return carried(text, earlier, authorities)


def _named_there(body: str, earlier: str, authorities: Sequence[str]) -> str:
    place = authority_in(earlier, authorities)
    if place is None:
        return body
    return THERE.sub(lambda _: f"in {place.text}", body, count=1)


def _pronouns_replaced(body: str, earlier: str, authorities: Sequence[str]) -> str:
    """Put the phrase that a pronoun stands for in its place, in the same number."""
    if not _is_short(earlier) or leaning_pronoun(earlier):
        return body
    found: Callable[[str], re.Match[str] | None]
    for found in (leaning_pronoun, POINTING.search):
        match = found(body)
        if match is None:
            continue
        word = match.group().split()[-1].lower()
        noun = re.match(r"\s+(\w+)", body[match.end() :])
        phrases = _phrases(earlier, authorities)
        if word in {"this", "that", "these", "those"} and noun and _names_same(noun[1], phrases):
            # "this song": the phrase that has the noun already.
            phrase = _names_same(noun[1], phrases)
            start, end = match.end() - len(word), match.end() + noun.end()
        elif word in _ONE | _MANY and not (noun and word in {"this", "that", "these", "those"}):
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
        named = [each for each in _phrases(earlier, ()) if _NAMES_VISIT.search(each.text)]
        return _definite(named[0].text) if named else f"the inspection of {place.text}"
    wanted = word in _MANY
    fitting = [each for each in _phrases(earlier, authorities) if each.is_plural == wanted]
    # "What do inspectors say about caseloads?" is about caseloads.
    fitting.sort(key=lambda each: not earlier[: each.start].lower().endswith("about "))
    if fitting:
        return _definite(fitting[0].text)
    return place.text if place is not None and not wanted else ""


def _names_same(noun: str, phrases: Sequence[Phrase]) -> str:
    wanted = terms(noun)
    named = (each.text for each in phrases if set(wanted) & set(terms(each.text)))
    return next((_definite(each) for each in named if len(terms(each)) > 1), "")


def _phrases(question: str, authorities: Sequence[str]) -> list[Phrase]:
    mentions = (authority_in(question, authorities) if authorities else None, period_in(question))
    return phrases_of(question, [(each.start, each.end) for each in mentions if each])


def _definite(phrase: str) -> str:
    return re.sub(r"^an? ", "the ", phrase, flags=re.IGNORECASE)


def _owning(phrase: str) -> str:
    return f"{phrase}’" if phrase.endswith("s") else f"{phrase}’s"


def _is_short(earlier: str) -> bool:
    """Say whether a question is one sentence of few words."""
    return len(earlier.split()) <= _EARLIER_WORDS and not re.search(r"[.?!]\s+\S", earlier)


def _with_aside(question: str, earlier: str) -> str:
    before = earlier.rstrip(" ?.!")
    if re.match(rf"(?:{AUXILIARY}|what|who|which|when|where|why|how)\b", before, re.IGNORECASE):
        before = before[0].lower() + before[1:]
    return _as_question(appended(question, f"({before})"))


def _as_question(text: str) -> str:
    text = " ".join(text.split())
    return f"{text[0].upper()}{text[1:].rstrip(' ?')}?" if text[-1] not in ".!" else text[0].upper() + text[1:]
