"""The thing of which a question speaks as if it were known: "Who gets the report?".

Known from the earlier question, which asked of a report, or of a visit that ends in one. Knows
words; knows no library.
"""

import re
from collections.abc import Sequence

from retriever.conversation.mentions import place_in
from retriever.conversation.phrases import VERBS, is_short
from retriever.search.asking import without_asking
from retriever.store.analyser import STOP_WORDS, content_stems, fold, stem

_THING = re.compile(
    r"\b(?:the|this|that) (?P<thing>reports?|visits?|plans?|reviews?|assessments?|meetings?"
    r"|decisions?|interviews?|hearings?|records?|forms?|letters?|notices?|referrals?|complaints?"
    r"|applications?|orders?|panels?)(?:\s+(?P<next>[^\W\d_]+)|(?=\W*$|[,;]))"
)
"""Events and papers: a child, a home or a court is "the" in every question of a rule."""

_QUALIFIES = frozenset(("of", "on", "about", "for", "into", "from", "by", "that", "which", "who"))
_REPORTED = frozenset(map(stem, ("visit", "inspect", "inspection", "review", "inquiry", "audit")))
"""What is reported on without the question saying so."""


def means_earlier_thing(question: str, earlier: str, authorities: Sequence[str]) -> bool:
    """Say whether a question speaks of "the report" or the like, which the earlier one makes known.

    Not where either question names a place: then that is what the report is on.
    """
    if not is_short(earlier) or any(place_in(each, authorities) for each in (question, earlier)):
        return False
    # "What does the report say about housing?" means the documents at large.
    asked, spoken_of = without_asking(fold(question)), content_stems(earlier)
    return any(_is_known(thing, spoken_of) for thing in _THING.finditer(asked))


def _is_known(thing: re.Match[str], spoken_of: set[str]) -> bool:
    follows = thing["next"] or ""
    goes_on = not follows or follows in STOP_WORDS | VERBS or follows.endswith("ed")
    if follows in _QUALIFIES or not goes_on:
        # "the report on Northmere", "the review panel"
        return False
    own = stem(thing["thing"])
    return own in spoken_of or (own == stem("report") and bool(_REPORTED & spoken_of))
