"""Makes a table's rows of the words that stand in a frame's cells, or tells that it is no table.

Knows frames, their words and the grounds that they stand on.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.pdf.tables.framed_words import Piece
from ingest.pdf.tables.ruled_frame import Frame
from ingest.pdf.tables.rulings import Shade
from ingest.pdf.tables.table_figures import is_figure
from ingest.pdf.tables.table_heads import head_rows
from ingest.pdf.tables.table_row import Row
from ingest.pdf.tables.table_rows import OpenRow

_SLACK_POINTS = 3.0
_FLOOR_ROWS = 2
_FLOOR_COLUMNS = 2
_FLOOR_FILLED_SHARE = 0.55
_GROUP_LIMIT_WORDS = 20
_SHADED_SHARE = 0.6
_FLOOR_WIDTH_POINTS = 20.0


def framed_rows(frame: Frame, pieces: Sequence[Piece], shades: Sequence[Shade]) -> tuple[Row, ...]:
    """Make the rows; none where what is framed is no table."""
    table = _Table(frame, pieces)
    if not table.is_one():
        return ()
    opened = [row for rows in table.parts().values() for row in rows]
    heads = head_rows(opened, len(frame.xs) - 1)
    if not any(heads) and table.has_shaded_head(shades):
        heads[0] = True
    return tuple(table.rows(heads))


class _Table:
    """A frame's rows while they are told."""

    def __init__(self, frame: Frame, pieces: Sequence[Piece]) -> None:
        self._frame = frame
        self._count = len(frame.xs) - 1
        self._rows: dict[int, OpenRow] = {}
        for piece in sorted(pieces, key=lambda piece: piece.field.row):
            self._rows.setdefault(piece.field.row, OpenRow(0, 0)).add(piece.line)
        self._columns = self._told_columns()

    def _told_columns(self) -> list[int]:
        """Return the columns that hold text, and wide ones that most rows leave empty."""
        filled = set().union(*(row.columns for row in self._rows.values()))
        begun = [field.column for field in self._frame.fields]
        half = (len(self._frame.ys) - 1) / 2
        empty = {
            column
            for column, (left, right) in enumerate(pairwise(self._frame.xs))
            if right - left > _FLOOR_WIDTH_POINTS and begun.count(column) > half
        }
        return sorted(filled | empty)

    def is_one(self) -> bool:
        """Say whether enough rows have several cells, and enough of their cells text."""
        full = {place: row for place, row in self._rows.items() if len(row.columns) > 1}
        # Closed all around, a table may begin or end with what a page's end left of a row.
        rest = [place for place in self._rows if not self._frame.is_open and self._is_rest(place)]
        if len(self._columns) < _FLOOR_COLUMNS or not full or len({*rest, *full}) < _FLOOR_ROWS:
            return False
        filled = sum(len(row.columns) for row in full.values())
        return filled >= _FLOOR_FILLED_SHARE * len(full) * len(self._columns)

    def _is_rest(self, place: int) -> bool:
        """Say whether a row has cells side by side, as one that a page's end cut has."""
        return sum(field.row == place for field in self._frame.fields) > 1

    def parts(self) -> dict[int, list[OpenRow]]:
        """Return the rows by the frame's."""
        return {place: [*_parted(row)] for place, row in self._rows.items()}

    def rows(self, heads: Sequence[bool]) -> Iterator[Row]:
        """Yield the rows; `heads` says of each whether it is a head."""
        first_of: dict[int, int] = {}
        place = 0
        for framed, opened in self.parts().items():
            first_of[framed] = place
            under = self._under(framed, first_of)
            for row in opened:
                cells = row.cells(self._count)
                texts = tuple(cells[column] for column in self._columns)
                is_group = self._is_group(framed, texts)
                is_head = heads[place] and not is_group
                yield Row(texts, is_head, is_group, under, row.letters(self._count))
                place += 1

    def _under(self, framed: int, first_of: dict[int, int]) -> int | None:
        """Return the place of the row whose first cell that reaches down holds this row too."""
        for field in self._frame.fields:
            if field.row < framed < field.row + field.rows and field.row in first_of:
                return first_of[field.row]
        return None

    def _is_group(self, framed: int, texts: Sequence[str]) -> bool:
        """Say whether a row is one cell over all columns that names what stands under it."""
        filled = [text for text in texts if text]
        if len(filled) != 1 or len(filled[0].split()) > _GROUP_LIMIT_WORDS:
            return False
        fields = self._frame.fields
        return any(field.row == framed and field.columns == self._count for field in fields)

    def has_shaded_head(self, shades: Sequence[Shade]) -> bool:
        """Say whether the first row alone stands on a ground of its colour, without figures."""
        places = sorted(self._rows)
        first = self._rows[places[0]]
        is_worded = not any(is_figure(cell) for cell in first.cells(self._count))
        if not is_worded or len(first.columns) < _FLOOR_COLUMNS:
            return False
        ground, *others = [self._ground(place, shades) for place in places]
        return ground is not None and ground not in others

    def _ground(self, place: int, shades: Sequence[Shade]) -> tuple[int, int, int] | None:
        """Return the colour on which most of a row stands."""
        middle = (self._frame.ys[place] + self._frame.ys[place + 1]) / 2
        left, right = self._frame.xs[0] - _SLACK_POINTS, self._frame.xs[-1] + _SLACK_POINTS
        widths: dict[tuple[int, int, int], float] = {}
        for shade in shades:
            if shade.bottom < middle < shade.top and left <= shade.left and shade.right <= right:
                widths[shade.colour] = widths.get(shade.colour, 0.0) + shade.right - shade.left
        floor = _SHADED_SHARE * (right - left)
        return next((colour for colour, width in widths.items() if width > floor), None)


def _parted(row: OpenRow) -> Iterator[OpenRow]:
    """Part a framed row where a column has a figure a line: rulings then stand around rows."""
    figures = _figure_baselines(row)
    if not figures:
        yield row
        return
    parts = [OpenRow(0, 0) for _ in figures]
    for each in row.lines:
        slack = each.line.size / 2
        place = sum(figure - slack > each.line.baseline + slack for figure in figures)
        parts[min(place, len(parts) - 1)].add(each)
    yield from (part for part in parts if part.lines)


def _figure_baselines(row: OpenRow) -> list[float]:
    """Return where a column's figures stand, from the top; none where none has several."""
    for column in sorted(row.columns):
        lines = [each for each in row.lines if column in each.columns]
        texts = [text.text for each in lines for place, text in each.cells if place == column]
        if len(lines) > 1 and all(is_figure(text) for text in texts):
            return sorted((each.line.baseline for each in lines), reverse=True)
    return []
