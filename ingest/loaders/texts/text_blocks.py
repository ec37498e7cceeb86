"""Blocks from lines that carry no markup: lists, numbered paragraphs and headings by their shape.

Used for text files and for the lines of web pages. Knows no file format.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.loaders.characters import one_line
from ingest.loaders.draft import DraftBlock
from ingest.loaders.texts.text_headings import are_items, kinds_of_lines
from ingest.loaders.texts.text_marks import (
    BULLET,
    is_list_start,
    is_marker,
    looks_like_heading,
    paragraph_number,
)
from retriever.records import BlockKind

__all__ = [
    "BULLET",
    "blocks_of_lines",
    "blocks_of_paragraphs",
    "is_marker",
    "looks_like_heading",
    "paragraph_number",
]

_UNDERLINE = re.compile(r"^(={3,}|-{3,})$")
_MARKED_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
_LEADING = (BlockKind.PARAGRAPH, BlockKind.NUMBERED_PARAGRAPH)


def blocks_of_paragraphs(paragraphs: Sequence[str], offset: int) -> list[DraftBlock]:
    """Read paragraphs (separated by empty lines in the source).

    Args:
        paragraphs: Each with its line ends.
        offset: How many blocks stand before them in the draft (contexts are counted from there).

    Returns:
        Headings, paragraphs, numbered paragraphs, captions and list items, lines joined.
    """
    blocks: list[DraftBlock] = []
    kinds = kinds_of_lines(paragraphs)
    lead_in: int | None = None
    for place, paragraph in enumerate(paragraphs):
        line = one_line(paragraph)
        if place in kinds.headings:
            blocks.append(DraftBlock(BlockKind.HEADING, line, level=kinds.headings[place]))
            lead_in = None
            continue
        if place in kinds.captions:
            # A picture within a list or after its lead-in does not part them.
            blocks.append(DraftBlock(BlockKind.CAPTION, line))
            continue
        if place in kinds.items:
            context = () if lead_in is None else (lead_in,)
            blocks.append(DraftBlock(BlockKind.LIST_ITEM, line, context=context))
            continue
        leads = place > 0 and one_line(paragraphs[place - 1]).endswith(":")
        for block in _blocks_of(paragraph, leads=leads):
            if block.kind is BlockKind.LIST_ITEM and lead_in is not None:
                blocks.append(replace(block, context=(lead_in,)))
                continue
            if block.kind is not BlockKind.LIST_ITEM:
                lead_in = offset + len(blocks) if block.kind in _LEADING else None
            blocks.append(block)
    return blocks


def blocks_of_lines(lines: Sequence[str]) -> Iterator[DraftBlock]:
    """Read the lines of one paragraph: wrapped lines, list items or numbered paragraphs."""
    for group in _grouped(lines):
        yield _typed(group)


def _blocks_of(paragraph: str, *, leads: bool) -> Iterator[DraftBlock]:
    lines = [line for line in paragraph.split("\n") if line.strip()]
    if leads and are_items(lines) and not any(_opens(line) for line in lines):
        yield from (DraftBlock(BlockKind.LIST_ITEM, one_line(line)) for line in lines)
        return
    marked = _MARKED_HEADING.match(lines[0].strip())
    if marked:
        yield DraftBlock(BlockKind.HEADING, one_line(marked[2]), level=len(marked[1]))
        lines = lines[1:]
    elif len(lines) > 1 and _UNDERLINE.match(lines[1].strip()):
        level = 1 if lines[1].strip().startswith("=") else 2
        yield DraftBlock(BlockKind.HEADING, one_line(lines[0]), level=level)
        lines = lines[2:]
    yield from blocks_of_lines(lines)


def _grouped(lines: Sequence[str]) -> Iterator[list[str]]:
    """Group wrapped lines: a list mark or a paragraph's number starts a new group."""
    group: list[str] = []
    for line in lines:
        if group and _opens(line):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _opens(line: str) -> bool:
    return bool(BULLET.match(line) or is_list_start(line) or paragraph_number(line))


def _typed(lines: Sequence[str]) -> DraftBlock:
    text = one_line(" ".join(lines))
    bullet = BULLET.match(text)
    if bullet:
        return DraftBlock(BlockKind.LIST_ITEM, text[bullet.end() :])
    if is_list_start(text):
        return DraftBlock(BlockKind.LIST_ITEM, text)
    number = paragraph_number(text)
    if number:
        return DraftBlock(BlockKind.NUMBERED_PARAGRAPH, text, number=number)
    return DraftBlock(BlockKind.PARAGRAPH, text)
