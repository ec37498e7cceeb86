"""What a loader hands over: blocks with their own texts; here they become one `Document`.

Loaders know formats and write blocks; this module alone lays them out in the canonical text and
works out every offset and page span, so that offsets are right for every format or for none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retriever.records import Block, BlockKind, Document, Metadata, PageSpan, Span

_TIGHT = (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)


@dataclass(frozen=True, slots=True)
class PageStart:
    """A page of the source, and where its first character stands in a block's text."""

    page: int
    offset: int


@dataclass(frozen=True, slots=True)
class DraftBlock:
    """One block as a loader read it.

    Attributes:
        kind: What it is.
        text: Its text, without white space at its ends.
        level: Of a heading, 1 to 6.
        number: Of a numbered paragraph.
        context: The places (indices among the draft's blocks) of what it needs to be understood.
        pages: The pages that it was read from, in order; empty for a format without pages.
    """

    kind: BlockKind
    text: str
    level: int = 0
    number: str = ""
    context: tuple[int, ...] = ()
    pages: tuple[PageStart, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """One file as a loader read it.

    Attributes:
        blocks: In reading order.
        metadata: What was found in the file.
        page_labels: One a page, in order, "" where unknown; empty for a format without pages.
        removed: Lines that were left out (running headers and the like), for `doctor`.
        warnings: What the library's keeper should know.
    """

    blocks: tuple[DraftBlock, ...]
    metadata: Metadata
    page_labels: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileIdentity:
    """Which file a document was read from."""

    doc_id: str
    path: str
    file_hash: str


def document_of(draft: Draft, identity: FileIdentity) -> Document:
    """Lay the blocks out in one text.

    Args:
        draft: What a loader read.
        identity: The file's name in the library.

    Returns:
        The document; blocks without text are left out.
    """
    spans = list(_spans(draft.blocks))
    text = "".join(
        _separator(draft.blocks, index) + block.text for index, block in enumerate(draft.blocks)
    )
    blocks = tuple(
        Block(
            kind=block.kind,
            start=span.start,
            end=span.end,
            level=block.level,
            number=block.number,
            context=tuple(spans[place] for place in block.context),
        )
        for block, span in zip(draft.blocks, spans, strict=True)
        if span.end > span.start
    )
    return Document(
        doc_id=identity.doc_id,
        path=identity.path,
        file_hash=identity.file_hash,
        text=text,
        blocks=blocks,
        metadata=draft.metadata,
        pages=_page_spans(draft, spans, len(text)),
        warnings=draft.warnings,
    )


def _separator(blocks: Sequence[DraftBlock], index: int) -> str:
    """Return what stands before a block: rows of one table and items of one list stay close."""
    if index == 0:
        return ""
    before, block = blocks[index - 1], blocks[index]
    return "\n" if before.kind == block.kind and block.kind in _TIGHT else "\n\n"


def _spans(blocks: Sequence[DraftBlock]) -> Iterator[Span]:
    end = 0
    for index, block in enumerate(blocks):
        start = end + len(_separator(blocks, index))
        end = start + len(block.text)
        yield Span(start, end)


def _page_spans(draft: Draft, spans: Sequence[Span], length: int) -> tuple[PageSpan, ...]:
    """Give each page the stretch from its first character to the next page's."""
    firsts: dict[int, int] = {}
    for block, span in zip(draft.blocks, spans, strict=True):
        for begun in block.pages:
            firsts.setdefault(begun.page, span.start + begun.offset)
    pages: list[PageSpan] = []
    end = length
    for page in range(len(draft.page_labels), 0, -1):
        # A page without text is an empty span where the next one starts.
        start = min(firsts.get(page, end), end)
        pages.append(PageSpan(page, draft.page_labels[page - 1], start, end))
        end = start
    return tuple(reversed(pages))
