"""Is this a follow-up, which cannot be understood alone, or does it stand alone?

Decided by the words: a pronoun without its noun, "there", "and in 2019?", a bare "Why?", or "the
report" where no report is named. When in doubt a question stands alone, and is never changed.
"""

import re

from retriever.search.asides import AUXILIARY
from retriever.store.analyser import fold

FRAGMENT_WORDS = 6
"""A fragment ("and the care leavers in foster homes?") has no more words."""

_ASKS = re.compile(rf"\b(?:{AUXILIARY}|who|what|when|where|why|how|if|i|i'm|we)\b|^which\b")
OPENING = re.compile(
    r"^(?:(?:and|but|or|so|then|also|ok(?:ay)?|well|yes|no|now|right|sorry|thanks|thank you"
    r"|great|i see|got it)\b[\s,.!:;-]+)+",
    re.IGNORECASE,
)
MEANT = re.compile(
    r"^(?:(?:no|sorry|well|ah)[\s,.]+)*i(?:'m|’m| am| was)? (?:mean|meant|talking about"
    r"|asking about|referring to)\s+(?P<meant>.+?)\W*$",
    re.IGNORECASE,
)
ABOUT = re.compile(r"^(?:what|how)(?:'s|’s)? (?:about|of|if it is|if it was)\s+", re.IGNORECASE)
BARE = re.compile(
    r"^(?:why|how|when|who|where|which|what|whose|since when|how (?:so|come|many|much|long|often)"
    r"|why(?: not| so| is that| was that)|by whom|which ones?|what else|who else|where else)\W*$"
)
_MORE = re.compile(
    r"^(?:(?:please |can you |could you )*(?:tell|say|give|show|explain|expand|elaborate|go on"
    r"|continue)(?: me| us| on| to)*(?: some| a bit| a little)*(?: more| further| details?| again"
    r"| examples?| it| that)*|more(?: details?)?|for example|such as|any (?:others?|more|examples?)"
    r"|anything else|in what way|really|is that (?:all|so|right|true|it)|are you sure)"
    r"(?: please)?\W*$"
)
EXPLETIVE = re.compile(
    r"\b(?:is|was|are|does|did|will|would|can|may|might|should|has) it (?:\w+ ){0,3}?"
    r"(?:to|that|if|when|for|possible|necessary|true|safe|legal|ok|take|cost|mean to|rain)\b"
    r"|\bit (?:is|was|would be|will be) (?:not )?(?:\w+ )?"
    r"(?:that|to|possible|necessary|true|important|likely)\b|\bmake it (?:\w+ )?(?:to|for)\b"
)
PRONOUN = re.compile(
    r"\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers)\b", re.IGNORECASE
)
POINTING = re.compile(
    r"\b(?:this|these|those)\b(?!\s+(?:who|whom|whose|with|without|in|on|under|over|aged|that"
    r"|living|leaving|year|years|month|week|day|century|country|case)\b)"
    r"|\b(?:is|was|does|did|do|about|of|like|for|with|by|to|on|in|after|before|than|at|from|if)"
    r"\s+that\b(?=\s*(?:[?,.]|$)|\s+(?!he\b|she\b|they\b|we\b|you\b|i\b|it\b|there\b|the\b|a\b"
    r"|an\b|is\b|are\b|was\b|were\b|have\b|has\b|children\b|people\b))"
    r"|^that\b|\bthe (?:same|former|latter|rest|others?(?!\s+\w))\b"
    r"|\b(?:which|other|another|first|last) one"
    r"|\bdo so\b|\belse\b",
    re.IGNORECASE,
)
THERE = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bbe )\bthere\b"
    r"(?=\s*(?:[?.,!]|$)|\s+(?:in|on|then|too|now|since|during|after|before|for|as|and)\b)"
    r"|(?:(?<=\w\w )(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )there\b(?=\s*[?.!]*$))",
    re.IGNORECASE,
)
UNNAMED_REPORT = re.compile(
    r"\bth(?:e|is|at) (?:overall |previous |last |next |latest |full |same )?"
    r"(?:effectiveness|inspections?|report|lead inspector|inspectors|grades?|judge?ments?|rating"
    r"|authority|council|director|local authority)\b"
    r"(?=\s*(?:[?.,]|$)|\s+(?:was|were|is|are|did|does|do|has|had|say|said|find"
    r"|found|published|get|got|given|start|take|took|end|last|happen|made|make|for|about|on"
    r"|recommend|mention|conclude|then|there|led|call|praise|criticise|see|visit|want)\b)"
    r"|\b(?:judged|graded|rated|inspected)\b|\bwhat (?:overall )?(?:grade|rating|judge?ment)\b",
    re.IGNORECASE,
)
OF_MANY = re.compile(
    r"\b(?:which|any|all|every|each|most|some|how many|other|(?:what|which) \w+)\s+(?:of the )?"
    r"(?:local )?(?:authorit|council|report|area|service|home|inspection|provider|agenc)"
    r"|\breports say\b|\b(?:authorities|councils|areas|homes|reports|services|inspections)\b"
)
_NEW_TOPIC = re.compile(
    r"^(?:by the way|(?:a |another |one )?(?:new|different|separate) (?:question|topic|subject)"
    r"|on (?:another|a different) (?:note|topic|subject|matter)|changing the subject"
    r"|something else|turning to)\b"
)
_CLAUSE = re.compile(
    r"\b(?:when|if|while|because|who|that|before|after|since|so|where|and|but)\b|,"
)
_SAYS_LITTLE = re.compile(
    r"\b(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|be|been|do|does|did|has"
    r"|have|had|can|could|will|would|should|may|might|must|shall|a|an|the|to|of|for|in|on|at|by"
    r"|with|from|about|many|much|long|often|old|other|happens?|happened|happening|i|we|you|me|us"
    r"|if|when|and|or|not|say|said|get|know|tell|think|mean|also|then|there|else|any|anything)\b"
)


