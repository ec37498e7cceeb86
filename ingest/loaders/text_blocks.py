"""Blocks from lines that carry no markup: lists, numbered paragraphs and headings by their shape.

Used for text files; the PDF reader shares the marks of lists and numbers. Knows no file format.
"""

import re
from collections.abc import Iterator, Sequence

from ingest.loaders.characters import one_line
from ingest.loaders.draft import DraftBlock
from retriever.records import BlockKind

BULLET = re.compile(
    r"^\s*(?:[•‣⁃◦▪▫●○■□◼◻◆◇►▶➢➤✓✔❖\u25fc\u25fb\u00b7\uf000-\uf0ff]\s*|[-–—*o]\s+)(?=\S)"
)
"""A list item's mark: a glyph, or a dash, star or "o" with a space after it."""

NUMBER = re.compile(
    r"^\s*(?P<number>\d{1,3}(?:\.\d{1,3}){0,2})(?:(?P<dot>[.)])\s*|\s+)(?=[A-Z‘’“'\"(])"
)
"""A numbered paragraph's number; without a dot at its end only "1.4" and deeper count."""

_NUMBERED_LIST = re.compile(r"^\s*(?:\(?[a-z]{1,4}\)|\((?:\d{1,2})\))\s+(?=\S)")
_UNDERLINE = re.compile(r"^(={3,}|-{3,})$")
_MARKED_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
_OPEN_ENDS = (".", "!", ":", ";", ",")
_HEADING_LIMIT_WORDS = 10
_BODY_FLOOR_WORDS = 12
_MARKER_LIMIT_CHARS = 6


def paragraph_number(line: str) -> str:
    """Return the number that a numbered paragraph's first line bears, or ""."""
    match = NUMBER.match(line)
    if match is None or not (match["dot"] is not None or "." in match["number"]):
        return ""
    return match["number"]


def is_marker(text: str) -> bool:
    """Say whether a stretch is a list's glyph or a paragraph's number standing apart."""
    if len(text) > _MARKER_LIMIT_CHARS:
        return False
    return bool(BULLET.match(text + " x")) or bool(paragraph_number(text + " X"))


def looks_like_heading(text: str) -> bool:
    """Say whether a line has a heading's shape: short, capital first, no full stop."""
    words = text.split()
    if not 0 < len(words) <= _HEADING_LIMIT_WORDS or text.endswith(_OPEN_ENDS):
        return False
    return (text[0].isupper() or text[0].isdigit()) and any(letter.isalpha() for letter in text)


def blocks_of_paragraphs(paragraphs: Sequence[str], offset: int) -> list[DraftBlock]:
    """Read paragraphs (separated by empty lines in the source).

    Args:
        paragraphs: Each with its line ends.
        offset: How many blocks stand before them in the draft (contexts are counted from there).

    Returns:
        Headings, paragraphs, numbered paragraphs and list items, lines joined.
    """
    blocks: list[DraftBlock] = []
    lead_in: int | None = None
    for index, paragraph in enumerate(paragraphs):
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else ""
        for block in _blocks_of(paragraph, following):
            if block.kind is BlockKind.LIST_ITEM and lead_in is not None:
                blocks.append(DraftBlock(block.kind, block.text, context=(lead_in,)))
                continue
            if block.kind is not BlockKind.LIST_ITEM:
                lead_in = None
            if block.kind in (BlockKind.PARAGRAPH, BlockKind.NUMBERED_PARAGRAPH):
                lead_in = offset + len(blocks)
            blocks.append(block)
    return blocks


def _blocks_of(paragraph: str, following: str) -> Iterator[DraftBlock]:
    lines = [line for line in paragraph.split("\n") if line.strip()]
    marked = _MARKED_HEADING.match(lines[0].strip())
    if marked:
        yield DraftBlock(BlockKind.HEADING, one_line(marked[2]), level=len(marked[1]))
        lines = lines[1:]
    elif len(lines) > 1 and _UNDERLINE.match(lines[1].strip()):
        level = 1 if lines[1].strip().startswith("=") else 2
        yield DraftBlock(BlockKind.HEADING, one_line(lines[0]), level=level)
        lines = lines[2:]
    elif len(lines) == 1 and _is_bare_heading(one_line(lines[0]), following):
        yield DraftBlock(BlockKind.HEADING, one_line(lines[0]), level=2)
        return
    for group in _grouped(lines):
        yield _typed(group)


def _is_bare_heading(line: str, following: str) -> bool:
    """Say whether an unmarked line is a heading: of its shape, and with a body after it."""
    if BULLET.match(line) or paragraph_number(line) or not looks_like_heading(line):
        return False
    after = following.strip()
    is_body = len(after.split()) >= _BODY_FLOOR_WORDS or after.endswith(":")
    return is_body or bool(BULLET.match(after)) or bool(paragraph_number(after))


def _grouped(lines: Sequence[str]) -> Iterator[list[str]]:
    """Group wrapped lines: a list mark or a paragraph's number starts a new group."""
    group: list[str] = []
    for line in lines:
        starts = BULLET.match(line) or _NUMBERED_LIST.match(line) or paragraph_number(line)
        if starts and group:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _typed(lines: Sequence[str]) -> DraftBlock:
    text = one_line(" ".join(lines))
    bullet = BULLET.match(text)
    if bullet:
        return DraftBlock(BlockKind.LIST_ITEM, text[bullet.end() :])
    if _NUMBERED_LIST.match(text):
        return DraftBlock(BlockKind.LIST_ITEM, text)
    number = paragraph_number(text)
    if number:
        return DraftBlock(BlockKind.NUMBERED_PARAGRAPH, text, number=number)
    return DraftBlock(BlockKind.PARAGRAPH, text)
