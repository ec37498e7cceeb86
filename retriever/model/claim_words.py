"""The words by which claims are told: numbers in words, denials, duties, bounds, contraries."""

import re
from collections.abc import Mapping

from retriever.store.analyser import stem


def _each(words: str) -> list[str]:
    return words.split()


UNITS: Mapping[str, int] = {
    word: value
    for value, word in enumerate(_each("two three four five six seven eight nine"), start=2)
}
TEENS: Mapping[str, int] = {
    word: value
    for value, word in enumerate(
        _each("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"),
        start=10,
    )
}
TENS: Mapping[str, int] = {
    word: 10 * value
    for value, word in enumerate(
        _each("twenty thirty forty fifty sixty seventy eighty ninety"), start=2
    )
}
SMALL: Mapping[str, int] = {"one": 1, **UNITS, **TEENS}

PARTS = frozenset(
    _each("""half third thirds quarter quarters twice double doubled treble triple hundred hundreds
    thousand thousands million millions billion dozen second fourth fifth sixth seventh eighth
    ninth tenth""")
)
"""Words that count without being a number of their own."""

NEGATIVES = frozenset(
    _each("""not no never none nor neither cannot nothing nobody nowhere without unable hardly
    rarely seldom fail fails failed failing lack lacks lacked lacking refuse refuses refused""")
)
NO_DENIAL = frozenset(
    {
        *(("not", word) for word in ("only", "just", "merely", "simply")),
        *(
            ("no", word)
            for word in ("more", "fewer", "less", "later", "earlier", "doubt", "matter")
        ),
    }
)
"""Pairs of a negative and the word after it that together deny nothing."""

_BINDING = {
    "duty": "must shall required duty mandatory obliged",
    "advice": "should recommended ought advised",
    "leave": "allowed permitted optional",
}
BINDING: Mapping[str, str] = {
    word: kind for kind, words in _BINDING.items() for word in words.split()
}
"""How binding a word is."""

DUTY_STEMS = frozenset({stem("requires"), stem("needs")})
"""Stems that may say a duty and may not ("children need time"): enough in a source alone."""

GRADING = frozenset(stem(word) for word in ("judged", "graded", "rated", "judgement", "rating"))

_FIGURE = r"£?(\d[\d,.]*)"
AT_MOST = (
    r"(?:no more than|not more than|at most|up to|a maximum of|no later than|not exceed|"
    rf"fewer than|less than|under|below|within) {_FIGURE}"
)
AT_LEAST = (
    r"(?:no fewer than|no less than|not less than|at least|a minimum of|more than|over|above|"
    rf"exceeds?|exceeding) {_FIGURE}"
)

TURNING = ("un", "in", "im", "ir", "dis", "non")
"""Beginnings that turn a word into its contrary."""

_PAIRS = """
rise fall|increase decrease|increase reduce|increase decline|grow shrink|rise decline|rose fell
risen fallen|improve worsen|improve deteriorate|improve decline|better worse|best worst|more fewer
more less|most few|high low|higher lower|above below|before after|early late|earlier later
strong weak|good poor|good bad|well poorly|effective poor|outstanding inadequate|outstanding good
outstanding poor|good inadequate|always never|always sometimes|often rarely|usually rarely
all some|all few|all none|every few|most some|many few|accept reject|accept refuse|agree refuse
include exclude|allow forbid|permit prohibit|start end|begin end|open close|opened closed
first last|largest smallest|longest shortest|quick slow|quickly slowly|prompt delayed|promptly late
timely late|timely delayed|safe unsafe|public private|internal external|male female|men women
boys girls|mother father|son daughter|north south|east west|northern southern|eastern western
won lost|win lose|gain lose|gained lost|success failure|positive negative|maximum minimum
mandatory optional|compulsory voluntary|required optional|sufficient insufficient|long short
large small|larger smaller|old new|older younger|young old|easy difficult|easier harder
rich poor|full empty|present absent|support oppose|supported opposed|join leave|joined left
buy sell|import export|inside outside|indoor outdoor|upper lower|major minor|legal illegal
daily weekly|weekly monthly|monthly yearly|daily monthly|weekly yearly|days weeks|weeks months
months years|days months|hours days|minutes hours|day week|week month|month year|hour day
monday tuesday|temporary permanent|stable unstable|consistent inconsistent|rapid slow
"""
"""Words of reports, rules and histories that say the contrary of each other, or count otherwise."""


def _contraries() -> dict[str, frozenset[str]]:
    contraries: dict[str, frozenset[str]] = {}
    for pair in re.split(r"[|\n]", _PAIRS.strip()):
        one, other = (stem(word) for word in pair.split())
        contraries[one] = contraries.get(one, frozenset()) | {other}
        contraries[other] = contraries.get(other, frozenset()) | {one}
    return contraries


CONTRARIES: Mapping[str, frozenset[str]] = _contraries()
"""By a word's stem, the stems of its contraries."""
