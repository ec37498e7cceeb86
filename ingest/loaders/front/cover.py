"""The parts of a document that say what it is: its first page, its opening and its closing pages.

Pages where the format has them, else a count of blocks. Knows blocks; reads nothing out of them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.loaders.draft import DraftBlock

_PAGE_LIMIT_BLOCKS = 40
_OPENING_PAGES = 12
_CLOSING_PAGES = 3
_PART_LIMIT_BLOCKS = 1_000
_BLOCK_LIMIT_CHARS = 3_000
_SHORT_CHARS = 200
_SALUTATION = re.compile(r"^Dear\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cover:
    """The pages that a document's metadata is read from.

    Attributes:
        first: The blocks of its first page.
        opening: Those of its first twelve pages, the first page's included.
        closing: Those of its last three.
        stem: The file's name without its ending.
    """

    first: tuple[DraftBlock, ...]
    opening: tuple[DraftBlock, ...]
    closing: tuple[DraftBlock, ...]
    stem: str

    @property
    def salutation(self) -> int | None:
        """The place of a letter's "Dear ..." among the first page's blocks, or None."""
        places = (n for n, block in enumerate(self.first) if _SALUTATION.match(block.text))
        return next(places, None)

    @property
    def short(self) -> tuple[DraftBlock, ...]:
        """The first page's blocks that are lines rather than running text."""
        return tuple(block for block in self.first if len(block.text) <= _SHORT_CHARS)


def cover_of(blocks: Sequence[DraftBlock], stem: str) -> Cover:
    """Cut a document's cover out of its blocks."""
    last = max((page_of(block) for block in blocks), default=1)
    if any(block.pages for block in blocks):
        opening = [block for block in blocks if page_of(block) <= _OPENING_PAGES]
        first = [block for block in opening if page_of(block) == 1][:_PAGE_LIMIT_BLOCKS]
        closing = [block for block in blocks if page_of(block) > last - _CLOSING_PAGES]
    else:
        first = list(blocks[:_PAGE_LIMIT_BLOCKS])
        opening = list(blocks[: _OPENING_PAGES * _PAGE_LIMIT_BLOCKS])
        closing = list(blocks[-_PAGE_LIMIT_BLOCKS:])
    parts = [[_head(block) for block in part[:_PART_LIMIT_BLOCKS]] for part in (first, opening)]
    last_part = [_head(block) for block in closing[-_PART_LIMIT_BLOCKS:]]
    return Cover(tuple(parts[0]), tuple(parts[1]), tuple(last_part), stem)


def _head(block: DraftBlock) -> DraftBlock:
    """Cut a block's text to what can be a fact: a hostile one would take the patterns minutes."""
    if len(block.text) <= _BLOCK_LIMIT_CHARS:
        return block
    return replace(block, text=block.text[:_BLOCK_LIMIT_CHARS])


def page_of(block: DraftBlock) -> int:
    """Return the page that a block begins on; 1 for a format without pages."""
    return block.pages[0].page if block.pages else 1


def origin_of(block: DraftBlock) -> str:
    """Say where a value of this block was read."""
    return f"page {page_of(block)}"
