"""Computes the numbers that an OpenDocument text prints before list items and headings.

A list may go on with the numbers of one before it; an item may state its number. Depths are
1-based here, as in the format.
"""

from dataclasses import dataclass, field
from typing import Any

from ingest.office.block_writer import ListMark
from ingest.office.elements import attribute, whole
from ingest.office.list_numbers import written
from ingest.office.open_styles import ListLevel, OpenStyles

_OUTLINE = "the outline"


@dataclass(slots=True)
class _Counts:
    list_id: str
    numbers: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class OpenLists:
    """How far each list of one document has counted."""

    styles: OpenStyles
    _by_id: dict[str, _Counts] = field(default_factory=dict)
    _by_style: dict[str, _Counts] = field(default_factory=dict)
    _outline: _Counts = field(default_factory=lambda: _Counts(_OUTLINE))
    _now: _Counts = field(default_factory=lambda: _Counts(""))
    _begun: int = 0

    def begin(self, element: Any, style: str) -> None:
        """Begin an outermost list.

        Args:
            element: The list.
            style: The name of its list style.
        """
        goes_on = self._by_id.get(attribute(element, "continue-list"))
        if goes_on is None and attribute(element, "continue-numbering") == "true":
            goes_on = self._by_style.get(style)
        self._begun += 1
        self._now = goes_on or _Counts(f"list {self._begun}")
        self._by_style[style] = self._now
        list_id = attribute(element, "id")
        if list_id:
            self._by_id[list_id] = self._now

    def mark_of(self, item: Any, style: str, depth: int) -> ListMark:
        """Count an item of the list that was begun, and return what is printed before it."""
        levels = self.styles.lists.get(style, {})
        return self._mark(self._now, levels, depth, attribute(item, "start-value"))

    def heading_mark(self, heading: Any, level: int) -> ListMark | None:
        """Count a heading and return its number; None where the outline numbers none."""
        if attribute(heading, "is-list-header") == "true":
            return None
        start = attribute(heading, "start-value")
        mark = self._mark(self._outline, self.styles.outline, level, start)
        return mark if mark.text else None

    def _mark(
        self, counts: _Counts, levels: dict[int, ListLevel], depth: int, start: str
    ) -> ListMark:
        level = levels.get(depth, ListLevel())
        numbers = counts.numbers
        following = numbers[depth] + 1 if depth in numbers else level.start
        numbers[depth] = whole(start, following)
        for deeper in [other for other in numbers if other > depth]:
            del numbers[deeper]
        if not level.way:
            return ListMark("", "", depth - 1, counts.list_id)
        shown = range(max(depth - level.shown_levels + 1, 1), depth + 1)
        parts = [
            written(numbers.get(each, levels.get(each, level).start), levels[each].way)
            for each in shown
            if each in levels and levels[each].way
        ]
        number = ".".join(parts)
        is_figures = all(part.isdecimal() for part in parts)
        return ListMark(
            text=f"{level.prefix}{number}{level.suffix}".strip(),
            number=number if is_figures else "",
            depth=depth - 1,
            list_id=counts.list_id,
            is_paragraphs=is_figures and len(parts) > 1,
        )
