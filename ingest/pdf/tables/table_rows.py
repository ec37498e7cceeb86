"""Tells where one row of a table ends and the next begins, and puts wrapped cells together.

A PDF names a table's text cell by cell or line by line. Three things tell rows: a wrapped cell's
lines stand closer than rows do, text that goes back up belongs to the row begun there, and a word
that would have fitted on the line above begins something new. Where none tells, every line with
several cells is a row of its own. Knows placed lines.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.pdf.lines import Cell
from ingest.pdf.tables.table_columns import Column, PlacedLine
from ingest.pdf.tables.table_figures import is_figure
from ingest.pdf.tables.table_row import Stretch, stretch_of

SAME_BASELINE_POINTS = 2.0
_CLOSE_SHARE = 1.12
_OVERLAP_SIZES = 0.85
_CONTINUED_SIZES = 1.7
_CENTRED_SIZES = 4.0
_SPACE_SIZES = 0.3
_PADDING_SIZES = 0.6
_LETTER_SIZES = 0.5


@dataclass(slots=True)
class OpenRow:
    """A row that is being read.

    Attributes:
        start: The place of its first line among those that were given.
        end: The place after its last line.
        top: The baseline of its highest line.
        bottom: The baseline of its lowest line.
        lines: In the order of the page's content.
    """

    start: int
    end: int
    top: float = -math.inf
    bottom: float = math.inf
    lines: list[PlacedLine] = field(default_factory=list)
    _lowest: dict[int, tuple[float, Cell]] = field(default_factory=dict)

    def add(self, each: PlacedLine) -> None:
        """Take a line in."""
        baseline = each.line.baseline
        self.lines.append(each)
        self.top, self.bottom = max(self.top, baseline), min(self.bottom, baseline)
        for column, cell in each.cells:
            known = self._lowest.get(column)
            if known is None or baseline <= known[0]:
                self._lowest[column] = (baseline, cell)

    @property
    def columns(self) -> set[int]:
        """The columns that have text."""
        return set(self._lowest)

    def lowest(self, column: int) -> Cell | None:
        """Return the lowest line's stretch of one cell."""
        known = self._lowest.get(column)
        return known[1] if known else None

    def cells(self, count: int) -> tuple[str, ...]:
        """Return the texts by column, a wrapped cell's lines joined from the top."""
        parts: list[list[str]] = [[] for _ in range(count)]
        for each in sorted(self.lines, key=lambda each: -each.line.baseline):
            for column, cell in each.cells:
                glued = each.line.glued and column == each.columns[-1]
                parts[column].append(cell.text if glued else f"{cell.text} ")
        return tuple("".join(part).strip() for part in parts)

    def letters(self, count: int) -> tuple[Stretch, ...]:
        """Return where the words stand, in the order of the cells' texts."""
        parts: list[list[Stretch]] = [[] for _ in range(count)]
        for each in sorted(self.lines, key=lambda each: -each.line.baseline):
            for column, cell in each.cells:
                parts[column].append(stretch_of(cell.words))
        return tuple(stretch for part in parts for stretch in part)


def rows_of(lines: Sequence[PlacedLine], columns: Sequence[Column], edge: float) -> list[OpenRow]:
    """Put a table's lines, in the order of the page's content, into rows.

    Args:
        lines: All of the table's.
        columns: Its columns.
        edge: x up to which the page is printed: the last column's limit.

    Returns:
        The rows; fewer lines than given where the content jumps to another place of the page.
    """
    reader = _RowReader(lines, columns, edge)
    rows: list[OpenRow] = []
    for place, each in enumerate(lines):
        if rows and each.line.baseline > rows[-1].bottom + SAME_BASELINE_POINTS:
            if not _goes_up_into(rows, each):
                break
        elif not rows or reader.starts_row(place, rows[-1]):
            rows.append(OpenRow(place, place))
        rows[-1].add(each)
        rows[-1].end = place + 1
    return rows


def _goes_up_into(rows: Sequence[OpenRow], each: PlacedLine) -> bool:
    """Say whether a line that stands higher than the one before is the open row's."""
    row, size = rows[-1], each.line.size
    above = rows[-2].bottom - _OVERLAP_SIZES * size if len(rows) > 1 else math.inf
    if each.line.baseline > min(above, row.top + _CENTRED_SIZES * size):
        return False
    near = (
        other
        for other in row.lines
        if abs(other.line.baseline - each.line.baseline) < _OVERLAP_SIZES * size
    )
    return not any(set(other.columns) & set(each.columns) for other in near)


