"""Whether a quote is of the one that its question names: a service, a book, somebody who speaks.

What is told of another one answers nothing, however alike it is. Each function says whether a
candidate lacks it; False where the question names none.
"""

import re

from rapidfuzz import process
from rapidfuzz.distance import OSA

from retriever.answers.asked_forms import holds_word
from retriever.answers.judged import Judged
from retriever.answers.wanted_name import OF_ALL
from retriever.search.correcting import SHORTEST_CHARS
from retriever.search.english import is_english
from retriever.search.gazetteer import other_councils
from retriever.search.places import names_of
from retriever.search.query import Query
from retriever.store.analyser import fold, stem, terms, words

_NAME = re.compile(r"\b(?=\w{3})[A-Z][a-z]+(?:[A-Z][a-z]+)*\b")
"""No acronym, which a document may spell out."""
_INTRODUCED = re.compile(
    r"(?:\b(?:my|our|his|her|their|i am|i'm|mr|mrs|ms|miss|dr|hi|hello|dear)\b\W*(?:\w+ ){0,2})$",
    re.IGNORECASE,
)
"""Before somebody whom only the user knows: "my son Jack"."""
_SENTENCE_END = re.compile(r"[.?!]\s+(?=\S)")
_ASKS_WHAT_IS_SAID = re.compile(
    r"\b(?:how|what) (?:do|does|did|have|has) (?P<who>(?:[\w'’-]+ ){1,6}?)"
    r"(?:(?:personally|really|actually|privately|themselves) )?"
    r"(?:say|said|think|feel|felt|make of|believe|comment|reckon)\b"
)
_SPEAKS_ANYWHERE = re.compile(
    r"\b(?:inspect\w*|reports?|reviews?|reviewers?|ofsted|documents?|guidance|posts?|blogs?|authors?"
    r"|letters?|visits?|data|figures|children|child|kids|youngsters|people|pupils"
    r"|staff|workers?|families|parents|grand\w+|mums?|dads?|mothers?|fathers?|adults?|carers|leavers|everyone|anyone|they|we|you|it|he|she|i"
    r"|council|authority|plans?|polic(?:y|ies)|strateg(?:y|ies)|laws?|acts?|regulations?|sections?"
    r"|chapters?|government|department|dfe|codes?|frameworks?|standards?|orders?|papers?|study"
    r"|studies|surveys?|research|books?|agreements?|statements?|paragraphs?|\d+)\W*$"
)
"""Whose words a quote may hold without naming them, or by another word."""
_ASKS_HOW_IT_FELT = re.compile(
    r"^\W*(?:do|does|did|are|is|was|were) (?:\S+ ){1,8}?(?:enjoy|love|hate|dislike|happy|unhappy"
    r"|pleased|angry|upset|annoyed|proud|resent|dread|disappointed|embarrassed|ashamed|satisfied"
    r"|fond|keen|impressed)\b"
    r"|\bhow (?:do|does|did) (?:\S+ ){1,7}?react\b"
    r"|\bhow (?:proud|happy|angry|upset|pleased|disappointed) (?:is|are|was|were)\b"
    r"|\bwhat (?:do|does|did) (?:\S+ ){1,8}?(?:enjoy|love|hate|dislike|like) (?:most|best|least)\b"
)
_FEELS = re.compile(
    r"\b(?:enjoy\w*|lov(?:e|ed|es|ing)|hat(?:e|ed|es)|lik(?:e|ed|es|ing)|(?:un)?happ\w+|feel\w*|felt"
    r"|valu\w+|appreciat\w+|positiv\w+|negativ\w+|proud\w*|pride|welcom\w+|told|tell|sa(?:y|id|ys)"
    r"|view\w*|trust\w*|confiden\w+|(?:dis)?satisf\w+|pleas\w+|think|thought|sp(?:eak|oke)\w*"
    r"|describ\w+|concern\w*|worr\w+|ang(?:ry|er)|frustrat\w+|disappoint\w+|want\w*|wish\w*|sad"
    r"|anxi\w+|morale|listen\w*|report\w*|express\w*|opinions?|enthusias\w+|passion\w*|prais\w+"
    r"|complain\w*|recogni[sz]\w+|committed|accept\w*|respon[ds]\w+|react\w*|shock\w*|surpris\w+"
    r"|comment\w*|compliment\w*|highly|upset\w*|hard\w*|vex\w*)\b",
    re.IGNORECASE,
)
_ASKS_WHICH_IT_IS = re.compile(
    r"^\W*(?:and |so )?(?:what|which) (?P<kind>breed|colours?|make|model|language|material|flavour"
    r"|shape|religion|faith|nationality|species|subject|sport|instrument) "
    r"(?:is|was|are|were|does|did)\b"
)
"""What breed is the dog: one of a kind that has to be spoken of."""
_MANY_OF = re.compile(r"^(?:an? (?:\w+ )?(?:number|lot|majority|group)|most|some|many|all) of ")
_WHERE = re.compile(r" (?:in|of|at|on|from|for|who|with) ")


