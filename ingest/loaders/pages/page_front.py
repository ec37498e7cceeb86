"""Puts the title in front of a page's blocks, once, and takes the byline out from under it.

The byline's facts are in the metadata; as a paragraph it would be quoted. Knows blocks, no HTML.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.loaders.draft import DraftBlock
from retriever.records import BlockKind, Metadata

_FRONT_BLOCKS = 6
_DATE_LINE = re.compile(
    r"(first |last |date )?(published|posted|updated|modified|reviewed)\b", re.IGNORECASE
)
_BYLINE_LIMIT_WORDS = 16
_BYLINE_WORDS = re.compile(
    r"\b(posted|published|written|updated|last|first|by|on|in|at|and|author|date|categor(y|ies)|tags?"
    r"|(mon|tues|wednes|thurs|fri|satur|sun)day|(jan|febr)uary|march|april|may|june|july|august"
    r"|(septem|octo|novem|decem)ber|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|am|pm|min(ute)?s?"
    r"|read(ing)?|time|(\d+(st|nd|rd|th)?))\b|[^\w]+",
    re.IGNORECASE,
)


def titled(blocks: Sequence[DraftBlock], metadata: Metadata) -> list[DraftBlock]:
    """Return the blocks under the title, which stands once, without a byline below it."""
    title = _folded(metadata.title)
    kept: list[DraftBlock] = [DraftBlock(BlockKind.HEADING, metadata.title, level=1)]
    moved: dict[int, int] = {}
    for place, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING and _folded(block.text) == title:
            continue
        if (place < _FRONT_BLOCKS or _DATE_LINE.match(block.text)) and _is_byline(block, metadata):
            continue
        moved[place] = len(kept)
        context = tuple(moved[each] for each in block.context if each in moved)
        kept.append(replace(block, context=context))
    return kept


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _is_byline(block: DraftBlock, metadata: Metadata) -> bool:
    """Say whether a paragraph holds nothing but names, days, categories and a byline's words."""
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return False
    rest = block.text
    if len(rest.split()) > _BYLINE_LIMIT_WORDS or not (
        metadata.authors or metadata.published or metadata.updated
    ):
        return False
    for known in (*metadata.authors, *metadata.categories, metadata.publisher or ""):
        rest = rest.replace(known, " ") if known else rest
    return not _BYLINE_WORDS.sub("", rest)