def is_new_topic(question: str) -> bool:
    """Say whether the question itself says that it changes the subject."""
    return bool(_NEW_TOPIC.search(fold(question)))


def follows_up(question: str) -> bool:
    """Say whether a question leans on what was said before.

    "The report" leans too unless an authority is named, which the caller knows
    (`asks_of_unnamed_report`).
    """
    # Later sentences lean on the first: "I read of foster care. What is that?" stands alone.
    first = re.split(r"(?<=[.?!])\s", fold(question).strip())[0]
    body = OPENING.sub("", first)
    if not body or any(form.search(body) for form in (BARE, ABOUT, _MORE, MEANT)):
        return True
    if joins_on(question) and len(body.split()) <= FRAGMENT_WORDS and not is_clause(body):
        return True
    return bool(THERE.search(body) or POINTING.search(body) or leaning_pronoun(body))


def joins_on(question: str) -> bool:
    """Say whether a question begins with "and", "or" or "but", after thanks perhaps."""
    opening = OPENING.match(question)
    return bool(opening and re.search(r"\b(?:and|or|but)\b", opening.group(), re.IGNORECASE))


def is_clause(text: str) -> bool:
    """Say whether words are more than a fragment: one of them asks, or joins a clause."""
    return bool(_ASKS.search(fold(text)))


def asks_of_unnamed_report(question: str) -> bool:
    """Say whether one report, inspection or grade is asked of, as if known which."""
    folded = fold(question)
    return bool(UNNAMED_REPORT.search(folded)) and not OF_MANY.search(folded)


def leaning_pronoun(question: str) -> re.Match[str] | None:
    """Return the first personal pronoun whose noun is not in the question itself."""
    veiled = EXPLETIVE.sub(lambda found: "#" * len(found.group()), question)
    for pronoun in PRONOUN.finditer(veiled):
        before = veiled[: pronoun.start()]
        if "#" in before[-1:]:
            continue
        said = _SAYS_LITTLE.sub(" ", fold(before)).strip(" ,.;:!?-'\"#")
        owns = pronoun.group().lower() in {"its", "their", "his", "her", "theirs", "hers"}
        if not said or not (owns or _has_its_noun(fold(before))):
            return pronoun
    return None


def _has_its_noun(before: str) -> bool:
    """Say whether a clause that can hold a pronoun's noun ends before it ("carers, when they")."""
    return any(
        _SAYS_LITTLE.sub(" ", before[: clause.start()]).strip(" ,.;:!?-'\"#")
        for clause in _CLAUSE.finditer(before)
    )
