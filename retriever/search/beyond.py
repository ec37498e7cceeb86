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

_TO_COME = re.compile(
    r"\bwill\b.*\b(judged|graded|rated|grades?|rating|lead inspector|inspect(ed)?"
    r"|next (inspection|(\w+ )?visit|report))\b"
    r"|\b(grade|judge?ment|rating|lead inspector)\b.*\bwill\b"
    r"|^\W*will\b.*\b(improve|decline|become|get (better|worse)|do (better|worse))\b"
    r"|\bwhen\b.*\bnext\b.*\b(inspection|visit|report|inspected|visited)\b"
)
_OPINION = re.compile(
    r"\b(do|would|are) you (\w+ )?(think|agree|believe|like|recommend|prefer|work|want|feel|advise"
    r"|trust|happy)\b"
    r"|\bwhat('s| is| do| would)? (you think|your (own )?(opinion|view|advice|favourite))"
    r"|\b(in )?your (own |honest )?(opinion|view)\b"
    r"|^\W*should i (move|apply|leave|buy|vote|become|work|trust|live|send my|take my|marry)\b"
    r"|^\W*is it (fair|unfair)\b"
    r"|\bwho (is|was|are|were) the (best|worst|greatest)\b"
    r"|\b(nicest|kindest|friendliest|prettiest|most beautiful|favourite)\b"
)


def beyond_documents(query: Query) -> str:
    """Return the sentence that says why no document can answer; "" where one may."""
    asked = fold(query.text)
    if query.authorities and _TO_COME.search(asked):
        return NOT_YET
    return NO_OPINION if _OPINION.search(asked) else ""
