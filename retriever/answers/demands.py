"""What a question demands of its answer beyond likeness, and what becomes of quotes that lack it.

"Who runs it" wants somebody, "what was paid" an amount, "what is the name of" a name, "can it be
extended" that something is extended; and what a document says that is on no authority is about the
one asked for only where it names it. The fitted weights see such things as one sign among many;
here they are demands. Sentences that meet them come first, and what lacks one is less surely an
answer.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from retriever.answers.asked_forms import HOW_MANY, HYPOTHETIC
from retriever.answers.definitions import MAY_DEFINE, subject_of
from retriever.answers.direct_dates import TIME_LIMIT
from retriever.answers.judged import Judged
from retriever.answers.roles import tells_role
from retriever.records import BlockKind
from retriever.search.places import named_authorities
from retriever.search.query import Asked, Query
from retriever.store.analyser import fold, stem, terms

LESS_SURE = 1.5
"""Taken from the log odds of what lacks something that is demanded."""

MUCH_LESS_SURE = 2.5
"""The same for what lacks the count, the unit or the name that is asked for: a number of another
thing looks much like it."""

WHOLLY = 0.999
MORE_SURE = 1.0
"""Given to what holds every word of a topic: a word or two are like no passage as a whole."""

UNHEARD_WEIGHT = 0.3
"""Of all the question's words. Of 80 questions of things that reports never tell, 36 are refused
and not 22; of 78 golden questions and 148 of squad2_dev one more."""

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
_ASKS_MORE = re.compile(r"\b(what|who|whom|whose|when|where|which|why|how)\b")
_NUMBERED = re.compile(r"^\W*\d{1,3}[.)]?\s+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ASKS_A_NAME = re.compile(r"\bname of\b|\b(is|are|was|were) [\w’' ]+ (called|named)\b")
_COMPARES = re.compile(r"\b(better|worse|stronger|weaker|fairer|kinder|cleverer|nicer)\b.*\bthan\b")

_ASKS_FOR_QUESTIONS = re.compile(r"\b(?:ask(?:s|ed|ing)?|questions?|wonder(?:s|ed)?)\b")
_ASKS_BY_WHEN = re.compile(r"\bwhen (?:must|should|shall) ")
_CONTENTS = re.compile(r"(?:table of )?contents:?|(?:in|on) this page:?", re.IGNORECASE)
_ELSEWHERE = (
    r"(?:(?:the|this|our|a|its) )?(?:[\w-]+ ){0,3}(?:chapter|annex|appendix|guidance|guide|page"
    r"|pages|website|document|documents|policy|link|links|table|box|toolkit|report|handbook"
    r"|working together|(?:section|paragraph|regulation)s? \d+)\b"
)
_POINTS_ELSEWHERE = re.compile(
    r"^\W*(?:(?:for )?(?:further|more|additional|full) (?:information|details?|guidance|advice)"
    r"|see (?:also )?(?:section|chapter|annex|page|paragraph|the (?:\w+ )?(?:guidance|guide))"
    r"|examples? of (?:which|these)\b)"
    r"|\b(?:is|are|can be) (?:also )?(?:described|set out|explained|listed|available|provided|given"
    rf"|outlined|found|covered|published|included) (?:in|at|on) {_ELSEWHERE}"
    r"|\b(?:listed|described|set out|explained|found) (?:below|above|elsewhere|here)\b"
    r"|\b(?:contains?|provides?|gives?) (?:further|more|additional) (?:information|details?)\b"
    r"|\b(?:further|more|additional) (?:information|details?|guidance|advice)\b.*"
    r"\b(?:available|found|provided|set out|contained)\b",
    re.IGNORECASE,
)
_ASKS_WHERE = re.compile(
    r"\b(?:where|which (?:guidance|document|regulations?|act|law|section|chapter)|available"
    r"|information|guidance|advice|published|publishes|details?)\b"
)

_DONE = re.compile(
    r"^\W*(?:can|could|may|might|must|should|will|is|are|was|were|has|have) .*\b(\w{3,}ed)\W*$"
)
"""What a question asks whether it is done: "can an approval be extended?"."""


def meeting_demands(query: Query, judged: Sequence[Judged]) -> list[Judged]:
    """Return candidates in their order once what the question demands has counted.

    Args:
        query: The question.
        judged: The candidates, best first.
    """
    moved = [_moved(query, each) for each in judged]
    return sorted(moved, key=lambda each: -each.order)


def _moved(query: Query, judged: Judged) -> Judged:
    unmet = [each for each in _DEMANDS if each.lacks(query, judged)]
    tells = query.is_topic and judged.evidence.coverage >= WHOLLY
    if not unmet and not tells:
        return judged
    sure = min(max(judged.probability, 1e-6), 1 - 1e-6)
    odds = math.log(sure / (1 - sure)) + (MORE_SURE if tells else 0.0)
    odds -= max((each.less_sure for each in unmet), default=0.0)
    behind = sum(each.behind for each in unmet)
    return replace(judged, order=judged.order - behind, probability=1 / (1 + math.exp(-odds)))


def _is_unheard_of(_: Query, judged: Judged) -> bool:
    """Say whether a weighty word of the question stands nowhere in the library."""
    return judged.evidence.unheard > UNHEARD_WEIGHT


def _is_of_contents(_: Query, judged: Judged) -> bool:
    """Say whether a quote is an entry of a table of contents."""
    text = judged.document.text
    led = [text[span.start : span.end] for span in judged.candidate.context]
    return any(_CONTENTS.fullmatch(each.strip()) for each in led)


def _asks_itself(query: Query, judged: Judged) -> bool:
    """Say whether a quote is a question, and none is asked for: what answers stands after it."""
    wants_one = _ASKS_FOR_QUESTIONS.search(fold(query.text)) is not None
    return not wants_one and _own(judged).rstrip().endswith("?")


def _says_nothing(query: Query, judged: Judged) -> bool:
    """Say whether a quote has no word that the question has not; a yes may have none."""
    asks_more = _ASKS_MORE.search(fold(query.text)) is not None
    if judged.candidate.kind is BlockKind.TABLE_ROW or not asks_more:
        return False
    return {*terms(_NUMBERED.sub("", judged.quote))} <= {*query.terms}


def _is_of_another_year(query: Query, judged: Judged) -> bool:
    """Say whether neither a passage nor its document's dates have a year that is named."""
    years = [name for name in query.names if _YEAR.fullmatch(name)]
    about = judged.document.metadata
    known = " ".join(str(day.year) for day in about.days)
    said = f"{about.title} {known} {judged.passage.indexed_text} {_all(judged)}"
    return bool(years) and not any(year in said for year in years)


