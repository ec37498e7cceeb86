"""Reads what is drawn on a PDF page beside letters: the straight rulings that tables are made of.

Word processors draw a border as a line, or as a thin filled rectangle for each cell's edge. A cell
of a table that is filled is kept too: heads stand on a ground of their own. Knows pdfium; what the
rulings frame is told elsewhere.
"""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

_THIN_POINTS = 2.6
_FLOOR_POINTS = 5.0
"""Shorter strokes are the dots of a dotted border's corner, ticks of a chart, or letters drawn."""
_CURVY_SEGMENTS = 200
_DEEPEST_FORM = 2
# Bounds for drawings: a chart of 22,000 paths costs 20 ms a page, a map has many more. A page of a
# table has up to 900 (measured on 159 reports and guidance).
_OBJECTS_LIMIT = 4_000
_WHITE_FROM = 0xF8
_RECTANGLE_SEGMENTS = (4, 5, 6)

_Box = tuple[float, float, float, float]
_Matrix = tuple[float, float, float, float, float, float]
_PLAIN: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight ruling: at which y (across) or x (down) it lies, and from where to where."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Shade:
    """A filled rectangle that is not white."""

    left: float
    bottom: float
    right: float
    top: float
    colour: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn on a page, in its own points, y upwards."""

    across: tuple[Stroke, ...] = ()
    down: tuple[Stroke, ...] = ()
    shades: tuple[Shade, ...] = ()


def drawing_of(page: Any, upright: Callable[[float, float, float, float], _Box]) -> Drawing:
    """Read a page's rulings and shades; those after the first 4,000 objects are not looked at.

    Args:
        page: pypdfium2's.
        upright: Places a box of the page's own points among those of its characters.
    """
    reader = _Reader(upright)
    reader.read_all(pdfium.FPDFPage_CountObjects(page), page, pdfium.FPDFPage_GetObject)
    return Drawing(tuple(reader.across), tuple(reader.down), tuple(reader.shades))


class _Reader:
    """Collects rulings from a page's objects, and those of the forms that they are drawn by."""

    def __init__(self, upright: Callable[[float, float, float, float], _Box]) -> None:
        self._upright = upright
        self.across: list[Stroke] = []
        self.down: list[Stroke] = []
        self.shades: list[Shade] = []
        self._left = _OBJECTS_LIMIT
        self._edges = tuple(ctypes.c_float() for _ in range(4))
        self._references = tuple(ctypes.byref(edge) for edge in self._edges)

    def read_all(
        self, count: int, holder: Any, get: Any, matrix: _Matrix = _PLAIN, depth: int = 0
    ) -> None:
        """Read a page's or a form's objects."""
        for place in range(count):
            self._left -= 1
            if self._left < 0:
                return
            each = get(holder, place)
            kind = pdfium.FPDFPageObj_GetType(each)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._read_path(each, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
                inner = _times(_matrix_of(each), matrix)
                inside = pdfium.FPDFFormObj_CountObjects(each)
                self.read_all(inside, each, pdfium.FPDFFormObj_GetObject, inner, depth + 1)

    def _read_path(self, path: Any, matrix: _Matrix) -> None:
        if not pdfium.FPDFPageObj_GetBounds(path, *self._references):
            return
        left, bottom, right, top = (edge.value for edge in self._edges)
        box = self._upright(*_moved((left, bottom, right, top), matrix))
        if max(box[2] - box[0], box[3] - box[1]) < _FLOOR_POINTS:
            return
        filled, stroked = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(filled), ctypes.byref(stroked))
        if not filled.value and not stroked.value:
            return
        if self._take_thin(box):
            return
        count = pdfium.FPDFPath_CountSegments(path)
        if count in _RECTANGLE_SEGMENTS and stroked.value:
            self._take_edges(box)
        if count in _RECTANGLE_SEGMENTS and filled.value:
            self._take_shade(path, box)
        elif _RECTANGLE_SEGMENTS[-1] < count <= _CURVY_SEGMENTS:
            whole = _times(_matrix_of(path), matrix)
            for part in _parts(path, count):
                self._take_part(self._upright(*_moved(part, whole)), is_stroked=bool(stroked.value))

    def _take_part(self, box: _Box, *, is_stroked: bool) -> None:
        if not self._take_thin(box) and is_stroked:
            self._take_edges(box)

    def _take_thin(self, box: _Box) -> bool:
        left, bottom, right, top = box
        width, height = right - left, top - bottom
        if min(width, height) > _THIN_POINTS:
            return False
        if width >= _FLOOR_POINTS:
            self.across.append(Stroke((bottom + top) / 2, left, right))
        elif height >= _FLOOR_POINTS:
            self.down.append(Stroke((left + right) / 2, bottom, top))
        return True

    def _take_edges(self, box: _Box) -> None:
        left, bottom, right, top = box
        self.across += [Stroke(bottom, left, right), Stroke(top, left, right)]
        self.down += [Stroke(left, bottom, top), Stroke(right, bottom, top)]

    def _take_shade(self, path: Any, box: _Box) -> None:
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        parts = (ctypes.byref(part) for part in (red, green, blue, alpha))
        if not pdfium.FPDFPageObj_GetFillColor(path, *parts):
            return
        colour = (red.value, green.value, blue.value)
        if alpha.value and min(colour) < _WHITE_FROM:
            self.shades.append(Shade(*box, colour))


def _parts(path: Any, count: int) -> Iterator[_Box]:
    """Yield the boxes of a path's parts, each from a move on; none of a path with curves."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[list[tuple[float, float]]] = []
    for place in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, place)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            return
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not points:
            points.append([])
        points[-1].append((x.value, y.value))
    for part in points:
        across, up = [point[0] for point in part], [point[1] for point in part]
        yield min(across), min(up), max(across), max(up)


def _matrix_of(each: Any) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(each, matrix):
        return _PLAIN
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(first: _Matrix, second: _Matrix) -> _Matrix:
    """Return the matrix that does what the first does, then what the second does."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _moved(box: _Box, matrix: _Matrix) -> _Box:
    if matrix is _PLAIN:
        return box
    a, b, c, d, e, f = matrix
    points = [(x * a + y * c + e, x * b + y * d + f) for x in box[::2] for y in box[1::2]]
    across, up = [point[0] for point in points], [point[1] for point in points]
    return min(across), min(up), max(across), max(up)
