"""Puts the lines of a page set in two columns into reading order.

Most PDFs name one column's text before the other's, and need nothing. Where a page's content runs
row by row across both columns, each line holds two stretches of prose with a gutter between. A
table looks alike, but its cells do not fill their column. Knows lines only.
"""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from ingest.loaders.texts.text_blocks import is_marker
from ingest.pdf.lines import Line

_FLOOR_ROWS = 6
_FLOOR_SHARE = 0.4
_TOLERANCE_POINTS = 12.0
_FULL_SHARE = 0.75


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with each column read from its top to its bottom."""
    gutter = _gutter(lines)
    if gutter is None:
        return [*lines]
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.baseline):
        sides = _sides(line, gutter)
        if sides is None:
            ordered += left + right + [line]
            left, right = [], []
            continue
        left += sides[0]
        right += sides[1]
    return ordered + left + right


def _gutter(lines: Sequence[Line]) -> float | None:
    """Return x of the gutter of a page whose content runs across two columns, else None."""
    pairs = [line for line in lines if _is_pair(line)]
    if len(pairs) < _FLOOR_ROWS or len(pairs) < _FLOOR_SHARE * len(lines):
        return None
    start = median(line.cells[-1].left for line in pairs)
    steady = [line for line in pairs if abs(line.cells[-1].left - start) < _TOLERANCE_POINTS]
    if len(steady) < _FLOOR_ROWS:
        return None
    edge = min(line.left for line in steady)
    ends = [line.cells[-2].right for line in steady]
    full = sum(end - edge > _FULL_SHARE * (start - edge) for end in ends)
    rights = [line.right - start for line in steady]
    full_right = sum(width > _FULL_SHARE * max(rights) for width in rights)
    if full * 2 < len(steady) or full_right * 2 < len(steady):
        return None
    return start - _TOLERANCE_POINTS / 2


def _is_pair(line: Line) -> bool:
    cells = [cell for cell in line.cells if not is_marker(cell.text)]
    return len(cells) == 2  # noqa: PLR2004 - a pair


def _sides(line: Line, gutter: float) -> tuple[list[Line], list[Line]] | None:
    """Split a line at the gutter; None for a line that runs across it."""
    left = tuple(cell for cell in line.cells if cell.right <= gutter + _TOLERANCE_POINTS)
    right = tuple(cell for cell in line.cells if cell.left >= gutter)
    if len(left) + len(right) != len(line.cells):
        return None
    sides = []
    for cells in (left, right):
        text = " ".join(cell.text for cell in cells)
        glued = line.glued and cells == right
        sides.append([replace(line, text=text, cells=cells, glued=glued)] if cells else [])
    return sides[0], sides[1]
