"""Collects an office document's blocks in reading order, whatever format it was written in.

Knows what a list item, a table row and a footnote need to be understood (lead-in, heads, the place
that refers to it) and how lists, numbers and labels typed by hand look; knows no file format.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.loaders.characters import clean_characters, one_line
from ingest.loaders.draft import DraftBlock
from ingest.loaders.texts.text_blocks import BULLET, looks_like_heading, paragraph_number
from retriever.records import BlockKind

HEADING_LIMIT_CHARS = 250
"""A longer paragraph in a heading's style is body text that someone wished to stand out."""

_DEEPEST_LEVEL = 6
_LETTERED = re.compile(r"^(?:\(?[a-z]{1,4}\)|\(\d{1,2}\))\s+(?=\S)")
_LABEL = re.compile(r"^[A-Z][^.:;]{2,40}:")
_TITLE_LIMIT_WORDS = 12
_BAND_LIMIT_WORDS = 2


@dataclass(frozen=True, slots=True)
class ListMark:
    """What stands before a paragraph that a list numbers or marks.

    Attributes:
        text: The computed number with its punctuation ("1.", "(a)"), or "" for a glyph.
        number: The number alone, where it is made of figures ("1.4"), else "".
        depth: 0 for an item of the outermost list.
        list_id: Which list; the kind of its first item is the kind of all at its depth.
        is_paragraphs: Whether the list numbers paragraphs by its form alone ("1.1").
    """

    text: str
    number: str
    depth: int
    list_id: str
    is_paragraphs: bool = False


@dataclass(slots=True)
class BlockWriter:
    """Blocks as they are written.

    Attributes:
        blocks: What was written so far.
        hidden_count: How many hidden characters were taken out.
    """

    blocks: list[DraftBlock] = field(default_factory=list)
    hidden_count: int = 0
    _notes: list[DraftBlock] = field(default_factory=list)
    _stack: list[tuple[int, int]] = field(default_factory=list)
    _lead_in: int | None = None
    _kinds: dict[tuple[str, int], BlockKind] = field(default_factory=dict)

    def heading(self, text: str, level: int, mark: ListMark | None = None) -> None:
        """Write a heading of level 1 to 9, or the title, which is 0.

        The footnotes of the section before it are written above it.
        """
        text = _marked(self._clean(text), mark)
        if not text:
            return
        self.end_section()
        self._end_list()
        self._put(DraftBlock(BlockKind.HEADING, text, level=level))

    def caption(self, text: str) -> None:
        """Write a caption."""
        self._put(DraftBlock(BlockKind.CAPTION, self._clean(text)))

    def paragraph(self, text: str, mark: ListMark | None = None) -> int | None:
        """Write a paragraph, numbered paragraph or list item.

        Args:
            text: With line breaks where the source has them within the paragraph.
            mark: What a list of the source sets before it.

        Returns:
            The place of the last block that came of it, or None where it has no text.
        """
        before = len(self.blocks)
        if mark is None:
            for line in _lines(text):
                self._typed(self._clean(line))
        else:
            text = self._clean(text)
            if text and self._kind_of(mark) is BlockKind.LIST_ITEM:
                self._item(_marked(text, mark), mark.depth)
            elif text:
                self._body(BlockKind.NUMBERED_PARAGRAPH, _marked(text, mark), mark.number)
        return len(self.blocks) - 1 if len(self.blocks) > before else None

    def row(self, cells: Sequence[str], context: Sequence[int]) -> int | None:
        """Write a table's row, its cells joined by a tab; return its place, None if empty."""
        text = "\t".join(self._clean(cell) for cell in cells).strip()
        if not text:
            return None
        self._end_list()
        self._put(DraftBlock(BlockKind.TABLE_ROW, text, context=tuple(context)))
        return len(self.blocks) - 1

    def note(self, text: str, referrer: int | None) -> None:
        """Keep a footnote for its section's end.

        Args:
            text: With its printed mark.
            referrer: The place of the block that refers to it.
        """
        text = self._clean(text)
        if text:
            context = () if referrer is None else (referrer,)
            self._notes.append(DraftBlock(BlockKind.FOOTNOTE, text, context=context))

    def end_section(self) -> None:
        """Write the footnotes that wait."""
        self.blocks += self._notes
        self._notes = []

    def finish(self) -> tuple[DraftBlock, ...]:
        """Return the blocks; below a title every heading stands one level deeper."""
        self.end_section()
        blocks = [*self.blocks]
        has_title = any(_level(block) == 0 for block in blocks)
        if not has_title and _is_title(blocks):
            blocks[0] = replace(blocks[0], kind=BlockKind.HEADING)
            has_title = True
        shift = 1 if has_title else 0
        return tuple(
            replace(block, level=min(block.level + shift, _DEEPEST_LEVEL))
            if block.kind is BlockKind.HEADING
            else block
            for block in blocks
        )

    def last_caption(self) -> tuple[int, ...]:
        """Return the place of the caption just written, for a table that follows it."""
        if self.blocks and self.blocks[-1].kind is BlockKind.CAPTION:
            return (len(self.blocks) - 1,)
        return ()

    def _clean(self, text: str) -> str:
        text, hidden = clean_characters(text)
        self.hidden_count += hidden
        return one_line(text)

    def _put(self, block: DraftBlock) -> None:
        if block.text:
            self.blocks.append(block)

    def _end_list(self) -> None:
        self._stack = []
        self._lead_in = None

    def _typed(self, text: str) -> None:
        """Write a paragraph whose mark, if it has one, was typed by hand."""
        bullet = BULLET.match(text)
        number = paragraph_number(text)
        if bullet:
            self._item(text[bullet.end() :], 0)
        elif _LETTERED.match(text):
            self._item(text, 0)
        elif number:
            self._body(BlockKind.NUMBERED_PARAGRAPH, text, number)
        elif text:
            self._body(BlockKind.PARAGRAPH, text)

    def _body(self, kind: BlockKind, text: str, number: str = "") -> None:
        self._put(DraftBlock(kind, text, number=number))
        self._stack = []
        self._lead_in = len(self.blocks) - 1

    def _item(self, text: str, depth: int) -> None:
        """Write a list's item; its context is the lead-in and the items that it stands under."""
        self._stack = [(above, place) for above, place in self._stack if above < depth]
        lead_in = () if self._lead_in is None else (self._lead_in,)
        context = (*lead_in, *(place for _, place in self._stack))
        self._put(DraftBlock(BlockKind.LIST_ITEM, text, context=context))
        self._stack.append((depth, len(self.blocks) - 1))

    def _kind_of(self, mark: ListMark) -> BlockKind:
        """Tell numbered paragraphs from a list's items: by form, or by what stands before."""
        if not mark.number:
            return BlockKind.LIST_ITEM
        if mark.is_paragraphs:
            return BlockKind.NUMBERED_PARAGRAPH
        known = self._kinds.get((mark.list_id, mark.depth))
        if known is None:
            last = self.blocks[-1] if self.blocks else None
            leads_in = last is not None and last.text.endswith(":")
            is_item = leads_in or (mark.depth > 0 and last is not None and last.context != ())
            known = BlockKind.LIST_ITEM if is_item else BlockKind.NUMBERED_PARAGRAPH
            self._kinds[mark.list_id, mark.depth] = known
        return known


