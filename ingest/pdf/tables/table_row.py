"""A table as it is read off a page: its rows, and which of a page's lines it takes.

All readers of tables (of judgements, of grids, of what rulings frame) give these. Knows nothing of
pages.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

Stretch = tuple[tuple[int, int], ...]
"""Words of one line: the page's index of each one's first and last character."""


class _Placed(Protocol):
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table.

    Attributes:
        cells: Their texts by column, "" for an empty one.
        is_head: Whether it says what the columns hold.
        is_group: Whether it is a single cell that names the rows under it.
        under: The place among the table's rows of the one with the cell that reaches down to this
            row, or None.
        letters: Where its words stand, stretch by stretch in the order of the cells' texts; empty
            where nobody knows.
    """

    cells: tuple[str, ...]
    is_head: bool = False
    is_group: bool = False
    under: int | None = None
    letters: tuple[Stretch, ...] = ()

    @property
    def text(self) -> str:
        """The cells, joined by a tab: a first one that is empty leaves its tab, last ones none."""
        return "\t".join(self.cells).rstrip()


def stretch_of(words: Iterable[_Placed]) -> Stretch:
    """Return where words stand; those of which nobody knows are left out."""
    return tuple((word.first, word.last) for word in words if word.first >= 0)


@dataclass(frozen=True, slots=True)
class TableLines:
    """Where a table stands among a page's lines: `lines[start:end]`, and its rows."""

    start: int
    end: int
    rows: tuple[Row, ...]
