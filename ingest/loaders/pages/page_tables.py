"""Makes tables level: every row has its cells, whatever spanned columns or rows.

A spanning cell's text is repeated where it heads or labels (heads, and cells over several rows), so
that no column shifts and each row can be quoted alone. Tables that only lay a page out are opened,
definition lists become rows. Knows HTML; changes the tree in place.
"""

from typing import Any

from lxml import html as lxml_html

from ingest.loaders.pages.page_text import text_of

_SPAN_LIMIT = 60
"""Wider or longer spans are slips or attacks; the widest table of real reports has 20 columns."""

_CELL_LIMIT = 50_000
_TERM_LIMIT_CHARS = 600
_LAYOUT = ".//h1|.//h2|.//h3|.//table"
_ROWS = "./tr|./thead/tr|./tbody/tr|./tfoot/tr"


def level_tables(tree: Any) -> None:
    """Make every table of `tree` level, and every definition list a table."""
    for table in tree.xpath(".//table"):
        if _is_layout(table):
            for part in (table, *table.xpath(f"./thead|./tbody|./tfoot|{_ROWS}")):
                cells = [cell for cell in part if cell.tag in ("td", "th")]
                for each in (part, *cells):
                    each.tag = "div"
        else:
            _level(table)
    for found in tree.xpath(".//dl"):
        _tabulate(found)


def _is_layout(table: Any) -> bool:
    if table.get("role") in ("presentation", "none") or table.xpath(_LAYOUT):
        return True
    return len(table.xpath(".//td|.//th")) <= 1


def _level(table: Any) -> None:
    rows = table.xpath(_ROWS)
    waiting: dict[int, tuple[int, Any]] = {}
    made = 0
    for row in rows:
        in_head = row.getparent().tag == "thead"
        old = [cell for cell in row if cell.tag in ("td", "th")]
        cells: list[Any] = []
        for cell in old:
            _fill_from_above(cells, waiting)
            wide, long = _span_of(cell, "colspan"), _span_of(cell, "rowspan")
            if made > _CELL_LIMIT:
                wide = long = 1
            is_head = in_head or cell.tag == "th"
            for extra in range(wide):
                copy = _copy(cell, is_head=is_head, is_filled=extra == 0 or is_head)
                if long > 1:
                    waiting[len(cells)] = (long - 1, copy)
                cells.append(copy)
        _fill_from_above(cells, waiting)
        made += len(cells)
        _mark_group(row, old, cells)
        row[:] = cells
    _mark_bold_heads(rows)


def _fill_from_above(cells: list[Any], waiting: dict[int, tuple[int, Any]]) -> None:
    """Put in the cells of rows above that reach down into this one."""
    while len(cells) in waiting:
        left, above = waiting.pop(len(cells))
        if left > 1:
            waiting[len(cells)] = (left - 1, above)
        copy = lxml_html.Element(above.tag)
        copy.text = above.text
        cells.append(copy)


def _mark_group(row: Any, old: list[Any], cells: list[Any]) -> None:
    """Mark a row of one cell over the whole width: it heads the rows below it."""
    if len(old) == 1 and len(cells) > 1 and cells[0].text:
        for cell in cells[1:]:
            cell.text = ""
        row.set("data-group", "1")


def _span_of(cell: Any, name: str) -> int:
    value = cell.get(name, "1").strip()
    if not (value.isascii() and value.isdigit()):
        return 1
    return _SPAN_LIMIT if len(value) > len("60") else max(1, min(int(value), _SPAN_LIMIT))


def _copy(cell: Any, *, is_head: bool, is_filled: bool) -> Any:
    text = text_of(cell)
    copy = lxml_html.Element("th" if is_head else "td")
    copy.text = text if is_filled else ""
    bold = " ".join(text_of(part) for part in cell.xpath(".//b|.//strong"))
    if text and bold == text:
        copy.set("data-bold", "1")
    return copy


def _mark_bold_heads(rows: list[Any]) -> None:
    """Take a first row that is all bold, of a table without marked heads, as its heads."""
    if len(rows) < 2 or any(cell.tag == "th" for row in rows for cell in row):  # noqa: PLR2004
        return
    filled = [cell for cell in rows[0] if cell.text]
    if len(filled) > 1 and all(cell.get("data-bold") for cell in filled):
        for cell in rows[0]:
            cell.tag = "th"


def _tabulate(found: Any) -> None:
    """Make a definition list a table of terms and definitions, each row to be read alone.

    A definition of several paragraphs, or a long one, stays text below its term.
    """
    table = lxml_html.Element("table")
    terms: list[str] = []
    parts = [part for part in found.iter("dt", "dd") if _list_of(part) is found]
    if any(len(text_of(part)) > _TERM_LIMIT_CHARS or part.xpath(".//ul|.//ol") for part in parts):
        found.tag = "div"
        return
    is_new = True
    for part in parts:
        if part.tag == "dt":
            terms = [text_of(part)] if is_new else [*terms, text_of(part)]
            is_new = False
            continue
        is_new = True
        row = lxml_html.Element("tr")
        for text in (", ".join(term for term in terms if term), text_of(part)):
            cell = lxml_html.Element("td")
            cell.text = text
            row.append(cell)
        table.append(row)
    found.clear(keep_tail=True)
    found.tag = "table"
    found.extend(table)


def _list_of(part: Any) -> Any | None:
    return next((up for up in part.iterancestors() if up.tag == "dl"), None)