def _level(block: DraftBlock) -> int:
    return block.level if block.kind is BlockKind.HEADING else 1


def is_heading_by_shape(text: str) -> bool:
    """Say whether a line that stands out by its type alone can be a heading.

    Not a fact with its label ("Lead inspector: ..."), and of those that begin with a figure only a
    numbered one ("1. Scope"), no date: a heading is never quoted, so that a false one loses text.
    """
    line = " ".join(text.split())
    if "\n" in text.strip() or ":" in line or not looks_like_heading(line):
        return False
    return not line[0].isdigit() or bool(paragraph_number(line))


def _is_title(blocks: Sequence[DraftBlock]) -> bool:
    """Say whether a document begins with its title in plain type, as a clerk's often does.

    One or two words before a heading ("OFFICIAL") are none.
    """
    if len(blocks) < 2 or blocks[0].kind is not BlockKind.PARAGRAPH:  # noqa: PLR2004 - title and body
        return False
    words = blocks[0].text.split()
    floor = _BAND_LIMIT_WORDS + 1 if blocks[1].kind is BlockKind.HEADING else 1
    return floor <= len(words) <= _TITLE_LIMIT_WORDS and looks_like_heading(blocks[0].text)


def _marked(text: str, mark: ListMark | None) -> str:
    return f"{mark.text} {text}" if mark is not None and mark.text and text else text


def _lines(text: str) -> list[str]:
    """Part a paragraph at its line breaks where its lines are items or labelled facts."""
    lines = [line for line in text.split("\n") if line.strip()]
    marked = [line for line in lines if BULLET.match(line) or paragraph_number(line)]
    labelled = [line for line in lines if _LABEL.match(line)]
    if marked or len(labelled) > 1:
        return lines
    return [" ".join(lines)]
