"""Completes frames that rulings leave open: columns told by gutters, heads and rows at the edges.

Where rulings stand between rows alone, the columns may have none, the heads may stand over the
first ruling and the row that a page's end cuts under the last. Knows frames and lines.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.pdf.lines import Line
from ingest.pdf.tables.ruled_frame import Field, Frame

_GUTTER_POINTS = 7.0
_FLOOR_ROWS = 3
_FULL_SHARE = 0.66
_MIDDLE_SIZES = 0.3
_RISE_SIZES = 1.1
_DROP_SIZES = 0.5
# From a ruling to the line beside it, and from one line of a cell to the next.
_BESIDE_SIZES = 2.2
_APART_SIZES = 1.6
_SLACK_POINTS = 2.0
# Two words of one cell stand a quarter of the size apart; cells are padded more.
_RUNNING_SIZES = 0.4


def completed(frame: Frame, lines: Sequence[Line]) -> Frame | None:
    """Return a frame, an open one with its columns and outer rows; None where it has no columns."""
    if not frame.is_open:
        return frame if frame.has_columns else None
    plain = [line for line in lines if not line.rows]
    whole = frame if frame.has_columns else _with_text_columns(frame, plain)
    if whole is None:
        return None
    above = [line for line in plain if _middle(line) > whole.ys[0]]
    below = [line for line in plain if _middle(line) < whole.ys[-1]]
    top = _edge(whole, sorted(above, key=lambda line: line.baseline), whole.ys[0])
    bottom = _edge(whole, sorted(below, key=lambda line: -line.baseline), whole.ys[-1])
    ys = [*([top] if top is not None else []), *whole.ys, *([bottom] if bottom is not None else [])]
    return replace(whole, ys=tuple(ys), fields=_grid(len(ys) - 1, len(whole.xs) - 1))


def _grid(rows: int, columns: int) -> tuple[Field, ...]:
    return tuple(Field(row, column) for row in range(rows) for column in range(columns))


def _middle(line: Line) -> float:
    return line.baseline + _MIDDLE_SIZES * line.size


def _edge(frame: Frame, lines: Iterable[Line], start: float) -> float | None:
    """Return where the lines beside an outer ruling end that make one more row; None for none."""
    columns: set[int] = set()
    before, edge = start, None
    for line in lines:
        reach = _APART_SIZES if columns else _BESIDE_SIZES
        far = abs(line.baseline - before) > reach * line.size
        stood = _columns_of(frame, line)
        if far or not stood:
            break
        columns |= stood
        before = line.baseline
        rise = _RISE_SIZES if line.baseline > start else -_DROP_SIZES
        edge = line.baseline + rise * line.size
    return edge if len(columns) > 1 else None


def _columns_of(frame: Frame, line: Line) -> set[int]:
    """Return the columns that a line's words stand in; none where running text crosses one."""
    columns: set[int] = set()
    before: tuple[int, float] | None = None
    for left, right in _spans(line):
        column = _column_at(frame, (left + right) / 2)
        if column is None:
            return set()
        if before and before[0] != column and left - before[1] < _RUNNING_SIZES * line.size:
            return set()
        columns.add(column)
        before = column, right
    return columns


def _spans(line: Line) -> Iterator[tuple[float, float]]:
    for cell in line.cells:
        if cell.words:
            yield from ((word.left, word.right) for word in cell.words)
        else:
            yield cell.left, cell.right


def _column_at(frame: Frame, x: float) -> int | None:
    for column, (left, right) in enumerate(pairwise(frame.xs)):
        if left - _SLACK_POINTS <= x < right:
            return column
    return None


def _with_text_columns(frame: Frame, lines: Sequence[Line]) -> Frame | None:
    """Part a frame's rows into columns at the gutters of its text; None where it has none."""
    rows: list[list[tuple[float, float]]] = [[] for _ in range(len(frame.ys) - 1)]
    for line in lines:
        row = _row_at(frame, line)
        if row is not None and frame.xs[0] - 1 <= line.left and line.right <= frame.xs[-1] + 1:
            rows[row] += [(cell.left, cell.right) for cell in line.cells]
    gutters = _gutters([stretch for row in rows for stretch in row])
    filled = [row for row in rows if row]
    full = sum(any(_sides(row, gutter) for gutter in gutters) for row in filled)
    if full < _FLOOR_ROWS or full < _FULL_SHARE * len(filled):
        return None
    xs = (frame.xs[0], *gutters, frame.xs[-1])
    return replace(frame, xs=xs, fields=_grid(len(rows), len(xs) - 1), has_columns=True)


def _row_at(frame: Frame, line: Line) -> int | None:
    for place, (top, bottom) in enumerate(pairwise(frame.ys)):
        if bottom < _middle(line) <= top:
            return place
    return None


def _gutters(stretches: Sequence[tuple[float, float]]) -> list[float]:
    """Return the middles of what no stretch covers."""
    gutters: list[float] = []
    reach: float | None = None
    for left, right in sorted(stretches):
        if reach is not None and left - reach > _GUTTER_POINTS:
            gutters.append((reach + left) / 2)
        reach = right if reach is None else max(reach, right)
    return gutters


def _sides(row: Sequence[tuple[float, float]], gutter: float) -> bool:
    return any(right < gutter for _, right in row) and any(left > gutter for left, _ in row)
