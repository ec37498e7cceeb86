"""Tells which lines stand in a box of their own, as the steps of a flow chart do.

What stands in two boxes side by side is no table's row. Knows lines and frames.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.pdf.lines import Line, Word
from ingest.pdf.tables.ruled_frame import Frame
from ingest.pdf.tables.table_columns import cell_of

_MIDDLE_SIZES = 0.3
# Two words of one cell stand a quarter of the size apart; boxes stand further.
_RUNNING_SIZES = 0.4
_BOX_LIMIT_FIELDS = 4


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    bottom: float
    right: float
    top: float


def with_boxes(lines: Sequence[Line], frames: Sequence[Frame]) -> list[Line]:
    """Mark the lines that stand in boxes, and put those of one box together.

    A line that runs through several boxes is parted.
    """
    boxes = [box for frame in frames for box in _boxes_of(frame)]
    if not boxes:
        return [*lines]
    parts = [part for line in lines for part in _parted(line, boxes)]
    firsts: dict[int, int] = {}
    for place, part in enumerate(parts):
        firsts.setdefault(part.box, place)
    order = [firsts[part.box] if part.box else place for place, part in enumerate(parts)]
    return [parts[place] for place in sorted(range(len(parts)), key=order.__getitem__)]


def _boxes_of(frame: Frame) -> Iterator[_Box]:
    """Yield the fields of a frame's whole width, where it has few more: arrows touch boxes."""
    if frame.is_open or len(frame.fields) > _BOX_LIMIT_FIELDS:
        return
    for field in frame.fields:
        if field.columns == len(frame.xs) - 1:
            bottom, top = frame.ys[field.row + field.rows], frame.ys[field.row]
            yield _Box(frame.xs[0], bottom, frame.xs[-1], top)


def _parted(line: Line, boxes: Sequence[_Box]) -> list[Line]:
    words = [word for cell in line.cells for word in cell.words]
    y = line.baseline + _MIDDLE_SIZES * line.size
    owners = [_box_at(boxes, (word.left + word.right) / 2, y) for word in words]
    found = [*dict.fromkeys(owners)]
    if len(found) == 1:
        return [replace(line, box=found[0])] if found[0] else [line]
    known = len(words) == len(line.text.split())
    if not known or _is_crossed(line, words, owners):
        return [line]
    parts = []
    for box in found:
        cell = cell_of([word for word, owner in zip(words, owners, strict=True) if owner == box])
        glued = line.glued and cell.words[-1] is words[-1]
        parts.append(replace(line, text=cell.text, cells=(cell,), glued=glued, box=box))
    return parts


def _is_crossed(line: Line, words: Sequence[Word], owners: Sequence[int]) -> bool:
    """Say whether a box's border runs through words as close as in running text."""
    return any(
        first != second and 0 <= after.left - before.right < _RUNNING_SIZES * line.size
        for (first, before), (second, after) in pairwise(zip(owners, words, strict=True))
    )


def _box_at(boxes: Sequence[_Box], x: float, y: float) -> int:
    for number, box in enumerate(boxes, 1):
        if box.left < x < box.right and box.bottom < y < box.top:
            return number
    return 0
