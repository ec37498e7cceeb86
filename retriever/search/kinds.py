"""The kinds of document that a question speaks of: "what does the blog say", "focused visits".

Only kinds that the library has. Knows the field's words for them; a kind that it does not know is
called by its own name ("joint_inspection": "joint inspections").
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from retriever.families import FAMILIES
from retriever.store.analyser import fold

_CALLED = {
    "blog_post": (
        r"blogs?|blog ?posts?"
        r"|(?:the|these|those|this) posts?(?= (?:say|says|said|mentions?|by|on|about)\b)"
    ),
    "inspection_report": r"inspection reports?",
    "review_report": r"review reports?|(?:the|this|that) review",
    "focused_visit": r"focu[s]{1,2}ed visits?",
    "joint_inspection": r"joint (?:targeted area |area )?inspections?|jtais?",
    "send_inspection": r"(?:area )?send inspections?",
    "statutory_guidance": r"statutory guidance",
    "guidance": r"(?:the|this|that|our|in|from|which|what|any) guidance",
    "framework": r"(?:the|this|that|which) (?:[\w-]+ ){0,4}framework",
}
_ONLY = (
    r"\b(?:only|just|solely|exclusively) (?:(?:from|in|by|using|use|search|look at) )?(?:the )?"
    r"(?:{names})\b"
    r"|\b(?:from|in|using) (?:the )?(?:{names}) (?:only|alone)\b"
)


@dataclass(frozen=True, slots=True)
class Kinds:
    """What a question says of documents' types.

    Attributes:
        named: The library's types that it speaks of.
        are_demanded: Whether it wants no other.
    """

    named: tuple[str, ...] = ()
    are_demanded: bool = False


def kinds_in(text: str, known: Iterable[str]) -> Kinds:
    """Return the kinds of document that a question speaks of.

    Args:
        text: The question.
        known: The types that the library's documents have.
    """
    folded = fold(text)
    held = set(known)
    held |= {FAMILIES[each] for each in held if each in FAMILIES}
    named = [each for each in sorted(held) if re.search(rf"\b(?:{_names(each)})\b", folded)]
    narrow = [each for each in named if not any(FAMILIES.get(other) == each for other in named)]
    if not narrow:
        return Kinds()
    names = "|".join(_names(each) for each in narrow)
    return Kinds(tuple(narrow), re.search(_ONLY.format(names=names), folded) is not None)


def without_kinds(folded: str, kinds: Kinds) -> str:
    """Return a folded question without what tells the kinds that it speaks of: their nouns stay.

    "The SEND inspection of Northmere" is an inspection still.
    """
    for each in kinds.named:
        folded = re.sub(rf"\b(?:{_names(each)})\b", _noun_alone, folded)
    return folded


def _noun_alone(found: re.Match[str]) -> str:
    *told, noun = found.group().split()
    return noun if told else " "


def _names(doc_type: str) -> str:
    own = re.escape(doc_type.replace("_", " "))
    # A kind of one word ("document", "guidance") is too common a word to name anything by itself.
    return _CALLED.get(doc_type) or (rf"{own}s?" if "_" in doc_type else r"(?!)")


NO_KINDS = Kinds()
