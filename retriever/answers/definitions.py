"""Definitions: whether a sentence says what the thing that is asked about is.

"Neglect: the persistent failure ..." says it of neglect; "Neglect is a part of the training" uses
the same verb, and "tackling neglect is a priority" speaks of something else. Knows English forms of
defining; knows no library.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from retriever.store.analyser import content_stems, fold, stem, words

DEFINES, MAY_DEFINE, DEFINES_NOTHING = 1.0, 0.5, -1.0

_ASKS = re.compile(
    r"\bwhat (?:is|are|was|were) meant by (?P<meant>.+)"
    r"|\bwhat (?:counts|qualifies) as (?P<counts>.+)"
    r"|\bwhat (?:do|does) (?P<mean>.+?) mean\b"
    r"|\bhow (?:is|are) (?P<how>.+?) defined\b"
    r"|\bhow (?:do|does) .+? define (?P<defined>.+)"
    r"|\bdefinition of (?P<definition>.+)"
    r"|\bwhat (?:is|are) (?:an? )?(?P<what>(?!the\b)[\w'-]+(?: [\w'-]+){0,4})\W*$"
)
_MORE_THAN_A_NAME = re.compile(
    r"\b(?:of|in|on|at|for|to|by|from|about|with|used|called|named|made|done|his|her|their|its|your"
    r")\b"
)
"""What follows "what is" and holds one of these asks for something that the thing has or does."""
_PLACE = re.compile(
    r"\b(?:in|under|within|according to|by|for) (?:the|this|these|that|our|section|law|england"
    r"|working together|regulations?|chapter|part|statutory|\d).*$"
)
"""Where a thing is defined, which is no part of its name: "a child in need" has one."""
_BRACKETED = re.compile(r"\([^)]*\)|[\"']")
_NUMBERED = re.compile(r"^\W*(?:\d[\d.]*[.)]?\s+)?\W*")
_SAID_OF_A_WORD = frozenset(
    words(
        "term word phrase expression so called known also often generally usually within purposes"
    )
)
MEANING = (
    r"(?=(?:(?:an?|the|any|all|this|these|as|when|where|what|how|someone|anyone|those)\b"
    r"|(?:\S+\s+){7}))"
)
"""How what a glossary says of its word begins; "Private fostering: guidance" is a reference."""
_CLASSES = (
    "term|form|type|kind|way|process|arrangement|approach|situation|set|system|practice|person"
    "|persons|child|young person|people|someone|individual|group|body|document|plan|meeting|power"
    "|duty|order|agreement|service|setting|place|offence|act|model|record|assessment"
)
_OUTRIGHT = re.compile(
    rf"(?:\s*:|\s+-)\s+{MEANING}"
    r"|,?\s+(?:means?|refers? to|denotes?|encompass(?:es)?|describes?|consists? of"
    r"|(?:is|are|can be|may be) (?:\w+ )?(?:defined|described|understood|known) (?:as|in|under|by)"
    r"|(?:occurs?|happens?|(?:is|are)) (?:when|where)"
    r"|(?:is|are) (?:those|someone|anyone|any|anything|everything|one (?:who|which|that)"
    rf"|(?:an? |the )?(?:[\w'-]+ ){{0,2}}(?:{_CLASSES})"
    r"|(?:an? |the )?[\w'-]+(?: [\w'-]+){0,2} (?:who|which|that|whom|where|when)))\b"
)
"""How a thing is said to be something: "is a young person who", and not "is a part of"."""
_LOOSELY = re.compile(r"\s+(?:is|are|includes?|involves?|may be)\b")
DENIED = re.compile(r"\b(?:not|never|n't|no longer)\s*$")
"""What stands before a verb and turns it round: "does not mean"."""
_CALLED = re.compile(
    r"\b(?:(?:known|referred to|described|defined) as|is called|are called|called|we call"
    r"|i\.e\.) (?:an? |the )?(?P<called>[\w’' -]{3,60}?)(?:[,.;:)]|$)"
)
_DEFINED = re.compile(r"\bdefin(?:e|es|ed|ing) (?:an? |the )?(?P<called>.{3,60}?) (?:as|to mean)\b")
_SUBJECT_LIMIT_CHARS = 120


@lru_cache(maxsize=64)
def subject_of(question: str) -> frozenset[str]:
    """Return the stems of what a question asks the definition of; empty where of nothing."""
    found = _ASKS.search(fold(question))
    if found is None or _MORE_THAN_A_NAME.search(found["what"] or ""):
        return frozenset()
    said = next(each for each in found.groups() if each)
    return frozenset(content_stems(_PLACE.sub("", said)) or content_stems(said))


def defines(question: str, sentence: str, forms: Iterable[str] = ()) -> float:
    """Say whether a sentence defines what a question asks the definition of (see `subject_of`).

    Args:
        question: As it was asked.
        sentence: Of a document.
        forms: What its acronyms stand for, or the acronyms of what it names.

    Returns:
        DEFINES where it says outright what the thing is, MAY_DEFINE where it says something of it
        by a verb that also defines, DEFINES_NOTHING otherwise.
    """
    subjects = subjects_of(subject_of(question), forms)
    said = _NUMBERED.sub("", _BRACKETED.sub("", fold(sentence)))
    for form, how in ((_OUTRIGHT, DEFINES), (_LOOSELY, MAY_DEFINE)):
        found = form.search(said, 0, _SUBJECT_LIMIT_CHARS)
        if found and any(_is_subject(said[: found.start()], each) for each in subjects):
            return how
    named = [*_CALLED.finditer(said), *_DEFINED.finditer(said)]
    called = (content_stems(each["called"]) for each in named)
    return DEFINES if any(each in subjects for each in called) else DEFINES_NOTHING


def subjects_of(subject: frozenset[str], forms: Iterable[str]) -> tuple[frozenset[str], ...]:
    """Return the stems of what is asked about, and those of the other forms of its name.

    Args:
        subject: The stems that the question has.
        forms: What its acronyms stand for, or the acronyms of what it names.
    """
    is_acronym = len(subject) == 1
    others = (frozenset(content_stems(each)) for each in forms)
    kept = (each for each in others if is_acronym or len(each) == 1)
    return (subject, *kept) if subject else ()


def _is_subject(before: str, subject: frozenset[str]) -> bool:
    """Say whether the words before the verb are those of the thing, or the term for it."""
    if DENIED.search(before):
        return False
    own = {each for each in content_stems(before) if each not in _SAID_STEMS}
    return bool(own) and own == subject


_SAID_STEMS = frozenset(stem(word) for word in _SAID_OF_A_WORD)
