"""Whether a quote tells the time, or the place, that its question asks for.

Each function says whether a candidate lacks it; False where the question asks for neither.
"""

import re

from retriever.answers.asked_forms import HYPOTHETIC, SPELT
from retriever.answers.direct_dates import TIME_LIMIT
from retriever.answers.judged import Judged
from retriever.dates import find_periods
from retriever.search.asked import Asked
from retriever.search.query import Query

_ASKS_BY_WHEN = re.compile(r"\bwhen (?:must|should|shall) ")
_ASKS_DAY = re.compile(
    r"^(?=.*\b(?:\w*hub|contract|building|cent(?:re|er)|home|scheme|programme|course|post"
    r"|system|office|school|team|board|service|consultation|pilot|director|manager|review)s?\b)"
    r".*\bwhen (?:does|do|did|is|was|are|were|will) .*\b(?:run out|expires?|ends?|ended"
    r"|starts?|started|opens?|opened|closes?|closed|launch\w*|due|come into force|take effect)\b"
)
_ASKS_WEEKDAY = re.compile(
    r"^\W*(?:on |at )?(?:what|which) (?:days?|time|o'clock|evenings?|mornings?|afternoons?"
    r"|nights?)\b(?! of(?! the week))"
)
_OF_THE_WEEK = re.compile(r"\b(?:what|which) days? of the week\b")
_A_WEEKDAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:every |each |any |week)days?|daily"
    r"|weekends?|(?:five|six|seven|5|6|7) days a week)\b",
    re.IGNORECASE,
)
_ASKS_ONE_TIME = re.compile(r"^\W*(?:and |so |but )?when (?:exactly )?(?:was|were|did|will)\b")
_OF_TIME = re.compile(
    r"\b(?:(?:one|two|three|four|five|six|several|\d+|few|recent|last|past) (?:weeks|months|years?)"
    r"|recent(?:ly)?|previous(?:ly)?|last inspection|pandemic|lockdown|week|month|year|days?|ages?"
    r"|aged|birthday|born|birth|shortly|soon|immediately|once|until|before|after|when|where|if"
    r"|unless)\b",
    re.IGNORECASE,
)
_ASKS_YEAR = re.compile(
    r"\b(?:what|which) (?:calendar )?(?:year|month|date)\b(?! groups?| of (?:birth|age))"
)
_A_TIME = re.compile(
    r"\b(?:(?:19|20)\d\d|spring|summer|autumn|winter|today|tomorrow|(?:next|last|this) (?:week"
    r"|month|year|term)|(?:one|two|three|six|\d+) (?:weeks|months|years) (?:ago|later|time)"
    r"|later (?:in|this)|early|from birth|as soon as|any age|regardless of age|age of"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:every |each |week)days?|daily|weekends?"
    r"|aged \d+|\d+(?:st|th|nd|rd) birthday|\d+ (?:\w+ )?(?:days|weeks|months|years) (?:of|after"
    r"|from|before)|\d{1,2}(?:[.:]\d\d)? ?(?:am|pm)|noon|midnight"
    r"|o’clock|at (?:six|seven|eight|nine|ten))\b",
    re.IGNORECASE,
)
_A_DATE = re.compile(
    rf"\b(?:(?:19|20)\d\d|(?:\d+|{SPELT}) (?:\w+ )?(?:hour|day|week|month|year)s?|noon|midnight"
    r"|(?-i:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"|spring|summer|autumn|winter|birth\w*|anniversary|aged?|immediately|same day|as soon as)\b",
    re.IGNORECASE,
)
_ASKS_WHERE = re.compile(r"^\W*(?:and |so |but )?where(?:abouts)? (?:was|were|did|does|do)\b")
_A_PLACE = re.compile(
    r"\b(?:in|at|on|to|into|near|from|within|outside|inside|beside|opposite|across|by|around"
    r"|throughout|here|home|www)\b",
    re.IGNORECASE,
)
_ASKS_TO_COME = re.compile(
    r"^\W*(?:will|is|are) .*\b(?:will|going to|about to|set to)\b|^\W*will\b"
    r"|^\W*(?:when|who|what|which|how (?:many|much)|where) (?:\w+ ){0,4}?(?:will|(?:is|are) .*"
    r"\bgoing to)\b"
    r"|\b(?:is|are) (?:\S+ ){0,5}?(?:projected|forecast|predicted) to\b"
)
_ASKS_TO_COME_ANYWHERE = re.compile(
    r"\bwill\b.*\b(?:next (?:year|month)|finally|eventually|one day|by the end of the decade)\b"
)
_TO_COME = re.compile(
    r"\b(?:will|plan(?:s|ned|ning)?|intends?|intention|intended|due|shall|expect(?:s|ed)?|going to"
    r"|propos\w+|future|forthcoming|upcoming|agreed|commit(?:ted|s|ment)?|aims?|ambition\w*|target"
    r"|scheduled|project(?:ed|ion)s?|next|imminent\w*|shortly(?! after)|(?<!too )soon(?! after)"
    r"|developing|prepar\w+|about to"
    r"|coming)\b",
    re.IGNORECASE,
)


def tells_no_time(query: Query, judged: Judged) -> bool:
    """Say whether "when must it be done" finds neither a time limit nor a condition."""
    return judged.evidence.fits < 0 and HYPOTHETIC.search(query.asking) is not None


def tells_no_day(query: Query, judged: Judged) -> bool:
    """Say whether when a thing starts or ends in a place finds no day, month or year.

    Where no place is named, or when it was or will be is asked, another word of time will do.
    """
    if _OF_THE_WEEK.search(query.asking):
        return _A_WEEKDAY.search(judged.whole) is None
    if find_periods(judged.whole) or _A_TIME.search(judged.whole):
        return False
    is_date = query.asked is Asked.DATE
    if query.authorities and _ASKS_WEEKDAY.search(query.asking):
        return True
    if query.authorities and is_date and _ASKS_DAY.search(query.asking):
        return True
    asks_one = is_date and _ASKS_ONE_TIME.match(query.asking) is not None
    return asks_one and _OF_TIME.search(judged.whole) is None


def tells_no_year(query: Query, judged: Judged) -> bool:
    """Say whether the year, the month or the date is asked for, and there is none."""
    asks = _ASKS_YEAR.search(query.asking) is not None
    return asks and not (find_periods(judged.whole) or _A_DATE.search(judged.whole))


def tells_no_place(query: Query, judged: Judged) -> bool:
    """Say whether where something was finds no word that tells of a place."""
    return _ASKS_WHERE.search(query.asking) is not None and _A_PLACE.search(judged.whole) is None


def tells_no_plan(query: Query, judged: Judged) -> bool:
    """Say whether what will be in a place, or next year, finds nothing that is to come."""
    asks = query.authorities and _ASKS_TO_COME.search(query.asking)
    asks = asks or _ASKS_TO_COME_ANYWHERE.search(query.asking)
    return bool(asks) and _TO_COME.search(judged.whole) is None


def tells_no_limit(query: Query, judged: Judged) -> bool:
    """Say whether "when must it be done" finds a condition, perhaps, and no time limit."""
    asks = _ASKS_BY_WHEN.search(query.asking) is not None
    return asks and TIME_LIMIT.search(judged.own) is None
