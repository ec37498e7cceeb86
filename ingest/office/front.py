"""What an office document says of itself: read as a report's first and last pages are.

A Word or OpenDocument file has no pages, so that a value's origin is "text", never "page 1".
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.loaders.draft import DraftBlock
from ingest.loaders.front_page import read_front
from retriever.records import BlockKind, Metadata

_PAGE = re.compile(r"^page \d+")
_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.\s+(?=\S)")
PLACE = "text"


def metadata_of(blocks: Sequence[DraftBlock], stem: str) -> Metadata:
    """Read an office document's metadata.

    Args:
        blocks: All of the document's.
        stem: The file's name without its ending.

    Returns:
        What is printed. A document that is no inspection report has its first heading for a title,
        whatever stands before it; a title bears no number.
    """
    plain = [
        replace(block, text=_NUMBER.sub("", block.text))
        if block.kind is BlockKind.HEADING
        else block
        for block in blocks
    ]
    metadata = read_front(plain, stem)
    origins = dict(metadata.origins)
    heading = next((block.text for block in plain if block.kind is BlockKind.HEADING), "")
    if origins.get("title") == "file name" and heading:
        metadata = replace(metadata, title=heading)
        origins["title"] = PLACE
    named = tuple((field, _PAGE.sub(PLACE, origin)) for field, origin in origins.items())
    return replace(metadata, origins=named)
