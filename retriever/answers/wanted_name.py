"""Whether a quote tells the name that its question asks for.

Who holds an office, who did a thing, and what a thing is called that has a name of its own. Each
function says whether a candidate lacks it; False where the question asks for no name.
"""

import re

from retriever.answers.asked_forms import SPELT, holds_word
from retriever.answers.judged import Judged
from retriever.records import BlockKind
from retriever.search.asked import Asked
from retriever.search.query import Query
from retriever.store.analyser import STOP_WORDS, fold

_ASKS_A_NAME = re.compile(r"\bname of\b|\b(is|are|was|were) [\w’' ]+ (called|named)\b")
_ASKS_WHO_HOLDS = re.compile(
    r"\bwho(?: is|'s| was| are| were) (?:the |its |their )?(?:[\w’']+ ){0,3}?(?:directors?"
    r"|chief executives?|leaders?|chair(?:person)?|commissioners?|managers?|heads?|headteacher"
    r"|lead member|mayor|inspector|principal social worker"
    r"|scrutineer|superintendent)\b"
    r"|\bnames? of (?:the |its |their )?(?:[\w’']+ ){0,3}?(?:directors?|chief exec(?:utive)?"
    r"|leaders?|chair(?:person)?|commissioners?|managers?|head|headteacher|lead member|mayor"
    r"|people|person)\b"
)
_ASKS_WHO_HOLDS_NOW = re.compile(
    r"\bwho(?: is|'s) (?:the |its |their )?(?:current|present|serving|incumbent)\b"
    r"|^\W*who (?:was|has been|were) (?:newly )?appointed\b"
)
_ASKS_WHO_MADE = re.compile(
    r"^\W*(?:and |so |but )?(?:who|which \w+|what \w+) (?:(?:actually|first|originally) )?(?:wrote"
    r"|drafted|designed|developed|created|built|devised|invented|painted|founded"
    r"|supplied|supplies|set up|came up with|thought up|established|introduced|launched)\b"
)
_MADE = re.compile(
    r"\b(?:w(?:rote|ritten|rites?|riting)|draft\w*|author\w*|design\w*|develop\w*|creat\w*|built"
    r"|builds?|ma(?:de|kes?)|produc\w*|devis\w*|compil\w*|publish\w*|prepar\w*|found(?:ed|ers?)"
    r"|set up|invent\w*|paint\w*|print\w*|commission\w*|by|introduc\w*|establish\w*|start(?:ed|s)"
    r"|launch\w*|pioneer\w*|led|suppl(?:y|ie[sd]))\b",
    re.IGNORECASE,
)
_ASKS_WHO_RUNS = re.compile(
    r"^\W*(?:and |so |but )?who (?:(?:currently|now|actually) )?(?:chairs?|chaired|r[ua]ns?"
    r"|manages?|managed|leads?|heads?|directs?|operates?|oversees)\b"
)
_RUNS = re.compile(
    r"\b(?:chair\w*|r[ua]ns?|running|manag\w*|le(?:ads?|d)|leading|head\w*|direct\w*|operat\w*"
    r"|deliver\w*|provid\w*|over(?:see\w*|saw|sight)|responsib\w*|commission\w*|contract\w*"
    r"|partner\w*|joint\w*|enterprise|by|charge|host\w*|between|behalf|own(?:s|ed)|arrange\w*"
    r"|discharg\w*)\b",
    re.IGNORECASE,
)
_ASKS_WHO_PAYS = re.compile(
    r"^\W*(?:and |so |but )?who (?:(?:has|have|needs) to |should |must |will |would )?"
    r"(?:(?:pays?|paid) (?:for|towards)|funds?|funded|sponsors?|foots?"
    r"|(?:bears?|covers) the cost)\b"
)
_PAYS = re.compile(
    r"\b(?:pa(?:y|id|ys|ying|yments?)|fund\w*|costs?|expenses?|charg\w*|fees?|financ\w*|bills?"
    r"|budgets?|commission\w*|grants?|subsid\w*|sponsor\w*|by)\b|£",
    re.IGNORECASE,
)
_DOING = (
    (_ASKS_WHO_MADE, _MADE),
    (_ASKS_WHO_RUNS, _RUNS),
    (_ASKS_WHO_PAYS, _PAYS),
    (
        re.compile(r"^\W*who (?:is|was|were|are) behind\b"),
        re.compile(
            r"\b(?:by|behind|responsib\w+|brought out|publish\w*|wrote|produc\w+)\b", re.IGNORECASE
        ),
    ),
)
"""Who does a thing, and the words that tell of somebody who does."""
_ASKS_WHO_DID = re.compile(
    r"\W*(?:and |so |but )?who (?:was|were|led|chaired|wrote|took|appointed|made|gave|commissioned"
    r"|carried|set|ran|paid)\b"
)
_HAS_A_NAME = (
    r"(?:apps?|programmes?|schemes?|projects?|charit(?:y|ies)|homes?|schools?|cent(?:re|er)s?|hubs?"
    r"|campaigns?|compan(?:y|ies)|child|boy|girl|person|man|woman|dog|cat|platforms?|tools?"
    r"|software|systems?|products?|courses?|awards?|buildings?|websites?|suppliers?|firms?)\b"
)
_OF_KIND = r"(?:(?!(?:the|an?|of|in|is|are|was|were|did|does|do)\b)[\w'-]+ ){0,3}?"
_ASKS_WHICH_NAMED = re.compile(
    r"^\W*(?:which|what) (?:\w+ )?(?:software|brand|minister|supplier|poet|author|artist"
    r"|secure unit)\b"
    rf"|^(?!.*\b(?:must|should|can|may|need)\b).*\bwhich (?:(?:\d+|{SPELT})\b|{_OF_KIND}"
    r"(?:compan(?:y|ies)|trusts?|hotels?|councils?|hospitals?|hospital sites|charit(?:y|ies)"
    r"|suppliers?|firms?|towns?|cit(?:y|ies)|universit(?:y|ies)|contractors?|consultan\w+|brands?"
    r"|software|products?|apps?|it systems?|recording systems?|villages?|estates?"
    rf"|wards?)\b)|^\W*whereabouts\b|^\W*in (?:what|which) part of\b"
    rf"|^\W*name (?:(?:the|all|any) )?(?:\d+|{SPELT})\b"
    r"|\b(?:what|whose) (?:brand|make of|product|software|app|platform|it system|contractor"
    r"|company|firm|supplier|charity|town|village|estate)\b"
    rf"|\bnames? of (?:the|a|this|that|those) (?:\w+ ){{0,3}}?(?:council|{_HAS_A_NAME})"
    rf"|\b(?:what|which)\b.*\b{_HAS_A_NAME}.*\b(?:called|named)(?:\W*$|,"
    r"| (?:that|which|and|by|in|for|at|on)\b)"
)
"""Which of things that have names of their own; what they must do is asked of all of them."""
_ASKS_WHICH_IN_A_PLACE = re.compile(
    rf"\bwhich {_OF_KIND}(?:schools?|colleges?|prisons?|boroughs?|districts?|caf[eé]s?"
    r"|shops?|gyms?|clubs?|employers?|businesses"
    r"|universit(?:y|ies)|councils?|authorit(?:y|ies)|countr(?:y|ies))\b"
    r"|^\W*(?:what (?:is|are|was|were) )?(?:the )?(?:names?|titles?) of\b"
    r"|\bcalled(?: in)?(?: \(?\d{4}\)?)?\W*$|\bname(?: in)?(?: \(?\d{4}\)?)?\W*$"
)
"""The same of a place; of none, any of them may be meant."""
_NAME = re.compile(r"\b[A-Z][\w’'-]+")
_STYLE = re.compile(r"City|Council|County|Borough|District|Metropolitan|Royal|London")
"""Of a council's name, and no name by itself."""
OF_ALL = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|England|Wales|Scotland|Britain|English|British|UK|Ofsted|Department|Commissioner|Minister"
    r"|Secretary|Government|Inspectors?|His|Her|Majesty|Covid|Coronavirus|\w+days?)(?:['’]s)?"
)
"""Names that stand in any report, and answer no question of which."""
_BEGINNING = re.compile(
    rf"{'|'.join(sorted(STOP_WORDS))}|\w+(?:ing|ed|ly|ments?|[st]ions?|ness|ity|ance|ence)"
    r"|despite|although|though|however|nevertheless|nonetheless|furthermore|moreover|whilst|while"
    r"|unless|alongside|overall|thus|hence|likewise",
    re.IGNORECASE,
)
_BEGINS_SENTENCE = re.compile(r"(?:^|[.?!:;•]\s+|\n\s*)[“‘\"'(\[]*$")


