"""A grade that a question takes for granted, and that no report of the library gives.

"Why was Northmere judged inadequate?" is answered by whatever stands near; but which grades a
council's reports give is known, and is told beside the quotes. Only where the question is of the
council's own grade: "why was practice in Northmere judged good?" is of something else. An earlier
grade may be told in a report's words, so nothing is refused. Knows metadata; knows no text.
"""

import re
from collections.abc import Iterable

from retriever.records import Metadata
from retriever.search.occasions import is_of, period_in_words
from retriever.search.places import names_of
from retriever.search.query import Query
from retriever.store.analyser import fold
from retriever.surveys.vocabulary import GRADE_ASKED, GRADES, grade_of, grades_asked

_COUNCIL = (
    r"(?:'s)?(?: (?:city|county|borough))?(?: council)?(?:'s)?"
    r"(?: (?:local authority )?(?:children's )?(?:social care )?services)?"
)
_TAKEN_FOR_GRANTED = (
    r"^\W*(?:and |so |but )?(?:why|how come) (?:was|were|did|has|have|is|are) (?:the )?"
    rf"(?:@){_COUNCIL}(?: overall)? "
    r"(?:(?:judged|rated|graded)(?: as| to be)?|(?:fall|fallen|drop(?:ped)?|downgraded|go|gone"
    r"|moved?|improved?|return(?:ed)?)(?: back)?(?: from [\w ]{3,40}?)? to)"
    r"(?: an?| overall| only)* (?=(?P<grade>outstanding|good|inadequate|requires? improvement))"
)


def untrue_premise(query: Query, documents: Iterable[Metadata]) -> str:
    """Return the sentence that says which grades a council's reports give, or "".

    "" where the question takes no grade for granted, or one that they do give.

    Args:
        query: The question.
        documents: All of the library.
    """
    wanted = {fold(name) for name in query.authorities}
    if len(wanted) != 1:
        return ""
    name = query.authorities[0]
    forms = "|".join(map(re.escape, sorted(names_of(name), key=len, reverse=True)))
    folded = fold(query.text)
    found = re.search(_TAKEN_FOR_GRANTED.replace("@", forms), folded)
    granted = GRADE_ASKED.match(folded, found.start("grade")) if found else None
    if granted is None:
        return ""
    about = [each for each in documents if fold(each.authority or "") in wanted]
    timely = [each for each in about if not query.periods or is_of(each, query.periods)]
    given = {grade for each in timely for grade in _grades_given(each)}
    if not given or given & {*grades_asked(granted)}:
        return ""
    *others, last = (grade for grade in GRADES if grade in given)
    had = f"{', '.join(others)} and {last}" if others else last
    when = f" from {period_in_words(query.periods[0])}" if query.periods else ""
    return (
        f"No report on {name}{when} that the library has gives the grade “{granted['grade']}”: "
        f"what they give is {had}."
    )


def _grades_given(about: Metadata) -> set[str]:
    told = [grade for _, grade in about.judgements] + [about.overall_grade or ""]
    return {grade for each in told if (grade := grade_of(each)) is not None}
