"""What stands after a saved post's body: share lines, readers' comments, related posts, the foot.

A reader's opinion must never be quoted as the publisher's: from the first sign of comments on, all
goes. Knows the lines of blogs; takes nothing out of a text that is no saved page.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.loaders.characters import one_line
from ingest.loaders.licences import licence_of_text

_SHARING = re.compile(r"^sharing and comments$", re.IGNORECASE)
_SHARE = re.compile(
    r"^(share( this)?( (page|post|article|blog|story))?( on .*|:)?|(tweet|facebook|twitter|linkedin"
    r"|email|whatsapp|print|copy link)( this.*)?|opens in a? ?new (tab|window))$",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"^((\d+|one|two|three|no) (comments?|responses?|replies|thoughts?)( (on|to)\b.*)?"
    r"|(leave|post|add|write) a (comment|reply)|comments? (are|is) (now )?closed.*"
    r"|comment by\b.*\bposted on\b.*|join the (discussion|conversation)"
    r"|your email address will not be published.*)$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^(related (content|posts|articles|links|pages)( and links)?|sign up and manage updates"
    r"|recent posts|previous( post)?:? .{0,80}|next( post)?:? .{0,80}|follow us on .{0,40}"
    r"|useful links and .{0,30}|about this blog|about the author|subscribe( to .{0,60})?"
    r"|(posted|filed) in .{0,80}|tagged:? .{0,80}|tags:.{0,80}|back to top|cookies|privacy notice"
    r"|you (may|might) also (like|be interested in):?)$",
    re.IGNORECASE,
)
_FOOT = re.compile(
    r"^(all content is available|except where otherwise|©"
    r"|this (publication|information|content|work) is"
    r"|available under|licensed under|crown copyright)",
    re.IGNORECASE,
)
_BODY_FLOOR_WORDS = 12
_FOOT_LIMIT_WORDS = 60


@dataclass(frozen=True, slots=True)
class Tailed:
    """A post's body, what was cut off after it, and the licence that its foot names."""

    body: list[str]
    removed: list[str]
    licence: str = ""


def without_tail(paragraphs: Sequence[str]) -> Tailed:
    """Cut a post at its share links, or where the readers' comments or other posts begin."""
    lines = [one_line(paragraph.split("\n")[0]) for paragraph in paragraphs]
    cut = _cut_of(paragraphs, lines)
    tail = [one_line(paragraph) for paragraph in paragraphs[cut:]]
    licence = next(
        filter(None, map(licence_of_text, filter(_FOOT.match, map(one_line, paragraphs)))), ""
    )
    body: list[str] = []
    shares: list[str] = []
    for paragraph, line in zip(paragraphs[:cut], lines, strict=False):
        is_foot = _FOOT.match(line) and licence_of_text(one_line(paragraph))
        is_noise = _SHARE.match(line) and len(paragraph.split()) < _BODY_FLOOR_WORDS
        (shares if is_foot or is_noise else body).append(paragraph)
    return Tailed(body, [*(one_line(each) for each in shares), *tail], licence)


def _cut_of(paragraphs: Sequence[str], lines: Sequence[str]) -> int:
    sharing = [place for place, line in enumerate(lines) if _SHARING.match(line)]
    end = sharing[-1] if sharing else len(paragraphs)
    comments = (place for place in range(1, end) if _COMMENTS.match(lines[place]))
    end = min(end, next(comments, end))
    while end > 1 and _is_after(paragraphs, lines, end - 1):
        end -= 1
    # What other posts are named goes too, with the lines that name them.
    for place in range(1, end):
        if _AFTER.match(lines[place]) and not _has_body(paragraphs[place + 1 : end]):
            return place
    return end


def _is_after(paragraphs: Sequence[str], lines: Sequence[str], place: int) -> bool:
    line = lines[place]
    if _FOOT.match(line) and len(paragraphs[place].split()) <= _FOOT_LIMIT_WORDS:
        return bool(licence_of_text(one_line(paragraphs[place]))) or line.startswith("©")
    return bool(_SHARE.match(line) or _AFTER.match(line))


def _has_body(paragraphs: Sequence[str]) -> bool:
    return any(len(paragraph.split()) >= _BODY_FLOOR_WORDS for paragraph in paragraphs)
