"""Whether a quote is of the kind that its question asks for: what it lacks where it is not.

"Who runs it" wants somebody, "what was paid" an amount, "what is the name of" a name, "can it be
extended" that something is extended. Each function says whether a candidate lacks one such thing;
False where the question does not ask for it.
"""

import re

from retriever.answers.asked_forms import HOW_MANY, HYPOTHETIC
from retriever.answers.definitions import MAY_DEFINE, subject_of
from retriever.answers.direct_dates import TIME_LIMIT
from retriever.answers.judged import Judged
from retriever.answers.roles import tells_role
from retriever.search.query import Asked, Query
from retriever.store.analyser import fold, stem, terms

_HOLDERS = (
    r"person|staff|team|board|council(?:lor)?s?|authorit(?:y|ies)|partners(?:hips?)?|partner|agency"
    r"|agencies|court|police|minister|secretary|ofsted|inspectorate|inspectors?|managers?"
    r"|directors?|heads?|headteachers?|teachers?|leads?|leaders?|chairs?|officers?|members?|workers?"
    r"|advis[eo]rs?|practitioners?|professionals?|reviewers?|providers?|employers?|charity|company"
    r"|firm|government|department|panel|committee|commissioners?|trust(?:ees)?|doctors?|nurses?"
    r"|judges?|guardians?|visitors?"
)
_OTHERS = (
    r"who|they|he|she|we|i|you|people|carers?|parents?|child(?:ren)?|aunts?|uncles?|mother|father"
    r"|grand\w+|famil\w+|brothers?|sisters?"
)
_HOLDER = re.compile(rf"\b({_HOLDERS})\b", re.IGNORECASE)
_SOMEBODY = re.compile(rf"\b({_HOLDERS}|{_OTHERS})\b", re.IGNORECASE)
_ASKS_HOLDER = re.compile(
    r"^\W*(who|which \w+) (runs?|ran|leads?|led|chairs?|chaired|manages?|managed|heads?|headed"
    r"|owns?|owned|oversees?|oversaw|(is|was) (in charge|responsible|accountable))\b"
)
_ASKS_DUTY = re.compile(r"\b(must|should|shall|ha(ve|s) to|required to|obliged)\b")
_TELLS_DUTY = re.compile(
    r"\b(must|should|shall|ha(ve|s) to|needs? to|required?|requires|requirements?|dut(y|ies)"
    r"|obliged|responsib\w+|entitled|expected|may not|will (need|have) to|(is|are|to) be|within"
    r"|at least)\b",
    re.IGNORECASE,
)
_ASKS_A_NAME = re.compile(r"\bname of\b|\b(is|are|was|were) [\w’' ]+ (called|named)\b")
_COMPARES = re.compile(r"\b(better|worse|stronger|weaker|fairer|kinder|cleverer|nicer)\b.*\bthan\b")
_ASKS_BY_WHEN = re.compile(r"\bwhen (?:must|should|shall) ")
_DONE = re.compile(
    r"^\W*(?:can|could|may|might|must|should|will|is|are|was|were|has|have) .*\b(\w{3,}ed)\W*$"
)
"""What a question asks whether it is done: "can an approval be extended?"."""


def tells_no_duty(query: Query, judged: Judged) -> bool:
    """Say whether a question of what must be finds what is.

    "How soon must a visit be made" is answered by guidance, not by a report of one visit.
    """
    asks = _ASKS_DUTY.search(fold(query.text)) is not None
    return asks and _TELLS_DUTY.search(judged.whole) is None


def counts_nothing(query: Query, judged: Judged) -> bool:
    """Say whether "how many" finds no count."""
    return judged.evidence.fits < 0 and HOW_MANY.search(fold(query.text)) is not None


def tells_no_time(query: Query, judged: Judged) -> bool:
    """Say whether "when must it be done" finds neither a time limit nor a condition."""
    return judged.evidence.fits < 0 and HYPOTHETIC.search(fold(query.text)) is not None


def tells_no_limit(query: Query, judged: Judged) -> bool:
    """Say whether "when must it be done" finds a condition, perhaps, and no time limit."""
    asks = _ASKS_BY_WHEN.search(fold(query.text)) is not None
    return asks and TIME_LIMIT.search(judged.own) is None


def defines_nothing(query: Query, judged: Judged) -> bool:
    """Say whether "what is" finds nothing that says what the thing is."""
    asks = query.asked is Asked.DEFINITION and bool(subject_of(query.text))
    return asks and judged.evidence.fits < 0


def defines_loosely(query: Query, judged: Judged) -> bool:
    """Say whether what should say what a thing is says something of it at most."""
    return defines_nothing(query, judged) or judged.evidence.fits == MAY_DEFINE


def tells_no_role(query: Query, judged: Judged) -> bool:
    """Say whether a question of a role finds nothing that its holder does."""
    return not tells_role(query.text, judged.own, judged.context_words, query.other_forms)


def tells_nobody(query: Query, judged: Judged) -> bool:
    """Say whether "who" finds neither a name nor anybody who could be meant."""
    is_lacking = query.asked is Asked.PERSON and judged.evidence.fits_closely < 0
    somebody = _HOLDER if _ASKS_HOLDER.search(fold(query.text)) else _SOMEBODY
    return is_lacking and somebody.search(judged.quote) is None


def leaves_undone(query: Query, judged: Judged) -> bool:
    """Say whether a quote does not speak of what the question asks whether it is done."""
    done = _DONE.search(fold(query.text))
    return done is not None and stem(done.group(1)) not in {*terms(judged.whole)}


def lacks_unit_or_name(query: Query, judged: Judged) -> bool:
    """Say whether an amount, a length of time or a name is asked for, and there is none."""
    if judged.evidence.fits_unit < 0:
        return True
    is_lacking = query.asked is Asked.PERSON and judged.evidence.fits_closely < 0
    return is_lacking and _ASKS_A_NAME.search(fold(query.text)) is not None


def lacks_a_side(query: Query, judged: Judged) -> bool:
    """Say whether a comparison of what the question names finds one side alone."""
    if not _COMPARES.search(fold(query.text)):
        return False
    said = fold(f"{judged.passage.header} {judged.whole}")
    return not all(re.search(rf"\b{re.escape(name)}\b", said) for name in query.names)
