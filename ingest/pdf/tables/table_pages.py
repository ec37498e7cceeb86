"""Puts a table together that a page's end cut: repeated heads go, and a cut row is one again.

A row goes on where the next page's first one has no label of its own, or where cells that were
left within a sentence go on in small letters. Knows rows only.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.pdf.tables.table_row import Row

_CLOSED_ENDS = re.compile(r"[.!?:;][’”'\")]*$")


@dataclass(frozen=True, slots=True)
class TableJoin:
    """How a page's first rows go on with the table of the page before.

    Attributes:
        repeated: How many of them repeat its heads.
        row: Its last row with the rest of it that stands on the page, or None.
        offset: Where the page's part begins in that row's text; its end where the page goes on
            with several cells, and no place parts the two pages' words.
    """

    repeated: int = 0
    row: Row | None = None
    offset: int = 0


def join_over_page(before: Sequence[Row], rows: Sequence[Row]) -> TableJoin:
    """Compare the last page's rows of a table with the first ones of a page.

    Args:
        before: Not empty.
        rows: Those that stand together at the page's top.
    """
    count = len(before[-1].cells)
    heads = {_folded(row) for row in before if row.is_head or row is before[0]}
    repeated = 0
    while repeated < len(rows) and _folded(rows[repeated]) in heads:
        repeated += 1
    if repeated == len(rows) or len(rows[repeated].cells) != count:
        return TableJoin(repeated)
    last, first = before[-1], rows[repeated]
    if last.is_head or first.is_head or not _goes_on(before, first):
        return TableJoin(repeated)
    return TableJoin(repeated, *_joined(last, first))


def without_first(row: Row, gone: int) -> Row:
    """Return a row of a table whose first rows are gone; one under those is under none."""
    if row.under is None:
        return row
    return replace(row, under=row.under - gone if row.under >= gone else None)


def _folded(row: Row) -> str:
    return re.sub(r"\W+", " ", row.text).strip().casefold()


def _goes_on(before: Sequence[Row], first: Row) -> bool:
    last = before[-1]
    if last.is_group or first.is_group or first.under is not None:
        return False
    pairs = [(old, new) for old, new in zip(last.cells, first.cells, strict=True) if new]
    if any(not old for old, _ in pairs):
        return False
    within = any(new[0].islower() and not _CLOSED_ENDS.search(old) for old, new in pairs)
    label = first.cells[0]
    others = [row for row in before if not row.is_head and not row.is_group]
    if len(pairs) == 1 and all(len([*filter(None, row.cells)]) > 1 for row in others):
        # A row of one cell in a table that has none: the rest of a cell.
        return not _CLOSED_ENDS.search(pairs[0][0]) or not label
    if label:
        return within and not label[0].isupper() and not label[0].isdigit()
    labelled = all(row.cells[0] for row in others)
    return within or labelled


def _joined(last: Row, first: Row) -> tuple[Row, int]:
    cells = tuple(
        f"{old} {new}" if old and new else old or new
        for old, new in zip(last.cells, first.cells, strict=True)
    )
    whole = replace(last, cells=cells)
    filled = [place for place, cell in enumerate(first.cells) if cell]
    is_end = len(filled) == 1 and not any(cells[filled[0] + 1 :])
    offset = len(whole.text) - (len(first.cells[filled[0]]) if is_end else 0)
    return whole, offset
