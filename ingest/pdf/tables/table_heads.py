"""Tells which of a table's rows are heads: by how they are set, or by what they hold.

Where neither tells, no row is a head: a data row that stands as context of the others misleads.
Knows rows of lines.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

from ingest.pdf.lines import Line
from ingest.pdf.tables.table_columns import Column
from ingest.pdf.tables.table_figures import is_figure, is_year
from ingest.pdf.tables.table_rows import OpenRow

_CLOSE_SHARE = 1.12
_HEAD_SIZES = 3.0


def with_heads(rows: Sequence[OpenRow], count: int) -> list[tuple[OpenRow, bool]]:
    """Tell a table's heads.

    Args:
        rows: All of the table's.
        count: Of its columns.

    Returns:
        Each row and whether it is a head; a head that wraps over rows is put together.
    """
    heads = head_rows(rows, count)
    told: list[tuple[OpenRow, bool]] = []
    for row, is_head in zip(rows, heads, strict=True):
        if is_head and told and told[-1][1] and _is_one_head(told[-1][0], row, rows):
            above = told[-1][0]
            above.end = row.end
            for each in row.lines:
                above.add(each)
        else:
            told.append((row, is_head))
    return told


def head_rows(rows: Sequence[OpenRow], count: int) -> list[bool]:
    """Say of each row of a table with `count` columns whether it is a head."""
    heads = _set_apart(rows, count)
    end = heads.index(False) if any(heads) else int(_names_figures(rows, count))
    if not end and _is_worded(rows[0], count):
        # One head over all columns names no figures itself.
        end = int(_goes_on_naming(rows[1:], count))
    while end and _goes_on_naming(rows[end:], count):
        end += 1
    return [place < end or is_head for place, is_head in enumerate(heads)]


def names_columns(above: Line, first: Line, columns: Sequence[Column]) -> bool:
    """Say whether a line over a table's first one is its heads, set apart and placed otherwise."""
    gap = above.baseline - first.baseline
    if len(above.cells) != len(columns) or not 0 < gap < _HEAD_SIZES * above.size:
        return False
    if first.bold or not (above.bold or above.size > first.size):
        return False
    limits = [*(column.left for column in columns[1:]), math.inf]
    before = [-math.inf, *(column.left for column in columns)]
    return all(
        low < cell.left < limit and not is_figure(cell.text)
        for cell, low, limit in zip(above.cells, before, limits, strict=False)
    )


def _set_apart(rows: Sequence[OpenRow], count: int) -> list[bool]:
    """Tell rows that are bold, or light on a dark band, unlike most of the table's."""
    none = [False] * len(rows)
    for looks in ([_is_bold(row) for row in rows], [_is_light(row) for row in rows]):
        heads = [look and _is_worded(row, count) for look, row in zip(looks, rows, strict=True)]
        if heads[0] and not heads[-1] and sum(heads) * 3 <= len(rows) * 2:
            return heads
    return none


def _is_bold(row: OpenRow) -> bool:
    return all(each.line.bold for each in row.lines)


def _is_light(row: OpenRow) -> bool:
    return all(each.line.light for each in row.lines)


def _is_worded(row: OpenRow, count: int) -> bool:
    """Say whether a row names several columns and holds no figures of its own, years apart."""
    cells = [cell for cell in row.cells(count)[1:] if cell]
    return bool(cells) and not any(is_figure(cell) and not is_year(cell) for cell in cells)


def _names_figures(rows: Sequence[OpenRow], count: int) -> bool:
    """Say whether the first row names what the figures under it are."""
    first, *others = [row.cells(count) for row in rows]
    filled = [column for column in range(1, count) if first[column]]
    if len(filled) * 2 < count - 1 or not others or is_figure(first[0]):
        return False
    figures = [
        column
        for column in filled
        if sum(is_figure(row[column]) for row in others) * 2 > len(others)
    ]
    return bool(figures) and all(_can_name(first, others, column) for column in filled)


def _goes_on_naming(rows: Sequence[OpenRow], count: int) -> bool:
    """Say whether a row under a head is one too: without a label, it names the figures under it."""
    return len(rows) > 1 and 0 not in rows[0].columns and _names_figures(rows, count)


def _can_name(first: Sequence[str], others: Sequence[Sequence[str]], column: int) -> bool:
    """Say whether a column's first cell can be its head: words, or a year over no years."""
    if is_year(first[column]):
        return not any(is_year(row[column]) for row in others)
    return not is_figure(first[column])


def _is_one_head(above: OpenRow, row: OpenRow, rows: Sequence[OpenRow]) -> bool:
    """Say whether a head row goes on with the cells of the one above, closer than rows stand."""
    if not row.columns <= above.columns:
        return False
    gaps = [before.bottom - after.top for before, after in pairwise(rows) if before is not above]
    return above.bottom - row.top <= min(gaps, default=0.0) * _CLOSE_SHARE
