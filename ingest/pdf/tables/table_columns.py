"""Tells in which column of a table each stretch of a line stands.

Columns are those of the table's fullest row; cells are set flush left, flush right or centred
under one another. Knows lines; rows are told elsewhere.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.loaders.texts.text_blocks import is_marker
from ingest.pdf.lines import Cell, Line, Word

_LEFT_POINTS = 10.0
_RIGHT_POINTS = 3.0
_CENTRE_POINTS = 4.0
# Two cells may stand closer than the gap that parts cells elsewhere, yet wider than a word's space
# (a quarter of the size) where the second starts exactly at its column.
_PARTING_SIZES = 0.5
# A list's lines hang within a cell.
_INDENT_SIZES = 3.5
_PARTING_POINTS = 4.0


@dataclass(frozen=True, slots=True)
class Column:
    """Where a column's cell stands in the table's fullest row."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of a table: its cells by column, from the left."""

    line: Line
    cells: tuple[tuple[int, Cell], ...]

    @property
    def columns(self) -> tuple[int, ...]:
        """Its columns, from the left."""
        return tuple(column for column, _ in self.cells)


def columns_of(cells: Sequence[Cell]) -> tuple[Column, ...]:
    """Return the columns of a row that has a cell in each."""
    return tuple(Column(cell.left, cell.right) for cell in sorted(cells, key=lambda c: c.left))


def placed(line: Line, columns: Sequence[Column]) -> PlacedLine | None:
    """Place a line's stretches in columns; None where one stands in none, or two in one."""
    cells: list[tuple[int, Cell]] = []
    for whole in line.cells:
        for cell in _parted(whole, line.size, columns):
            column = _column_of(cell, columns, line.size)
            if cells and cells[-1][0] == column and is_marker(cells[-1][1].text) and cell.words:
                cells[-1] = (column, cell_of([*cells[-1][1].words, *cell.words]))
                continue
            if column is None or any(column <= taken for taken, _ in cells):
                return None
            cells.append((column, cell))
    return PlacedLine(line, tuple(cells))


def _column_of(cell: Cell, columns: Sequence[Column], size: float) -> int | None:
    for place, column in enumerate(columns):
        last = place + 1 == len(columns)
        if not last and cell.right > columns[place + 1].left:
            continue
        if place and cell.left < columns[place - 1].left + _LEFT_POINTS:
            continue
        indent = cell.left - column.left
        if abs(indent) < _LEFT_POINTS or (place and _is_under(cell, column)):
            return place
        if place and 0 < indent < _INDENT_SIZES * size:
            return place
    return None


def _is_under(cell: Cell, column: Column) -> bool:
    """Say whether a cell is flush right with its column, or centred on it."""
    centres = (cell.left + cell.right - column.left - column.right) / 2
    return abs(cell.right - column.right) < _RIGHT_POINTS or abs(centres) < _CENTRE_POINTS


def _parted(cell: Cell, size: float, columns: Sequence[Column]) -> Iterator[Cell]:
    """Part a stretch at wide spaces after which a word starts exactly at a column."""
    part: list[Word] = []
    for word in cell.words:
        wide = bool(part) and word.left - part[-1].right > _PARTING_SIZES * size
        if wide and any(abs(word.left - column.left) < _PARTING_POINTS for column in columns):
            yield cell_of(part)
            part = []
        part.append(word)
    if part and len(part) < len(cell.words):
        yield cell_of(part)
    else:
        yield cell


def cell_of(words: Sequence[Word]) -> Cell:
    """Make one stretch of words."""
    text = " ".join(word.text for word in words)
    return Cell(text, words[0].left, words[-1].right, tuple(words))
