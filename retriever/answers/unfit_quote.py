"""Whether a quote is fit to answer at all: what it is instead, where it is not.

A question, an entry of contents, a pointer to another document, words about another place or year.
Each function says whether a candidate is one such thing.
"""

import re

from retriever.answers.asked_forms import holds_word
from retriever.answers.judged import Judged
from retriever.records import BlockKind
from retriever.search.gazetteer import other_councils
from retriever.search.places import named_authorities
from retriever.search.query import Query
from retriever.store.analyser import fold, stem, terms

_ASKS_MORE = re.compile(r"\b(what|who|whom|whose|when|where|which|why|how)\b")
_NUMBERED = re.compile(r"^\W*\d{1,3}[.)]?\s+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ASKS_FOR_QUESTIONS = re.compile(r"\b(?:ask(?:s|ed|ing)?|questions?|wonder(?:s|ed)?)\b")
_TELLS_WHAT_WAS_ASKED = re.compile(
    r"\W*(?:we|inspectors|the survey) (?:also )?asked (?:\w+ ){0,3}?"
    r"(?:how|whether|if|what|when|where|why|who|which|about)\b",
    re.IGNORECASE,
)
_ITEM_ASKS = re.compile(r"\W*(?P<word>who|when|where|why|how (?:many|often|long))\b", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|can|may|must|should|shall|will|would|does|do|did"
    r"|means?|meant|\w{3,}ed|occurs?|sets?|gives?|includes?|appl(?:y|ies)|requires?|provides?|says?"
    r"|makes?|made|needs?)\b"
)
_QUALIFIED = re.compile(
    r"\b(?P<how>interim|acting|deputy|assistant|former|shadow) (?:[\w’']+ ){0,3}?(?P<office>"
    r"commissioner|director|manager|head|headteacher|chair|lead|leader|inspector|officer|secretary"
    r"|minister|principal|keeper)s?\b",
    re.IGNORECASE,
)
_SPAN_OF_YEARS = re.compile(r"\b((?:19|20)\d\d)[-–/](\d\d)\b")
_ASKS_RULE = re.compile(r"\b(?:must|should|shall|may|can|has to|have to|required?)\b")
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
    r"|information|guidance|advice|published|publishes|details?|include[sd]?|contains?)\b"
)
UNHEARD_WEIGHT = 0.3
"""Of all the question's words. Of 80 questions of things that reports never tell, 36 are refused
and not 22; of 78 golden questions and 148 of squad2_dev one more."""


def is_unheard_of(_: Query, judged: Judged) -> bool:
    """Say whether a weighty word of the question stands nowhere in the library."""
    return judged.evidence.unheard > UNHEARD_WEIGHT


def is_of_contents(_: Query, judged: Judged) -> bool:
    """Say whether a quote is an entry of a table of contents."""
    text = judged.document.text
    led = [text[span.start : span.end] for span in judged.candidate.context]
    return any(_CONTENTS.fullmatch(each.strip()) for each in led)


def asks_itself(query: Query, judged: Judged) -> bool:
    """Say whether a quote is a question, and none is asked for: what answers stands after it.

    An item of a plan ("who the partners are") asks what the question asks, and tells nobody.
    """
    wants_one = _ASKS_FOR_QUESTIONS.search(query.asking) is not None
    asks = judged.own.rstrip().endswith("?") or _TELLS_WHAT_WAS_ASKED.match(judged.own)
    begun, asking = _ITEM_ASKS.match(judged.own), _ITEM_ASKS.match(query.asking)
    repeats = begun and asking and fold(begun["word"]) == fold(asking["word"])
    return bool(asks or repeats) and not wants_one


def says_nothing(query: Query, judged: Judged) -> bool:
    """Say whether a quote has no word that the question has not; a yes may have none."""
    asks_more = _ASKS_MORE.search(query.asking) is not None
    if judged.candidate.kind is BlockKind.TABLE_ROW or not asks_more:
        return False
    return {*terms(_NUMBERED.sub("", judged.quote))} <= {*query.terms}


def is_of_another_year(query: Query, judged: Judged) -> bool:
    """Say whether neither a passage nor its document's dates have a year that is named."""
    asked = _years_named(query)
    return bool(asked) and not asked & _years_told(judged)


def is_elsewhere(query: Query, judged: Judged) -> bool:
    """Say whether a document on no authority speaks of none that the question names."""
    if not query.authorities or judged.document.metadata.authority is not None:
        return False
    return not named_authorities(query.authorities, f"{judged.passage.indexed_text} {judged.whole}")


def is_of_another_council(query: Query, judged: Judged) -> bool:
    """Say whether a report on one council says nothing of the one that a question names."""
    asked = other_councils(query.text, query.authorities)
    own = judged.document.metadata.authority
    if not asked or query.authorities or own is None:
        return False
    told = named_authorities((*asked, own), f"{judged.passage.indexed_text} {judged.whole}")
    return not any(each in told for each in asked)


def points_elsewhere(query: Query, judged: Judged) -> bool:
    """Say whether a quote says only where something is told."""
    asks_where = _ASKS_WHERE.search(query.asking) is not None
    return not asks_where and _POINTS_ELSEWHERE.search(judged.own) is not None


def is_reference(_: Query, judged: Judged) -> bool:
    """Say whether a quote is a footnote that only names a work: it has no verb."""
    is_note = judged.candidate.kind is BlockKind.FOOTNOTE
    return is_note and _VERB.search(judged.own) is None


def is_of_a_stand_in(query: Query, judged: Judged) -> bool:
    """Say whether a quote is about an interim or former holder, and the question about the real."""
    asked = fold(query.text)
    return any(
        not holds_word(asked, fold(found["how"])) and stem(fold(found["office"])) in query.terms
        for found in _QUALIFIED.finditer(judged.own)
    )


def is_before(query: Query, judged: Judged) -> bool:
    """Say whether a year is named that is later than any that the document speaks of there.

    Not where a rule is asked for: it stands until another comes.
    """
    asked, told = _years_named(query), _years_told(judged)
    is_rule = _ASKS_RULE.search(query.asking) is not None
    return bool(asked and told) and not is_rule and max(asked) > max(told)


def _years_named(query: Query) -> set[int]:
    return {int(name) for name in query.names if _YEAR.fullmatch(name)}


def _years_told(judged: Judged) -> set[int]:
    """Return the years of a quote, its passage and its document's dates: "2024-25" is two."""
    about = judged.document.metadata
    days = " ".join(str(day.year) for day in about.days)
    said = f"{about.title} {days} {judged.passage.indexed_text} {judged.whole}"
    whole = _SPAN_OF_YEARS.sub(lambda found: f"{found[1]} {found[1][:2]}{found[2]}", said)
    return {int(found.group()) for found in _YEAR.finditer(whole)}
