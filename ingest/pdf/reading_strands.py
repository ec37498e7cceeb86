"""Gives a page's characters in the order in which its text is read, so that quotes are found.

The order of a PDF's content is another where columns or a table's cells are written across the
page line by line. Draws on the same readers as the library's text. Knows pdfium's pages.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from ingest.pdf.characters import Character, PageText
from ingest.pdf.columns import in_reading_order
from ingest.pdf.lines import Line
from ingest.pdf.page import page_lines
from ingest.pdf.tables.page_tables import tables_of
from ingest.pdf.tables.ruled_table import with_ruled_tables
from ingest.pdf.tables.rulings import drawing_of
from ingest.pdf.tables.table_row import Stretch, TableLines, stretch_of


def reading_strands(page: Any, text_page: Any) -> list[list[Character]]:
    """Return a page's characters in reading order, stretch by stretch.

    A stretch stands on one line, in one cell; the characters' boxes are in the page's own points.
    """
    text = PageText(text_page)
    framed = with_ruled_tables(page_lines(text), drawing_of(page, text.upright))
    lines = in_reading_order(framed)
    return [
        [
            text.character(index, text.text[index])
            for first, last in stretch
            for index in range(first, last + 1)
            if index not in text.unseen
        ]
        for stretch in _stretches(lines, tables_of(lines))
    ]


def _stretches(lines: Sequence[Line], tables: Sequence[TableLines]) -> Iterator[Stretch]:
    place = 0
    for table in tables:
        yield from _of_prose(lines[place : table.start])
        for row in table.rows:
            yield from row.letters
        place = table.end
    yield from _of_prose(lines[place:])


def _of_prose(lines: Sequence[Line]) -> Iterator[Stretch]:
    for line in lines:
        yield tuple(letters for cell in line.cells for letters in stretch_of(cell.words))