def _tells_no_duty(query: Query, judged: Judged) -> bool:
    """Say whether a question of what must be finds what is.

    "How soon must a visit be made" is answered by guidance, not by a report of one visit.
    """
    asks = _ASKS_DUTY.search(fold(query.text)) is not None
    return asks and _TELLS_DUTY.search(_all(judged)) is None


def _is_elsewhere(query: Query, judged: Judged) -> bool:
    """Say whether a document on no authority speaks of none that the question names."""
    if not query.authorities or judged.document.metadata.authority is not None:
        return False
    return not named_authorities(query.authorities, f"{judged.passage.indexed_text} {_all(judged)}")


def _counts_nothing(query: Query, judged: Judged) -> bool:
    return judged.evidence.fits < 0 and HOW_MANY.search(fold(query.text)) is not None


def _tells_no_time(query: Query, judged: Judged) -> bool:
    """Say whether "when must it be done" finds neither a time limit nor a condition."""
    return judged.evidence.fits < 0 and HYPOTHETIC.search(fold(query.text)) is not None


def _tells_no_limit(query: Query, judged: Judged) -> bool:
    """Say whether "when must it be done" finds a condition, perhaps, and no time limit."""
    asks = _ASKS_BY_WHEN.search(fold(query.text)) is not None
    return asks and TIME_LIMIT.search(_own(judged)) is None


