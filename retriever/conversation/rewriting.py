"""Makes a follow-up stand alone: what the question before it named is put into its own words.

Only words that the user typed, now or before, go into the rewritten question: no assistant's, so
that nothing a document or a model said can steer what is searched as the question. Where no
substitution fits, the earlier question is added in brackets.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retriever.conversation.carrying import as_question, carried, with_aside
from retriever.conversation.following import BARE, OPENING, asks_of_unnamed_report
from retriever.conversation.phrases import is_short
from retriever.conversation.pronouns import named_there, pronouns_replaced
from retriever.conversation.swapping import meant_instead, swapped
from retriever.search.asides import AUXILIARY
from retriever.store.analyser import fold

_YES_OR_NO = re.compile(rf"^{AUXILIARY}(?:n't|n’t)?\s", re.IGNORECASE)
_HOW = re.compile(rf"^how\s+({AUXILIARY}\s.+)$", re.IGNORECASE)
_WHICH_GRADE = re.compile(
    rf"^(?:what|which)\s+(?P<thing>(?:\w+ )?(?:grade|rating|judge?ment))\s+"
    rf"(?P<rest>{AUXILIARY}\s.+)$",
    re.IGNORECASE,
)
_RECEIVES = re.compile(r"\b(get|receive|given|awarded|have|achieve)\b", re.IGNORECASE)
_EQUATION = re.compile(
    r"^(?:is|are|was|were)(?:n't|n’t)? (?:it|this|that|these|those|they)\s+(?:all|the|really)\b",
    re.IGNORECASE,
)
_POINTS_AT_NOUN = re.compile(
    r"\b(?:this|that|these|those) (?!is\b|was\b|are\b|were\b|the\b|all\b|mean|for\b|enough\b"
    r"|good\b|normal\b|still\b|in\b|on\b|so\b|really\b|true\b|any\b)[^\W\d_]+",
    re.IGNORECASE,
)
"""Points at a noun that the earlier question did not hold ("this service"): more words of that
question would rather mislead (its terms are in the background)."""

REWRITTEN_WORDS = 14
"""A longer follow-up has enough words of its own, and the wrong noun would do more harm."""


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
    text = (
        meant_instead(body, question, earlier, authorities)
        or swapped(body, question, earlier, authorities)
        or _bare(body, earlier)
    )
    if text:
        return Rewriting(as_question(text))
    if len(body.split()) > REWRITTEN_WORDS:
        return Rewriting(question)
    text = _equation_kept(body, earlier, authorities)
    if text != body:
        return Rewriting(as_question(text))
    if _POINTS_AT_NOUN.search(body) or not is_short(earlier):
        return Rewriting(question, has_aside=True)
    return Rewriting(with_aside(body, earlier), has_aside=True)


def _bare(body: str, earlier: str) -> str:
    """Return the earlier question asked for its reason, time or place ("Why?"), or ""."""
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
    text = named_there(body, earlier, authorities)
    text = pronouns_replaced(text, earlier, authorities)
    if text == body and not asks_of_unnamed_report(body):
        return body
    return carried(text, earlier, authorities)
