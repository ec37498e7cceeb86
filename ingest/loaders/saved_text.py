"""Reads .txt files: blog posts as they were saved, and plain documents.

A saved post carries what the web page had around it: a skip link, a byline (often with empty
author and date), an image's alternative text, share lines, comments. Headings have no mark. The
rules are told by shape, never by a post's words. Data flows from decoded text to a `Draft`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ingest.loaders.characters import clean_characters, one_line
from ingest.loaders.draft import Draft, DraftBlock
from ingest.loaders.text_blocks import BULLET, blocks_of_paragraphs
from retriever.dates import find_date, find_date_in_address
from retriever.records import BlockKind, Metadata

_SKIP_LINK = "skip to main content"
_BYLINE = re.compile(
    r"^Posted by:\s*(?P<author>.*?)\s*,?\s*Posted on:\s*(?P<day>.*?)\s*"
    r"(?:-\s*Categories:\s*(?P<categories>.*))?$",
    re.IGNORECASE,
)
_TAIL = re.compile(r"^(Sharing and comments|Share this page)$", re.IGNORECASE)
_COMMENTS = re.compile(
    r"^(\d+ comments?|Leave a comment|Comment by .+ posted on .*)$", re.IGNORECASE
)
_ADDRESS = re.compile(r"^https?://\S+$")
# A post's own parting line ("Read the full response here") looks like a heading and is not.
_LINK_WORDS = re.compile(r"^(Read|See|Find|Watch|Listen|Sign up|Follow|Visit|Download)\b")
_TITLE_LIMIT_WORDS = 25
_CAPTION_FLOOR_WORDS = 3
_CAPTION_LIMIT_WORDS = 20


@dataclass(frozen=True, slots=True)
class _Front:
    """What stands before a post's body."""

    title: str = ""
    authors: tuple[str, ...] = ()
    published: date | None = None
    categories: tuple[str, ...] = ()
    url: str | None = None
    is_post: bool = False


def load_text(text: str, stem: str) -> Draft:
    """Read a text.

    Args:
        text: The decoded file.
        stem: The file's name without its ending: the title where the text has none.

    Returns:
        Its blocks and what its byline says; a text that is no saved post is read as a document.
    """
    text, hidden = clean_characters(text)
    paragraphs = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
    front, body = _split_front(paragraphs)
    removed = ["Skip to main content"] if front.is_post else []
    head: list[DraftBlock] = []
    if front.title:
        head.append(DraftBlock(BlockKind.HEADING, front.title, level=1))
    if front.is_post:
        body, tail = _without_tail(body)
        removed += tail
        if body and _is_caption(body):
            head.append(DraftBlock(BlockKind.CAPTION, one_line(body[0])))
            body = body[1:]
    blocks = head + blocks_of_paragraphs(body, len(head))
    if front.is_post:
        blocks = _without_link_headings(blocks)
    warnings = (f"{hidden} hidden characters were removed",) if hidden else ()
    return Draft(tuple(blocks), _metadata(front, stem), (), tuple(removed), warnings)


def _split_front(paragraphs: Sequence[str]) -> tuple[_Front, list[str]]:
    """Take skip link, title, byline and address off the head."""
    rest = [*paragraphs]
    is_post = bool(rest) and one_line(rest[0]).lower() == _SKIP_LINK
    if is_post:
        rest = rest[1:]
    is_post = is_post or any(_BYLINE.match(one_line(part)) for part in rest[:4])
    is_post = is_post or any(_TAIL.match(one_line(part)) for part in rest[-3:])
    front = _Front(is_post=is_post)
    if rest and _is_title(rest[0], is_post=is_post):
        front, rest = replace(front, title=_title_text(rest[0])), rest[1:]
    while rest and (is_post or front.title):
        line = one_line(rest[0])
        byline = _BYLINE.match(line)
        if byline:
            front = _with_byline(front, byline)
        elif _ADDRESS.match(line):
            front = replace(
                front, url=line, published=front.published or find_date_in_address(line)
            )
        else:
            break
        rest = rest[1:]
    return front, rest


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


def _with_byline(front: _Front, byline: re.Match[str]) -> _Front:
    names = re.split(r"\s*(?:,|\band\b)\s*", byline["author"])
    categories = (byline["categories"] or "").split(",")
    return replace(
        front,
        authors=tuple(name for name in names if name),
        published=find_date(byline["day"]) or front.published,
        categories=tuple(one_line(name) for name in categories if name.strip()),
    )


def _without_tail(paragraphs: Sequence[str]) -> tuple[list[str], list[str]]:
    """Cut at the last line of share links, or where the readers' comments start."""
    cut = len(paragraphs)
    for index, paragraph in enumerate(paragraphs):
        first = one_line(paragraph.split("\n")[0])
        if (_TAIL.match(first) and first.lower().startswith("sharing")) or (
            (_TAIL.match(first) or _COMMENTS.match(first)) and cut == len(paragraphs)
        ):
            cut = index
    return [*paragraphs[:cut]], [one_line(paragraph) for paragraph in paragraphs[cut:]]


def _is_caption(body: Sequence[str]) -> bool:
    """Say whether a post's first paragraph is an image's alternative text: short, no full stop.

    A heading of up to three words ("Background") may stand there too; a caption describes.
    """
    first = one_line(body[0])
    ends = first.endswith((".", "!", "?", ":", "”", "…"))
    return (
        len(body) > 1
        and _CAPTION_FLOOR_WORDS < len(first.split()) <= _CAPTION_LIMIT_WORDS
        and not ends
    )


def _without_link_headings(blocks: Sequence[DraftBlock]) -> list[DraftBlock]:
    return [
        DraftBlock(BlockKind.PARAGRAPH, block.text)
        if block.kind is BlockKind.HEADING and block.level > 1 and _LINK_WORDS.match(block.text)
        else block
        for block in blocks
    ]


def _metadata(front: _Front, stem: str) -> Metadata:
    origins = {
        "title": "first line" if front.title else "file name",
        "authors": "byline" if front.authors else "",
        "published": "byline or address" if front.published else "",
        "categories": "byline" if front.categories else "",
        "url": "text" if front.url else "",
    }
    return Metadata(
        title=front.title or stem.replace("-", " ").replace("_", " "),
        doc_type="blog_post" if front.is_post else "document",
        authors=front.authors,
        published=front.published,
        categories=front.categories,
        url=front.url,
        origins=tuple((field, origin) for field, origin in origins.items() if origin),
    )