def lacks_name(query: Query, judged: Judged) -> bool:
    """Say whether a name is asked for, and there is none."""
    is_lacking = query.asked is Asked.PERSON and judged.evidence.fits_closely < 0
    return is_lacking and _ASKS_A_NAME.search(query.asking) is not None


def names_no_holder(query: Query, judged: Judged) -> bool:
    """Say whether who holds an office somewhere finds nobody's name: what the office does is known.

    Only where the place is named, or today's holder is asked for: "who is the director of
    children's services?" may ask what one is.
    """
    asks = query.authorities and _ASKS_WHO_HOLDS.search(query.asking)
    asks = asks or _ASKS_WHO_HOLDS_NOW.search(query.asking)
    return bool(asks) and judged.evidence.tells < 0


def makes_nothing(query: Query, judged: Judged) -> bool:
    """Say whether who made, runs or pays for a thing finds nobody who does anything like it."""
    return judged.evidence.tells <= 0 and any(
        asks.search(query.asking) is not None and tells.search(judged.whole) is None
        for asks, tells in _DOING
    )


def tells_no_name(query: Query, judged: Judged) -> bool:
    """Say whether no name can be read out, of who did a thing or of a quote that holds names."""
    if query.asked is not Asked.PERSON or judged.evidence.tells >= 0:
        return False
    return judged.evidence.fits_closely > 0 or _ASKS_WHO_DID.match(query.asking) is not None


def names_none(query: Query, judged: Judged) -> bool:
    """Say whether "which council" finds no name that the question does not have itself."""
    asks = _ASKS_WHICH_NAMED.search(query.asking) is not None
    asks |= bool(query.authorities and _ASKS_WHICH_IN_A_PLACE.search(query.asking))
    if judged.candidate.kind is BlockKind.TABLE_ROW or not asks:
        return False
    asked = fold(query.text)
    own = judged.document.metadata.authority or ""
    of_council = "" if own in query.authorities else own
    return not any(
        not holds_word(asked, fold(found.group()))
        and not _STYLE.fullmatch(found.group())
        and not OF_ALL.fullmatch(found.group())
        and _is_name(found, judged)
        for found in _NAME.finditer(f"{of_council}; {judged.whole}")
    )


def _is_name(found: re.Match[str], judged: Judged) -> bool:
    """Say whether a word with a capital is a name: its document never writes it without one.

    An acronym that is explained is a word; what begins a sentence may be a word like "Having".
    """
    word, before = found.group(), found.string[: found.start()]
    text = judged.document.text
    if before.endswith("(") or f"({word})" in text or holds_word(text, word.lower()):
        return False
    return not (_BEGINS_SENTENCE.search(before) and _BEGINNING.fullmatch(word))