def lacks_the_name(query: Query, judged: Judged) -> bool:
    """Say whether a name that the question has stands neither in a passage nor in its title.

    Councils are not meant: those narrow the library. Nor is a word of English, which the document
    may write small or otherwise, nor whom only the user knows.
    """
    about, text = judged.document.metadata, judged.document.text
    others = other_councils(query.text, query.authorities)
    named = (name for each in (*query.authorities, *others) for name in names_of(each))
    places = {word for name in named for word in name.split()}
    said = fold(f"{about.title} {about.authority} {judged.passage.indexed_text} {judged.whole}")
    asking = _SENTENCE_END.split(query.text.strip())[-1]
    return any(
        fold(name) in query.names
        and fold(name) not in places
        and not (is_english(name) or is_english(name.removesuffix("s")))
        and not OF_ALL.fullmatch(name)
        and not _INTRODUCED.search(asking[: found.start()])
        and not any(name in query.text[each.start : each.end] for each in query.expansions)
        and re.search(rf"\b{fold(name)}", said) is None
        and fold(name) not in said.replace(" ", "")
        and not _is_slip(fold(name), said)
        and not holds_word(text, name.lower())
        for found in _NAME.finditer(asking)
        for name in (found.group(),)
    )


def _is_slip(name: str, said: str) -> bool:
    """Say whether a name is one slip away from a word of a folded text."""
    if len(name) < SHORTEST_CHARS:
        return False
    return process.extractOne(name, words(said), scorer=OSA.distance, score_cutoff=1) is not None


def lacks_the_speaker(query: Query, judged: Judged) -> bool:
    """Say whether what somebody says or feels is asked, and a passage does not speak of them."""
    asks = _ASKS_WHAT_IS_SAID.search(query.asking)
    if asks is None or query.expansions:
        return False
    who = _WHERE.split(_MANY_OF.sub("", asks["who"]))[0]
    if _SPEAKS_ANYWHERE.search(who):
        return False
    speaker = {stem(word) for word in words(who)[-1:]}
    return not speaker <= {*terms(f"{judged.passage.indexed_text} {judged.whole}")}


def lacks_the_feeling(query: Query, judged: Judged) -> bool:
    """Say whether how somebody felt is asked, and no word is of feeling, liking or saying."""
    asks = _ASKS_HOW_IT_FELT.search(query.asking) is not None
    return asks and _FEELS.search(judged.whole) is None


def lacks_the_kind(query: Query, judged: Judged) -> bool:
    """Say whether what breed or colour a thing is finds a passage that speaks of none."""
    asks = _ASKS_WHICH_IT_IS.match(query.asking)
    if asks is None:
        return False
    said = f"{judged.passage.indexed_text} {judged.whole}"
    return not {*terms(asks["kind"])} <= {*terms(said)}
