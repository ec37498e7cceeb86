"""Tells what a page's rulings frame: the rows, columns and cells of tables that are drawn.

Rulings that touch belong to one frame. A missing ruling between two fields makes them one cell.
Where rulings stand between rows alone, the joints of their strokes tell the columns; where they
have none the columns are told from the text, elsewhere. Knows rulings only.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.pdf.tables.rulings import Drawing, Stroke

_TOUCH_POINTS = 3.0
_BRIDGED_POINTS = 3.0
_FLOOR_ACROSS = 3
_FLOOR_WIDTH_POINTS = 120.0
# Bounds for charts and maps: the largest table seen on a page has 70 rulings across and 9 down.
_STROKES_LIMIT = 400
_DRAWN_LIMIT = 4_000
_FIELDS_LIMIT = 4_000


@dataclass(frozen=True, slots=True)
class Field:
    """A cell of a frame: where it begins, counted from 0, and over how many rows and columns."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Frame:
    """A table's rulings.

    Attributes:
        xs: Where its columns begin, from the left, and where the last one ends.
        ys: Where its rows begin, from the top, and where the last one ends.
        fields: Its cells, row by row.
        has_columns: Whether rulings tell its columns; else it has one, of its whole width.
        is_open: Whether rulings stand between its rows alone.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    fields: tuple[Field, ...]
    has_columns: bool = True
    is_open: bool = False


def frames_of(drawing: Drawing) -> list[Frame]:
    """Return the frames that a page's rulings make, from the top."""
    if max(len(drawing.across), len(drawing.down)) > _DRAWN_LIMIT:
        return []
    across, down = _merged(drawing.across), _merged(drawing.down)
    if not across or len(across) > _STROKES_LIMIT or len(down) > _STROKES_LIMIT:
        return []
    frames = []
    loose: list[Stroke] = []
    for rows, columns in _connected(across, down):
        if len(columns) > 1 and len(rows) > 1:
            if len(columns) * len(rows) <= _FIELDS_LIMIT:
                frames.append(_closed_frame(rows, columns))
        else:
            loose += rows
    frames += _open_frames(loose, drawing.across)
    outer = [frame for frame in frames if _is_outer(frame, frames)]
    return sorted(outer, key=lambda frame: -frame.ys[0])


