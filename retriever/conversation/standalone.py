"""From a question and what was said before it to a question that stands alone.

The user's turns are gone through oldest first, so that a follow-up of a follow-up carries on what
the first one named. The assistant's turns lend the search their words, lightly; the question that
is shown is never made of them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retriever.answer_records import Turn
from retriever.conversation.carrying import carried
from retriever.conversation.following import (
    OPENING,
    asks_of_unnamed_report,
    follows_up,
    is_new_topic,
)
from retriever.conversation.mentions import authority_in, period_in, without_mentions
from retriever.conversation.rewriting import Rewriting, rewrite
from retriever.conversation.small_talk import small_talk_answer
from retriever.conversation.turns import asks_back, recent_turns
from retriever.search.background import Remark
from retriever.store.analyser import fold, terms

_REPLY = re.compile(
    r"^(?:yes|no|yeah|yep|yup|nope|correct|right|sure|i am|i'm not|i am not|i do|i don't|i do not"
    r"|it is|it isn't|not yet|neither|both)(?: please| thanks?| thank you| i (?:am|do))?\W*$"
)


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question made standalone.

    Attributes:
        text: What is searched and shown: the question as it was where it stands alone.
        background: What was said before, for the search alone; none where the topic is new.
    """

    text: str
    background: tuple[Remark, ...] = ()


def standalone(question: str, history: Sequence[Turn], authorities: Sequence[str]) -> Standalone:
    """Make a question standalone.

    Args:
        question: Clean.
        history: What was said before, oldest first.
        authorities: The names that the library's own metadata knows.
    """
    turns = recent_turns(history)
    if not turns or is_new_topic(question):
        return Standalone(question)
    earlier = ""
    for place, turn in enumerate(turns):
        if turn.role == "user" and not small_talk_answer(turn.text):
            made = _made(turn.text, turns[:place], earlier, authorities)
            earlier = earlier if made.has_aside else made.text
    text = _made(question, turns, earlier, authorities).text
    if _turns_to_another(question, text, turns, authorities):
        return Standalone(text)
    return Standalone(text, _background(text, turns, authorities))


def _made(
    question: str, turns: Sequence[Turn], earlier: str, authorities: Sequence[str]
) -> Rewriting:
    """Return a turn of the user's, standing alone."""
    if not earlier or is_new_topic(question):
        return Rewriting(question)
    if turns and asks_back(turns[-1]) and _REPLY.search(fold(question)):
        return Rewriting(earlier)
    as_typed, question = question, _without_small_talk(question)
    is_named_alone = not terms(without_mentions(question, authorities))
    if follows_up(question) or is_named_alone:
        return rewrite(question, earlier, authorities)
    if asks_of_unnamed_report(question) and authority_in(question, authorities) is None:
        return Rewriting(carried(OPENING.sub("", question), earlier, authorities))
    return Rewriting(as_typed)


def _without_small_talk(text: str) -> str:
    """Return a text without the thanks that it begins with ("That is fine. Who led it?")."""
    first, mark, rest = text.partition(". ")
    return rest if mark and small_talk_answer(first) else text


def _turns_to_another(
    question: str, text: str, turns: Sequence[Turn], authorities: Sequence[str]
) -> bool:
    """Say whether a question that stands alone names an authority of which nobody spoke yet."""
    named = authority_in(text, authorities)
    return (
        text == question
        and named is not None
        and not any(fold(named.text) in fold(turn.text) for turn in turns)
    )


def _background(text: str, turns: Sequence[Turn], authorities: Sequence[str]) -> tuple[Remark, ...]:
    """Return what was said, without the authorities and times that a question has of its own."""
    has_own = authority_in(text, authorities) is not None or period_in(text) is not None
    remarks = []
    for turn in turns:
        said = without_mentions(turn.text, authorities) if has_own else turn.text
        if terms(said):
            remarks.append(Remark(said, asked_back=asks_back(turn)))
    return tuple(remarks)
