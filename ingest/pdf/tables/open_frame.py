"""Completes frames that rulings leave open: columns told by gutters, heads and rows at the edges.

Where rulings stand between rows alone, the columns may have none, the heads may stand over the
first ruling and the row that a page's end cuts under the last; the outer rulings may be the page's
own, of its running header and footer. Knows frames and lines.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.loaders.texts.text_blocks import is_marker
from ingest.pdf.lines import Line
from ingest.pdf.tables.ruled_frame import Field, Frame
from ingest.pdf.tables.table_context import is_caption

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
_PADDING_POINTS = 12.0
# Two words of one cell stand a quarter of the size apart; cells are padded more.
_RUNNING_SIZES = 0.4


def completed(frame: Frame, lines: Sequence[Line]) -> Frame | None:
    """Return a frame, an open one with its columns and outer rows; None where it has no columns."""
    if not frame.is_open:
        return frame if frame.has_columns else None
    plain = [line for line in lines if not line.rows]
    whole = frame if frame.has_columns else _with_text_columns(_own(frame, plain), plain)
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


def _own(frame: Frame, lines: Sequence[Line]) -> Frame:
    """Return a frame without the rulings that are the page's, under its header or over its footer.

    Such a one is as wide as the text, and so as the table. Between it and the table's own rulings
    stand caption, headings and prose: one stretch a line.
    """
    ys = [*frame.ys]
    if _is_foot(_within(lines, ys[-2], ys[-1]), frame.xs[0], ys[-1]):
        ys.pop()
    inside = _within(lines, ys[0], ys[1])
    heads = inside[: _count_heads(inside, ys[1])]
    foreign = inside[len(heads) :]
    if foreign and _stand_alone(foreign):
        top = [line.baseline + _RISE_SIZES * line.size for line in heads]
        ys[:1] = [max(top)] if top else []
    return replace(frame, ys=tuple(ys), fields=_grid(len(ys) - 1, len(frame.xs) - 1))


def _within(lines: Sequence[Line], top: float, bottom: float) -> list[Line]:
    """Return the lines between two rulings, from the lowest."""
    inside = [line for line in lines if bottom < _middle(line) <= top]
    return sorted(inside, key=lambda line: line.baseline)


def _is_foot(lines: Sequence[Line], left: float, bottom: float) -> bool:
    """Say whether lines, given from the lowest, are prose far over the page's last ruling.

    The rest of a row that the page's end cuts has cells side by side, or none at the left.
    """
    if not lines or not _stand_alone(lines):
        return False
    is_far = lines[0].baseline - bottom > _BESIDE_SIZES * lines[0].size
    return is_far and min(line.left for line in lines) - left < _PADDING_POINTS


def _count_heads(lines: Sequence[Line], start: float) -> int:
    """Count the lines over a ruling, given from the lowest, up to a wide gap or a caption."""
    before = start
    for place, line in enumerate(lines):
        is_far = line.baseline - before > _BESIDE_SIZES * lines[0].size
        if is_far or is_caption(line.text):
            return place
        before = line.baseline
    return len(lines)


def _stand_alone(lines: Sequence[Line]) -> bool:
    """Say whether no two stretches stand side by side, a number or a list's mark apart."""
    stretches = [sum(not is_marker(cell.text) for cell in line.cells) for line in lines]
    steps = [above.baseline - line.baseline for line, above in pairwise(lines)]
    return max(stretches) <= 1 and all(step > _SLACK_POINTS for step in steps)


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
