"""Does a whole question that begins with "and" go on with the place and time spoken of?

"And how many inspectors took part?" asks of the same inspection; "and what is kinship care?" and
"and what must a home record?" are true anywhere and stand alone. Decided by the words.
"""

import re
from collections.abc import Sequence

from retriever.conversation.following import OF_MANY, OPENING, is_clause, joins_on
from retriever.conversation.mentions import place_in
from retriever.search.councils import NO_PLACE
from retriever.store.analyser import fold

_OF_INSPECTION = re.compile(
    r"\b(?:inspect\w*|reports?|visit(?:s|ed)?|grade[ds]?|judge\w*|ratings?|rated|leaders?"
    r"|leadership)\b"
)
_IN_GENERAL = re.compile(
    r"\b(?:must|should|shall|can|may|might|could|would|ought|needs? to|ha(?:s|ve) to|required"
    r"|allowed|entitled|legally|means?|stands? for|defin\w+|called)\b"
    r"|^(?:what|who) (?:is|are|counts?|makes?) (?!the\b)(?!.*\blike\W*$)"
    r"|^how (?:do|does)\b|\b(?:happens?|if|usually|normally|always|ever)\b"
    r"|\b(?:is|are|do|does|when|for|of|on|against|leads?|inspects?) an? |\b(?:is|are) there\b"
    r"|\bdifference between\b|\b(?:kinds?|types?) of\b|\b(?:ilacs|appeals?)\b"
    r"|\bofsted (?:uses?|gives?)\b|\babout ofsted\b"
    r"|^how (?:is|are) .*\b(?:worked out|decided|handled|made|given|set|reached)\b"
    r"|^how (?:much|many) .*\b(?:is|are) (?:given|needed|used)\b"
)
"""What ought to be, how a thing is done, what a word means: no place's own."""

_DOES = re.compile(r"\b(?:do|does)\b")

_OF_A_RULE = re.compile(
    r"\b(?:framework|guidance|acts?|laws?|bill|regulations?|rules?|statut\w+|polic(?:y|ies)"
    r"|handbook|strateg(?:y|ies))\b"
)
_OF_SOMEBODY = re.compile(r"\b(?:i|i'm|my|we|our|you|your)\b")
_NAME = re.compile(r"(?<=\w )[A-Z][\w’'-]*")
_COUNTS = re.compile(r"^how (?:many|much) (?!(?:hours|days|weeks|months|years|times)\b)")


def goes_on(question: str, authorities: Sequence[str]) -> bool:
    """Say whether a question joins on to the one before and asks of the same place.

    One with a name of its own, or of what people do, has to speak of an inspection or to count:
    it may be another matter, or true anywhere.
    """
    body = OPENING.sub("", question)
    if not joins_on(question) or not is_clause(body) or not _asks_of_one_place(body, authorities):
        return False
    folded = fold(body)
    is_open = not _names_another(body) and not _DOES.search(folded)
    return bool(_OF_INSPECTION.search(folded) or _COUNTS.search(folded)) or is_open


def _names_another(body: str) -> bool:
    """Say whether a question has a name in it, of more than inspections ("Ofsted", "SEND")."""
    return any(not NO_PLACE.search(name) for name in _NAME.findall(body))


def counts_in_one_place(question: str, authorities: Sequence[str]) -> bool:
    """Say whether a question counts what can only be counted somewhere, and does not say where.

    It is searched as it stands, but what follows it up is asked of the place spoken of before.
    """
    body = OPENING.sub("", question)
    return bool(_COUNTS.search(fold(body))) and _asks_of_one_place(body, authorities)


def _asks_of_one_place(body: str, authorities: Sequence[str]) -> bool:
    folded = fold(body)
    others = (_IN_GENERAL, _OF_A_RULE, _OF_SOMEBODY, OF_MANY)
    return place_in(body, authorities) is None and not any(form.search(folded) for form in others)
