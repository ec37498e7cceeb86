"""The words of the field: what inspectorates judge and the grades they give, and staff's words.

A judgement's label varies with the framework ("Leadership, management and governance" became "The
impact of leaders on social work practice ..."); an area is what stays the same. Knows no report.
"""

import re
from dataclasses import dataclass

from retriever.store.analyser import fold


@dataclass(frozen=True, slots=True)
class Area:
    """One thing that inspections judge.

    Attributes:
        name: In our words, after "for".
        labelled: What its label holds in any framework, folded.
        asked: What staff call it, folded.
    """

    name: str
    labelled: re.Pattern[str]
    asked: re.Pattern[str]


OVERALL = Area(
    "overall effectiveness",
    re.compile(r"^(the )?overall (effectiveness|experiences)|^(the )?overall (grade|judge?ment)"),
    re.compile(
        r"\boverall (effectiveness|grades?|ratings?|judge?ments?|experiences and progress)\b"
        r"|\boverall\b"
    ),
)
_LEADERS = (
    r"(leadership(,? (and )?management)?(,? (and )?governance)?|(leaders|managers)( and managers)?)"
)
AREAS = (
    OVERALL,
    Area(
        "leadership",
        re.compile(r"\bleaders?(hip)?\b|\bmanagement and governance\b"),
        re.compile(
            rf"\b(impact|effectiveness) of {_LEADERS}"
            r"( on social work( practice( with children and families)?)?)?"
            rf"|\b{_LEADERS}\b|\bmanagement and governance\b|\bhow well led\b"
        ),
    ),
    Area(
        "help and protection",
        re.compile(r"\bneed(ing)? help\b|\bhelped\b|\bhelp and protection\b|\bprotected\b"),
        re.compile(
            r"\b(the )?(experiences( and progress)? of )?(the )?children (and young people )?"
            r"(who|that) need (help|protection)( (and|or) (help|protection))?\b"
            r"|\bhow well children( and young people)? are helped and protected\b"
            r"|\b(help(ing)?|protect(ion|ing)|safeguarding)"
            r"( and (protect(ion|ing)|help(ing)?|care))?"
            r"( of)?( children)?\b|\bchild protection\b"
        ),
    ),
    Area(
        "children in care",
        re.compile(r"\bchildren (in|who are in) care\b|\blooked[ -]after\b"),
        re.compile(
            r"\b(the )?(experiences( and progress)? of )?(the )?"
            r"(children (who are )?in care|(children )?looked[ -]after( children)?)\b"
            r"( and achieving permanence\b)?"
        ),
    ),
    Area(
        "care leavers",
        re.compile(r"\bcare leavers?\b|\bleaving care\b"),
        re.compile(
            r"\b(the )?(experiences( and progress)? of )?(the )?(care leavers|leaving care)\b"
        ),
    ),
    Area(
        "adoption",
        re.compile(r"\badoption\b"),
        re.compile(r"\badoption( performance)?\b"),
    ),
    Area(
        "the quality of care",
        re.compile(r"^(the )?quality of (care|the care)\b"),
        re.compile(r"\b(the )?quality of (the )?care\b"),
    ),
)
"""In the order in which a question is read: the first that takes a word keeps it."""

GRADES = (
    "Outstanding",
    "Good",
    "Requires improvement",
    "Inadequate",
    "Adequate",
    "Satisfactory",
)
"""Best first; the last two are of older frameworks."""

BETTER = ("Outstanding", "Good")
WORSE = ("Requires improvement", "Inadequate", "Adequate", "Satisfactory")

GRADE_ASKED = re.compile(
    r"\b(?P<from>(at least |better than |less than |worse than |below )?)"
    r"(?P<grade>outstanding|good|inadequate|adequate|satisfactory"
    r"|requir(es?|ed|ing) improvement( to be good)?|ri(?= (for|overall|on|in)\b|\W*$))"
    r"(?P<or>( or (better|above|worse|below))?)\b"
)
"""A grade in a folded question, with what widens it."""


def areas_of(label: str) -> tuple[Area, ...]:
    """Return what a judgement's label covers: "children in care and care leavers" covers two."""
    folded = fold(label)
    if OVERALL.labelled.search(folded):
        return (OVERALL,)
    return tuple(area for area in AREAS if area.labelled.search(folded))


def grade_of(text: str) -> str | None:
    """Return the grade that a report's own wording gives ("requires improvement to be good")."""
    folded = fold(text).strip(" .")
    return next((grade for grade in GRADES if folded.startswith(grade.lower())), None)


def grades_asked(found: re.Match[str]) -> tuple[str, ...]:
    """Return the grades that a match of GRADE_ASKED means: "good or better" is two of them."""
    word = found["grade"]
    named = "Requires improvement" if word.startswith(("requir", "ri")) else word.capitalize()
    place = GRADES.index(named)
    widened = found["from"].strip() or found["or"].removeprefix(" or ")
    if widened in ("at least", "better", "above"):
        return GRADES[: place + 1]
    if widened == "better than":
        return GRADES[:place]
    if widened in ("less than", "worse than", "below") and found["from"]:
        return GRADES[place + 1 :]
    return GRADES[place:] if widened else (named,)
