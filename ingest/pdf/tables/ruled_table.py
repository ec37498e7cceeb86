"""Reads the tables that a page's rulings frame: each word goes to the cell that it stands in.

So a second paragraph stays in its row, an empty cell stays empty, and a head over several columns
stands over the first of them. What is framed and is no table (a box of prose, a chart, a page's
border) is left to the other readers. Knows lines and rulings.
"""

from collections.abc import Sequence
from statistics import median

from ingest.pdf.lines import Cell, Line
from ingest.pdf.tables.boxed_lines import with_boxes
from ingest.pdf.tables.framed_rows import framed_rows
from ingest.pdf.tables.framed_words import FramedWords, framed_words
from ingest.pdf.tables.open_frame import completed
from ingest.pdf.tables.ruled_frame import Frame, frames_of
from ingest.pdf.tables.rulings import Drawing
from ingest.pdf.tables.table_row import Row


def with_ruled_tables(lines: Sequence[Line], drawing: Drawing) -> list[Line]:
    """Put one line, with the rows, in the place of each table that a page's rulings frame."""
    frames = frames_of(drawing)
    current = with_boxes(lines, frames)
    for drawn in frames:
        frame = completed(drawn, current)
        words = framed_words(frame, current) if frame is not None else None
        if frame is None or words is None:
            continue
        rows = framed_rows(frame, words.pieces, drawing.shades)
        if rows:
            current = _replaced(current, words, _line_of(frame, words, rows))
    return current


def _replaced(lines: Sequence[Line], words: FramedWords, table: Line) -> list[Line]:
    places = {piece.place for piece in words.pieces}
    first = min(places)
    kept: list[Line] = []
    for place, line in enumerate(lines):
        if place == first:
            kept.append(table)
        if place not in places:
            kept.append(line)
        elif place in words.rest:
            kept.append(words.rest[place])
    return kept


def _line_of(frame: Frame, words: FramedWords, rows: tuple[Row, ...]) -> Line:
    lines = [piece.line.line for piece in words.pieces]
    text = "\n".join(row.text for row in rows)
    return Line(
        text=text,
        cells=(Cell(text, frame.xs[0], frame.xs[-1]),),
        baseline=max(line.baseline for line in lines),
        size=median(line.size for line in lines),
        rows=rows,
    )