def _defines_nothing(query: Query, judged: Judged) -> bool:
    asks = query.asked is Asked.DEFINITION and bool(subject_of(query.text))
    return asks and judged.evidence.fits < 0


def _defines_loosely(query: Query, judged: Judged) -> bool:
    """Say whether what should say what a thing is says something of it at most."""
    return _defines_nothing(query, judged) or judged.evidence.fits == MAY_DEFINE


def _tells_no_role(query: Query, judged: Judged) -> bool:
    return not tells_role(query.text, _own(judged), _context(judged), query.other_forms)


def _points_elsewhere(query: Query, judged: Judged) -> bool:
    """Say whether a quote says only where something is told."""
    asks_where = _ASKS_WHERE.search(fold(query.text)) is not None
    return not asks_where and _POINTS_ELSEWHERE.search(_own(judged)) is not None


def _tells_nobody(query: Query, judged: Judged) -> bool:
    is_lacking = query.asked is Asked.PERSON and judged.evidence.fits_closely < 0
    somebody = _HOLDER if _ASKS_HOLDER.search(fold(query.text)) else _SOMEBODY
    return is_lacking and somebody.search(judged.quote) is None


def _leaves_undone(query: Query, judged: Judged) -> bool:
    """Say whether a quote does not speak of what the question asks whether it is done."""
    done = _DONE.search(fold(query.text))
    return done is not None and stem(done.group(1)) not in {*terms(_all(judged))}


def _lacks_unit_or_name(query: Query, judged: Judged) -> bool:
    if judged.evidence.fits_unit < 0:
        return True
    is_lacking = query.asked is Asked.PERSON and judged.evidence.fits_closely < 0
    return is_lacking and _ASKS_A_NAME.search(fold(query.text)) is not None


def _lacks_a_side(query: Query, judged: Judged) -> bool:
    """Say whether a comparison of what the question names finds one side alone."""
    if not _COMPARES.search(fold(query.text)):
        return False
    said = fold(f"{judged.passage.header} {_all(judged)}")
    return not all(re.search(rf"\b{re.escape(name)}\b", said) for name in query.names)


def _all(judged: Judged) -> str:
    """Return a quote with what it needs to be understood."""
    return f"{_context(judged)} {judged.quote}"


def _context(judged: Judged) -> str:
    text = judged.document.text
    return " ".join(text[span.start : span.end] for span in judged.candidate.context)


def _own(judged: Judged) -> str:
    """Return the sentence or row that was judged, without what follows it in the quote."""
    return judged.document.text[judged.candidate.start : judged.candidate.end]


@dataclass(frozen=True, slots=True)
class _Demand:
    """What lacks it comes behind in the order, and is less surely an answer, both in log odds."""

    lacks: Callable[[Query, Judged], bool]
    behind: float = 0.0
    less_sure: float = LESS_SURE


_DEMANDS = (
    _Demand(_asks_itself, behind=3.0),
    _Demand(_is_of_contents, behind=5.0),
    _Demand(_says_nothing, behind=5.0),
    _Demand(_is_elsewhere, behind=2.0),
    _Demand(_is_of_another_year, behind=2.0),
    _Demand(_tells_nobody, behind=5.0),
    _Demand(_leaves_undone, behind=2.0, less_sure=0.0),  # other words may say that it is done
    _Demand(_tells_no_duty, behind=1.5, less_sure=0.0),
    _Demand(_lacks_unit_or_name, less_sure=MUCH_LESS_SURE),
    _Demand(_lacks_a_side),
    _Demand(_counts_nothing, less_sure=MUCH_LESS_SURE),
    _Demand(_tells_no_time, behind=1.0, less_sure=0.5),
    _Demand(_tells_no_limit, behind=1.0, less_sure=0.0),
    _Demand(_defines_loosely, behind=2.5, less_sure=0.0),
    _Demand(_defines_nothing, behind=1.0, less_sure=0.5),
    _Demand(_tells_no_role, behind=2.0, less_sure=0.0),
    _Demand(_points_elsewhere, behind=1.5, less_sure=0.5),
    _Demand(_is_unheard_of, less_sure=1.0),
)
