"""What stands above a page or text in the source viewer: facts, quoted words, ways on from there.

The quoted words come before all else. HTML that is not gated yet.
"""

from html import escape

from retriever.answer_records import ContextQuote
from retriever.dating import date_in_words
from retriever.records import Document, Span
from ui.facts_table import facts_table
from ui.fragments import DEMONSTRATION, SUPERSEDED, badge, facts, text, web_address
from ui.library.addresses import original_address
from ui.marked_text import marked_text
from ui.place import Place
from ui.quotes import quoted

QUOTE_LIMIT_CHARS = 2_000
NEIGHBOURS = 2
"""Blocks shown before and after the quoted ones."""


def source_head(document: Document, place: Place, notice: str) -> str:
    """Return the head of a place.

    Args:
        document: The library's own.
        place: A place in it.
        notice: HTML that says what could not be shown, or "".
    """
    metadata = document.metadata
    marked = badge(DEMONSTRATION) if document.is_demonstration else ""
    marked += badge(SUPERSEDED) if document.superseded_by or metadata.superseded_by else ""
    known = facts(metadata.doc_type, metadata.authority, date_in_words(metadata))
    address = web_address(metadata.url)
    if address:
        known += (
            '<span class="dot"> · </span><a class="original" target="_blank" '
            f'href="{escape(address)}">Original on the web (opens a new tab)</a>'
        )
    head = f'<div class="facts">{known} {marked}</div>{notice}'
    if place.is_whole:
        return head + _ways_on(document, place)
    words = document.text[place.start : min(place.end, place.start + QUOTE_LIMIT_CHARS)]
    cited = quoted(words, _context(document, place))
    return f'{head}<blockquote class="cited">{cited}</blockquote>{_ways_on(document, place)}'


def notice_of(words: str) -> str:
    """Return what could not be shown, in words."""
    return f'<p class="notice">{text(words)}</p>'


def _ways_on(document: Document, place: Place) -> str:
    """Return the file itself, the facts with where they were read, and what stands around."""
    about = f"<details><summary>About this document</summary>{facts_table(document)}</details>"
    around = ""
    if document.pages and not place.is_whole:
        around = (
            "<details><summary>Before and after these words</summary>"
            f'<div class="source-text">{neighbours(document, place)}</div></details>'
        )
    return f'<div class="ways-on">{_file_link(document, place)}{around}{about}</div>'


def _file_link(document: Document, place: Place) -> str:
    """Return the link to the file: a PDF opens at the place's page, all else is saved."""
    address = escape(original_address(document))
    if not document.pages:
        return f'<p><a class="file" href="{address}">Save the file</a></p>'
    page = place.page or (shown.page if (shown := document.page_at(place.start)) else 1)
    return (
        f'<p><a class="file" target="_blank" href="{address}#page={page}">'
        f"Open the file at page {page} (opens a new tab)</a></p>"
    )


def neighbours(document: Document, place: Place) -> str:
    """Return the quoted blocks with those before and after them, the quote marked."""
    blocks = document.blocks
    quoted_at = [
        number
        for number, block in enumerate(blocks)
        if block.start < place.end and place.start < block.end
    ]
    if not quoted_at:
        return ""
    first = blocks[max(quoted_at[0] - NEIGHBOURS, 0)]
    last = blocks[min(quoted_at[-1] + NEIGHBOURS, len(blocks) - 1)]
    return marked_text(document, Span(first.start, last.end), Span(place.start, place.end)).html


def _context(document: Document, place: Place) -> tuple[ContextQuote, ...]:
    """Return what the quoted block needs to be understood, from the block itself."""
    for block in document.blocks:
        if block.start <= place.start < block.end:
            return tuple(
                ContextQuote(document.text[span.start : span.end], span.start, span.end)
                for span in block.context
                if not (place.start <= span.start and span.end <= place.end)
            )
    return ()
