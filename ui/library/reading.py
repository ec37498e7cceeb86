"""What was read of a document: its facts and where each stood, its blocks, the lines left out.

What `python -m ingest doctor` writes for a terminal, as gated HTML. The blocks are the library's
own; for the lines that were left out the file is read again, in the parser's process.
"""

from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import islice

from ingest.corpus_folder import CorpusFile, file_within
from ingest.doctor import examined
from ingest.parser_process import ParserProcess
from retriever.errors import CandourError
from retriever.records import Block, Document
from retriever.settings import Settings
from ui.facts_table import facts_table
from ui.fragments import gate, page_span_words, text

BLOCKS_LIMIT = 2_000
LINES_LIMIT = 500

RemovedLines = Callable[[Document], Sequence[str]]
"""Reads a document's file again and returns the lines that were left out of it."""


def removed_lines(document: Document, settings: Settings) -> tuple[str, ...]:
    """Return the lines that were left out of a document.

    Raises:
        CandourError: Its file is not there any more, or cannot be read.
    """
    file = file_within(settings.corpus, document.path)
    if file is None:
        message = f"The file {document.path} is not in the library's folder any more."
        raise CandourError(message)
    with ParserProcess(settings) as parser:
        return examined(
            CorpusFile(document.path, file, file.stat().st_size), settings, parser
        ).removed


def reading_of(document: Document, removed: RemovedLines, cited_by: Sequence[str] = ()) -> str:
    """Return what was read of a document.

    Args:
        document: The library's own.
        removed: Returns the lines that were left out.
        cited_by: The questions whose right answer stands in it.
    """
    try:
        left_out, trouble = removed(document), ""
    except CandourError as error:
        left_out, trouble = (), str(error)
    parts = [
        f"<h3>Facts</h3>{facts_table(document)}",
        _list("Warnings", document.warnings, "None."),
        _list("Questions that this document answers", cited_by) if cited_by else "",
        _list("Lines left out", left_out, trouble or "None."),
        _blocks(document),
    ]
    return gate("".join(parts))


def _list(heading: str, lines: Sequence[str], nothing: str = "") -> str:
    count = f" ({len(lines)})" if lines else ""
    head = f"<h3>{escape(heading)}{count}</h3>"
    if not lines:
        return f'{head}<p class="note">{text(nothing)}</p>'
    items = "".join(f"<li>{text(line)}</li>" for line in lines[:LINES_LIMIT])
    return f'{head}<ul class="lines">{items}</ul>{_more(len(lines) - LINES_LIMIT, "lines")}'


def _blocks(document: Document) -> str:
    items = "".join(_with_pages(document))
    more = _more(len(document.blocks) - BLOCKS_LIMIT, "blocks")
    return f"<h3>Blocks ({len(document.blocks)})</h3>{items}{more}"


def _with_pages(document: Document) -> Iterator[str]:
    """Yield the blocks, each page's under its heading."""
    page = 0
    for block in islice(document.blocks, BLOCKS_LIMIT):
        here = document.page_at(block.start)
        if here is not None and here.page != page:
            page = here.page
            yield f"<h4>{escape(page_span_words(here).capitalize())}</h4>"
        yield _block(document, block)


def _block(document: Document, block: Block) -> str:
    level = f" {block.level}" if block.level else ""
    number = f" {block.number}" if block.number else ""
    kind = f'<span class="block-kind">{escape(f"{block.kind}{level}{number}")}</span>'
    words = document.text[block.start : block.end].replace("\t", " | ")
    return f'<p class="block">{kind} {text(words)}</p>'


def _more(count: int, noun: str) -> str:
    return f'<p class="note">And {count:,} more {noun}.</p>' if count > 0 else ""
