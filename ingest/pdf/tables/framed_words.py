"""Puts a page's words into the cells of a frame.

Words as close to one another as in running text, yet in two cells, tell that the frame is no
table's: text crosses its rulings. Knows lines and frames.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.pdf.lines import Cell, Line, Word
from ingest.pdf.tables.ruled_frame import Field, Frame
from ingest.pdf.tables.table_columns import PlacedLine, cell_of

_MIDDLE_SIZES = 0.3
# Two words of one cell stand a quarter of the size apart; cells are padded more.
_RUNNING_SIZES = 0.4
_CROSSING_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Piece:
    """The words of one line that stand in one cell; `place` is the line's among the page's."""

    place: int
    field: Field
    line: PlacedLine


@dataclass(frozen=True, slots=True)
class FramedWords:
    """A frame's words.

    Attributes:
        pieces: By line and cell.
        rest: By the place of a line that is framed in part: what stands beside the frame.
    """

    pieces: tuple[Piece, ...]
    rest: dict[int, Line]


def framed_words(frame: Frame, lines: Sequence[Line]) -> FramedWords | None:
    """Put words into cells; None where too many cross rulings, or none is framed."""
    fields = _by_place(frame)
    pieces: list[Piece] = []
    rest: dict[int, Line] = {}
    crossings = 0
    for place, line in enumerate(lines):
        row = _row_at(frame, line)
        if row is None or line.rows:
            continue
        owned = [*_owned(frame, fields, row, line)]
        if all(field is None for field, _ in owned):
            continue
        crossings += _crossings(owned, line.size)
        outside = [word for field, word in owned if field is None]
        if outside:
            rest[place] = _with_words(line, outside)
        for field in dict.fromkeys(field for field, _ in owned if field is not None):
            words = [word for owner, word in owned if owner == field]
            part = _with_words(line, words, glued=line.glued and words[-1] is owned[-1][1])
            pieces.append(Piece(place, field, PlacedLine(part, ((field.column, part.cells[0]),))))
    if not pieces or crossings > _CROSSING_SHARE * len(pieces):
        return None
    return FramedWords(tuple(pieces), rest)


def _by_place(frame: Frame) -> dict[tuple[int, int], Field]:
    return {
        (row, column): field
        for field in frame.fields
        for row in range(field.row, field.row + field.rows)
        for column in range(field.column, field.column + field.columns)
    }


def _row_at(frame: Frame, line: Line) -> int | None:
    y = line.baseline + _MIDDLE_SIZES * line.size
    for place, (top, bottom) in enumerate(pairwise(frame.ys)):
        if bottom < y <= top:
            return place
    return None


def _owned(
    frame: Frame, fields: dict[tuple[int, int], Field], row: int, line: Line
) -> Iterator[tuple[Field | None, Word]]:
    """Yield each word and the cell that it stands in.

    A row of heads may have no rulings between its cells: stretches with wide gaps between them
    that stand in a column each are cells of their own.
    """
    stretches = [_words_of(cell) for cell in line.cells]
    columns = [[_column_at(frame, word) for word in words] for words in stretches]
    firsts = [stood[0] for stood in columns]
    alone = len(set(firsts)) == len(firsts) > 1 and all(len(set(stood)) == 1 for stood in columns)
    for words, stood in zip(stretches, columns, strict=True):
        for word, column in zip(words, stood, strict=True):
            field = None if column is None else fields.get((row, column))
            if field is not None and column is not None and alone and field.rows == 1:
                field = Field(row, column)
            yield field, word


def _words_of(cell: Cell) -> tuple[Word, ...]:
    return cell.words or (Word(cell.text, cell.left, cell.right),)


def _column_at(frame: Frame, word: Word) -> int | None:
    middle = (word.left + word.right) / 2
    for column, (left, right) in enumerate(pairwise(frame.xs)):
        if left <= middle < right:
            return column
    return None


def _crossings(owned: Sequence[tuple[Field | None, Word]], size: float) -> int:
    """Count where two words as close as in running text stand in two cells."""
    return sum(
        first != second and 0 <= after.left - before.right < _RUNNING_SIZES * size
        for (first, before), (second, after) in pairwise(owned)
    )


def _with_words(line: Line, words: Sequence[Word], *, glued: bool = False) -> Line:
    cell = cell_of(words)
    return replace(line, text=cell.text, cells=(cell,), glued=glued)
