"""Reads the rows of a Word table: deleted ones left out, a merged cell once, where it begins.

A box drawn as a table of one column, and a single row that lays text out side by side, are no
tables: whoever asks reads them as text.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from ingest.office.elements import attribute, children, first, tag
from ingest.office.table_rows import Row
from ingest.office.tally import Tally
from ingest.office.word_styles import Styles, is_on, value

_INNER = frozenset(["sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"])
_BITS = re.compile(r"^[0-9A-Fa-f]{1,8}$")
_FIRST_ROW_BIT = 0x20
_LAYOUT_PARAGRAPHS = 3

CellReader = Callable[[Any], tuple[str, bool]]
"""Reads one paragraph: its text, and whether all of it is bold."""


def layout_cells(table: Any) -> list[Any]:
    """Return the cells of a table that only lays text out, in order; empty for a real one."""
    rows = [[*_below(row, "tc")] for row in _below(table, "tr")]
    cells = [cell for row in rows for cell in row]
    if all(len(row) <= 1 for row in rows):
        return cells
    is_laid_out = len(rows) == 1 and any(
        len([*_below(cell, "p")]) >= _LAYOUT_PARAGRAPHS or first(cell, "tbl") is not None
        for cell in cells
    )
    return cells if is_laid_out else []


def rows_of(table: Any, styles: Styles, tally: Tally, read: CellReader) -> Iterator[Row]:
    """Yield a table's rows, each read when it is asked for.

    Args:
        table: The table.
        styles: The document's.
        tally: Where deleted rows are counted.
        read: Reads a cell's paragraph.
    """
    has_head_style = _has_head_style(table, styles)
    is_first = True
    for row in _below(table, "tr"):
        properties = first(row, "trPr")
        if first(properties, "del") is not None:
            tally.deleted += 1
            continue
        cells = [cell for cell in _below(row, "tc") if not _is_deleted(cell)]
        texts = [("", True) if _goes_on(cell) else _cell_text(cell, read) for cell in cells]
        yield Row(
            cells=tuple(text for text, _ in texts),
            is_head=is_on(first(properties, "tblHeader")) or (is_first and has_head_style),
            is_bold=all(is_bold for text, is_bold in texts if text),
            is_one_cell=len(cells) == 1,
            goes_on=bool(cells) and _goes_on(cells[0]),
        )
        is_first = False


def _below(element: Any, name: str) -> Iterator[Any]:
    """Yield an element's parts of a name, also those within form controls and insertions."""
    for child in element:
        if tag(child) == name:
            yield child
        elif tag(child) in _INNER:
            yield from _below(child, name)


def _goes_on(cell: Any) -> bool:
    """Say whether a cell is one that began in the row above."""
    merge = first(first(cell, "tcPr"), "vMerge")
    return merge is not None and value(merge) != "restart"


def _is_deleted(cell: Any) -> bool:
    return first(first(cell, "tcPr"), "cellDel") is not None


def _cell_text(cell: Any, read: CellReader) -> tuple[str, bool]:
    found = [*_cell_paragraphs(cell, read)]
    filled = [(text.strip(), is_bold) for text, is_bold in found if text.strip()]
    return " ".join(text for text, _ in filled), all(is_bold for _, is_bold in filled)


def _cell_paragraphs(element: Any, read: CellReader) -> Iterator[tuple[str, bool]]:
    """Read a cell's paragraphs, those of a table within it too."""
    for child in element:
        name = tag(child)
        if name == "p":
            yield read(child)
        elif name in ("tbl", "tr", "tc") or name in _INNER:
            yield from _cell_paragraphs(child, read)


def _has_head_style(table: Any, styles: Styles) -> bool:
    """Say whether the table's style sets its first row apart, and the table uses that."""
    properties = first(table, "tblPr")
    look = first(properties, "tblLook")
    bits = value(look)
    has_bit = bool(_BITS.match(bits)) and bool(int(bits, 16) & _FIRST_ROW_BIT)
    uses = attribute(look, "firstRow") in ("1", "true") or has_bit
    style_id = value(first(properties, "tblStyle"))
    return uses and any(
        attribute(part, "type") == "firstRow"
        for style in styles.chain(style_id)
        for part in children(style.element, "tblStylePr")
    )
