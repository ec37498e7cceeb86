"""Finds tables among a page's lines: stretches that stand under one another in columns.

A table is grown from its fullest row, up and down, as long as lines fit its columns. Cells and
heads may wrap over lines. Knows lines; the judgement table has its own reader.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.loaders.texts.text_blocks import BULLET, is_marker
from ingest.pdf.lines import Line, is_one_size
from ingest.pdf.tables.table_columns import Column, PlacedLine, columns_of, placed
from ingest.pdf.tables.table_doubts import is_numbered, is_scattered
from ingest.pdf.tables.table_heads import names_columns, with_heads
from ingest.pdf.tables.table_row import Row, TableLines, stretch_of
from ingest.pdf.tables.table_rows import SAME_BASELINE_POINTS, OpenRow, rows_of

_FLOOR_ROWS = 3
# Enough where a head tells the table, or cells of three columns that wrap.
_FLOOR_ROWS_TOLD = 2
_FLOOR_COLUMNS_APART = 3
# A grade or a figure that is written after its label's lines, beside the first of them.
_SHORT_WORDS = 4
_BESIDE_LINES = 4
_LEAD_SIZES = 2.5
_SINGLE_LIMIT_LINES = 2
# Bounds for hostile pages; the largest table seen on a page has some 300 lines, a row 30.
_REACH_LINES = 600
_ROW_LIMIT_LINES = 100
_DEEPEST_ROW_SIZES = 24.0
# "(a)", "iv.", "[ F56(ba)": a list's or a statute's, whose text stands apart from it.
_ENUMERATOR = re.compile(r"^\W{0,3}(?:[A-Z]{1,2}\d{1,3})?\(?(?:[a-z]{1,4}|[A-Z]|\d{1,2})[).]$")


@dataclass(frozen=True, slots=True)
class _Base:
    """A row to grow a table from: the place of its first line, and its columns."""

    place: int
    columns: tuple[Column, ...]


def find_grids(lines: Sequence[Line]) -> list[TableLines]:
    """Return the tables among a page's lines, in order."""
    bases = sorted(_bases(lines), key=lambda base: (-len(base.columns), base.place))
    grids: list[TableLines] = []
    tried: set[tuple[int, int]] = set()
    for base in bases:
        count = len(base.columns)
        if (base.place, count) in tried or any(g.start <= base.place < g.end for g in grids):
            continue
        region = _region(lines, base, grids)
        tried |= {(place, count) for place in range(region.start, region.stop)}
        grids += _tables(lines, region, base.columns)
    return sorted(grids, key=lambda grid: grid.start)


def _bases(lines: Sequence[Line]) -> Iterator[_Base]:
    """Yield the rows that a table may be grown from, each line's with what stands beside it."""
    for place, line in enumerate(lines):
        if line.rows or _is_listed(line):
            continue
        cells = [*line.cells]
        has_pair = len(line.cells) > 1
        for other in _beside(lines, place):
            cells += other.cells
            has_pair = has_pair or len(other.cells) > 1
        columns = columns_of(cells)
        apart = all(a.right < b.left for a, b in pairwise(columns))
        has_pair = has_pair or any(
            len(other.text.split()) <= _SHORT_WORDS and other.cells[0] in cells
            for other in lines[place + 1 : place + 1 + _BESIDE_LINES]
        )
        enough = len(columns) > 1 if has_pair else len(columns) >= _FLOOR_COLUMNS_APART
        if apart and enough:
            yield _Base(place, columns)


def _beside(lines: Sequence[Line], place: int) -> Iterator[Line]:
    """Yield the later lines on a line's baseline, where only its row's text stands between."""
    line = lines[place]
    for other in lines[place + 1 : place + 1 + _ROW_LIMIT_LINES]:
        drop = line.baseline - other.baseline
        if not -SAME_BASELINE_POINTS <= drop < _DEEPEST_ROW_SIZES * line.size:
            return
        if drop <= SAME_BASELINE_POINTS:
            if other.box == line.box:
                yield other
        elif len(other.cells) > 1:
            return


def _region(lines: Sequence[Line], base: _Base, taken: Sequence[TableLines]) -> range:
    """Return the places around a base whose lines all fit its columns, none of them taken."""
    floor = max((grid.end for grid in taken if grid.end <= base.place), default=0)
    ceiling = min((grid.start for grid in taken if grid.start > base.place), default=len(lines))
    floor = max(floor, base.place - _REACH_LINES)
    ceiling = min(ceiling, base.place + _REACH_LINES)
    start, end, box = base.place, base.place, lines[base.place].box
    while end < ceiling and lines[end].box == box and _fit(lines[end], base.columns) is not None:
        end += 1
    while start > floor and lines[start - 1].box == box and _fit(lines[start - 1], base.columns):
        start -= 1
    return range(start, end)


