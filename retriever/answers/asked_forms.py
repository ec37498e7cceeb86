"""The forms of what is asked for: whether a sentence holds a thing of the kind that would answer.

A date for "when", a count for "how many", an amount for "what was paid"; whether it is the one
asked about is for others to judge. Knows English phrases; knows no library.
"""

import re
from collections.abc import Mapping

from retriever.answers.definitions import defines, subject_of
from retriever.search.asked import ASKS_COST, ASKS_SPENT, Asked
from retriever.search.clause import NOT_OF_ANOTHER
from retriever.search.query import Query
from retriever.store.analyser import fold

_MONTHS = (
    "january|february|march|april|(?-i:May)|june|july|august|september|october|november|december"
)
_WITHOUT_LIMIT = "no limit|no maximum|unlimited"
WITHOUT_LIMIT = re.compile(rf"\b({_WITHOUT_LIMIT})\b", re.IGNORECASE)
"""Tells how many by saying that nobody counts."""

_COUNTS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|third|quarter|twice"
    "|dozens?|hundreds?|thousands?|millions?|scores|once|none|majority|(?<!the )most|all|several"
    f"|few|handful|nil|{_WITHOUT_LIMIT}"
)
SPELT = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    "|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    "|hundred|thousand"
)
_NUMBER_WORDS = f"{_COUNTS}|every|annually|weekly|monthly|daily"
_DATES = re.compile(
    rf"\b(\d{{1,2}}(st|nd|rd|th)? )?({_MONTHS})( (19|20)\d\d)?\b"
    r"|\b(in|of|since|by|until|from|during|before|after|for) (19|20)\d\d\b",
    re.IGNORECASE,
)
HYPOTHETIC = re.compile(
    r"\bwhen (can|may|must|should|shall|will|would|do|does|is|are) "
    r"(?!.*\b(force|commenc\w+|effect|starts?|begins?|ends?|due|opens?|clos\w+|expires?|launch\w*"
    r"|publish\w*|next)\b)"
)
"""Asks when a thing is to be done, always: no day answers, but a time limit or a condition."""

_IN_GENERAL = re.compile(
    r"\b(within|no later than|not later than|at least|at the latest|before|after|during|until|once"
    r"|when|whenever|where|if|unless|immediately|without delay|as soon as|straight away|promptly"
    r"|every|each|annually|(day|week|month|year)s?)\b",
    re.IGNORECASE,
)
REFERRED_TO = (
    "section|regulation|paragraph|article|chapter|part|schedule|annex|appendix|page|figure|table"
    "|stage|step|standard|volume|version|outcome|enabler|principle|priority|question"
    "|recommendation|note|objective"
)
"""What is numbered, not counted."""
HOW_LONG = r"\bhow (?:long|soon|quickly|old)\b|\bwhat (?:is|was) the (?:longest|shortest)\b"
HOW_MANY = re.compile(r"\bhow many\b|(?<!\ba )\bnumber of\b")
_REFERENCE = re.compile(
    rf"\b({REFERRED_TO})s? ?\d[\w.()]*|(?<=\w)\(\d{{1,2}}\)|\[[^\]]*\]"
    r"|\b(act|order|rules|regulations|bill)( \(\w+\))? (1[5-9]|20)\d\d\b"
    r"|^\W*(\d+(\.\d+)+\.?|\d+[.)])\s|^\W*\d{1,3} (?=(?-i:[A-Z]))",
    re.IGNORECASE,
)
"""Numbers that count nothing."""
_MEASURES = "minute|hour|day|night|week|month|year|mile|kilomet(?:re|er)|met(?:re|er)|pound"
HOW_MANY_TIMES = re.compile(rf"\bhow many (\w+ ){{0,3}}({_MEASURES})s\b")
_MEASURED = re.compile(
    rf"£\s?[\d,.]+|\b(\d[\d,.]{{0,15}}|{SPELT})[ -]((working|calendar|school|full) )?"
    rf"({_MEASURES})s?\b"
    rf"|\baged? \d+(( to |[-–])\d+)?|\bages? of (\d+|{SPELT})( and (\d+|{SPELT}))?\b",
    re.IGNORECASE,
)
"""Numbers that measure, and count no things."""
_COUNTED = re.compile(rf"\d|\b({_COUNTS})\b", re.IGNORECASE)
_FITS: Mapping[Asked, re.Pattern[str]] = {
    Asked.DATE: re.compile(
        rf"\b({_MONTHS}|(19|20)\d\d|spring|summer|autumn|winter|century|monday|tuesday|wednesday"
        r"|thursday|friday|(week|month|year)s?)\b",
        re.IGNORECASE,
    ),
    Asked.NUMBER: re.compile(rf"\d|\b({_NUMBER_WORDS})\b", re.IGNORECASE),
    Asked.PERSON: re.compile(r"(?<=\S )[A-Z][\w’'-]+ [A-Z][\w’'-]+|\b(Mr|Mrs|Ms|Dr|Professor)\b"),
    Asked.DEFINITION: re.compile(
        r"^.{0,80}?\b(means?|we mean|refers? to|counts? as|is called|defined as|(is|are) (an?|the"
        r"|any|one|every|when|where|how|what|those|someone|anyone|children|people"
        r"|\w+ (who|that)))\b",
        re.IGNORECASE,
    ),
    Asked.GRADE: re.compile(
        r"\b(outstanding|good|requires improvement|inadequate|adequate|satisfactory)\b",
        re.IGNORECASE,
    ),
}

