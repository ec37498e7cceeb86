"""The clause of a question that asks, told in one way however the question was typed.

"For Northmere, what's the rate?", "Northmere: what is the rate?" and "Vacancy rate in Northmere?"
ask what the rate is. What is embedded and searched keeps the question as it was typed. Knows
words.
"""

import re
from functools import lru_cache

from retriever.search.asides import ASKS, AUXILIARY, without_aside
from retriever.search.asking import without_politeness
from retriever.store.analyser import fold

MEASURES = (
    r"price|cost|costs|fees?|salary|salaries|wages?|budget|profits?|rent|tax|number|amount|total"
    r"|average|rate|percentage|proportion|share|ratio|size|age|limit|maximum|minimum|allowance|fine"
)
"""What is told by a number."""
NOT_OF_ANOTHER = (
    r"(?!(?:of|on|for|in|to|about|from|with|by|at|and|or|when|if|that|who|which|why|how|said|told"
    r"|known|expected|meant|done|there|like|being|not)\b)"
)
"""Before each word that may stand before a noun, and be no noun of another phrase."""
IS_HEAD = (
    r"\b(?= (?:of|for|in|at|to|per|on|last|next|this|a|an|each|that|as|by|from|under)\b|\W*$|,)"
)
"""After a noun that no other one follows: "the budget for visits", not "the budget process"."""
_NAMED = r"names?(?= of)|address|opening (?:times|hours)|dates?|deadline|title"
_CONTRACTIONS = (
    (re.compile(r"\b(what|who|where|when|how|which|why)'s\b"), r"\1 is"),
    (re.compile(r"^(\W*(?:and |so |but )?)(what|who|where|when|how)s\b"), r"\1\2 is"),
    (re.compile(r"\b(what|who|where|when|how|which|why|they|we|you)'re\b"), r"\1 are"),
    (re.compile(r"\b(what|who|where|when|how|which|it|they|that|there)'ll\b"), r"\1 will"),
)
_BEGINS = rf"\W*(?:(?:and|so|but|or) )?{ASKS}\b"
_LED_IN = re.compile(
    rf"^(?!{_BEGINS})[^?]*?(?:[:;]| [-–—]) (?P<own>{_BEGINS}.*)$"
    rf"|^\W*(?!\w+ (?:what|which|whom|whose|how|{AUXILIARY})\b)"
    r"(?:for|in|at|on|under|if|when|where|after|before|once|during|according|as|with|of|from"
    rf"|since|by|besides|apart|given|whenever|looking|going)\b[^?]*?, (?P<then>{ASKS}\b.*)$"
)
"""What a question is of, told before it; "when" and "where" begin a condition there.

What asks itself ("for how long is it kept, and who keeps it?") leads nothing in.
"""
_NOUN_PHRASE = re.compile(
    rf"^\W*(?!{ASKS}\b|(?:rate|limit|share|cost) (?:of (?:progress|living|the work)|on the use)\b)"
    rf"(?:(?:the|a|an) )?(?:{NOT_OF_ANOTHER}[\w'’-]+ ){{0,5}}?"
    rf"(?:{MEASURES}|{_NAMED}){IS_HEAD}"
)
_ASKS_PLAINLY = re.compile(rf"\W*{ASKS}\b")
_ARTICLE = re.compile(r"^\W*(?:(?:the|an?) )?")
_HAS_VERB = re.compile(
    rf"\b(?:tell|give|show|list|find|say|says|compare|explain|describe)\b|[.?!] +\w"
    rf"|(?<!\bwho)(?<!\bthat)(?<!\bwhich) {AUXILIARY}\b"
)


@lru_cache(maxsize=256)
def asking_clause(text: str) -> str:
    """Return what a question asks, folded: contractions spelled out, what leads in left out."""
    folded = fold(without_aside(text))
    for form, spelled in _CONTRACTIONS:
        folded = form.sub(spelled, folded)
    plain = without_politeness(folded)
    if _ASKS_PLAINLY.match(plain) or _NOUN_PHRASE.match(plain):
        folded = plain
    led_in = _LED_IN.match(folded)
    if led_in:
        folded = led_in["own"] or led_in["then"]
    if _NOUN_PHRASE.match(folded) and not _HAS_VERB.search(folded):
        return f"what is the {_ARTICLE.sub('', folded)}"
    return folded
