"""A grade that a question takes for granted, and that no report of the library gives.

"Why was Northmere judged inadequate?" would be answered by whatever stands near; but which grades a
council got is known. Only where the question says that the council was judged so ("is practice
inadequate?" asks of something else) and asks why: when it was may be told of an inspection of which
the library has no report. Knows metadata; knows no text.
"""

import re
from collections.abc import Iterable

from retriever.records import Metadata
from retriever.search.occasions import is_of, period_in_words
from retriever.search.query import Query
from retriever.store.analyser import fold
from retriever.surveys.vocabulary import GRADE_ASKED, GRADES, grade_of, grades_asked

_TAKEN_FOR_GRANTED = re.compile(
    r"^\W*(?:and |so |but )?(?:why|how come|what (?:led|caused|made))\b"
    r".*?\b(?:(?:judged|rated|graded)(?: as| to be)?|(?:fall|fell|drop(?:ped)?|downgraded|go|went"
    r"|moved?|improved?|return(?:ed)?)(?: back)?(?: from [\w ]+?)? to|rating of|grade of"
    r"|judge?ment of|becom(?:e|ing)|became)"
    r"(?: an?| overall| only)* (?=(?P<grade>outstanding|good|inadequate|requires? improvement))"
)


def untrue_premise(query: Query, documents: Iterable[Metadata]) -> str:
    """Return the sentence that says which grades a council has, where the question errs; or "".

    Args:
        query: The question.
        documents: Those on the authority that it names.
    """
    folded = fold(query.text)
    found = _TAKEN_FOR_GRANTED.search(folded)
    granted = GRADE_ASKED.match(folded, found.start("grade")) if found else None
    if granted is None or len({fold(name) for name in query.authorities}) != 1:
        return ""
    about = [each for each in documents if not query.periods or is_of(each, query.periods)]
    given = {grade for each in about for grade in _grades_given(each)}
    if not given or given & {*grades_asked(granted)}:
        return ""
    *others, last = (grade for grade in GRADES if grade in given)
    had = f"{', '.join(others)} and {last}" if others else last
    when = f" from {period_in_words(query.periods[0])}" if query.periods else ""
    name = query.authorities[0]
    return (
        f"No document on {name}{when} gives the grade “{granted['grade']}”; "
        f"those that it has give {had}."
    )


def _grades_given(about: Metadata) -> set[str]:
    told = [grade for _, grade in about.judgements] + [about.overall_grade or ""]
    return {grade for each in told if (grade := grade_of(each)) is not None}
