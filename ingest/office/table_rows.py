"""Writes a table's rows with what each needs to be understood, whatever format it was read from.

Which row holds the column heads is told by the format's own mark, by its bold type, by standing
over three or more columns without a figure or a sentence, or by the field's words for columns
("Judgement", "Grade"). Knows no file format.
"""

import re
from dataclasses import dataclass

from ingest.office.block_writer import BlockWriter

_HEAD_WORDS = re.compile(
    r"^(?:judgements?|grades?|areas?|ratings?|recommendations?|actions?|measures?|indicators?|"
    r"descriptions?|outcomes?|evidence|deadlines?|timescales?|owners?|numbers?|totals?|years?)$",
    re.IGNORECASE,
)
_HEAD_LIMIT_CHARS = 60
_WIDE_TABLE = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One row as its format has it.

    Attributes:
        cells: Their texts, "" where a merged cell goes on.
        is_head: Whether the format marks it as the row of column heads.
        is_bold: Whether all of its words are in bold type.
        is_one_cell: Whether one cell spans all columns.
        goes_on: Whether its first cell is one that began in a row above.
    """

    cells: tuple[str, ...]
    is_head: bool = False
    is_bold: bool = False
    is_one_cell: bool = False
    goes_on: bool = False


@dataclass(slots=True)
class TableWriter:
    """Writes the rows of one table.

    Attributes:
        writer: Where they go.
    """

    writer: BlockWriter
    _above: tuple[int, ...] = ()
    _group: tuple[int, ...] = ()
    _begun: tuple[int, ...] = ()
    _has_rows: bool = False
    _heads_open: bool = True

    def __post_init__(self) -> None:
        self._above = self.writer.last_caption()

    def add(self, row: Row) -> int | None:
        """Write a row; return its place, or None where it has no text."""
        filled = [cell for cell in row.cells if cell.strip()]
        if not filled:
            return None
        if row.is_one_cell:
            return self._label(filled[0]) if self._has_rows else self._title(filled[0])
        if self._is_heads(row, filled):
            place = self.writer.row(row.cells, self._above)
            self._above = (*self._above, *_places(place))
            return place
        self._heads_open = False
        begun = self._begun if row.goes_on else ()
        place = self.writer.row(row.cells, (*self._above, *self._group, *begun))
        self._has_rows = True
        if not row.goes_on:
            self._begun = _places(place)
        return place

    def _title(self, text: str) -> int:
        """Write a row over the whole width that stands above all others: the table's title."""
        self.writer.caption(text)
        place = len(self.writer.blocks) - 1
        self._above = (*self._above, place)
        return place

    def _label(self, text: str) -> int | None:
        """Write a row over the whole width that names the rows below it."""
        place = self.writer.row((text,), self._above)
        self._group, self._begun = _places(place), ()
        return place

    def _is_heads(self, row: Row, filled: list[str]) -> bool:
        if not self._heads_open:
            return False
        if row.is_head:
            return True
        has_heads = self._has_rows or any(
            self.writer.blocks[place].text.count("\t") for place in self._above
        )
        if has_heads or len(filled) < 2:  # noqa: PLR2004 - one cell is no row of heads
            return False
        if row.is_bold or _HEAD_WORDS.match(filled[-1].strip()):
            return True
        plain = all(
            len(cell) <= _HEAD_LIMIT_CHARS
            and not cell.strip().endswith((".", ";"))
            and not any(sign.isdigit() for sign in cell)
            for cell in filled
        )
        return plain and len(filled) >= _WIDE_TABLE and len(set(filled)) == len(filled)


def _places(place: int | None) -> tuple[int, ...]:
    return () if place is None else (place,)
