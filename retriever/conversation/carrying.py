"""Carries over what an earlier question named, and puts that question in brackets where need be.

Knows questions and what they mention; decides nothing.
"""

import re
from collections.abc import Sequence

from retriever.conversation.mentions import appended, in_period, period_in, place_in
from retriever.search.asides import ASKS
from retriever.store.analyser import fold


def carried(question: str, earlier: str, authorities: Sequence[str]) -> str:
    """Return the question with the place and the time of the earlier one where it has none.

    The time goes with its place: another place's question takes no time over.
    """
    own, before = place_in(question, authorities), place_in(earlier, authorities)
    period = period_in(earlier)
    is_same = own is None or (before is not None and fold(own.text) == fold(before.text))
    if own is None and before is not None:
        question = _with_its_place(question, before.text)
    if period is not None and is_same and period_in(question) is None:
        question = appended(question, in_period(period.text))
    return question


def _with_its_place(question: str, name: str) -> str:
    """Say of which place: "the report on Northmere", "the inspection of Northmere"."""
    named = re.search(r"\bthe (?:\w+ )?(?P<thing>report|inspection)\b", question, re.IGNORECASE)
    if named is None:
        # Nobody takes part in a place.
        takes_part = re.search(r"\b(?:take|took|taken|taking) part\W*$", question, re.IGNORECASE)
        return appended(question, f"in the inspection of {name}" if takes_part else f"in {name}")
    joint = "on" if named["thing"].lower() == "report" else "of"
    return f"{question[: named.end()]} {joint} {name}{question[named.end() :]}"


def with_aside(question: str, earlier: str) -> str:
    """Return a question with the one before it in brackets."""
    before = earlier.rstrip(" ?.!")
    if re.match(rf"{ASKS}\b", before, re.IGNORECASE):
        before = before[0].lower() + before[1:]
    return as_question(appended(question, f"({before})"))


def as_question(text: str) -> str:
    """Return words as a sentence: a capital, and a question mark where no other mark ends it."""
    text = " ".join(text.split())
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".!" else f"{text.rstrip(' ?')}?"
