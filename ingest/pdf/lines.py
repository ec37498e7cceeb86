"""A line of print: its words, where they stand on the page, and how large and heavy they are.

The PDF reader makes lines; furniture, columns, tables and blocks are told from them. Measures are
in points of the page's own space, y upwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.pdf.tables.table_row import Row

_SAME_SIZE = 0.06


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters without a space, and where it stands.

    Attributes:
        text: Its letters.
        left: Where it starts.
        right: Where it ends.
        first: The page's index of its first character; -1 where nobody knows.
        last: Of its last one.
    """

    text: str
    left: float
    right: float
    first: int = -1
    last: int = -1


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of a line without a wide gap in it; `words` are empty where nobody knows places."""

    text: str
    left: float
    right: float
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of print.

    Attributes:
        text: Its words, single spaces between them.
        cells: Its stretches between wide gaps; one for running text.
        baseline: y of the line its letters stand on.
        size: The letters' height in points (of the font, not of the ink).
        bold: Whether most of its letters are heavy.
        glued: Whether it ends within a word, at a hyphen.
        marked: Whether it starts with a small raised figure, as a footnote does.
        light: Whether its letters are white or nearly, as a table's heads on a dark band are.
        pale: Whether they are grey, light or see-through, as a watermark's are.
        aside: Why it is no part of the page's text ("aslant", "off the page"), or "".
        rows: A whole table's, where rulings told it: the line stands in the table's place.
        box: Which of the page's boxes, drawn around it, it stands in; 0 for none.
    """

    text: str
    cells: tuple[Cell, ...]
    baseline: float
    size: float
    bold: bool = False
    glued: bool = False
    marked: bool = False
    light: bool = False
    pale: bool = False
    aside: str = ""
    rows: tuple[Row, ...] = ()
    box: int = 0

    @property
    def left(self) -> float:
        """Where it starts."""
        return self.cells[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(cell.right for cell in self.cells)


def is_one_size(first: float, second: float) -> bool:
    """Say whether two sizes of letters, in points, are one to the eye."""
    return abs(second - first) <= _SAME_SIZE * first


def joined(lines: Sequence[Line]) -> str:
    """Join a paragraph's lines: a space between them, none after a hyphen within a word."""
    return "".join(
        line.text + ("" if line.glued or place == len(lines) - 1 else " ")
        for place, line in enumerate(lines)
    )
