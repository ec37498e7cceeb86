"""What no document can tell: an inspection that is still to come, and an opinion of Candour's own.

Knows English phrases; knows no library.
"""

import re

from retriever.search.query import Query
from retriever.store.analyser import fold

NOT_YET = "The documents tell of inspections that have been, not of one that is still to come."
NO_OPINION = (
    "Candour quotes what the documents say and has no opinion of its own: ask what they say of it."
)

_NEXT_ONE = (
    r"next (?:\w+ )?(?:inspections?|reports?|visits?|grade|rating|judge?ment|director|leader"
    r"|chief executive|inspector|time|year)\b"
)
_IN_TIME = (
    r"(?:\w+ (?:years?|months?|weeks?)(?:['’]s?)? (?:time|from now|from today|down the line|hence"
    r"|ahead)|in (?:\w+ )?(?:two|three|five|ten|twenty|\d+) years(?!['’]? experience))\b"
)
_PLANNED = r"\b(?:plan|plans|planned|planning|strategy|aims?|intend\w*|promise\w*|expected)\b"
_TO_COME = re.compile(
    r"\bwill\b.*\b(judged|graded|rated|grades?|rating|lead inspector|inspect(ed)?"
    r"|next (inspection|(\w+ )?visit|report))\b"
    r"|\bhow (many|much)\b.*\bwill\b.*\bnext (year|month)\b"
    r"|\b(grade|judge?ment|rating|lead inspector)\b.*\bwill\b"
    r"|^\W*will\b.*\b(improve|decline|become|get (better|worse)|do (better|worse))\b"
    r"|\bwhen\b.*\bnext\b.*\b(inspection|visit|report|inspected|visited)\b"
    r"|^\W*(?:on |in |by )?(?:when|(?:what|which) (?:date|day|month|year)) "
    r"(?:does|do|is|are|will)\b(?=.*\b(?:inspect\w*|ofsted)\b)"
    r".*\b(?:again|back|return(?! home| interview)|due|next)\b"
    r"|\b(?:due|expecting|awaiting) (?:\w+ ){0,3}(?:another|next|new|re-?)\W?\w*inspect\w*"
    rf"|^(?!.*{_PLANNED})\W*what will happen to\b"
    rf"|\b(will|going to|likely to)\b.*\b{_NEXT_ONE}"
    rf"|\b{_NEXT_ONE}.*\b(will|going to|likely to)\b"
    rf"|^(?!.*{_PLANNED})(?!.*\b(?:inspectors|report)\b).*"
    r"\bnext (?:year|spring|summer|autumn|winter)['’]s\b"
    r"|\blikely to (?:become|get|be|stay|remain)\b.*\b(?:next|coming) (?:\w+ )?years?\b"
    rf"|^(?=.*\b(?:will|going to)\b)(?!.*{_PLANNED}).*\b{_IN_TIME}"
    r"|\b(will|going to)\b.*\b(years?|months?)['’]? time\b"
    r"|\bby the end of the (?:decade|century)\b"
    r"|\bwho\b.*\b(?:will|going to) (?:take over|succeed|replace|follow)\b"
    r"|\b(will|going to)\b.*\b(merge[sd]?|abolish\w*|elections?|lose control|sack\w*|resign"
    r"|go bankrupt|be taken over)\b"
    r"|\bwhat (?:are|is) (?:the |\S+['’]s )?(?:odds|chances?|likelihood) (?:of|that)\b"
    r"|\bwhat (?:is|are) the forecasts? for\b"
    r"|\b(?:can|could|will|would) you (?:\w+ )?(?:predict|forecast|guess|bet)\b"
    r"|^\W*if\b.*\b(election|changes hands|wins|loses|next (government|year))\b"
)
_GRADE_TO_COME = re.compile(
    r"^(?!.*\bif\b).*\b(?:what|which) (?:grade|judge?ment|rating|outcome|result) will\b.*"
    r"\b(?:get|receive|be given)\b.*\b(?:next|first)\b"
    r"|\b(?:authority|authorities|councils?|areas?|homes?) (?:is|are) (?:most )?likely to be "
    r"(?:judged|rated|graded)\b|^\W*what will\b.*\blook like\W*$"
    r"|\b(?:going|due|set|likely) to be (?:judged|rated|graded|inspected)\b"
)
"""Said of a council or a home, whether the library knows its name or not."""
_NEXT_OF_ALL = re.compile(
    r"\b(?:will|going to)\b.*\bnext (?:(?:children's|chief|prime|education|home) )?(?:commissioner"
    r"|minister|secretary|chief inspector|government)\b"
    r"|\bwho\b.*\bgoing to (?:follow|succeed|replace)\b"
    r"|\bgoing to\b.*\bin the (?:next|coming) (?:\w+ )?years?\b"
    r"|^\W*when (?:will|is) .*\b(?:version|edition)\b.*\bafter\b.*\b(?:published|released|issued)\b"
    r"|^(?!.*\bif\b)\W*will (?:\S+ ){1,6}?(?:be (?:wound up|scrapped|privati[sz]ed)"
    r"|(?:go|be brought|be taken) (?:back )?in-?house)\b"
)
"""Said of an office, a book or a body, wherever it is."""
_JUDGING = (
    r"(?:ofsted(?: inspectors?)?"
    r"|(?:(?:an|the|its|their) )?(?:inspection|judge?ment|grade|inspector)s?)"
)
_OPINION = re.compile(
    r"\bdo you (\w+ )?(recommend|prefer|trust|agree (with|that)|reckon)\b"
    r"|^\W*would you (\w+ )?(send|want|like|work|live|trust|choose|recommend|prefer"
    r"|put|move|let)\b"
    r"|\bwould you (?:\w+ )?(?:rather|sooner)\b"
    r"|^\W*(do|are) you (\w+ )?(like|want|work|feel|happy)\b"
    r"|\b(?:which|who|what|where)\b.*\bwould you (?:\w+ )?(?:choose|pick|prefer"
    r"|recommend|trust|want|send|put|like)\b"
    r"|\b(in|what is) your (own |honest |personal )?(opinion|view|take|favourite)\b"
    r"|\byour (?:own|honest|personal|gut) (?:opinion|view|take|feeling)\b"
    r"|\b(?:honest|personal) (?:opinion|take|view|feeling|thought)s?\b|\bdo you like\b"
    r"|\bhand on heart\b|\bgut (?:feeling|reaction|instinct)\b"
    r"|^\W*should i (move|buy|vote|live|send my|take my)\b"
    r"|\bwhich (\w+ )?should i (take|choose|accept|pick|prefer|join)\b"
    r"|\b(?:is|was|are|were) (?:the |\S+['’]s )?(?:\S+ )?(?:grades?|judge?ments?|ratings?"
    r"|inspections?)(?: \S+){0,3} too (?:harsh|hard|lenient|soft|strict|tough|generous|kind)\b"
    r"|\bwho is the (?!former|other|senior|junior|manager)(?:\w+er|more \w+|most (?!senior)\w+)"
    r" (?:inspector|director|leader|council)\b"
    r"|\bif you were\b|\b(?:what|which|who) would you\b"
    r"|\b(?:inspector|director|leader|chief executive|author|minister|mayor|councillor|head|chair"
    r"|manager)\b.*\b(?:personally|privately|secretly) (?:like|feel|felt|think|thought|want|prefer"
    r"|believe|make of)\b"
    r"|\bshould i (?:take|accept|turn down) (?:the|this|that|an?) (?:[\w'’]+ ){0,4}?(?:job|offer)\b"
    r"|\byou personally\b|^\W*rank (?:your|the|these|them)\b|\byour (?:\w+ ){0,2}favourites?\b"
    r"|\bdo you think\b.*\btoo (?:harsh|hard|lenient|soft|strict|tough|generous|kind)\b"
    r"|\bmorally\b|\bwho (is|was|are|were) (really )?to blame\b"
    r"|\bdeserv(?:e|es|ed|ing)\b.*\b(?:credit|blame|another chance|praise|to be sacked)\b"
    r"|\bhow would\b.*\bfeel (?:if|about it|to read)\b"
    r"|^\W*(?:is|was|isn't|wasn't) it (?:really |not )?(?:fair|unfair|a disgrace|a shame|a scandal"
    r"|disgraceful|shameful|scandalous|ridiculous)\b"
    rf"|^\W*(is|was|are|were) {_JUDGING} (of \S+ |on \S+ )?((un)?fair|biased"
    r"|too (harsh|hard|lenient|soft|strict|tough|easy))\b"
    r"|^\W*(is|was) it right that \S+( \S+)? (was|is|were) (judged|graded|rated)\b"
    r"|^\W*(is|are) [^?]*\ba (good|better|fair) (place to (work|live)|way to (judge|grade|rate))\b"
    r"|\b(best|worst|nicest|kindest) (council|(local )?authority|borough|county)\b"
    r"|\bwho (is|was|are|were) the (best|worst|greatest)\b"
    r"|^\W*(which|who)\b.*\b(nicest|kindest|friendliest|prettiest|most beautiful)\b"
)
"""How Candour itself is asked. "How do you work out a caseload?" asks of the documents, and so do
most who ask "do you think that ...?": three of the four in mtrag_un_dev are answered there."""
_OPINION_OF_A_PLACE = re.compile(
    r"^(?!.*\b(?:according to|(?:the|its|\d{4}) report|inspectors?|ofsted)\b).*(?:"
    r"\bdo you (?:\w+ )?(?:suppose|imagine)\b|\b(?:do you (?:\w+ )?(?:think|believe|feel)|would you"
    r" say)\b.*\b(?:(?:un)?fair(?:ly)?|right|wrong|deserv\w+|should|ought|better|worse|best|worst"
    r"|good place|good idea|good enough|doing well|harsh\w*|lenient|trust\w*|well run|will|would"
    r"|worth)\b"
    r"|^\W*(?:should|would|ought|shall) (?:i|we|my|our)\b"
    r"|\b(?:which|where|who)\b.*\bshould (?:i|we) (?:\w+ )?(?:live|work|move|apply|foster|join|take"
    r"|send|go|trust|choose)\b"
    r"|\bsuit (?:a \w+ like )?(?:me|us|my|our)\b"
    r"|^\W*(?:should|ought|shouldn't|oughtn't) (?:\S+ ){1,4}?(?:to )?have (?:been |\w+ly )?"
    r"(?:\w{3,}ed|been|done|gone|lost|left|kept|given|got|seen|shut|put|taken|brought|known)"
    r"(?= (?:its?|their|the|an?|him|her|them|more|less|after|before|for|in|by|to|so|up)\b|\W*$)"
    r"|^\W*would it be (?:sensible|wise|better|worth|safe|mad|crazy|fair|a good idea)\b"
    r"|\bworth (?:it|moving|working|applying|visiting|living)\b"
    r"|\bcan i trust\b|\bis it (?:wise|sensible|safe|sane) to (?:move|live|work|foster|send)\b)"
)
"""Of a place whose reports are read: in guidance the same words ask what to do."""


def beyond_documents(query: Query) -> str:
    """Return the sentence that says why no document can answer; "" where one may."""
    # "In your view, which is better?" leads in with what makes an opinion of it.
    asked = (query.asking, fold(query.text))
    if any(form.search(text) for form in (_GRADE_TO_COME, _NEXT_OF_ALL) for text in asked):
        return NOT_YET
    if query.authorities and any(map(_TO_COME.search, asked)):
        return NOT_YET
    if query.authorities and any(map(_OPINION_OF_A_PLACE.search, asked)):
        return NO_OPINION
    return NO_OPINION if any(map(_OPINION.search, asked)) else ""
