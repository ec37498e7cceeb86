"""A document's text as HTML by its blocks, with one stretch of it marked.

The marks are placed by offsets alone, never by searching for words, so a quote that occurs twice
is marked where it was read. Knows no gradio.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from retriever.records import Block, BlockKind, Document, Span
from ui.quotes import NOTHING, marked, table, table_row

# The panel's own title is an h2.
LOWEST_HEADING = 6


@dataclass(frozen=True, slots=True)
class MarkedText:
    """HTML of a stretch of a document, and whether anything in it is marked."""

    html: str
    is_marked: bool


def marked_text(document: Document, within: Span, quote: Span = NOTHING) -> MarkedText:
    """Return the blocks of a document that lie within a stretch, the quote's words marked.

    Args:
        document: The document.
        within: The stretch to show: a page, or all; a block that crosses its border is cut.
        quote: What to mark; nothing by default.
    """
    blocks = [block for block in document.blocks if _overlap(block, within)]
    html = "".join(
        _group(document.text, list(group), within, quote)
        for _, group in groupby(blocks, key=_gathered)
    )
    return MarkedText(html, "<mark>" in html)


def _gathered(block: Block) -> tuple[BlockKind, int]:
    """Return a key by which list items gather to a list and rows to a table."""
    if block.kind in {BlockKind.LIST_ITEM, BlockKind.TABLE_ROW}:
        return block.kind, -1
    return block.kind, block.start


def _group(text: str, blocks: Sequence[Block], within: Span, quote: Span) -> str:
    kind = blocks[0].kind
    if kind is BlockKind.TABLE_ROW:
        return _table(text, blocks, within, quote)
    pieces = [marked(text, _cut(block, within), quote) for block in blocks]
    if kind is BlockKind.LIST_ITEM:
        return "<ul>" + "".join(f"<li>{piece}</li>" for piece in pieces) + "</ul>"
    if kind is BlockKind.HEADING:
        tag = f"h{min(blocks[0].level + 2, LOWEST_HEADING)}"
        return f"<{tag}>{pieces[0]}</{tag}>"
    if kind in {BlockKind.CAPTION, BlockKind.FOOTNOTE}:
        return f'<p class="aside">{pieces[0]}</p>'
    return f"<p>{pieces[0]}</p>"


def _table(text: str, rows: Sequence[Block], within: Span, quote: Span) -> str:
    """Return rows as a table; a row whose cells are other rows' column heads heads it."""
    heads = {(span.start, span.end) for row in rows for span in row.context}
    html: list[str] = []
    for row in rows:
        cells = list(_cells(text, _cut(row, within)))
        is_head = any((cell.start, cell.end) in heads for cell in cells)
        is_head = is_head or (row.start, row.end) in heads
        shown = [marked(text, cell, quote) for cell in cells]
        html.append(table_row(shown, "th" if is_head else "td"))
    return table((), "".join(html))


def _cells(text: str, row: Span) -> Iterator[Span]:
    """Part a row at its tabs."""
    start = row.start
    for cell in text[row.start : row.end].split("\t"):
        yield Span(start, start + len(cell))
        start += len(cell) + 1


def _cut(block: Block, within: Span) -> Span:
    return Span(max(block.start, within.start), min(block.end, within.end))


def _overlap(block: Block, within: Span) -> bool:
    return block.start < within.end and within.start < block.end


def same_words_before(text: str, words: str) -> int:
    """Count the places in `text` where the letters and digits of `words` stand.

    Letter case and the layout between them (line ends, hyphens, spaces) are ignored, and places
    may overlap, as the page's own text is searched the same way.
    """
    needle, hay = letters_and_digits(words), letters_and_digits(text)
    if not needle:
        return 0
    return sum(1 for _ in _places(hay, needle))


def letters_and_digits(text: Iterable[str]) -> str:
    """Return only the letters and digits of a text, letter case folded."""
    return "".join(character.casefold() for character in text if character.isalnum())


def _places(hay: str, needle: str) -> Iterator[int]:
    place = hay.find(needle)
    while place >= 0:
        yield place
        place = hay.find(needle, place + 1)
