"""How one file is read, for a person to judge: why not, or what became of it.

The file is named by where it is, or as a document of the corpus by path, file name or id. It is
read as a sync reads it, sidecar included; nothing is changed.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ingest.corpus_folder import CorpusFile, corpus_files
from ingest.library_listing import facts_in_words
from ingest.loaders.draft import FileIdentity
from ingest.loaders.loading import LoadedFile
from ingest.parser_process import ParserProcess
from ingest.sidecar import with_sidecar
from retriever.errors import DocumentError, SkippedFileError, UnreadableFileError
from retriever.records import Block, Document, Passage
from retriever.settings import Settings
from retriever.store.checksum import path_checksum

_WIDTH_CHARS = 100
_CONTEXT_LIMIT_CHARS = 60
_MEGABYTE = 1024 * 1024


def chosen_file(name: str, corpus: Path) -> CorpusFile:
    """Return the file that a name means: one of the corpus, or any other.

    Args:
        name: Where it is, or a path, file name or id of the corpus.
        corpus: The folder of documents; it need not exist.

    Raises:
        DocumentError: It means no file, or several.
    """
    files = corpus_files(corpus) if corpus.is_dir() else []
    place = Path(name)
    exact = [file for file in files if name in (file.path, file.doc_id)]
    if place.exists():
        exact = [file for file in files if _same_place(file.file, place)] or exact
    named = exact or [file for file in files if Path(file.path).name == name]
    if len(named) == 1:
        return named[0]
    if len(named) > 1:
        paths = ", ".join(file.path for file in named)
        message = f"{name!r} may be any of {paths}: give the path."
        raise DocumentError(message)
    if place.is_file():
        return CorpusFile(place.name, place, place.stat().st_size)
    message = (
        f"There is no file {name}, and no document of that path or id in {corpus}: "
        "`python -m ingest list` has all."
    )
    raise DocumentError(message)


def examined(file: CorpusFile, settings: Settings, parser: ParserProcess) -> LoadedFile:
    """Read a file as a sync reads it.

    Raises:
        SkippedFileError: It is not for the library.
        UnreadableFileError: It should have been readable, and it or its sidecar is not.
    """
    if file.reason:
        message = f"It is skipped: {file.reason}."
        raise SkippedFileError(message)
    if file.size > settings.max_file_mb * _MEGABYTE:
        size_mb = file.size // _MEGABYTE
        message = (
            f"It has {size_mb} MB, over the limit of {settings.max_file_mb} MB: split it, or raise "
            "CANDOUR_MAX_FILE_MB."
        )
        raise UnreadableFileError(message)
    try:
        identity = FileIdentity(file.doc_id, file.path, path_checksum(file.file))
        loaded = parser.load(file.file, identity)
        metadata = with_sidecar(loaded.document.metadata, file.sidecar)
    except OSError as error:
        message = f"It cannot be read: {error.strerror}."
        raise UnreadableFileError(message) from error
    return replace(loaded, document=replace(loaded.document, metadata=metadata))


def lines_of_file(
    loaded: LoadedFile, passages: Sequence[Passage], tokens: Sequence[int] = ()
) -> Iterator[str]:
    """Write a file's metadata, warnings, left-out lines, blocks and passages.

    Args:
        loaded: The file as it was read.
        passages: What its blocks were packed into.
        tokens: Of each passage with its header, as the encoder counts.
    """
    document = loaded.document
    yield from _metadata_lines(document)
    yield f"WARNINGS ({len(document.warnings)})"
    yield from (f"  {warning}" for warning in document.warnings)
    yield f"LEFT OUT ({len(loaded.removed)} lines)"
    yield from (f"  {line}" for line in loaded.removed)
    yield f"BLOCKS ({len(document.blocks)}; {len(document.pages)} pages)"
    page = 0
    for block in document.blocks:
        here = document.page_at(block.start)
        if here is not None and here.page != page:
            page = here.page
            label = f', printed "{here.label}"' if here.label not in ("", str(page)) else ""
            yield f"  page {page}{label}"
        yield from _block_lines(document, block)
    yield from _passage_lines(passages, tokens)


def _metadata_lines(document: Document) -> Iterator[str]:
    metadata = document.metadata
    origins = dict(metadata.origins)
    facts = [("title", metadata.title), ("doc_type", f"type {metadata.doc_type}")]
    yield "METADATA"
    for name, fact in (*facts, *facts_in_words(metadata)):
        origin = f"  ({origins[name]})" if name in origins else ""
        yield from _wrapped(f"{fact}{origin}", "  ")


def _block_lines(document: Document, block: Block) -> Iterator[str]:
    level = f" {block.level}" if block.level else ""
    number = f" {block.number}" if block.number else ""
    text = document.text[block.start : block.end]
    yield from _wrapped(f"[{block.kind}{level}{number}] {_cells(text)}", "    ")
    if block.context:
        heads = "; ".join(
            _cells(document.text[span.start : span.end])[:_CONTEXT_LIMIT_CHARS]
            for span in block.context
        )
        yield from _wrapped(f"read under: {heads}", "        ")


def _passage_lines(passages: Sequence[Passage], tokens: Sequence[int]) -> Iterator[str]:
    yield f"PASSAGES ({len(passages)})"
    for place, passage in enumerate(passages):
        page = f", page {passage.page}" if passage.page else ""
        size = f", {tokens[place]} tokens" if place < len(tokens) else ""
        yield f"  {passage.ordinal + 1} of {len(passages)}{page}{size}"
        yield from _wrapped(f"header: {passage.header}", "    ")
        for line in passage.text.split("\n"):
            yield from _wrapped(_cells(line), "      ")


def _cells(text: str) -> str:
    """Show where a table row's cells part."""
    return text.replace("\t", " | ")


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH_CHARS,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _same_place(file: Path, place: Path) -> bool:
    """Compare two places without following a link that is itself the file."""
    return file.parent.resolve() / file.name == place.parent.resolve() / place.name
