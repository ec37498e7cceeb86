"""Quoted words as HTML: prose, or the cells of table rows under their heads.

What is marked in them is placed by offsets; where the place is not sure, nothing is marked. Knows
texts, no citation and no answer.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape

from retriever.answer_records import ContextQuote
from retriever.records import Span
from ui.fragments import hidden, text

NOTHING = Span(0, 0)


def quoted(
    words: str, context: Sequence[ContextQuote], ending: str = "", mark: Span = NOTHING
) -> str:
    """Return a quote with what it needs before it in grey; table cells as a table.

    Args:
        words: The quote, verbatim; a table row has its cells joined by tabs.
        context: What the quote needs to be understood, in its order.
        ending: HTML that follows the quote's last word: its number.
        mark: Which of the words to mark; none by default.
    """
    if "\t" not in words:
        return f'{_lead(_texts(context))}<p class="words">{_lines(words, mark, ending)}</p>'
    rows = list(_rows(words, mark))
    heads, rest = _heads(context, max(map(len, rows), default=0))
    body = "".join(table_row(row) for row in rows)
    return f'{_lead(rest)}<div class="words words-row">{table(heads, body)}{ending}</div>'


def quoted_rows(quotes: Sequence[tuple[str, str]], context: Sequence[ContextQuote]) -> str:
    """Return several quotes that are rows of one table, their numbers in a last column.

    Args:
        quotes: Each quote's words, verbatim, and the HTML of its number.
        context: What all of them need to be understood.
    """
    parted = [(list(_rows(words, NOTHING)), number) for words, number in quotes]
    width = max((len(row) for rows, _ in parted for row in rows), default=0)
    heads, rest = _heads(context, width)
    body = []
    for rows, number in parted:
        for place, row in enumerate(rows, start=1):
            filled = [*row, *[""] * (width - len(row))]
            body.append(table_row([*filled, number if place == len(rows) else ""]))
    columns = [*heads, hidden("Source")] if heads else []
    return f'{_lead(rest)}<div class="words">{table(columns, "".join(body))}</div>'


def marked(words: str, shown: Span, mark: Span) -> str:
    """Return a stretch of a text as HTML, with what it shares with another stretch marked."""
    start, end = max(shown.start, mark.start), min(shown.end, mark.end)
    if start >= end or not words[start:end].strip():
        return escape(words[shown.start : shown.end])
    before, inside, after = words[shown.start : start], words[start:end], words[end : shown.end]
    return f"{escape(before)}<mark>{escape(inside)}</mark>{escape(after)}"


def only_place(words: str, sought: str) -> Span:
    """Return where a quote holds something as whole words; NOTHING where it does so twice.

    A cell that is nothing else comes before other places.
    """
    if not sought:
        return NOTHING
    edges = re.finditer(rf"(?<!\w){re.escape(sought)}(?!\w)", words)
    found = [Span(*match.span()) for match in edges]
    cells = [each for each in found if _is_cell(words, each)]
    sure = cells if len(cells) == 1 and "\t" in words else found
    return sure[0] if len(sure) == 1 else NOTHING


def table(heads: Sequence[str], body: str) -> str:
    """Return a table that may scroll sideways on its own; heads and body are HTML already."""
    head = ""
    if heads:
        cells = "".join(f'<th scope="col">{cell}</th>' for cell in heads)
        head = f"<thead><tr>{cells}</tr></thead>"
    return f'<div class="cells"><table>{head}<tbody>{body}</tbody></table></div>'


def table_row(cells: Sequence[str], tag: str = "td") -> str:
    """Return one row of cells that are HTML already."""
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"


def _lines(words: str, mark: Span, ending: str) -> str:
    """Return prose as HTML; of several paragraphs or items each is a line with its own indent."""
    lines = [Span(*line.span()) for line in re.finditer(r"[^\n]+\n*", words)]
    shown = [marked(words, each, mark) for each in lines] or [""]
    shown[-1] += ending
    if len(shown) == 1:
        return shown[0]
    return "".join(f'<span class="line">{each}</span>' for each in shown)


def _rows(words: str, mark: Span) -> Iterator[list[str]]:
    """Yield each line's cells as HTML."""
    start = 0
    for line in words.split("\n"):
        cells = []
        for cell in line.split("\t"):
            cells.append(marked(words, Span(start, start + len(cell)), mark))
            start += len(cell) + 1
        if line.strip():
            yield cells


def _is_cell(words: str, span: Span) -> bool:
    before, after = words[: span.start], words[span.end :]
    return (not before or before[-1] in "\t\n") and (not after or after[0] in "\t\n")


def _lead(pieces: Sequence[str]) -> str:
    return "".join(f'<p class="context">{text(piece)}</p>' for piece in pieces)


def _texts(context: Sequence[ContextQuote]) -> list[str]:
    return [piece.text for piece in context]


def _heads(context: Sequence[ContextQuote], width: int) -> tuple[list[str], list[str]]:
    """Part the context of a table row into its column heads, as HTML, and the rest as text."""
    heads: list[str] = []
    rest: list[str] = []
    single = [piece.text for piece in context if "\t" not in piece.text]
    if len(single) == width and len(single) == len(context):
        return [escape(cell) for cell in single], []
    for piece in context:
        cells = piece.text.split("\t")
        if len(cells) == width and width > 1 and not heads:
            heads = [escape(cell) for cell in cells]
        else:
            rest.append(piece.text.replace("\t", " "))
    return heads, rest
