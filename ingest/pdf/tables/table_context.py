"""Tells what each row of a table needs to be understood: caption, heads, the group it stands in.

Follows a table over pages. Knows rows and the blocks that were made of what stands before them.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.loaders.draft import DraftBlock
from ingest.pdf.tables.table_row import Row
from retriever.records import BlockKind

_CAPTION = re.compile(r"^(table|figure|chart)\s+[0-9A-Z][0-9.]*\b", re.IGNORECASE)


def is_caption(text: str) -> bool:
    """Say whether a text names a table or a figure by its number ("Table 2: Posts")."""
    return bool(_CAPTION.match(text))


class TableContext:
    """Follows the rows of a document's tables."""

    def __init__(self) -> None:
        self._caption: tuple[int, ...] = ()
        self._heads: tuple[int, ...] = ()
        self._group: tuple[int, ...] = ()
        self._places: list[int] = []
        self._before: tuple[Row, int] | None = None

    def of_row(self, row: Row, page: int, blocks: list[DraftBlock], *, opens: bool) -> list[int]:
        """Return a row's context.

        Args:
            row: The next of `blocks`.
            page: The one that it begins on.
            blocks: All before it; what stands over a table is marked as its caption.
            opens: Whether it is the first of a table on its page.

        Returns:
            The places among the blocks of what it needs, in order.
        """
        place = len(blocks)
        if self._before is None or not _follows(blocks):
            self._begin(_caption_place(blocks))
        elif opens and not self._goes_over_page(row, page, blocks):
            self._begin(())
        elif row.is_head and not self._before[0].is_head:
            self._heads = self._group = ()
        if opens:
            self._places = []
        self._places.append(place)
        self._before = (row, page)
        context = [*self._caption, *self._heads]
        if row.is_head:
            self._heads = (*self._heads, place)
        elif row.is_group:
            self._group = (place,)
        else:
            context += self._group
        if row.under is not None and row.under < len(self._places):
            context.append(self._places[row.under])
        return [*dict.fromkeys(context)]

    def _begin(self, caption: tuple[int, ...]) -> None:
        self._caption, self._heads, self._group = caption, (), ()

    def _goes_over_page(self, row: Row, page: int, blocks: Sequence[DraftBlock]) -> bool:
        """Say whether a page's first row goes on with the last page's table."""
        if self._before is None or self._before[1] == page:
            return False
        if len(self._before[0].cells) != len(row.cells):
            return False
        known = [blocks[place].text for place in self._heads]
        return not row.is_head or row.text in known


def _follows(blocks: Sequence[DraftBlock]) -> bool:
    """Say whether the last block, notes apart, is a table's row."""
    kinds = (block.kind for block in reversed(blocks))
    return next((k for k in kinds if k is not BlockKind.FOOTNOTE), None) is BlockKind.TABLE_ROW


def _caption_place(blocks: list[DraftBlock]) -> tuple[int, ...]:
    """Mark what stands before a table as its caption, where it is one; return its place."""
    last = len(blocks) - 1
    if not blocks or not is_caption(blocks[last].text):
        return ()
    blocks[last] = replace(blocks[last], kind=BlockKind.CAPTION, level=0)
    return (last,)
