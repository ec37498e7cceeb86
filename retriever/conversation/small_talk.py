"""Small talk: what needs a short human answer and no search.

The whole text has to be small talk: "Hello, what grade did Northmere get?" is a question.
"""

import re

from retriever.answer_records import Answer
from retriever.store.analyser import fold

_SO = r"(?:(?:ok(?:ay)?|oh|well|no|yes|and|so|great|good|super|right|all right|alright)[ ,.!]+)*"
_END = (
    r"(?: (?:there|all|everyone|everybody|candour|team|again|you too|now|then|for now))*"
    r"[ .,!?:)(-]*$"
)
_THANKS = (
    r"(?:(?:many |great )?thanks?(?: you)?(?: (?:so|very) much| a lot| ever so much| again)?"
    r"|thx|ta|cheers|much appreciated)"
    r"(?: for (?:that|this|your help|the help|all your help|your time|helping|explaining))?"
    r"(?:[ ,.!]+(?:that is|that's|this is|it is|it's) (?:all|great|good|perfect|very helpful"
    r"|really helpful|helpful|fine|enough|interesting|very interesting|all i need(?:ed)?))?"
    r"(?:[ ,.!]+(?:bye|goodbye|i will do that))?"
)
_PRAISE = (
    r"(?:ok(?:ay)?|k|i see|i understand|understood|got it|good to know|noted|no worries|no problem"
    r"|never ?mind|perfect|excellent|brilliant|lovely|great|cool|wonderful|interesting|fine"
    r"|(?:that|this|it)(?:'s| is| was) (?:all|ok(?:ay)?|great|good|perfect|(?:very |really |so )?"
    r"(?:helpful|useful|interesting)|fine|brilliant|enough|clear|good to know)"
    r"|well done|good (?:job|work|answer))"
)

_KINDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(f"^{_SO}(?:{form}){_END}"), answer)
    for form, answer in (
        (
            (
                r"(?:hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day)|howdy)"
                r"(?:[ ,.!]+(?:there|candour))?(?:[ ,.!]+(?:how are you(?: doing)?(?: today)?"
                r"|how is it going|how's it going|can you help(?: me)?|i need (?:some )?help"
                r"|are you there|nice to meet you|good (?:morning|afternoon|evening)))?"
            ),
            (
                "Hello. Ask me about the documents in the library: I answer with their own words "
                "and show where they stand."
            ),
        ),
        (
            r"how are you(?: doing)?(?: today)?|how is it going|how's it going|are you there",
            "Ready when you are. What would you like to know from the library?",
        ),
        (_THANKS, "You are welcome. Ask again whenever you like."),
        (
            (
                r"(?:good ?bye|bye(?:[ -]?bye)?|see you(?: later| soon)?"
                r"|have a (?:nice|good|great) (?:day|evening|weekend|one)|good ?night)"
            ),
            "Goodbye. The library stays open.",
        ),
        (
            (
                r"(?:please )?(?:what (?:can|do) you do(?: for me)?|what are you able to do"
                r"|(?:can|could) you help(?: me)?(?: please)?|help(?: me)?(?: please)?"
                r"|i need (?:some )?help|how (?:do|can|should|does) (?:i use (?:you|this)|this work"
                r"|you work)|what can i ask(?: you)?(?: about)?|how can you help(?: me)?)"
            ),
            (
                "I find what the library's documents say. Ask a question, name an authority or a "
                "year if you have one in mind, and I quote the sentences that answer, each with "
                "its source. If the documents do not answer, I say so."
            ),
        ),
        (
            (
                r"(?:who|what) are you|what is (?:candour|your name)|what's your name"
                r"|are you (?:a |an )?(?:bot|robot|human|person|ai|real|chat ?bot|machine)"
                r"(?: (?:person|being))?|(?:please )?introduce yourself|tell me about yourself"
            ),
            (
                "I am Candour, a program, not a person. I search the library and quote what its "
                "documents say; I add no words of my own to a quote."
            ),
        ),
        (_PRAISE, "Good. What else would you like to know from the library?"),
    )
)


def small_talk_answer(text: str) -> str:
    """Return the answer to a text that is nothing but small talk, else ""."""
    folded = " ".join(fold(text).split())
    return next((answer for form, answer in _KINDS if form.search(folded)), "")


def without_search(identity: str, text: str, said: str, generation: int) -> Answer:
    """Return the short answer to small talk, for which nothing is searched."""
    return Answer(
        id=identity,
        question=text,
        query=text,
        found=False,
        probability=0.0,
        answer=said,
        citations=(),
        hits=(),
        generation=generation,
        is_small_talk=True,
    )
