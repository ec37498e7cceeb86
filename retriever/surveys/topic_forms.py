"""How questions ask what many documents say of a topic. Knows forms of words only.

Each form names several documents, or the people who wrote them, and has a place of its own for the
topic: a question about one report, or one that names none, has no such form.
"""

import re
from dataclasses import dataclass

from retriever.surveys.nouns import ANY_NOUN, DOCUMENTS, INSPECTORS, REPORTS, Noun, noun_in
from retriever.surveys.when import Dated

PLACE = "\x01"
"""Stands in a folded question for an authority's name."""


@dataclass(frozen=True, slots=True)
class TopicAsked:
    """A topic, the documents that are asked about it, and which of their dates counts."""

    topic: str
    noun: Noun
    dated: Dated


_SEVERAL = rf"(?P<noun>{ANY_NOUN}|(?:ofsted )?inspectors)"
_THE = (
    r"(?:(?:the|our|your|these|those|all|all of|most|most of|of|different|various|other|recent"
    r"|any) )*"
)
_OF_PLACES = rf"(?: (?:on|about|of|for|from|in|at|into)(?: {PLACE},?(?: and| or)?)+)?"
_THAT_WERE = r"(?: (?:that were |which were )?(?P<dated>published|issued|inspected|from|dated|of))?"
_WHOSE = f"{_THE}{_SEVERAL}{_THAT_WERE}{_OF_PLACES}"
_SAY = (
    r"(?:say|said|tell us|tell me|tell|told us|find|found|report|reported|note|noted|conclude"
    r"|concluded|write|wrote|state|stated|think|thought|have to say|had to say|generally say)"
)
_ABOUT = r"(?:about|on|regarding|concerning|of|with regard to|in relation to)"
_MENTION = (
    r"(?:mention(?:s|ed|ing)?|discuss(?:es|ed|ing)?|talk(?:s|ed|ing)? about"
    r"|refer(?:s|red|ring)? to|cover(?:s|ed|ing)?|deal(?:s|t|ing)? with|address(?:es|ed|ing)?"
    r"|describ(?:es?|ed|ing)|rais(?:es?|ed|ing)|criticis(?:es?|ed)|praised?"
    r"|highlight(?:s|ed|ing)?|nam(?:es?|ed|ing)|contain(?:s|ing)?|quot(?:es?|ing)"
    r"|(?:say|said|have|has|had|comment(?:s|ed)?|report(?:ed)?|wr[io]tes?|touch(?:es)?)"
    rf"(?: something| anything| more)? {_ABOUT}"
    r"|(?:say|said|note[sd]?|report(?:ed)?|state[sd]?|find|found) that"
    r"|are about|concern|speak of)"
)
_POLITELY = r"(?:(?:please|can you|could you|tell me|show me|give me|find|find me) )*"
_ASKS = rf"{_POLITELY}(?:which|what|how many|list|name|all|show|count|summarise|summarize)"
_HAVE = (
    r"(?: (?:are there|there are|is there|do (?:you|we) have|(?:you|we) have"
    r"|does the library (?:have|hold)))?"
)
_TOPIC = r"(?P<topic>[^?]+?)"
_IN_TERMS_OF = r"(?:on|for|in terms of|regarding|with regard to|in)"

_PLACES = rf"{PLACE}(?:,?(?: and| with| to| versus)? {PLACE})+"
"""Two at least: one thing alone is not compared."""

_FORMS = (
    # What do the reports say about caseloads?
    re.compile(
        rf"^(?:and )?what (?:do|did|have|can|does|has) {_WHOSE} (?:all )?{_SAY} {_ABOUT} {_TOPIC}$"
    ),
    # Which reports mention return home interviews?
    re.compile(rf"^{_ASKS} {_WHOSE}(?: that| which| who)? (?:do |all |also )?{_MENTION} {_TOPIC}$"),
    # What is said about supervision across councils?
    re.compile(
        rf"^what (?:is|was|has been|gets) (?:said|reported|written|found) {_ABOUT} {_TOPIC} "
        rf"(?:across|in all|by all|throughout|over all) {_THE}{_SEVERAL}{_OF_PLACES}$"
    ),
    # List the posts on kinship care. How many reports are there about adoption?
    re.compile(rf"^{_ASKS} {_THE}{_SEVERAL}{_HAVE} (?:on|about|regarding|concerning) {_TOPIC}$"),
    # Compare Northmere and Harrowfen on caseloads.
    re.compile(rf"^{_POLITELY}compare {_PLACES} {_IN_TERMS_OF} {_TOPIC}$"),
    # How do Northmere and Harrowfen compare on caseloads?
    re.compile(
        rf"^how (?:do|does|did) {PLACE}(?: (?:and|with) {PLACE})* compare "
        rf"(?:(?:with|to|and) {PLACE} )?{_IN_TERMS_OF} {_TOPIC}$"
    ),
    # Compare caseloads in Northmere and Harrowfen.
    re.compile(rf"^{_POLITELY}compare {_TOPIC} (?:in|at|of|for|between) {_PLACES}$"),
    # How do caseloads in Northmere and Harrowfen compare? How do those in one compare with another?
    re.compile(rf"^how (?:do|does|did) {_TOPIC} (?:in|at|of) {_PLACES} (?:compare|differ)$"),
    re.compile(
        rf"^how (?:do|does|did) {_TOPIC} (?:in|at|of) {PLACE} (?:compare|differ) "
        rf"(?:with|to|from) (?:(?:those|that) )?(?:(?:in|at|of) )?{PLACE}$"
    ),
    re.compile(rf"^how (?:do|does|did) {_TOPIC} (?:compare|differ) (?:in|at|between) {_PLACES}$"),
    # How have caseloads changed in Northmere?
    re.compile(rf"^how (?:have|has|did) {_TOPIC} chang(?:ed?) (?:in|at|for) {PLACE}$"),
)
_SAYING, _MENTIONING = 0, 1
"""The places of two of the forms: inspectors of one authority said it in one report, and what is
mentioned may be an authority."""

_DATED = {
    "published": Dated.PUBLISHED,
    "issued": Dated.PUBLISHED,
    "inspected": Dated.INSPECTED,
}
_TAIL = re.compile(
    rf"(?:,| )+(?:across|in|from|over|among|throughout|between) {_THE}"
    rf"(?:{ANY_NOUN}|the library|library|the country|england|corpus|years)$"
)
_ARTICLES = re.compile(r"^(?:the|an?|any|how|whether|what) ")


def topic_asked(rest: str) -> TopicAsked | None:
    """Return the topic that a folded question asks many documents about, if it does.

    Args:
        rest: The question without its time, PLACE for each authority.
    """
    said = " ".join(rest.split()).strip(" ,")
    for place, form in enumerate(_FORMS):
        found = form.match(said)
        if found is None:
            continue
        noun = _noun_of(found.groupdict().get("noun"))
        topic = _TAIL.sub("", found["topic"]).strip(" ,'\"“”‘’")
        topic = _ARTICLES.sub("", topic.replace('"', ""))
        is_said_by_one = noun is INSPECTORS and PLACE in said and place == _SAYING
        is_place = not topic.strip(PLACE + " '")
        if is_said_by_one or (is_place and place != _MENTIONING):
            return None
        return TopicAsked(
            topic, noun, _DATED.get(found.groupdict().get("dated") or "", Dated.EITHER)
        )
    return None


def _noun_of(text: str | None) -> Noun:
    if text is None:
        return REPORTS
    if text.endswith("inspectors"):
        return INSPECTORS
    found = noun_in(text)
    return found[0] if found else DOCUMENTS
