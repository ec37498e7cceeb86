"""The kind of thing that a question asks for: a day, a number, a person, a grade, a definition.

Knows English phrases.
"""

import re
from enum import StrEnum

from retriever.search.clause import IS_HEAD, MEASURES, NOT_OF_ANOTHER


class Asked(StrEnum):
    """The kind of thing that a question asks for."""

    DATE = "date"
    NUMBER = "number"
    PERSON = "person"
    GRADE = "grade"
    DEFINITION = "definition"
    OTHER = "other"


ASKS_SPENT = r"\bwhat did (?:\S+ ){1,4}?(?:spend|pay) (?:on|for) \w"
ASKS_COST = r"\bwhat (?:do|does|did|would) (?!.*\babout\b).*\bcost\b(?! of)"

_ASKED: tuple[tuple[Asked, re.Pattern[str]], ...] = (
    (
        Asked.GRADE,
        re.compile(
            r"\b(what|which)\b.*\b(grades?|rating|judge?ment)\b"
            r"|\bhow (was|were|is|are|did)\b.*\b(graded|judged|rated)\b"
            r"|^(was|were|is|are|has|have)\b.*\b(graded|judged|rated)\b"
        ),
    ),
    (
        Asked.PERSON,
        re.compile(
            r"^(and |so |by |for |from |to |with |under |of |in )?(who|whom|whose)\b"
            r"|\blead inspector\b"
            r"|\bnames? of .*\b(members?|directors?|inspectors?|managers?|chair|heads?|officers?"
            r"|leaders?|commissioners?|chief|exec(utive)?|minister|judge|principal|people|person"
            r"|mayor)\b"
        ),
    ),
    (
        Asked.DATE,
        re.compile(
            r"^(and |so |since |until |from |by )?when\b"
            r"|\b(what|which) (date|day|month|year)s?\b(?! rates?\b)"
            r"|\bwhat (is|was|are|were) the (last|first|latest|earliest|closing|due)"
            r" (date|day|month|year)s?\b"
            rf"|\bwhat (is|was) the ({NOT_OF_ANOTHER}[\w'’-]+ ){{1,6}}?(date|deadline){IS_HEAD}"
        ),
    ),
    (
        Asked.NUMBER,
        re.compile(
            r"\bhow (many|much|long|often|old|far|large|big|high|soon|quickly)\b"
            r"|\bwhat (was |is |were |are |did )?(the )?([\w-]+ )?"
            r"(number|share|proportion|percentage|rate|amount|total|average|age|cost|costs|limit"
            r"|maximum|minimum|allowance|fee)\b"
            rf"|\bwhat (is|was|are|were) ({NOT_OF_ANOTHER}[\w'’-]+ ){{1,6}}?({MEASURES}){IS_HEAD}"
            r"|\bwhat (is|was|are|were) (the )?(\w+ )?(salary|profit|budget|wage)s?(?! \w+ing|-)"
            r"( (of|for|a|per|in)\b|\W*$)"
            r"|\bwhat (is|was) the (longest|shortest) (time|period|stay|notice|that|an?|any(one)?"
            r"|someone|it|they|the|children|staff)\b"
            r"|\bfor (how|what) (long|period)\b"
            rf"|{ASKS_COST}|{ASKS_SPENT}"
            r"|\bwhat (do|does|did) .*\b(get|gets|be|being) paid\b"
            r"|\b(what|which) (temperature|size|fines?|charges?)\b"
            r"|\bwhat (\w+ )?(day|hourly|daily|weekly|mileage|pay) rates?\b"
            r"|\bwhat (is|are|was|were) .*\bpaid (for|to|by|a|each|per)\b"
        ),
    ),
    (
        Asked.DEFINITION,
        re.compile(
            r"\bwhat (is|are) (meant by )?(an? )?(?!the\b)[\w' -]+\?$"
            r"|\bwhat (counts|qualifies) as\b|\bwhat (do|does) .+ mean\b"
            r"|\bhow (do|does|is|are) .+ defined?\b|\bdefinition of\b"
            r"|\bwhat makes an? "
        ),
    ),
)
_ASKS_WHICH = re.compile(r"\b(which|what) (authorities|councils|areas|services|reports|homes)\b")


def asked_for(folded: str) -> Asked:
    """Return the kind of thing that a folded question's asking clause asks for."""
    for kind, form in _ASKED:
        if form.search(folded) and not (kind is Asked.GRADE and _ASKS_WHICH.search(folded)):
            return kind
    return Asked.OTHER
