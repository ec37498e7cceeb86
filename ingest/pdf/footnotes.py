"""Parts a page's footnotes from its text: small print at the foot that starts with a figure.

So does a table of numbered rows, which is left alone. Knows lines and the size of the body's
letters.
"""

import re
from collections.abc import Sequence

from ingest.pdf.lines import Line
from ingest.pdf.tables.grid_table import find_grids

_SMALL_SHARE = 0.93
_MARK = re.compile(r"^(?:\d{1,3}|[ivxl]{1,6}|[*†‡§])\s*\S")
# A note whose figure is no smaller than its words: "12 Data Protection Act", "xii However".
_PLAIN_MARK = re.compile(r"^(?:\d{1,3}|[ivxl]{1,6}|[*†‡§]{1,2})\s+[A-Z‘“'\"(\[h]")


def split_footnotes(lines: Sequence[Line], body_size: float) -> tuple[list[Line], list[list[Line]]]:
    """Split a page's lines.

    Args:
        lines: In reading order.
        body_size: Of the document's running text, in points.

    Returns:
        The text's lines, and the footnotes, each with its lines.
    """
    foot = _foot(lines, body_size, frozenset())
    if any(_is_marked(lines[place]) for place in foot):
        foot = _foot(lines, body_size, _places_in_tables(lines))
    marked = [place for place in foot if _is_marked(lines[place])]
    if not marked or len(foot) == len(lines):
        return [*lines], []
    top = max(lines[place].baseline for place in marked)
    places = sorted(place for place in foot if lines[place].baseline <= top + 1)
    notes: list[list[Line]] = []
    for place in places:
        if _is_marked(lines[place]) or not notes:
            notes.append([])
        notes[-1].append(lines[place])
    gone = set(places)
    return [line for place, line in enumerate(lines) if place not in gone], notes


def _foot(lines: Sequence[Line], body_size: float, tables: frozenset[int]) -> list[int]:
    """Return the places of the small print at the foot, from the lowest line up."""
    foot: list[int] = []
    for place in sorted(range(len(lines)), key=lambda place: lines[place].baseline):
        if lines[place].size > body_size * _SMALL_SHARE or place in tables or lines[place].rows:
            break
        foot.append(place)
    return foot


def _places_in_tables(lines: Sequence[Line]) -> frozenset[int]:
    """Return the places in tables; notes set with their figures apart look like two columns."""
    return frozenset(
        place
        for grid in find_grids(lines)
        if grid.rows[0].is_head or len(grid.rows[0].cells) > 2  # noqa: PLR2004 - see above
        for place in range(grid.start, grid.end)
    )


def _is_marked(line: Line) -> bool:
    if line.marked or _PLAIN_MARK.match(line.text):
        return True
    return len(line.cells) > 1 and bool(_MARK.fullmatch(line.cells[0].text + " x"))
