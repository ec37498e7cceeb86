"""Reads who signed a document from its byline. Knows the shape of names and offices, no names."""

import re

_PARTS = re.compile(r"\s*(?:;|\s&\s|\band\b)\s*")
_BY = re.compile(r"^(?:posted |written |published )?by:?\s+", re.IGNORECASE)
# What follows a name after a comma: an office, not another person.
_OFFICE = re.compile(
    r"\b(director\w*|inspector\w*|chief|head|lead|leader|officer|manager|team|minister|secretary"
    r"|commissioner|adviser|advisor|analyst|deputy|assistant|senior|principal|executive|chair\w*"
    r"|hmi|ofsted|department|social worker|designer|researcher|editor|policy|for|of|the)\b",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"@|https?:|\d\d|\u2192|^\W*$|^(admin\w*|author|unknown|user|guest|staff|editor)$",
    re.IGNORECASE,
)
_NAME_LIMIT_CHARS = 80
_NAME_LIMIT_WORDS = 5


def names_of(byline: str) -> tuple[str, ...]:
    """Return the names in a byline ("Ann Marsh, Chief Inspector, and Joe Hill").

    Offices that stand after a name are left out; a team's name alone is a name.
    """
    names: list[str] = []
    for part in _PARTS.split(_BY.sub("", byline.strip())):
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        if names and pieces and _OFFICE.search(pieces[0]):
            continue  # "Ann Marsh, Director of Homes and Schools"
        for place, piece in enumerate(pieces):
            if place and not _is_person(piece):
                break  # an office, and what follows belongs to it
            names.append(piece)
    return tuple(dict.fromkeys(name for name in names if _is_name(name)))


def _is_person(text: str) -> bool:
    words = text.split()
    return (
        1 < len(words) <= _NAME_LIMIT_WORDS
        and all(word[0].isupper() for word in words)
        and not _OFFICE.search(text)
    )


def _is_name(text: str) -> bool:
    return len(text) <= _NAME_LIMIT_CHARS and not _NO_NAME.search(text)
