"""The words of a question that only ask: politeness, and the frame around what is asked.

"Please could you tell me what the report says about caseloads" is searched by words as "what
caseloads": "tell" and "says" stand in many a passage and say nothing of it. What is embedded and
read keeps the question whole. Knows English phrases; knows no library.
"""

import re

_WH = r"(?:what|who|whom|whose|when|where|which|why|how|if|whether|that|about)"
_SOURCE = (
    r"(?:(?:the|this|that|these|those|our|your|any|all) )?"
    r"(?:documents?|reports?|guidance|polic(?:y|ies)|pages?|papers?|texts?|articles?|library|posts?"
    r"|blogs?|blog posts?|files?|handbooks?|manuals?|sources?)"
)
_THING = r"(?:the|its|their)"
_TELL = (
    r"(?: (?:please|kindly|possibly|perhaps|just))* "
    r"(?:tell|give|explain to|explain|show|remind|inform|clarify for|clarify|describe to"
    r"|help(?= (?:me|us|with|find|understand)\b)"
    rf"|find out|look up|let me know|confirm|check(?= {_WH}\b| {_THING}\b))"
    r"(?: (?:me|us))?(?: (?:understand|find out|find|with))?(?: please)?\b,? ?"
)
_POLITE = (
    r"(?:hi|hello|hey|dear \w+|good (?:morning|afternoon|evening)|please|thanks|thank you|so"
    r"|ok(?:ay)?)\b[\s,!.]*"
    # can you please tell me; I would be grateful if you could tell me
    rf"|(?:can|could|would|will) (?:you|someone|anyone|somebody|anybody){_TELL}"
    r"|[^?]{0,300}\b(?:grateful|helpful|great|appreciate it|kind) if (?:you|someone|anyone) "
    rf"(?:can|could|would){_TELL}"
    r"|(?:kindly )?(?:tell|explain to|show|remind) (?:me|us)(?: please)?\b,? ?"
    # do you know whether; I'm wondering if; I would like to know
    rf"|(?:do|does|did) (?:you|anyone|anybody|we) (?:happen to )?(?:know|remember) "
    rf"(?={_WH}\b|{_THING}\b)"
    rf"|(?:have you (?:got )?)?any (?:idea|clue)s? (?:of )?(?={_WH}\b|{_THING}\b)"
    r"|(?:is|would) (?:it be |it )?possible to (?:know|find out|tell me|learn) "
    r"|(?:i|we)(?:'m| am|'re| are| was| were)(?: just)? (?:wondering|curious|not sure|unsure) ?"
    rf"(?={_WH}\b)"
    r"|(?:i|we)(?:'d| would| do)?(?: just| really)? (?:like|want|need|wish)"
    r" (?:you to tell me|to (?:know|find out|ask|understand|learn|see|check))\b ?"
    rf"|(?:i|we) wonder(?:ed)? (?={_WH}\b)"
    r"|(?:i|we)(?:'d| would)? (?:need|want|like) "
    r"(?=(?:the|an?) (?:[\w'’-]+ ){0,2}?(?:names?|number|date|address|amount|title|cost)\b)"
)
_FRAME = (
    # what happens when; what happened in
    r"what (?:happens?|happened|will happen|is happening) (?=(?:to|in|on|at|when|whenever|if|after"
    r"|before|once|during|with|where|as|next|for|about)\b)"
    # what does the report say about; according to the guidance
    rf"|what (?:do|does|did|is|are) {_SOURCE} (?:say|says|said|tell us|state|mention|saying)"
    r" (?:about|on|regarding|concerning)\b ?"
    rf"|(?:according to|as per) {_SOURCE}\b[\s,]*"
)
_POLITE_OPENING = re.compile(rf"^\W*(?:{_POLITE})")
_OPENING = re.compile(rf"^\W*(?:{_POLITE}|{_FRAME})")
_CLOSING = re.compile(
    rf"[\s,.!?]*\b(?:please|thanks|thank you|many thanks|cheers|according to {_SOURCE})\W*$"
)


def without_asking(folded: str) -> str:
    """Return a folded question without what only asks; whole where nothing would be left."""
    left = _CLOSING.sub("", _without(_OPENING, folded))
    return left if any(letter.isalnum() for letter in left) else folded


def without_politeness(folded: str) -> str:
    """Return a folded question without its polite opening; whole where nothing would be left."""
    left = _without(_POLITE_OPENING, folded)
    return left if any(letter.isalnum() for letter in left) else folded


def _without(opening: re.Pattern[str], text: str) -> str:
    while (found := opening.match(text)) and found.end():
        text = text[found.end() :]
    return text