def _merged(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Join strokes that lie on one line and touch."""
    lines: list[list[Stroke]] = []
    for stroke in sorted(strokes, key=lambda each: each.at):
        if lines and stroke.at - lines[-1][0].at < _TOUCH_POINTS / 2:
            lines[-1].append(stroke)
        else:
            lines.append([stroke])
    merged: list[Stroke] = []
    for line in lines:
        run: list[Stroke] = []
        for stroke in sorted(line, key=lambda each: each.start):
            if run and stroke.start <= run[-1].end + _BRIDGED_POINTS:
                run[-1] = Stroke(run[-1].at, run[-1].start, max(run[-1].end, stroke.end))
            else:
                run.append(stroke)
        merged += run
    return merged


def _connected(
    across: Sequence[Stroke], down: Sequence[Stroke]
) -> Iterator[tuple[list[Stroke], list[Stroke]]]:
    """Yield the strokes that touch one another, directly or by others."""
    todo_across, todo_down = [*across], [*down]
    while todo_across:
        rows, columns = [todo_across.pop()], list[Stroke]()
        fresh_rows, fresh_columns = [*rows], list[Stroke]()
        while fresh_rows or fresh_columns:
            fresh_columns = [c for c in todo_down if any(_touch(r, c) for r in fresh_rows)]
            todo_down = [c for c in todo_down if c not in fresh_columns]
            columns += fresh_columns
            fresh_rows = [r for r in todo_across if any(_touch(r, c) for c in fresh_columns)]
            todo_across = [r for r in todo_across if r not in fresh_rows]
            rows += fresh_rows
            fresh_columns = []
        yield rows, columns


def _touch(row: Stroke, column: Stroke) -> bool:
    slack = _TOUCH_POINTS
    return (
        column.start - slack <= row.at <= column.end + slack
        and row.start - slack <= column.at <= row.end + slack
    )


def _closed_frame(rows: Sequence[Stroke], columns: Sequence[Stroke]) -> Frame:
    """Make a frame of strokes that touch; open sides end where the other strokes do."""
    xs = _places([each.at for each in columns])
    ys = _places([each.at for each in rows])
    xs = _with_ends(xs, min(each.start for each in rows), max(each.end for each in rows))
    ys = _with_ends(ys, min(each.start for each in columns), max(each.end for each in columns))
    ys.reverse()
    parted_right = [[_has(columns, x, y) for x in xs[1:-1]] for y in _middles(ys)]
    parted_below = [[_has(rows, y, x) for x in _middles(xs)] for y in ys[1:-1]]
    fields = tuple(_fields(parted_right, parted_below, len(ys) - 1, len(xs) - 1))
    return Frame(tuple(xs), tuple(ys), fields, has_columns=len(xs) > 2)  # noqa: PLR2004 - two sides


def _places(values: Sequence[float]) -> list[float]:
    """Return distinct places, near ones taken as one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _TOUCH_POINTS:
            places.append(value)
    return places


def _with_ends(places: Sequence[float], low: float, high: float) -> list[float]:
    slack = 2 * _TOUCH_POINTS
    before = [low] if low < places[0] - slack else []
    after = [high] if high > places[-1] + slack else []
    return [*before, *places, *after]


def _middles(places: Sequence[float]) -> list[float]:
    return [(first + second) / 2 for first, second in pairwise(places)]


def _has(strokes: Sequence[Stroke], at: float, across: float) -> bool:
    """Say whether a stroke lies at a place and covers a point of its line."""
    return any(
        abs(each.at - at) <= _TOUCH_POINTS and each.start <= across <= each.end for each in strokes
    )


def _fields(
    parted_right: Sequence[Sequence[bool]],
    parted_below: Sequence[Sequence[bool]],
    rows: int,
    columns: int,
) -> Iterator[Field]:
    """Yield the cells: fields with no ruling between them, as far as they are rectangles."""
    taken: set[tuple[int, int]] = set()
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            right = column + 1
            while right < columns and not parted_right[row][right - 1]:
                right += 1
            below = row + 1
            while below < rows and not any(parted_below[below - 1][column:right]):
                inner = [not parted for parted in parted_right[below][column : right - 1]]
                if not all(inner):
                    break
                below += 1
            taken |= {(r, c) for r in range(row, below) for c in range(column, right)}
            yield Field(row, column, below - row, right - column)


def _open_frames(loose: Sequence[Stroke], drawn: Sequence[Stroke]) -> Iterator[Frame]:
    """Yield frames of rulings between rows alone: three or more alike, one under another."""
    sets: list[list[tuple[Stroke, list[float]]]] = []
    for stroke in sorted(loose, key=lambda each: -each.at):
        joints = _joints(stroke, drawn)
        home = next((known for known in sets if _are_alike(*known[-1], stroke, joints)), None)
        if home is None:
            sets.append([(stroke, joints)])
        else:
            home.append((stroke, joints))
    for strokes in sets:
        first, joints = strokes[0]
        if len(strokes) < _FLOOR_ACROSS or first.end - first.start < _FLOOR_WIDTH_POINTS:
            continue
        xs = (first.start, *joints, first.end)
        ys = tuple(stroke.at for stroke, _ in strokes)
        fields = (Field(row, c) for row in range(len(ys) - 1) for c in range(len(xs) - 1))
        yield Frame(xs, ys, tuple(fields), has_columns=bool(joints), is_open=True)


def _are_alike(
    above: Stroke, joints_above: Sequence[float], stroke: Stroke, joints: Sequence[float]
) -> bool:
    """Say whether two rulings are as wide as one another, and drawn on at the same places."""
    pairs = [(above.start, stroke.start), (above.end, stroke.end)]
    if len(joints) != len(joints_above) or above.at - stroke.at <= _TOUCH_POINTS:
        return False
    pairs += zip(joints_above, joints, strict=True)
    return all(abs(first - second) < _TOUCH_POINTS for first, second in pairs)


def _joints(stroke: Stroke, drawn: Sequence[Stroke]) -> list[float]:
    """Return where a ruling is drawn on from cell to cell."""
    parts = [each for each in drawn if abs(each.at - stroke.at) < _TOUCH_POINTS / 2]
    return _places([each.start for each in parts if _is_within(each.start, stroke)])


def _is_within(place: float, stroke: Stroke) -> bool:
    return stroke.start + 2 * _TOUCH_POINTS < place < stroke.end - 2 * _TOUCH_POINTS


def _is_outer(frame: Frame, frames: Sequence[Frame]) -> bool:
    """Say whether no other frame with columns stands around a frame."""
    return not any(
        other is not frame
        and other.has_columns
        and other.xs[0] <= frame.xs[0]
        and other.xs[-1] >= frame.xs[-1]
        and other.ys[0] >= frame.ys[0]
        and other.ys[-1] <= frame.ys[-1]
        for other in frames
    )
