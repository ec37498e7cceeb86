"""From a question and what was said before it to a question that stands alone.

The user's turns are gone through oldest first, so that a follow-up of a follow-up carries on what
the first one named. The assistant's turns lend the search their words, lightly; the question that
is shown is never made of them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retriever.answer_records import Turn
from retriever.conversation.carrying import as_question, carried, with_aside
from retriever.conversation.choosing import chosen_instead
from retriever.conversation.definite import means_earlier_thing
from retriever.conversation.following import (
    OPENING,
    asks_of_unnamed_report,
    follows_up,
    is_new_topic,
)
from retriever.conversation.going_on import counts_in_one_place, goes_on
from retriever.conversation.mentions import (
    authority_in,
    period_in,
    without_mentions,
    without_period,
)
from retriever.conversation.rewriting import Rewriting, rewrite
from retriever.conversation.small_talk import small_talk_answer
from retriever.conversation.turns import asks_back, found_nothing, recent_turns
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
            if not made.has_aside:
                was_found = not any(found_nothing(each) for each in turns[place + 1 : place + 2])
                earlier = _to_lean_on(made.text, earlier, authorities, was_found=was_found)
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
    chosen = chosen_instead(question, earlier)
    if chosen:
        return Rewriting(carried(chosen, earlier, authorities))
    is_named_alone = not terms(without_mentions(question, authorities))
    if follows_up(question) or is_named_alone:
        return rewrite(question, earlier, authorities)
    return _of_the_same(question, earlier, authorities) or Rewriting(as_typed)


def _of_the_same(question: str, earlier: str, authorities: Sequence[str]) -> Rewriting | None:
    """Return a whole question asked of what the earlier one spoke of, or None where it is not."""
    body = OPENING.sub("", question)
    is_of_report = asks_of_unnamed_report(question) and not authority_in(question, authorities)
    if is_of_report or goes_on(question, authorities):
        text = carried(body, earlier, authorities)
        if text != body:
            return Rewriting(text if body == question else as_question(text))
    if means_earlier_thing(question, earlier, authorities):
        return Rewriting(with_aside(body, earlier), has_aside=True)
    return Rewriting(body) if is_of_report else None


def _to_lean_on(made: str, earlier: str, authorities: Sequence[str], *, was_found: bool) -> str:
    """Return what the next follow-up leans on: a question, standing alone, with where it was asked.

    A time that this question brought in and that found nothing is left behind.
    """
    if counts_in_one_place(made, authorities):
        made = carried(made, earlier, authorities)
    period = period_in(made)
    is_new = period is not None and period.text not in earlier
    return without_period(made) if is_new and not was_found else made


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
