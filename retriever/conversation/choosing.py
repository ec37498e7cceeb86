"""Some of the things that the earlier question asked for: "and which were outstanding?".

Takes the noun of the earlier question ("which authorities"), or its words with another grade. Knows
words and the grades of inspections; no library.
"""

import re

from retriever.conversation.following import OPENING, joins_on
from retriever.conversation.phrases import Phrase
from retriever.search.asides import AUXILIARY
from retriever.surveys.vocabulary import GRADE_ASKED

_VERB = rf"(?:{AUXILIARY}|got|get|gets|received?)"
_OF_THEM = r"(?:ones|of (?:them|these|those))"
_CHOOSES = re.compile(
    rf"^(?P<asks>which|how many) (?:{_OF_THEM} )?(?P<rest>{_VERB} .+)$", re.IGNORECASE
)
_ASKED_FOR = re.compile(
    rf"^(?P<asks>which|what|how many) (?P<things>(?:[^\W\d_][\w’'-]* ){{1,3}}?)(?={_VERB}\b)",
    re.IGNORECASE,
)
_ONLY_A_GRADE = re.compile(
    rf"(?:(?:{_VERB}|judged|graded|rated|an?|the|grade|{_OF_THEM})\s*)*", re.IGNORECASE
)


def chosen_instead(question: str, earlier: str) -> str:
    """Return which of the earlier question's things are asked for now, or "" where none are.

    Args:
        question: As it was typed.
        earlier: The question before it, standing alone.
    """
    chooses = _CHOOSES.search(OPENING.sub("", question).rstrip(" ?.!"))
    before = _ASKED_FOR.search(earlier)
    if not chooses or not before or not _are_several(before["things"]):
        return ""
    asks = chooses["asks"].capitalize()
    regraded = graded_instead(chooses["rest"], earlier)
    if regraded:
        return asks + regraded[before.end("asks") :]
    # "Which is better?" may be a question of its own.
    return f"{asks} {before['things']}{chooses['rest']}?" if joins_on(question) else ""


def _are_several(things: str) -> bool:
    named = things.strip()
    return Phrase(named, 0, len(named)).is_plural


def graded_instead(words: str, earlier: str) -> str:
    """Return the earlier question with the grade that some words name instead of its own.

    "" where they name more than a grade, or the earlier question does not name one.
    """
    named, before = _grade_in(words), _grade_in(earlier)
    if not named or not before:
        return ""
    rest = f"{words[: named.start()]} {words[named.end() :]}".strip()
    if not _ONLY_A_GRADE.fullmatch(rest):
        return ""
    return earlier[: before.start()] + named.group() + earlier[before.end() :]


def _grade_in(text: str) -> re.Match[str] | None:
    """Return the one grade of a text; None where it names none, or several."""
    found = list(re.finditer(GRADE_ASKED.pattern, text, re.IGNORECASE))
    return found[0] if len(found) == 1 else None
