"""Tells what only looks like a table: numbered paragraphs, and the letters of turned words.

Knows rows.
"""

from collections.abc import Sequence

from ingest.pdf.tables.table_rows import OpenRow

_PROSE_WORDS = 4
_WORD_LETTERS = 3


def is_numbered(rows: Sequence[OpenRow], count: int) -> bool:
    """Say whether rows of `count` columns are paragraphs whose numbers stand apart from them."""
    if count != 2:  # noqa: PLR2004 - number and text
        return False
    pairs = [row.cells(count) for row in rows]
    words = sum(len(text.split()) for _, text in pairs)
    return all(number.isdecimal() for number, _ in pairs) and words > _PROSE_WORDS * len(pairs)


def is_scattered(rows: Sequence[OpenRow], count: int) -> bool:
    """Say whether most cells hold neither a word nor a figure."""
    cells = [cell for row in rows for cell in row.cells(count) if cell]
    read = sum(
        any(sign.isdecimal() for sign in cell)
        or any(len(word) >= _WORD_LETTERS for word in cell.split())
        for cell in cells
    )
    return read * 2 < len(cells)
