"""Finds all tables among a page's lines, each line in one table at most.

What rulings frame is a table already; the table of judgements comes before other grids. Knows
lines.
"""

from collections.abc import Sequence

from ingest.pdf.lines import Line
from ingest.pdf.tables.grid_table import find_grids
from ingest.pdf.tables.judgement_table import find_judgements
from ingest.pdf.tables.table_row import TableLines


def tables_of(lines: Sequence[Line]) -> list[TableLines]:
    """Return the tables of a page's lines in reading order, from the first on."""
    tables = [TableLines(n, n + 1, line.rows) for n, line in enumerate(lines) if line.rows]
    judgements = find_judgements(lines)
    for table in [*([judgements] if judgements else []), *find_grids(lines)]:
        if all(table.end <= known.start or table.start >= known.end for known in tables):
            tables.append(table)
    return sorted(tables, key=lambda table: table.start)
