"""How one file is read, block by block, for a person to judge. Knows documents; reads nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from ingest.loaders.loading import LoadedFile
from retriever.records import Block, Document, Passage


def lines_of_file(loaded: LoadedFile, passages: Sequence[Passage]) -> Iterator[str]:
    """Write a file's metadata, warnings, left-out lines, blocks and passages."""
    document = loaded.document
    origins = dict(document.metadata.origins)
    yield "METADATA"
    for name, value in asdict(document.metadata).items():
        if name != "origins" and value not in (None, (), ""):
            origin = f"  ({origins[name]})" if name in origins else ""
            yield f"  {name}: {value}{origin}"
    yield from (f"WARNING {warning}" for warning in document.warnings)
    yield f"LEFT OUT ({len(loaded.removed)} lines)"
    yield from (f"  {line}" for line in loaded.removed)
    yield f"BLOCKS ({len(document.blocks)}; {len(document.pages)} pages)"
    yield from (_block_line(document, block) for block in document.blocks)
    yield f"PASSAGES ({len(passages)})"
    for passage in passages:
        place = f" p. {passage.page}" if passage.page else ""
        yield f"  [{passage.ordinal}{place}] {passage.header}"
        yield from (f"      {line}" for line in passage.text.split("\n"))


def _block_line(document: Document, block: Block) -> str:
    page = document.page_at(block.start)
    place = f"p. {page.page} " if page else ""
    level = f" {block.level}" if block.level else ""
    number = f" {block.number}" if block.number else ""
    context = f" (under: {_context(document, block)})" if block.context else ""
    return (
        f"  {place}{block.kind}{level}{number}: {document.text[block.start : block.end]!r}{context}"
    )


def _context(document: Document, block: Block) -> str:
    return "; ".join(document.text[span.start : span.end][:60] for span in block.context)
