"""Blocks from the tree that the HTML extractor hands over: headings, lists, tables, paragraphs.

Knows the extractor's tags (head, p, list, item, table, row, cell, quote); no HTML and no metadata.
"""

from collections.abc import Iterator
from typing import Any

from ingest.loaders.characters import one_line
from ingest.loaders.draft import DraftBlock
from retriever.records import BlockKind

CAPTION_MARK = "\ue0ff"
"""A private-use character at the start of a paragraph that was an image's caption."""

_LISTS = ("list",)
_GROUPS = ("quote", "div", "body", "hi", "ref")


def blocks_of_tree(body: Any) -> list[DraftBlock]:
    """Read the tree's blocks in order; blocks without text are left out."""
    blocks: list[DraftBlock] = []
    for element in body:
        _read(element, blocks)
    return blocks


def _read(element: Any, blocks: list[DraftBlock]) -> None:
    if element.tag == "head":
        level = int(element.get("rend", "h2")[1:2] or 2)
        _append(blocks, BlockKind.HEADING, _text(element), level=level)
    elif element.tag in _LISTS:
        _read_list(element, blocks, _lead_in(blocks))
    elif element.tag == "table":
        _read_table(element, blocks)
    elif element.tag in _GROUPS and len(element):
        _append(blocks, BlockKind.PARAGRAPH, one_line(element.text or ""))
        for child in element:
            _read(child, blocks)
            _append(blocks, BlockKind.PARAGRAPH, one_line(child.tail or ""))
    else:
        text = _text(element)
        kind = BlockKind.CAPTION if text.startswith(CAPTION_MARK) else BlockKind.PARAGRAPH
        _append(blocks, kind, text.replace(CAPTION_MARK, "").strip())


def _append(
    blocks: list[DraftBlock],
    kind: BlockKind,
    text: str,
    *,
    level: int = 0,
    context: tuple[int, ...] = (),
) -> None:
    if text:
        blocks.append(DraftBlock(kind, text, level=level, context=context))


def _lead_in(blocks: list[DraftBlock]) -> tuple[int, ...]:
    """Return the place of the paragraph that a list follows."""
    if blocks and blocks[-1].kind is BlockKind.PARAGRAPH:
        return (len(blocks) - 1,)
    return ()


def _read_list(element: Any, blocks: list[DraftBlock], context: tuple[int, ...]) -> None:
    for item in element:
        if item.tag in _LISTS:
            _read_list(item, blocks, context)
            continue
        inner = [child for child in item.iter() if child is not item and child.tag in _LISTS]
        text = one_line(" ".join(_own_texts(item)))
        _append(blocks, BlockKind.LIST_ITEM, text, context=context)
        outermost = [child for child in inner if not _stands_in_list(child, item)]
        for child in outermost:
            place = (len(blocks) - 1,) if text else context
            _read_list(child, blocks, (*context, *place) if text else context)


def _stands_in_list(element: Any, top: Any) -> bool:
    parent = element.getparent()
    while parent is not None and parent is not top:
        if parent.tag in _LISTS:
            return True
        parent = parent.getparent()
    return False


def _own_texts(item: Any) -> Iterator[str]:
    """Yield an item's text without that of the lists within it."""
    if item.text:
        yield item.text
    for child in item:
        if child.tag not in _LISTS:
            yield from _own_texts(child)
        if child.tail:
            yield child.tail


def _read_table(element: Any, blocks: list[DraftBlock]) -> None:
    """Read a table's rows, cells joined by a tab; caption and heads are the rows' context."""
    above: tuple[int, ...] = ()
    for row in element.iter("row"):
        cells = [_text(cell) for cell in row.iter("cell")]
        filled = [cell for cell in cells if cell]
        if not filled:
            continue
        all_heads = all(cell.get("role") == "head" for cell in row.iter("cell") if _text(cell))
        if all_heads and len(filled) == 1:
            _append(blocks, BlockKind.CAPTION, filled[0])
            above = (len(blocks) - 1,)
            continue
        _append(blocks, BlockKind.TABLE_ROW, "\t".join(cells).strip(), context=above)
        if all_heads:
            above = (*above, len(blocks) - 1)


def _text(element: Any) -> str:
    return one_line(" ".join(_texts(element)))


def _texts(element: Any) -> Iterator[str]:
    """Yield an element's text; a line break in it is a space."""
    if element.text:
        yield element.text if element.tag != "lb" else ""
    whole: list[str] = []
    for child in element:
        inner = "".join(child.itertext())
        whole.append((" " if child.tag in ("lb", "p") else "") + inner + (child.tail or ""))
    if whole:
        yield "".join(whole)