def _tables(
    lines: Sequence[Line], region: range, columns: Sequence[Column]
) -> Iterator[TableLines]:
    """Yield the tables of a region."""
    fitting = [fit for place in region if (fit := _fit(lines[place], columns)) is not None]
    edge = max(line.right for line in lines)
    for first, rows in _stretches(fitting, columns, edge):
        table = _table(rows, region.start + first, len(columns))
        if table is not None:
            yield _with_head_above(table, lines, columns)


def _with_head_above(
    table: TableLines, lines: Sequence[Line], columns: Sequence[Column]
) -> TableLines:
    """Give a table without heads the line over it, where that names its columns."""
    if table.rows[0].is_head or not table.start:
        return table
    above = lines[table.start - 1]
    if above.rows or above.box != lines[table.start].box:
        return table
    if not names_columns(above, lines[table.start], columns):
        return table
    letters = tuple(stretch_of(cell.words) for cell in above.cells)
    head = Row(tuple(cell.text for cell in above.cells), is_head=True, letters=letters)
    return TableLines(table.start - 1, table.end, (head, *table.rows))


def _fit(line: Line, columns: Sequence[Column]) -> PlacedLine | None:
    fit = None if line.rows else placed(line, columns)
    # A list within a cell is the cell's; one at the margin is no table's.
    return None if fit is not None and fit.columns[0] == 0 and _is_listed(line) else fit


def _is_listed(line: Line) -> bool:
    """Say whether a line begins with a list's mark or a paragraph's number."""
    first = line.cells[0].text
    return is_marker(first) or bool(BULLET.match(line.text) or _ENUMERATOR.match(first))


def _stretches(
    fitting: Sequence[PlacedLine], columns: Sequence[Column], edge: float
) -> Iterator[tuple[int, list[OpenRow]]]:
    """Yield runs of rows that may be a table, and the place that their rows count from."""
    first = 0
    while first < len(fitting):
        rows = rows_of(fitting[first:], columns, edge)
        for run in _runs(rows):
            yield first, run
        first += rows[-1].end


def _runs(rows: Sequence[OpenRow]) -> Iterator[list[OpenRow]]:
    """Yield runs that begin and end with rows of several cells, short single ones between them."""
    run: list[OpenRow] = []
    for row in rows:
        if run and not _goes_with(run[-1], row):
            yield from _trimmed(run)
            run = []
        run.append(row)
    yield from _trimmed(run)


def _goes_with(before: OpenRow, row: OpenRow) -> bool:
    """Say whether a row may stand in one table with the row before it."""
    if len(row.columns) > 1:
        return True
    size, size_before = row.lines[0].line.size, before.lines[-1].line.size
    return len(row.lines) <= _SINGLE_LIMIT_LINES and is_one_size(size, size_before)


def _trimmed(run: Sequence[OpenRow]) -> Iterator[list[OpenRow]]:
    full = [place for place, row in enumerate(run) if len(row.columns) > 1]
    if full:
        first = full[0]
        if first and _leads_in(run[first - 1], run[first]):
            first -= 1
        yield [*run[first : full[-1] + 1]]


def _leads_in(row: OpenRow, first: OpenRow) -> bool:
    """Say whether a row without a label is the rest of a cell that a page's end cut."""
    near = row.bottom - first.top < _LEAD_SIZES * row.lines[0].line.size
    text = row.lines[0].line.text
    within = text[0].islower() or bool(_ENUMERATOR.match(text.split()[0]))
    return near and within and 0 not in row.columns


def _table(rows: Sequence[OpenRow], offset: int, count: int) -> TableLines | None:
    told = with_heads(rows, count)
    full = [row for row, _ in told if len(row.columns) > 1]
    wrapped = count >= _FLOOR_COLUMNS_APART and all(len(row.lines) > 1 for row in full)
    if len(full) < (_FLOOR_ROWS_TOLD if told[0][1] or wrapped else _FLOOR_ROWS):
        return None
    if is_scattered(full, count) or (not told[0][1] and is_numbered(full, count)):
        return None
    read = (Row(row.cells(count), is_head, letters=row.letters(count)) for row, is_head in told)
    return TableLines(offset + rows[0].start, offset + rows[-1].end, tuple(read))