_UNITS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(
            r"\bhow (much|large|big|high)\b.*\b(pay|pays|paid|paying|costs?|spen[dt]|worth"
            r"|spending|charge|earn|owe|fines?|fees?|penalt(y|ies)|subscription|salary|budget|profit"
            r"|grant|allowance|bill|money)\b"
            r"|\bwhat (is|was|are|were) the (\w+ )?(fine|charge)s?\b"
            r"|\b(biggest|largest|highest|maximum|what|which) (fine|charge|penalty)\b"
            r"|\bwhat (\w+ )?(day|hourly|daily|weekly|mileage|pay) rates?\b"
            rf"|\bwhat (is |was |are |were )?({NOT_OF_ANOTHER}[\w'’-]+ ){{0,6}}?"
            r"(fee|salary|profit|price|wage|budget|rent|tax)s?"
            r"( (is|was|does|did|do|of|for|to|a|per|must|should|will|can|in|last|next|this|that)\b"
            r"|\W*$)"
            rf"|{ASKS_COST}|{ASKS_SPENT}"
            r"|\b(cost|price|fee|budget|salary|fine|allowance|amount)s?\b.*\b(is|was|of|are|were)\b"
            r"|\bhow much (\w+ ){0,2}(money|funding|cash|investment|grant)\b|\bpaid\b"
        ),
        re.compile(r"[£$€]|\b(pounds?|euros?|dollars?|pence|free of charge)\b", re.IGNORECASE),
    ),
    (
        re.compile(r"\bwhat (temperature|size)\b|\bhow (big|wide|tall|heavy|hot|cold|warm)\b"),
        re.compile(r"\d|°", re.IGNORECASE),
    ),
    (
        re.compile(r"\bas an? percentage\b|\bin per ?cent\b"),
        re.compile(r"%|\bper ?cent\b|\b(half|third|quarter|none)\b", re.IGNORECASE),
    ),
    (
        re.compile(
            r"\bwhat (share|proportion|percentage|fraction|per cent|rate)\b"
            rf"|\bwhat (is|was|are|were) ({NOT_OF_ANOTHER}[\w'’-]+ ){{0,6}}?"
            r"(share|proportion|percentage|fraction)\b"
        ),
        re.compile(
            r"%|\bper ?cent\b|\b(half|third|quarter|fifth|tenth|none|all|(?<!the )most"
            r"|(\w+) (in|out of) (every )?(two|three|four|five|six|seven|eight|nine|ten|\d+))\b"
            r"(?! (days|weeks|months|years|hours|minutes))",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(
            rf"\bwhat (is|was|are|were) ({NOT_OF_ANOTHER}[\w'’-]+ ){{0,6}}?rates?"
            r"( (of|for|in|at|among|across|per|on)\b|\W*$)"
        ),
        re.compile(r"\d|\bper ?cent\b|\b(half|third|quarter|none|nil)\b", re.IGNORECASE),
    ),
    (
        re.compile(r"\bin square met(re|er)s\b"),
        re.compile(r"\d ?(sq|m2|m²)|\bsquare (met(re|er)|feet|foot)", re.IGNORECASE),
    ),
    (
        re.compile(r"\bhow many (minutes|hours)\b"),
        re.compile(r"\b(minutes?|hours?|hourly|all day|half[- ]days?)\b", re.IGNORECASE),
    ),
    (
        re.compile(r"\bhow often\b"),
        re.compile(
            r"\b(once|twice|(three|four|five|six|\d+) times|daily|weekly|fortnightly|monthly"
            r"|termly|quarterly|annual(ly)?|yearly|rarely|never|always|seldom|often|regularly"
            r"|frequently|at all times"
            r"|(each|every|per|an?) (\w+ )?(day|night|week|fortnight|month|term|quarter|year|time"
            r"|hour)|(every|each) (\w+ )?(\w+ )?(days|weeks|months|years|hours)"
            r"|at least \w+ (days|weeks|months|years) apart|intervals?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"\b(maximum|minimum|what is the|youngest|oldest) age\b|\bhow old\b"),
        re.compile(r"\b(ages?|aged|years? old|years? of age|birthday|under|over) ", re.IGNORECASE),
    ),
    (
        re.compile(r"\bwhat (is|are|was|were) the (\w+ )?(maximum|limit)\b"),
        re.compile(
            r"\b(maximum|at most|up to|highest|limit(s|ed)?|(not|cannot) exceed"
            r"|(no|not|nobody|none) (more|longer|later|higher) than)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"\bwhat (is|are|was|were) the (\w+ )?minimum\b"),
        re.compile(
            r"\b(minimum|at least|lowest|limit(s|ed)?"
            r"|(no|not|nobody|none) (fewer|less|lower) than)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"\bhow far (is|are|was|were|away|off|apart|from)\b"),
        re.compile(
            r"\b(miles?|kilomet(re|er)s?|km|met(re|er)s?|yards?|feet|hours?|minutes?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"\bhow (soon|quickly)\b"),
        re.compile(
            r"\b((working |calendar )?(day|night|week|month|year|hour|minute|second)s?|immediately"
            r"|without delay|as soon as|promptly|straight away|at once)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(rf"{HOW_LONG}|\bhow many (days|weeks|months|years|hours)\b"),
        re.compile(
            r"\b((working |calendar )?(day|night|week|month|year(?![- ]olds?)|hour|minute|second)s?"
            rf"|daily|weekly|monthly|yearly|annual(ly)?|once|twice|aged?|immediately|{_MONTHS}"
            r"|indefinitely|permanently"
            r"|(since|from|until) (the )?(1[5-9]|20)\d\ds?)\b",
            re.IGNORECASE,
        ),
    ),
)
"""What a question of number asks for by its words, and the unit that tells it."""

_NEED_NOT_BE_NEW = {Asked.DEFINITION, Asked.GRADE}


def leads_in(query: Query, sentence: str) -> float:
    """Say whether a sentence leads in a list: 1; -1 if a thing of one kind is asked for."""
    if not sentence.rstrip().endswith(":"):
        return 0.0
    return 1.0 if query.asked is Asked.OTHER else -1.0


def fits(query: Query, sentence: str) -> float:
    """Say whether a sentence holds a thing of the kind asked for that the question does not hold.

    Returns:
        1 or -1; 0 where none is asked for.
    """
    form = _FITS.get(query.asked)
    if form is None:
        return 0.0
    if query.asked is Asked.DEFINITION and subject_of(query.asking):
        return defines(query.asking, sentence, query.other_forms)
    if query.asked in _NEED_NOT_BE_NEW:
        return 1.0 if form.search(sentence) else -1.0
    said = sentence
    if query.asked is Asked.DATE and HYPOTHETIC.search(query.asking):
        told_when = _IN_GENERAL.search(sentence) or _DATES.search(sentence)
        return 1.0 if told_when else -1.0
    if query.asked is Asked.NUMBER:
        # "In June 2022" tells when, not how many; nor does "the weekly report".
        said = _REFERENCE.sub(" ", _DATES.sub(" ", sentence))
        if HOW_MANY.search(query.asking):
            form = _COUNTED
            said = said if HOW_MANY_TIMES.search(query.asking) else _MEASURED.sub(" ", said)
    asked = fold(query.text)
    told = (fold(found.group()) for found in form.finditer(said))
    return 1.0 if any(not holds_word(asked, each) for each in told) else -1.0


def holds_word(text: str, word: str) -> bool:
    """Say whether a text holds a word, or several, as such: "2018" does not hold "18"."""
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def fits_unit(query: Query, said: str) -> float:
    """Say whether a text holds the unit that a question of number asks for: as `fits`."""
    for question, unit in _UNITS:
        if query.asked is Asked.NUMBER and question.search(query.asking):
            return 1.0 if unit.search(said) else -1.0
    return 0.0
