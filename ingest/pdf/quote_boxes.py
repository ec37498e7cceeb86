"""Finds where a quote stands on a PDF page: one box a line, by letters and digits alone.

Line ends, tabs, hyphens and forms of quotation marks differ between a quote and the page that it
was read from; letters and digits in their order do not. Where they cannot be found exactly there
is no box. Knows characters with places; no PDF library.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.pdf.page import Character


@dataclass(frozen=True, slots=True)
class InkBox:
    """A rectangle in the page's own points, y upwards."""

    left: float
    bottom: float
    right: float
    top: float


def quote_boxes(lines: Sequence[Sequence[Character]], quote: str, occurrence: int) -> list[InkBox]:
    """Return the boxes of a quote, one for each line that it runs over.

    Args:
        lines: The page's characters, line by line in reading order.
        quote: What to find.
        occurrence: The 0-based place among those where the quote's letters stand.

    Returns:
        The boxes from top to bottom; none where the place is not there exactly.
    """
    inked = [(row, each) for row, line in enumerate(lines) for each in line if _signs(each.text)]
    page = "".join(_signs(each.text) for _, each in inked)
    owners = [place for place, (_, each) in enumerate(inked) for _ in _signs(each.text)]
    wanted = "".join(_signs(letter) for letter in quote)
    start = _find(page, wanted, occurrence)
    if start < 0:
        return []
    rows: dict[int, list[Character]] = {}
    for place in dict.fromkeys(owners[start : start + len(wanted)]):
        row, character = inked[place]
        rows.setdefault(row, []).append(character)
    return [_around(characters) for characters in rows.values()]


def _signs(text: str) -> str:
    """Return the letters and digits of a character, in lower case; "" for anything else."""
    return "".join(sign.casefold() for sign in text if sign.isalnum())


def _find(page: str, wanted: str, occurrence: int) -> int:
    start = -1
    if not wanted:
        return start
    for _ in range(occurrence + 1):
        start = page.find(wanted, start + 1)
        if start < 0:
            break
    return start


def _around(characters: Sequence[Character]) -> InkBox:
    return InkBox(
        min(each.left for each in characters),
        min(each.bottom for each in characters),
        max(each.right for each in characters),
        max(each.top for each in characters),
    )
