"""Blocks from a page's shaped tree: headings, lists, tables, paragraphs, captions, footnotes.

Knows the few HTML shapes that `page_shapes` leaves; no classes, no metadata. Text that stands loose
between elements is a paragraph, a line break parts lines, and lines that bear a list's marks or
paragraphs' numbers are read as such.
"""

from typing import Any

from ingest.loaders.characters import one_line
from ingest.loaders.draft import DraftBlock
from ingest.loaders.pages.page_shapes import CAPTION_MARK, FOOTNOTE_MARK
from ingest.loaders.pages.page_text import BLOCKS, HEADINGS, LISTS, text_of
from ingest.loaders.texts.text_blocks import blocks_of_lines
from retriever.records import BlockKind

_MARKS = {CAPTION_MARK: BlockKind.CAPTION, FOOTNOTE_MARK: BlockKind.FOOTNOTE}
_LEADING = (BlockKind.PARAGRAPH, BlockKind.NUMBERED_PARAGRAPH)
_DEPTH_LIMIT = 200
"""Deeper elements are read as one text: Python's own stack is limited, a real page is 40 deep."""


def blocks_of_tree(*parts: Any) -> list[DraftBlock]:
    """Read the parts' blocks in order; blocks without text are left out."""
    reader = _Reader()
    for part in parts:
        reader.read(part, 0)
        reader.flush()
    return reader.blocks


class _Reader:
    """Walks a tree and gathers blocks; loose text waits in `_lines` until a block ends it."""

    def __init__(self) -> None:
        self.blocks: list[DraftBlock] = []
        self._lines: list[str] = [""]

    def read(self, element: Any, depth: int) -> None:
        """Read an element's own text and what stands in it."""
        if element.tag == "pre":
            self._put(BlockKind.PARAGRAPH, text_of(element))
            return
        if depth > _DEPTH_LIMIT:
            self._lines[-1] += f" {text_of(element)} "
            return
        self._lines[-1] += _flat(element.text)
        for child in element:
            self._read_child(child, depth)
            self._lines[-1] += _flat(child.tail)

    def _read_child(self, child: Any, depth: int) -> None:
        if not isinstance(child.tag, str):
            return
        if child.tag == "br":
            self._lines.append("")
        elif child.tag not in BLOCKS:
            self.read(child, depth + 1)
        else:
            self.flush()
            if child.tag in HEADINGS:
                self._put(BlockKind.HEADING, text_of(child), level=int(child.tag[1]))
            elif child.tag in LISTS:
                self._read_list(child, self._lead_in(), depth)
            elif child.tag == "table":
                self._read_table(child)
            else:
                self.read(child, depth + 1)
            self.flush()

    def flush(self) -> None:
        """Make blocks of the text that waits: an empty line parts paragraphs."""
        lines, self._lines = [one_line(line) for line in self._lines], [""]
        paragraph: list[str] = []
        for line in (*lines, ""):
            if line:
                paragraph.append(line)
            elif paragraph:
                self._put_lines(paragraph)
                paragraph = []

    def _put_lines(self, lines: list[str]) -> None:
        kind = _MARKS.get(lines[0][0])
        if kind is not None:
            self._put(kind, one_line(" ".join(lines)[1:]))
            return
        for block in blocks_of_lines(lines):
            context = self._lead_in() if block.kind is BlockKind.LIST_ITEM else ()
            self._put(block.kind, block.text, number=block.number, context=context)

    def _put(
        self,
        kind: BlockKind,
        text: str,
        *,
        level: int = 0,
        number: str = "",
        context: tuple[int, ...] = (),
    ) -> None:
        text = text.replace(CAPTION_MARK, "").replace(FOOTNOTE_MARK, "").strip()
        if text:
            self.blocks.append(DraftBlock(kind, text, level, number, context))

    def _lead_in(self) -> tuple[int, ...]:
        """Return the place of the paragraph that a list follows, at once or after its own items."""
        if not self.blocks:
            return ()
        last = self.blocks[-1]
        if last.kind in _LEADING:
            return (len(self.blocks) - 1,)
        return last.context[:1] if last.kind is BlockKind.LIST_ITEM else ()

    def _read_list(self, element: Any, context: tuple[int, ...], depth: int) -> None:
        number = _start_of(element)
        for item in element:
            if item.tag in LISTS:
                self._read_list(item, self._under_last(context), depth + 1)
            elif item.tag == "li":
                marks = str(number) if element.tag == "ol" else ""
                self._read_item(item, context, marks, depth)
                number += 1
            elif isinstance(item.tag, str):
                self.read(item, depth + 1)
                self.flush()

    def _under_last(self, context: tuple[int, ...]) -> tuple[int, ...]:
        """Return the context of a list that stands in a list beside its item."""
        if self.blocks and self.blocks[-1].kind is BlockKind.LIST_ITEM:
            return (*context, len(self.blocks) - 1)
        return context

    def _read_item(self, item: Any, context: tuple[int, ...], number: str, depth: int) -> None:
        if item.xpath("./*[self::h2 or self::h3 or self::h4 or self::table or self::section]"):
            # A step or a card with a heading of its own is a section, not an item.
            self.read(item, depth + 1)
            self.flush()
            return
        inner = [
            child
            for child in item.iter(*LISTS)
            if not any(up.tag in LISTS for up in _between(child, item))
        ]
        tails = [_cut_out(child) for child in inner]
        place = len(self.blocks)
        self._put(BlockKind.LIST_ITEM, text_of(item), number=number, context=context)
        below = (*context, place) if len(self.blocks) > place else context
        for child, tail in zip(inner, tails, strict=True):
            self._read_list(child, below, depth + 1)
            self._put(BlockKind.LIST_ITEM, one_line(tail), context=below)

    def _read_table(self, table: Any) -> None:
        """Read a table's rows, cells joined by a tab; caption and heads are the rows' context."""
        above: tuple[int, ...] = ()
        group: tuple[int, ...] = ()
        if self.blocks and self.blocks[-1].kind is BlockKind.CAPTION:
            above = (len(self.blocks) - 1,)
        for caption in table.findall("caption"):
            if text_of(caption):
                self._put(BlockKind.CAPTION, text_of(caption))
                above = (len(self.blocks) - 1,)
        has_body = False
        for row in table.iter("tr"):
            cells = [text_of(cell) for cell in row if cell.tag in ("td", "th")]
            if not any(cells):
                continue
            is_head = all(cell.tag == "th" for cell in row if text_of(cell))
            is_group = bool(row.get("data-group")) or (
                is_head and has_body and sum(map(bool, cells)) == 1
            )
            text = "\t".join(cells).rstrip("\t")
            context = above if is_group or (is_head and not has_body) else (*above, *group)
            self._put(BlockKind.TABLE_ROW, text.strip(), context=context)
            if is_group:
                group = (len(self.blocks) - 1,)
            elif is_head and not has_body:
                above = (*above, len(self.blocks) - 1)
            else:
                has_body = True


def _flat(text: str | None) -> str:
    return (text or "").replace("\n", " ")


def _start_of(element: Any) -> int:
    start = element.get("start", "1")
    return int(start) if start.isascii() and start.isdigit() and len(start) < len("10000") else 1


def _between(element: Any, top: Any) -> list[Any]:
    found = []
    for up in element.iterancestors():
        if up is top:
            break
        found.append(up)
    return found


def _cut_out(element: Any) -> str:
    """Take a list out of its item, and return the text that follows it there."""
    tail = element.tail or ""
    element.tail = None
    parent = element.getparent()
    parent.remove(element)
    return tail
