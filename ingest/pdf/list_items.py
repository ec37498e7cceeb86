"""Tells list items that bear no glyph and are only indented.

Web pages that were printed to PDF draw their bullets, so that no sign of them is in the text (272
paragraphs of one policy began with a small letter before). Also what each item needs to be
understood: the sentence that leads the list in, and the items that it stands under. Knows groups.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.pdf.lines import Line
from ingest.pdf.print_groups import Group, PrintStyle, is_open_line
from retriever.records import BlockKind

_SAME_LEFT_POINTS = 3.0
_INDENT_POINTS = 8.0
_DEEPEST_INDENT_POINTS = 70.0
_LEADS_IN = re.compile(r"[:—–]$")
_CLOSED = re.compile(r"[.!?;:]$")


def with_plain_items(pages: Sequence[Sequence[Group]], style: PrintStyle) -> list[list[Group]]:
    """Mark the paragraphs of each page that are items by their indent alone.

    An item follows a line that leads in ("These are:") and stands right of it, or follows an item
    and stands under it.
    """
    marker = _ItemMarker(style)
    return [[marker.take(group, place == 0) for place, group in enumerate(page)] for page in pages]


class _ItemMarker:
    """Follows a document's groups: where the list that is open stands, and what led it in."""

    def __init__(self, style: PrintStyle) -> None:
        self._style = style
        self._item_left: float | None = None
        self._before: Group | None = None

    def take(self, group: Group, opens_page: bool) -> Group:  # noqa: FBT001 - one caller
        """Return the group, as an item where it is one."""
        if not group.lines:
            self._item_left, self._before = None, None
            return group
        before, self._before = self._before, group
        if group.kind is not BlockKind.PARAGRAPH or before is None or not self._is_text(group):
            self._item_left = None
            return group
        left = group.lines[0].left
        if not self._stands_as_item(left, before):
            self._item_left = None
            return group
        if opens_page and self._item_left is not None and _runs_on(before, group):
            return group
        self._item_left = left
        self._before = replace(group, kind=BlockKind.LIST_ITEM)
        return self._before

    def _is_text(self, group: Group) -> bool:
        line = group.lines[0]
        return not line.bold and line.size < self._style.size * 1.08

    def _stands_as_item(self, left: float, before: Group) -> bool:
        if self._item_left is not None:
            return abs(left - self._item_left) < _SAME_LEFT_POINTS
        lead_left = before.lines[0].left
        indent = left - lead_left
        leads_in = before.kind is not BlockKind.LIST_ITEM and _LEADS_IN.search(before.text)
        return bool(leads_in) and _INDENT_POINTS < indent < _DEEPEST_INDENT_POINTS


def _runs_on(before: Group, group: Group) -> bool:
    """Say whether a page's first lines are the rest of the item that the last page ended with."""
    if _CLOSED.search(before.text) or not group.text[:1].islower():
        return False
    right = max(line.right for line in (*before.lines, *group.lines))
    return is_open_line(before.lines[-1], right)


class ListContext:
    """Follows a document's blocks: what each list item needs to be understood."""

    def __init__(self) -> None:
        self._lead_in: int | None = None
        self._above: list[tuple[float, int]] = []

    def lead_in(self, place: int, text: str) -> None:
        """Take in a block that is no item; the flush end of a list ("and includes ...") is none."""
        if self._above and text[:1].islower():
            return
        self._lead_in, self._above = place, []

    def of_item(self, place: int, line: Line) -> tuple[int, ...]:
        """Return an item's context: the lead-in, then the items that it is indented under."""
        while self._above and self._above[-1][0] > line.left - _SAME_LEFT_POINTS:
            self._above.pop()
        context = [above for _, above in self._above]
        self._above.append((line.left, place))
        return (*([] if self._lead_in is None else [self._lead_in]), *context)
