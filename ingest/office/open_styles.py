"""What an OpenDocument text's styles make of its paragraphs and lists.

Styles stand in two parts (the document's own in content.xml, the named ones in styles.xml) and
inherit from a parent. Knows the XML of ODF 1.3, parts 3.16 and 3.19.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.office.elements import attribute, children, first, tag, whole

_HEADING = re.compile(r"^heading ([1-9])$")
_POINTS = re.compile(r"^(\d{1,4}(?:\.\d{1,4})?)pt$")
_CAPTION = ("caption", "illustration", "table", "figure", "drawing")
_BOLD = ("bold", "600", "700", "800", "900")
_INVISIBLE_POINTS = 2.0


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How a list counts and marks its items at one depth.

    Attributes:
        way: "1", "a", "A", "i", "I", or "" for a glyph or nothing.
        prefix: Printed before the number.
        suffix: Printed after it.
        start: The first number.
        shown_levels: Of how many depths the number shows ("1.4" of two).
    """

    way: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown_levels: int = 1


@dataclass(slots=True)
class OpenStyles:
    """The styles of one document."""

    by_name: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, dict[int, ListLevel]] = field(default_factory=dict)
    outline: dict[int, ListLevel] = field(default_factory=dict)
    _known: dict[tuple[str, str], str] = field(default_factory=dict)

    def chain(self, name: str) -> Iterator[Any]:
        """Yield a style and its parents; a circle ends."""
        seen: set[str] = set()
        while name in self.by_name and name not in seen:
            seen.add(name)
            yield self.by_name[name]
            name = attribute(self.by_name[name], "parent-style-name")

    def names(self, name: str) -> Iterator[str]:
        """Yield the names of a style and its parents as people read them, in lower case."""
        for style in self.chain(name):
            shown = attribute(style, "display-name") or attribute(style, "name")
            yield shown.replace("_20_", " ").lower()

    def is_title(self, name: str) -> bool:
        """Say whether the style is Title, or has it as a parent."""
        return "title" in self.names(name)

    def is_caption(self, name: str) -> bool:
        """Say whether the style is of captions."""
        return any(each in _CAPTION for each in self.names(name))

    def heading_level(self, name: str) -> int:
        """Return the level of a paragraph in a heading's style, 0 for another."""
        found = (_HEADING.match(each) for each in self.names(name))
        return next((int(match[1]) for match in found if match), 0)

    def list_style(self, name: str) -> str:
        """Return the list style that a paragraph style brings with it, or ""."""
        found = (attribute(style, "list-style-name") for style in self.chain(name))
        return next((each for each in found if each), "")

    def is_hidden(self, name: str) -> bool:
        """Say whether text of a style is not shown, or too small to see."""
        points = self.points(name)
        return self._text_property(name, "display") == "none" or 0 < points <= _INVISIBLE_POINTS

    def is_bold(self, name: str) -> bool | None:
        """Say whether text of a style is bold; None where neither it nor a parent says."""
        weight = self._text_property(name, "font-weight")
        return weight in _BOLD if weight else None

    def points(self, name: str) -> float:
        """Return the size of a style's type, 0 where it is not stated in points."""
        match = _POINTS.match(self._text_property(name, "font-size"))
        return float(match[1]) if match else 0.0

    def _text_property(self, name: str, key: str) -> str:
        """Find a property of a style or its parents; asked of every run, so that it is kept."""
        if (name, key) not in self._known:
            self._known[name, key] = self._looked_up(name, key)
        return self._known[name, key]

    def _looked_up(self, name: str, key: str) -> str:
        for style in self.chain(name):
            value = attribute(first(style, "text-properties"), key)
            if value:
                return value
        return ""


def read_open_styles(roots: list[Any]) -> OpenStyles:
    """Read the styles of the document's parts; a later part's wins."""
    styles = OpenStyles()
    for root in roots:
        for group in ("styles", "automatic-styles"):
            for element in first(root, group) if first(root, group) is not None else ():
                _take(element, styles)
    return styles


def _take(element: Any, styles: OpenStyles) -> None:
    name = attribute(element, "name")
    if tag(element) == "style":
        styles.by_name[name] = element
    elif tag(element) == "list-style":
        styles.lists[name] = dict(_levels(element))
    elif tag(element) == "outline-style":
        styles.outline = dict(_levels(element))


def _levels(element: Any) -> Iterator[tuple[int, ListLevel]]:
    for kind in ("list-level-style-number", "list-level-style-bullet", "outline-level-style"):
        for level in children(element, kind):
            yield (
                whole(attribute(level, "level"), 1),
                ListLevel(
                    way=attribute(level, "num-format"),
                    prefix=attribute(level, "num-prefix"),
                    suffix=attribute(level, "num-suffix"),
                    start=whole(attribute(level, "start-value"), 1),
                    shown_levels=whole(attribute(level, "display-levels"), 1),
                ),
            )
