"""Finds the headings of a text that marks none, by their shape and by what stands around them.

A heading is short, begins with a capital, bears no full stop, and leads to a body. What only looks
so is told apart: captions, link lines, signatures, addresses, and the items of a list that lost
its marks. Knows paragraphs of text; no file format, and no post's own words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.loaders.characters import one_line
from ingest.loaders.texts.text_marks import (
    BULLET,
    is_list_start,
    looks_like_heading,
    paragraph_number,
)

_HEADING_LIMIT_WORDS = 12
_BODY_FLOOR_WORDS = 12
_SENTENCE_FLOOR_WORDS = 4
_SENTENCE_END = re.compile(r"[.!?…][”’\"')\]]*$")
_FRAGMENT_FLOOR = 3
"""This many short lines in a row are a list that lost its marks; two may be two headings."""

_LINK_LINE = re.compile(
    r"^(Read|Continue reading|See|Watch|Listen|Sign up|Follow|Download|View|Click|Find out"
    r"|Learn more|Subscribe)\b"
)
_LAST_LINK_LINE = re.compile(
    r"^(Visit|Find|Register|Book|Join|Access|Get|Contact|Apply|Take part)\b"
)
_LINK_END = re.compile(
    r"(\b(here|on GOV\.UK)|\((PDF|Word|ODT|HTML|CSV|Excel)\b[^)]*\))$", re.IGNORECASE
)
_CAPTION = re.compile(
    r"^(photo(graph)?|image|picture|screen ?shot|infographic|graphic|illustration|logo|icon"
    r"|portrait|headshot|cartoon|video|credit|source|figure \d+|fig\. ?\d+|chart \d+|map)\b"
    r"(\s*[:\-–]|\s+(of|by|showing|courtesy|credit|from|illustrating)\b)",
    re.IGNORECASE,
)
# "Carer pushing a boy on a swing": who, what they do, and with what.
_SCENE = re.compile(
    r"^(?:\S+ ){0,4}(child(ren)?|boys?|girls?|wom[ae]n|m[ae]n|carers?|people|person|famil(y|ies)"
    r"|group|teenagers?|bab(y|ies)|toddlers?|mothers?|fathers?|parents?|adults?|hands?|students?|pupils?"
    r"|teachers?|workers?|inspectors?|siblings?|brothers?|sisters?|couple|team)\b"
    r"(?: \S+){0,3} \w+ing\b(?: \S+)* (a|an|the|his|her|their|some|two|at|on|in|with)\b",
    re.IGNORECASE,
)
_SCENE_FLOOR_WORDS = 6
_DATE_LINE = re.compile(
    r"^(posted|published|(last )?updated|held|dated?|issued|version|comment by)\b"
    r"|^(\w+day,? )?\d{1,2}(st|nd|rd|th)? \w+( \d{4})?$",
    re.IGNORECASE,
)
_ITEM_END = re.compile(r"(;|,|; and|; or|, and|, or)$")
_ITEM_LIMIT_WORDS = 30
_ITEM_LIMIT_CHARS = 60
_CLOSING = re.compile(
    r"^((kind|best|warm(est)?|many) (regards|wishes|thanks)|regards|thanks|thank you|yours \w+)\b",
    re.IGNORECASE,
)
_OFFICE_LINE = re.compile(
    r"^(([A-Z][\w’'.-]+ ){1,3}[A-Z][\w’'-]+ ?[,–-] ?)?(HMCI|HMI|(Her|His) Majesty’s .*|"
    r"((Chief|Deputy|National|Regional|Assistant|Senior|Principal|Executive|Interim|Acting|Associate)"
    r" )+(\w+ )?(Director|Inspector|Officer|Executive|Adviser|Secretary|Manager|Lead)\b.*)$"
)
_ADDRESS_LINE = re.compile(
    r"@|https?://|www\.|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b0\d{2,4} ?\d{3} ?\d{3,4}\b"
    r"|^(tel(ephone)?|phone|e-?mail|fax|address|twitter|web(site)?)\b\s*:"
    r"|^\d+[a-z]? (?:\S+ ){0,3}(street|road|lane|avenue|square|place|way|court|house|park)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class LineKinds:
    """What the single-line paragraphs of a text are, by their places.

    Attributes:
        headings: Levels of headings.
        captions: Captions of images.
        items: Items of lists that lost their marks, and the place of each one's lead-in.
    """

    headings: dict[int, int]
    captions: frozenset[int]
    items: dict[int, int]


def is_caption(text: str) -> bool:
    """Say whether a line describes a picture by its words."""
    if _SENTENCE_END.search(text):
        return False
    is_scene = len(text.split()) >= _SCENE_FLOOR_WORDS and bool(_SCENE.match(text))
    return is_scene or bool(_CAPTION.match(text))


def kinds_of_lines(paragraphs: Sequence[str]) -> LineKinds:
    """Tell headings, captions and items among paragraphs of one unmarked line each."""
    lines = [one_line(each) if "\n" not in each.strip() else "" for each in paragraphs]
    captions = frozenset(place for place, line in enumerate(lines) if line and is_caption(line))
    short = [
        place not in captions and _is_candidate(lines, place) for place in range(len(paragraphs))
    ]
    headings: dict[int, int] = {}
    items = _open_items(paragraphs, lines)
    for item in items:
        short[item] = False
    place = 0
    while place < len(lines):
        end = place
        while end < len(lines) and short[end]:
            end += 1
        if end > place:
            _sort_run(paragraphs, place, end, headings, items)
        place = max(end, place + 1)
    return LineKinds(headings, captions, items)


def are_items(lines: Sequence[str]) -> bool:
    """Say whether the lines of a paragraph after a lead-in are items, each on its own line."""
    return len(lines) > 1 and all(
        len(line.strip()) <= _ITEM_LIMIT_CHARS and not _ADDRESS_LINE.search(line.strip())
        for line in lines
    )


def _open_items(paragraphs: Sequence[str], lines: Sequence[str]) -> dict[int, int]:
    """Find items in paragraphs of their own after a lead-in: no capital, or a semicolon's end."""
    items: dict[int, int] = {}
    for lead, paragraph in enumerate(paragraphs):
        if not one_line(paragraph).endswith(":"):
            continue
        for place in range(lead + 1, len(lines)):
            line = lines[place]
            if not line or line.endswith(":") or len(line.split()) > _ITEM_LIMIT_WORDS:
                break
            if BULLET.match(line) or is_list_start(line):
                break
            if not (line[0].islower() or _ITEM_END.search(line)):
                break
            items[place] = lead
    return items


