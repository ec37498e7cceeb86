"""Whether a quote is of the kind that its question asks for: what it lacks where it is not.

"Who runs it" wants somebody, "what was paid" an amount, "what is the name of" a name, "can it be
extended" that something is extended. Each function says whether a candidate lacks one such thing;
False where the question does not ask for it.
"""

import re

from retriever.answers.asked_forms import holds_word
from retriever.answers.definitions import MAY_DEFINE, subject_of
from retriever.answers.judged import Judged
from retriever.answers.roles import tells_role
from retriever.search.asked import Asked
from retriever.search.clause import NOT_OF_ANOTHER
from retriever.search.query import Query
from retriever.store.analyser import fold, stem, terms

_HOLDERS = (
    r"person|staff|team|board|council(?:lor)?s?|authorit(?:y|ies)|partners(?:hips?)?|partner|agency"
    r"|agencies|court|police|minister|secretary|ofsted|inspectorate|inspectors?|managers?"
    r"|directors?|heads?|headteachers?|teachers?|leads?|leaders?|chairs?|officers?|members?|workers?"
    r"|advis[eo]rs?|practitioners?|professionals?|reviewers?|providers?|employers?|charity|company"
    r"|firm|government|department|panel|committee|commissioners?|trust(?:ees)?|doctors?|nurses?"
    r"|judges?|guardians?|visitors?|volunteers?|mentors?|advocates?|magistrates?|midwives|coroners?"
)
_OTHERS = (
    r"who|they|he|she|we|i|you|people|carers?|parents?|child(?:ren)?|aunts?|uncles?|mother|father"
    r"|grand\w+|famil\w+|brothers?|sisters?|everyone(?:['’]s)?|everybody(?:['’]s)?|organisations?"
    r"|schools?|colleges?|homes?"
)
_ACRONYM = r"(?-i:[A-Z]{2,6}s?)"
_HOLDER = re.compile(rf"\b({_HOLDERS}|{_ACRONYM})\b", re.IGNORECASE)
_SOMEBODY = re.compile(rf"\b({_HOLDERS}|{_OTHERS}|{_ACRONYM})\b", re.IGNORECASE)
_ASKS_HOLDER = re.compile(
    r"^\W*(who|which \w+) (runs?|ran|leads?|led|chairs?|chaired|manages?|managed|heads?|headed"
    r"|owns?|owned|oversees?|oversaw|(is|was) in charge)\b"
)
"""Who is responsible may be anybody: the carers, everyone."""
_ASKS_DUTY = re.compile(r"\b(must|should|shall|ha(ve|s) to|required to|obliged)\b")
_TELLS_DUTY = re.compile(
    r"\b(must|should|shall|ha(ve|s) to|needs? to|required?|requires|requirements?|dut(y|ies)"
    r"|obliged|responsib\w+|entitled|expected|may not|will (need|have) to|(is|are|to) be|within"
    r"|at least)\b",
    re.IGNORECASE,
)
_COMPARES = re.compile(r"\b(better|worse|stronger|weaker|fairer|kinder|cleverer|nicer)\b.*\bthan\b")
_ASKS_WHY = re.compile(r"^\W*(?:and |so |but )?why\b")
_GIVES_REASON = re.compile(
    r"\b(?:because|due to|owing to|as a result|result(?:s|ed|ing) in|so that|in order to|purpose"
    r"|therefore|reasons?|since|as (?:it|they|this|these|there|he|she|we|the|their|his|her|its|some"
    r"|most)|mean(?:s|t)? that|which (?:means?|meant)|to (?:ensure|enable|make|help|allow|prevent"
    r"|protect|identify|avoid|reduce|improve|support|give|keep|rectify|adapt|address|provide|meet"
    r"|create|increase|maintain|strengthen|secure)|leads? to|led to|causes?|caused|given that"
    r"|for this|aims?|might|may|could|so (?:there|they|it|he|she|we)|impact(?:s|ed|ing)?|pressures?"
    r"|shortages?|issues with|demands|overly|not enough|lack of|leav(?:e|es|ing)|believes?|offering"
    r"|insufficient|unable|not able|prompted|driven|following|reflect\w*|affect\w*|contribut\w*"
    r"|hamper\w*|hinder\w*|in response|at the request|until)\b",
    re.IGNORECASE,
)
_ASKS_FORBIDDEN = re.compile(
    r"^(?!.*\b(?:if|when|because|unless|why|where)\b)"
    r".*\b(?:cannot|can't|must not|mustn't|may not|should not|shouldn't|not (?:be )?(?:allowed"
    r"|permitted)|forbidden|prohibited|banned)\b"
)
_FORBIDS = re.compile(
    r"\b(?:not|no|cannot|never|neither|nor|nobody|none|without|only|unless|except|prohibit\w*"
    r"|forbid\w*|forbidden|banned?|unlawful|illegal|offence|exclud\w+|disqualif\w+)\b|n['’]t\b",
    re.IGNORECASE,
)
_IS = (
    rf"\b(?:(?:what|which) (?:is|are|was)|give me|is there|have (?:you|we|they)(?: got)?) "
    rf"(?:{NOT_OF_ANOTHER}[\w'’-]+ ){{0,5}}?"
)
_STREET = r"\b(?:what|which) (?:street|road)\b(?! (?:safety|work|children))"
_CONTACTS = (
    (
        re.compile(rf"{_IS}(?:e-?mail address|e-?mail)\b|\bwhat address\b"),
        re.compile(r"\S@\S"),
    ),
    (
        re.compile(rf"{_IS}(?:web(?:site)? address|website|url)\b"),
        re.compile(r"\bwww\.|https?:|\w\.(?:gov|org|com|co)\b"),
    ),
    (
        re.compile(rf"{_IS}(?:(?:street |postal )?address|postcode)\b|{_STREET}"),
        re.compile(
            r"\b[A-Z][\w’']+ (?:Road|Street|Avenue|Lane|Close|Square|Drive|Place|Crescent"
            r"|Way|House|Court)\b"
            r"|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\S@\S|\bwww\."
        ),
    ),
    (
        re.compile(rf"{_IS}(?:tele)?phone number\b|\bnumber (?:to|do i) (?:ring|call|phone)\b"),
        re.compile(r"\d{3,}[ \d]{3,}"),
    ),
    (
        re.compile(
            rf"{_IS}opening (?:hours|times)\b"
            r"|\b(?:what|which) (?:hours|times?) (?:is|are|does|do) .*\bopen\W*$"
        ),
        re.compile(
            r"\d ?(?:am|pm)\b|\b(?:24 hours|hours a day|daily|days? a week|weekends?|weekdays?"
            r"|mornings?|afternoons?|evenings?|nights?|round the clock)\b|24/7"
        ),
    ),
)
"""What reaches somebody, and how it looks."""
_DONE = re.compile(
    r"^\W*(?:can|could|may|might|must|should|will|is|are|was|were|has|have) .*\b(\w{3,}ed)\W*$"
)
"""What a question asks whether it is done: "can an approval be extended?"."""


