"""Tells a table of single-line rows from running text: stretches that stand under one another.

A table whose cells wrap over lines is told only where each row has a line with all its cells;
others read as paragraphs. Knows lines; the judgement table has its own reader.
"""

from collections.abc import Sequence

from ingest.loaders.text_blocks import BULLET, is_marker
from ingest.pdf.judgement_table import Row, TableLines
from ingest.pdf.lines import Line

_TOLERANCE_POINTS = 10.0
_FLOOR_ROWS = 3
_CONTINUED_GAP_SIZES = 1.7


def find_grids(lines: Sequence[Line]) -> list[TableLines]:
    """Return the tables among a page's lines, in order."""
    grids: list[TableLines] = []
    place = 0
    while place < len(lines):
        grid = _grid_at(lines, place)
        if grid is None:
            place += 1
            continue
        grids.append(grid)
        place = grid.end
    return grids


def _grid_at(lines: Sequence[Line], start: int) -> TableLines | None:
    lefts = [cell.left for cell in lines[start].cells]
    if not _is_row(lines[start]):
        return None
    rows: list[list[str]] = []
    end = start
    for place in range(start, len(lines)):
        line = lines[place]
        columns = _columns_of(line, lefts)
        if columns is None:
            break
        if len(line.cells) > 1 and _is_row(line):
            rows.append([""] * len(lefts))
            end = place + 1
        elif not _goes_on(lines, place):
            break
        for column, cell in zip(columns, line.cells, strict=True):
            rows[-1][column] = f"{rows[-1][column]} {cell.text}".strip()
            end = place + 1
    if len(rows) < _FLOOR_ROWS:
        return None
    return TableLines(start, end, tuple(Row(tuple(cells)) for cells in rows))


def _is_row(line: Line) -> bool:
    """Say whether a line has cells of its own, a list's glyph or a number not counted."""
    return len(line.cells) > 1 and not is_marker(line.cells[0].text)


def _columns_of(line: Line, lefts: Sequence[float]) -> list[int] | None:
    """Return which column each stretch stands in, or None where one stands in none."""
    columns = []
    for cell in line.cells:
        near = [n for n, left in enumerate(lefts) if abs(cell.left - left) < _TOLERANCE_POINTS]
        if not near or (near[0] + 1 < len(lefts) and cell.right > lefts[near[0] + 1]):
            return None
        columns.append(near[0])
    return columns if len(set(columns)) == len(columns) else None


def _goes_on(lines: Sequence[Line], place: int) -> bool:
    """Say whether a line is the rest of the cells above it: close under them."""
    before, line = lines[place - 1], lines[place]
    gap = before.baseline - line.baseline
    return 0 <= gap <= _CONTINUED_GAP_SIZES * line.size and not BULLET.match(line.text)
