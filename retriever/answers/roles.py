"""What a role is: whether a sentence tells what its holder does, or only mentions it.

"What is the role of the lead practitioner?" is answered by "a lead practitioner should
co-ordinate ...", not by "staff should understand the role of the lead practitioner". Knows English
forms; knows no library.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from retriever.answers.definitions import subjects_of
from retriever.store.analyser import content_stems, fold, stem, words

_ASKS = re.compile(
    r"\bwhat (?:is|are) the (?:\w+ )?(?:roles?|responsibilit(?:y|ies)|duties|duty|functions?"
    r"|tasks?|job|purpose|aims?|objectives?|remit)(?: and \w+)? of (?:an? |the )?(?P<of>[\w' -]+)"
    r"|\bwhat (?:do|does|must|should|can|may|will) (?:an? |the )?(?P<who>[\w' -]+?)"
    r" (?:have to )?do\W*$"
    r"|\bwhat (?:is|are) (?:an? |the )?(?P<for>[\w' -]+?)"
    r" (?:responsible for|accountable for|there for|there to do|meant to do|supposed to do)\W*$"
)
_PLACE = re.compile(r"\b(?:in|under|within|according to|by|for|when|if) .+$")
_BEGINNING = re.compile(r"^\W*(?:\d[\d.]*[.)]?\s+)?")
_OWN_WORDS = 6
"""How far into its sentence who does something stands."""
_ROLE_IS = re.compile(
    r"\b(?:roles?|responsibilit(?:y|ies)|duties|duty|functions?|tasks?|job|purpose|aims?"
    r"|objectives?|remit) of (?P<of>[\w' -]{1,80}?)"
    r",?(?: will)? (?:is|are|was|were|includes?|extends?|be|has|have|covers?)\b"
)
_HELD_BY = re.compile(
    r"\b(?:role|post|function|job|position)\b[^.]{0,40}\b(?:held|filled|done|carried out|taken"
    r"|undertaken) by\b"
)


@lru_cache(maxsize=64)
def holder_of(question: str) -> frozenset[str]:
    """Return the stems of whose role a question asks for; empty where for none."""
    found = _ASKS.search(fold(question))
    if found is None:
        return frozenset()
    said = next(each for each in found.groups() if each)
    return frozenset(content_stems(_PLACE.sub("", said)) or content_stems(said))


def tells_role(question: str, sentence: str, context: str = "", forms: Iterable[str] = ()) -> bool:
    """Say whether a sentence, or the one that leads it in, tells what the holder does.

    True where no role is asked for. `forms` are as those of `defines`.
    """
    holders = subjects_of(holder_of(question), forms)
    told = [fold(said) for said in (sentence, context) if said]
    return not holders or any(_does(holder, said) for holder in holders for said in told)


def _does(holder: frozenset[str], said: str) -> bool:
    if _HELD_BY.search(said):
        return False
    first = words(_BEGINNING.sub("", said))[: _OWN_WORDS + len(holder)]
    begins = holder <= {stem(word) for word in first}
    return begins or any(holder <= content_stems(each["of"]) for each in _ROLE_IS.finditer(said))
