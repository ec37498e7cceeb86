"""What stands before a saved text's body: skip links, title, byline, days, categories, address.

Knows the lines that blogs print under a title, filled or empty; never takes a day from the body.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ingest.loaders.bylines import names_of
from ingest.loaders.characters import one_line
from ingest.loaders.found_days import FoundDay, day_of, day_of_address
from ingest.loaders.texts.text_marks import BULLET

SKIP_LINE = re.compile(
    r"^(skip (to|over) (the )?(main |primary )?(content|navigation).*|skip navigation|menu|search"
    r"|toggle navigation|accept (all |additional )?cookies|cookies on .{1,40}|home"
    r"|you are here:.*)$",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"^Posted by:\s*(?P<author>.*?)\s*,?\s*Posted on:\s*(?P<day>.*?)\s*"
    r"(?:[-–]\s*Categories:\s*(?P<categories>.*))?$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"^(?:(?:Posted |Written |Published )?by:?|Author:)\s+(?P<author>\S.*)$", re.IGNORECASE
)
_DAY = re.compile(
    r"^(?P<what>(?:first |last |date )?(?:posted|published|updated|modified|reviewed|date)"
    r"(?: on)?:?\s+)?(?P<day>(?:\w+,? )?(?:\d{1,2}(?:st|nd|rd|th)? )?\w+,? \d{4}|\d{4}-\d\d-\d\d"
    r"|\d{1,2}/\d{1,2}/\d{4})$",
    re.IGNORECASE,
)
_CATEGORIES = re.compile(
    r"^(?:Categor(?:y|ies)|Filed under|Topics?):\s*(?P<names>.*)$", re.IGNORECASE
)
_OTHER = re.compile(
    r"^(Tags?:.*|\d+ min(ute)?s?( read)?|Organisations?:.*|Reading time.*)$", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"^(?:(?:URL|Source|Address|Link|From|Original(?:ly)? at):\s*)?<?(?P<url>https?://[^\s<>]+)>?$",
    re.IGNORECASE,
)
_TAIL = re.compile(r"^(Sharing and comments|Share this page)$", re.IGNORECASE)
_TITLE_LIMIT_WORDS = 25
_BY_LIMIT_WORDS = 14
_NO_DAY = FoundDay()
_FRONT_LIMIT_LINES = 12
_HEAD_LINES = 6
"""A byline that does not stand among the first paragraphs is no byline."""


@dataclass(frozen=True, slots=True)
class Front:
    """What stands before a text's body.

    Attributes:
        title: Or "" where the text begins at once.
        authors: As the byline names them, without their offices.
        published: From the byline, else from the address.
        updated: From the byline.
        categories: As the byline bears them.
        url: A line of its own.
        is_post: Whether the text is a saved web page, with what stood around its article.
        removed: Lines that are left out.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    published: FoundDay = _NO_DAY
    updated: date | None = None
    categories: tuple[str, ...] = ()
    url: str | None = None
    is_post: bool = False
    removed: tuple[str, ...] = ()


def split_front(paragraphs: Sequence[str]) -> tuple[Front, list[str]]:
    """Take the front off a text, and return it and the rest of the paragraphs."""
    rest = [*paragraphs]
    if rest and SKIP_LINE.match(one_line(rest[0].strip().split("\n")[0])):
        rest = [*rest[0].strip().split("\n"), *rest[1:]]
    removed: list[str] = []
    while rest and SKIP_LINE.match(one_line(rest[0])) and len(rest) > 1:
        removed.append(one_line(rest.pop(0)))
    is_post = any(line.lower().startswith("skip") for line in removed)
    is_post = is_post or any(_BYLINE.match(one_line(part)) for part in rest[:_HEAD_LINES])
    is_post = is_post or any(_TAIL.match(one_line(part)) for part in rest)
    front = Front(is_post=is_post, removed=tuple(removed))
    rest = _split_lines(rest)
    while rest and (address := _ADDRESS.match(one_line(rest[0]))):
        front, rest = _with_address(front, address["url"]), rest[1:]
    if rest and _is_title(rest[0], is_post=is_post):
        front, rest = replace(front, title=_title_text(rest[0])), rest[1:]
    taken = 0
    for line in rest[:_FRONT_LIMIT_LINES] if is_post or front.title else ():
        read = _read_line(front, one_line(line))
        if read is None:
            break
        front, taken = read, taken + 1
    return front, rest[taken:]


def _split_lines(rest: list[str]) -> list[str]:
    """Part a first paragraph of a title and lines of a byline ("Title", "By Ann Marsh")."""
    if not rest:
        return rest
    lines = rest[0].strip().split("\n")
    if len(lines) == 1 or set(lines[1].strip()) <= {"=", "-"}:
        return rest
    is_front = all(_read_line(Front(), one_line(line)) is not None for line in lines[1:])
    return [*lines, *rest[1:]] if is_front else rest


def _read_line(front: Front, line: str) -> Front | None:
    """Read one line of a byline into the front, or return None for a line of the body."""
    if front.title and line == front.title:
        return front
    if byline := _BYLINE.match(line):
        front = replace(front, categories=_listed(byline["categories"]) or front.categories)
        front = replace(front, authors=names_of(byline["author"]) or front.authors)
        found = day_of(byline["day"], "byline")
        return replace(front, published=found or front.published)
    if address := _ADDRESS.match(line):
        return _with_address(front, address["url"])
    if categories := _CATEGORIES.match(line):
        return replace(front, categories=_listed(categories["names"]) or front.categories)
    return _read_name_or_day(front, line)


def _read_name_or_day(front: Front, line: str) -> Front | None:
    if day := _DAY.match(line):
        return _with_day(front, day)
    by = _BY.match(line)
    if by and len(line.split()) <= _BY_LIMIT_WORDS and not line.endswith((".", "?", "!")):
        names = names_of(by["author"])
        return replace(front, authors=names) if names else None
    return front if _OTHER.match(line) else None


def _with_day(front: Front, match: re.Match[str]) -> Front | None:
    found = day_of(match["day"], "byline")
    if found is None:
        return None
    what = (match["what"] or "").lower()
    if any(word in what for word in ("updated", "modified", "reviewed")):
        return replace(front, updated=found.day)
    return replace(front, published=found)


def _with_address(front: Front, url: str) -> Front:
    published = front.published if front.published.day else day_of_address(url)
    return replace(front, url=url, published=published)


def _listed(names: str | None) -> tuple[str, ...]:
    parts = (one_line(name) for name in (names or "").split(","))
    return tuple(dict.fromkeys(name for name in parts if name))


def _is_title(paragraph: str, *, is_post: bool) -> bool:
    lines = paragraph.strip().split("\n")
    if len(lines) > 1 and not set(lines[1].strip()) <= {"=", "-"}:
        return False
    title = lines[0].strip()
    if is_post:
        return len(title.split()) <= _TITLE_LIMIT_WORDS
    short = len(title.split()) <= _TITLE_LIMIT_WORDS // 2
    return short and not title.endswith((".", ":", ";", ",")) and not BULLET.match(title)


def _title_text(paragraph: str) -> str:
    return one_line(paragraph.strip().split("\n")[0]).lstrip("# ")