class _RowReader:
    """Decides for each line under the open row whether it begins the next one."""

    def __init__(self, lines: Sequence[PlacedLine], columns: Sequence[Column], edge: float) -> None:
        self._lines = lines
        self._wrap = _wrap_gap(lines)
        padding = _PADDING_SIZES * max((each.line.size for each in lines), default=0.0)
        self._limits = [*(column.left - padding for column in columns[1:]), edge]

    def starts_row(self, place: int, row: OpenRow) -> bool:
        """Say whether the line at a place, on or under the row's last, starts the next row."""
        each = self._lines[place]
        gap = row.bottom - each.line.baseline
        beside = not set(each.columns) & set(self._lines[place - 1].columns)
        if gap < _OVERLAP_SIZES * each.line.size and beside:
            return False
        if gap > (self._wrap or _CONTINUED_SIZES * each.line.size):
            return True
        if 0 not in each.columns:
            return self._wrap is None and len(each.columns) > 1
        if each.line.bold != row.lines[-1].line.bold and len(each.columns) > 1:
            return True
        return self._starts_label(place, row)

    def _starts_label(self, place: int, row: OpenRow) -> bool:
        """Say whether a line in the first column that stands close begins a row."""
        each = self._lines[place]
        if len(each.columns) == 1:
            upper = _next_other(self._lines, place)
            if upper is not None and upper > each.line.baseline + SAME_BASELINE_POINTS:
                # The rest of a label whose row's other cells follow; else a centred label.
                return row.top < upper - SAME_BASELINE_POINTS
            if upper is not None and upper > each.line.baseline - SAME_BASELINE_POINTS:
                return True
            return self._wrap is None and not self._is_full(row, each, 0)
        common = row.columns & set(each.columns)
        if _collide(row, each):
            return True
        full = [self._is_full(row, each, column) for column in common]
        if self._wrap is None:
            return not all(full)
        # A label above its row's line is set lower than the label's first line.
        return row.columns != {0} and not any(full)

    def _is_full(self, row: OpenRow, each: PlacedLine, column: int) -> bool:
        """Say whether a cell's line had no room for the first word of the line under it."""
        above, below = row.lowest(column), dict(each.cells).get(column)
        if above is None or below is None:
            return False
        size = each.line.size
        width = len(below.text.split()[0]) * _LETTER_SIZES * size
        if below.words:
            width = below.words[0].right - below.words[0].left
        return above.right + _SPACE_SIZES * size + width > self._limits[column]


def _next_other(lines: Sequence[PlacedLine], place: int) -> float | None:
    """Return the baseline of the first line after labels that has text in another column."""
    for each in lines[place + 1 :]:
        if each.columns != (0,):
            return each.line.baseline if 0 not in each.columns else None
    return None


def _wrap_gap(lines: Sequence[PlacedLine]) -> float | None:
    """Return the gap up to which a line may go on with the row above it, where gaps tell."""
    steps = list(_steps_down(lines))
    wraps = [gap for gap, before, each in steps if _is_wrap(before, each)]
    limit = min(wraps, default=math.inf) * _CLOSE_SHARE
    if not lines or limit > _CONTINUED_SIZES * lines[0].line.size:
        return None
    apart = any(gap > limit and 0 in each.columns for gap, _, each in steps)
    return limit if apart else None


def _steps_down(
    lines: Sequence[PlacedLine],
) -> Iterator[tuple[float, PlacedLine, PlacedLine]]:
    """Yield each step down from one line to the next."""
    for before, each in pairwise(lines):
        gap = before.line.baseline - each.line.baseline
        if gap > _OVERLAP_SIZES * each.line.size:
            yield gap, before, each


def _is_wrap(before: PlacedLine, each: PlacedLine) -> bool:
    return len(each.columns) == 1 and each.columns[0] in before.columns


def _collide(row: OpenRow, each: PlacedLine) -> bool:
    """Say whether a figure stands under a figure: never one cell."""
    for column, cell in each.cells:
        above = row.lowest(column) if column else None
        if above is not None and is_figure(above.text) and is_figure(cell.text):
            return True
    return False
