"""What a Word document's styles make of a paragraph or a run: heading, caption, hidden, bold.

A style inherits from the one that it is based on; what a paragraph or run states itself wins.
Style names are English in every language's Word, their ids are not. Tags are matched without
their namespace, so that both of the standard's variants (transitional, strict) are read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.office.elements import attribute, children, first, whole

_HEADING = re.compile(r"^heading (\d)$")
_CONTENTS = re.compile(r"^(?:toc \d|toc heading|table of figures|contents heading)$")
_BODY_LEVEL = 9
_INVISIBLE_HALF_POINTS = 4
"""Type of two points and less cannot be read: it is hidden."""

_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Style:
    """One style as the document defines it."""

    style_id: str
    name: str
    based_on: str
    element: Any


@dataclass(slots=True)
class Styles:
    """The styles of one document.

    Attributes:
        by_id: Each style by its id.
        default_paragraph: The id of the style of paragraphs that name none.
        defaults: The properties of runs without any.
    """

    by_id: dict[str, Style] = field(default_factory=dict)
    default_paragraph: str = ""
    defaults: Any = None
    _known: dict[tuple[str, str], Any] = field(default_factory=dict)

    def chain(self, style_id: str) -> Iterator[Style]:
        """Yield a style and those that it is based on; a circle ends."""
        seen: set[str] = set()
        while style_id in self.by_id and style_id not in seen:
            seen.add(style_id)
            yield self.by_id[style_id]
            style_id = self.by_id[style_id].based_on

    def paragraph_style(self, paragraph: Any) -> str:
        """Return the id of a paragraph's style."""
        return value(first(first(paragraph, "pPr"), "pStyle")) or self.default_paragraph

    def is_title(self, style_id: str) -> bool:
        """Say whether the style is Title, or based on it."""
        return any(style.name == "title" for style in self.chain(style_id))

    def is_caption(self, style_id: str) -> bool:
        """Say whether the style is Caption, or based on it."""
        return any(style.name == "caption" for style in self.chain(style_id))

    def is_contents(self, style_id: str) -> bool:
        """Say whether the style is of a table of contents."""
        return any(_CONTENTS.match(style.name) for style in self.chain(style_id))

    def heading_level(self, paragraph: Any, style_id: str) -> int:
        """Return a heading's level, 1 to 9, or 0 for a paragraph that is none.

        The outline level decides, the paragraph's own first; a style without one that is based on
        a heading is a heading of its level.
        """
        own = _outline(first(paragraph, "pPr"))
        if own is not None:
            return 0 if own >= _BODY_LEVEL else own + 1
        for style in self.chain(style_id):
            stated = _outline(first(style.element, "pPr"))
            if stated is not None:
                return 0 if stated >= _BODY_LEVEL else stated + 1
            named = _HEADING.match(style.name)
            if named:
                return int(named[1])
        return 0

    def is_hidden(self, run_properties: Any, style_id: str) -> bool:
        """Say whether a run is not shown: hidden text, or type too small to see."""
        vanish = self._run_property(run_properties, style_id, "vanish")
        if vanish is not None and is_on(vanish):
            return True
        return 0 < self.half_points(run_properties, style_id) <= _INVISIBLE_HALF_POINTS

    def is_bold(self, run_properties: Any, style_id: str) -> bool:
        """Say whether a run is set in bold type."""
        bold = self._run_property(run_properties, style_id, "b")
        return bold is not None and is_on(bold)

    def half_points(self, run_properties: Any, style_id: str) -> int:
        """Return a run's size in half points, or 0 where nothing states one."""
        return whole(value(self._run_property(run_properties, style_id, "sz")), 0)

    def _run_property(self, run_properties: Any, style_id: str, name: str) -> Any:
        """Find a property: the run's own, its character style's, its paragraph's, the default."""
        found = first(run_properties, name)
        if found is not None:
            return found
        for start in (value(first(run_properties, "rStyle")), style_id):
            found = self._style_property(start, name)
            if found is not None:
                return found
        return first(self.defaults, name)

    def _style_property(self, style_id: str, name: str) -> Any:
        """Find a property of a style or those it is based on; asked of every run, so it is kept."""
        if (style_id, name) not in self._known:
            found = (first(first(style.element, "rPr"), name) for style in self.chain(style_id))
            stated = next((each for each in found if each is not None), None)
            self._known[style_id, name] = stated
        return self._known[style_id, name]


def read_styles(root: Any) -> Styles:
    """Read the part of styles; an empty record where there is none."""
    styles = Styles()
    if root is None:
        return styles
    for element in children(root, "style"):
        style_id = attribute(element, "styleId")
        name = value(first(element, "name")).lower()
        based_on = value(first(element, "basedOn"))
        styles.by_id[style_id] = Style(style_id, name, based_on, element)
        is_default = attribute(element, "default") in ("1", "true", "on")
        if is_default and attribute(element, "type") == "paragraph":
            styles.default_paragraph = style_id
    styles.defaults = first(first(first(root, "docDefaults"), "rPrDefault"), "rPr")
    return styles


def value(element: Any) -> str:
    """Return an element's `val`, or ""."""
    return attribute(element, "val")


def is_on(element: Any) -> bool:
    """Say whether a switch is on: it stands there, and not with a word that turns it off."""
    return element is not None and value(element).lower() not in _OFF


def _outline(properties: Any) -> int | None:
    level = whole(value(first(properties, "outlineLvl")), -1)
    return None if level < 0 else level
