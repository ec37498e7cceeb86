"""What is left to be searched of a question once its frame is understood.

"What do inspectors say about supervision in Northmere?", asked of Northmere's reports alone, is
"supervision": every report has inspectors who say something, and the council's name stands in the
header of each passage. Neither tells one passage from another. Knows words; knows no library.
"""

import re
from collections.abc import Iterable

from retriever.search.places import names_of, without_names
from retriever.store.analyser import STOP_WORDS, fold, words

_WHO_SAYS = (
    r"(?:(?:the|this|that|its|their|any|all) )?(?:(?:latest|last|newest|current|\d{4}) )?"
    r"(?:inspectors?|inspections?|inspection reports?|reports?|reviews?|reviewers?|ofsted"
    r"|documents?|guidance|letters?|authors?|writers?|bloggers?|(?:blog )?posts?|blogs?|articles?)"
)
_SAYS = (
    r"(?:say|says|said|find|finds|found|tell us|state|states|stated|mention|mentions|mentioned"
    r"|report|reports|reported|note|notes|noted|conclude|concluded|think|thinks|thought|feel|feels"
    r"|felt|see|saw|write|writes|wrote)"
)
_VIEW = r"(?:views?|opinions?|positions?|stance|thoughts|take|findings?|comments?)"
_FRAME = re.compile(
    rf"^\W*(?:how (?:do|does|did) {_WHO_SAYS} (?:feel|felt)"
    rf"|what (?:else )?(?:(?:do|does|did|have|has|had) {_WHO_SAYS}"
    rf"(?: (?:of|on|in|for) \S+)? {_SAYS}"
    rf"|(?:is|was|were|are|has been) (?:said|found|reported|noted|written"
    rf"|{_WHO_SAYS}['’]s? {_VIEW})))"
    r" (?:about|on|regarding|concerning|of) (?=\S)",
    re.IGNORECASE,
)
_STYLE = r"(?:(?: (?:city|county|borough|district|metropolitan))* council)?"
_WHERE = "(?:in|at|for|by|within|from|of|on|about|across)"


def without_frame(text: str, authorities: Iterable[str]) -> str:
    """Return a question of what is said on something without who says it and of which place.

    Any other question is returned whole, as is one of several places, or of nothing else. (Taken
    out of every question, the place's name was missed in documents on many: four of 78 golden
    questions lost their quote.)

    Args:
        text: The question.
        authorities: Those of the library's that it names.
    """
    named = tuple(authorities)
    left = _FRAME.sub("", text)
    if left == text or len(named) > 1:
        return text
    left = _without_place(left, named[0]) if named else left
    told = words(without_names(fold(left), named))
    return left if any(word not in STOP_WORDS for word in told) else text


def _without_place(text: str, authority: str) -> str:
    """Take a place out where it only says where; as who did something it is kept."""
    # "Reading" is a place and "reading" is not, in a question that has capitals.
    is_small = text == text.lower()
    for name in sorted(names_of(authority), key=lambda each: (-len(each), each)):
        form = re.escape(name) if is_small else _capitalised(name)
        place = rf"(?:(?:[Cc]ity|[Bb]orough) of )?{form}{_STYLE}(?!\w)"
        text = re.sub(rf"\b{place}['’]s? (?=\w)", "the ", text)
        where = rf"\s*\b{_WHERE} (?:the )?{place}(?!['’]|-| and [A-Z])"
        text = re.sub(where, "", text)
    return re.sub(r"\s+(?=[?.!,])", "", " ".join(text.split()))


def _capitalised(name: str) -> str:
    """Return a form of a folded name as it is printed: it begins with a capital."""
    return f"{re.escape(name[0].upper())}(?i:{re.escape(name[1:])})"
