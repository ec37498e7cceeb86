"""A table as it is read off a page: its rows, and which of a page's lines it takes.

Both readers of tables, that of judgements and that of grids, give these. Knows nothing of pages.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table.

    Attributes:
        cells: Their texts by column, "" for an empty one.
        is_head: Whether it says what the columns hold.
    """

    cells: tuple[str, ...]
    is_head: bool = False

    @property
    def text(self) -> str:
        """The cells, joined by a tab."""
        return "\t".join(self.cells)


@dataclass(frozen=True, slots=True)
class TableLines:
    """Where a table stands among a page's lines: `lines[start:end]`, and its rows."""

    start: int
    end: int
    rows: tuple[Row, ...]