def tells_no_duty(query: Query, judged: Judged) -> bool:
    """Say whether a question of what must be finds what is.

    "How soon must a visit be made" is answered by guidance, not by a report of one visit.
    """
    asks = _ASKS_DUTY.search(query.asking) is not None
    return asks and _TELLS_DUTY.search(judged.whole) is None


def defines_nothing(query: Query, judged: Judged) -> bool:
    """Say whether "what is" finds nothing that says what the thing is."""
    asks = query.asked is Asked.DEFINITION and bool(subject_of(query.asking))
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
    somebody = _HOLDER if _ASKS_HOLDER.search(query.asking) else _SOMEBODY
    return is_lacking and somebody.search(judged.quote) is None


def leaves_undone(query: Query, judged: Judged) -> bool:
    """Say whether a quote does not speak of what the question asks whether it is done."""
    done = _DONE.search(query.asking)
    return done is not None and stem(done.group(1)) not in {*terms(judged.whole)}


def lacks_contact(query: Query, judged: Judged) -> bool:
    """Say whether an address, or a number to ring, is asked for and there is none."""
    wanted = next((tells for asks, tells in _CONTACTS if asks.search(query.asking)), None)
    if wanted is None:
        return False
    asked = fold(query.text)
    told = (fold(found.group()) for found in wanted.finditer(judged.whole))
    return all(holds_word(asked, each) for each in told)


def lacks_a_side(query: Query, judged: Judged) -> bool:
    """Say whether a comparison of what the question names finds one side alone."""
    if not _COMPARES.search(query.asking):
        return False
    said = fold(f"{judged.passage.header} {judged.whole}")
    return not all(holds_word(said, name) for name in query.names)


def gives_no_reason(query: Query, judged: Judged) -> bool:
    """Say whether "why" finds no word that gives a reason."""
    asks = _ASKS_WHY.match(query.asking) is not None
    return asks and _GIVES_REASON.search(judged.whole) is None


def forbids_nothing(query: Query, judged: Judged) -> bool:
    """Say whether a question of what may not be finds what may."""
    asks = _ASKS_FORBIDDEN.search(query.asking) is not None
    return asks and _FORBIDS.search(judged.whole) is None
