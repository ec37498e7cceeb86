"""Gives a document's headings their levels, by size, weight and printed number.

Knows how each heading is set; knows no PDF library.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ingest.pdf.print_groups import PrintStyle

FIGURE_CAPTION = re.compile(
    r"^(?:figure|fig\.|chart|graph|table|infographic)\s+\d+(?:\.\d+)*\s*[:.–-]", re.IGNORECASE
)
"""What stands above or under a figure; set as a heading, it opens no section."""

_LARGER_SHARE = 1.08
_DEEPEST_LEVEL = 6
_NUMBER = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)\.?\s")


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading: its place among the document's blocks, its text, and how it is set."""

    place: int
    text: str
    page: int
    size: float
    bold: bool

    @property
    def look(self) -> tuple[float, bool]:
        """What tells headings of one level."""
        return round(self.size), self.bold

    @property
    def depth(self) -> int:
        """How many parts its number has ("2.9.1": 3), 0 without a number."""
        number = _NUMBER.match(self.text)
        return number[1].count(".") + 1 if number else 0


def heading_levels(headings: Iterable[Heading], style: PrintStyle) -> Mapping[int, int]:
    """Number the headings' settings: the largest is level 1, at one size bold before light.

    A cover's title, subtitle and date are each set in their own way; as levels of their own they
    pushed the sections of long guidance down to level 6, so that all on page 1 that comes nowhere
    else is level 1. Headings set alike are told apart by their numbers ("2.9", "2.9.1").

    Returns:
        The level of each, 1 to 6, by its place.
    """
    found = [*headings]
    later = {heading.look for heading in found if heading.page > 1}
    cover = {heading.look for heading in found} - later
    looks = sorted(later or cover, reverse=True)
    is_large = bool(looks) and looks[0][0] > style.size * _LARGER_SHARE
    first = 1 if is_large and not (later and cover) else 2
    levels = {look: level for level, look in enumerate(looks, start=first)}
    least: dict[tuple[float, bool], int] = {}
    for heading in found:
        if heading.depth:
            least[heading.look] = min(heading.depth, least.get(heading.look, heading.depth))
    return {
        heading.place: min(levels.get(heading.look, 1) + _below(heading, least), _DEEPEST_LEVEL)
        for heading in found
    }


def _below(heading: Heading, least: Mapping[tuple[float, bool], int]) -> int:
    """Return how many levels a heading's number puts it under others that are set alike."""
    return heading.depth - least[heading.look] if heading.depth else 0