def _sort_run(
    paragraphs: Sequence[str], start: int, end: int, headings: dict[int, int], items: dict[int, int]
) -> None:
    """Sort the short lines from `start` to `end`, by their number and what is around them."""
    leads = start > 0 and one_line(paragraphs[start - 1]).endswith(":")
    if leads and end - start > 1:
        items.update(dict.fromkeys(range(start, end), start - 1))
        return
    if end - start >= _FRAGMENT_FLOOR or not _is_body(paragraphs[end : end + 1]):
        return
    for depth, place in enumerate(range(start, end)):
        number = paragraph_number(one_line(paragraphs[place]))
        headings[place] = 2 + (number.count(".") if number else depth)


def _is_candidate(lines: Sequence[str], place: int) -> bool:
    line = lines[place]
    if (
        not line
        or line.endswith(("…", "..."))
        or BULLET.match(line)
        or not looks_like_heading(line, _HEADING_LIMIT_WORDS)
        or is_list_start(line)
    ):
        return False
    if paragraph_number(line) and _is_in_numbered_list(lines, place):
        return False
    following = lines[place + 1] if place + 1 < len(lines) else ""
    is_last = place + 1 >= len(lines) or (following and not _is_body([following]))
    if _LINK_LINE.match(line) or (_LAST_LINK_LINE.match(line) and is_last):
        return False
    patterns = (_LINK_END, _CLOSING, _OFFICE_LINE, _ADDRESS_LINE, _DATE_LINE)
    return not any(pattern.search(line) for pattern in patterns)


def _is_in_numbered_list(lines: Sequence[str], place: int) -> bool:
    """Say whether a short numbered line stands beside another one: items, not headings."""
    beside = (lines[place - 1] if place else "", *lines[place + 1 : place + 2])
    return any(
        paragraph_number(line).count(".") == paragraph_number(lines[place]).count(".")
        for line in beside
        if paragraph_number(line) and len(line.split()) <= _HEADING_LIMIT_WORDS
    )


def _is_body(following: Sequence[str]) -> bool:
    """Say whether a paragraph can stand under a heading: long, a sentence, a list, or lines."""
    after = following[0].strip() if following else ""
    if not after:
        return False
    words = len(after.split())
    if words >= _BODY_FLOOR_WORDS or after.endswith(":") or "\n" in after:
        return True
    if _SENTENCE_END.search(after) and words >= _SENTENCE_FLOOR_WORDS:
        return True
    return bool(BULLET.match(after) or paragraph_number(after) or is_list_start(after))
