"""What no document can tell: an inspection that is still to come, and an opinion of Candour's own.

Knows English phrases; knows no library.
"""

import re

from retriever.search.query import Query
from retriever.store.analyser import fold

NOT_YET = "The documents tell of inspections that have been, not of one that is still to come."
NO_OPINION = (
    "Candour quotes what the documents say and has no opinion of its own: ask what they say of it."
)

_NEXT_ONE = (
    r"next (?:\w+ )?(?:inspections?|reports?|visits?|grade|rating|judge?ment|director|leader"
    r"|chief executive|inspector|time|year)\b"
)
_TO_COME = re.compile(
    r"\bwill\b.*\b(judged|graded|rated|grades?|rating|lead inspector|inspect(ed)?"
    r"|next (inspection|(\w+ )?visit|report))\b"
    r"|\bhow (many|much)\b.*\bwill\b.*\bnext (year|month)\b"
    r"|\b(grade|judge?ment|rating|lead inspector)\b.*\bwill\b"
    r"|^\W*will\b.*\b(improve|decline|become|get (better|worse)|do (better|worse))\b"
    r"|\bwhen\b.*\bnext\b.*\b(inspection|visit|report|inspected|visited)\b"
    rf"|\b(will|going to|likely to)\b.*\b{_NEXT_ONE}"
    rf"|\b{_NEXT_ONE}.*\b(will|going to|likely to)\b"
    r"|\b(will|going to)\b.*\b(years?|months?)['’]? time\b"
)
_GRADE_TO_COME = re.compile(
    r"^(?!.*\bif\b).*\b(?:what|which) (?:grade|judge?ment|rating|outcome|result) will\b.*"
    r"\b(?:get|receive|be given)\b.*\b(?:next|first)\b"
    r"|\b(?:authority|authorities|councils?|areas?|homes?) (?:is|are) (?:most )?likely to be "
    r"(?:judged|rated|graded)\b"
)
"""Said of a council or a home, whether the library knows its name or not."""
_JUDGING = (
    r"(?:ofsted(?: inspectors?)?"
    r"|(?:(?:an|the|its|their) )?(?:inspection|judge?ment|grade|inspector)s?)"
)
_OPINION = re.compile(
    r"\bdo you (\w+ )?(recommend|prefer|trust|agree (with|that))\b"
    r"|^\W*would you (send|want|like|work|live|trust|choose|recommend|prefer|put|move|let)\b"
    r"|^\W*(do|are) you (\w+ )?(like|want|work|feel|happy)\b"
    r"|\bin your (own |honest )?(opinion|view)\b|\bwhat('s| is) your (opinion|view|favourite)\b"
    r"|^\W*should i (move|buy|vote|live|send my|take my)\b"
    r"|\bwhich (\w+ )?should i (take|choose|accept|pick|prefer|join)\b"
    r"|\bmorally\b|\bwho (is|was|are|were) (really )?to blame\b"
    r"|^\W*(is|was) it (fair|unfair)\b"
    rf"|^\W*(is|was|are|were) {_JUDGING} (of \S+ |on \S+ )?((un)?fair|biased"
    r"|too (harsh|hard|lenient|soft|strict|tough|easy))\b"
    r"|^\W*(is|was) it right that \S+( \S+)? (was|is|were) (judged|graded|rated)\b"
    r"|^\W*(is|are) [^?]*\ba (good|better|fair) (place to (work|live)|way to (judge|grade|rate))\b"
    r"|\b(best|worst|nicest|kindest) (council|(local )?authority|borough|county)\b"
    r"|\bwho (is|was|are|were) the (best|worst|greatest)\b"
    r"|^\W*(which|who)\b.*\b(nicest|kindest|friendliest|prettiest|most beautiful)\b"
)
"""How Candour itself is asked. "How do you work out a caseload?" asks of the documents, and so do
most who ask "do you think that ...?": three of the four in mtrag_un_dev are answered there."""


def beyond_documents(query: Query) -> str:
    """Return the sentence that says why no document can answer; "" where one may."""
    asked = fold(query.text)
    if _GRADE_TO_COME.search(asked) or (query.authorities and _TO_COME.search(asked)):
        return NOT_YET
    return NO_OPINION if _OPINION.search(asked) else ""
