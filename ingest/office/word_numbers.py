"""Computes the numbers that Word prints before paragraphs and keeps nowhere in its text.

The definitions stand in a part of their own: an abstract list has levels, a list refers to it and
may start anew. Lists of one abstract list count on together. Follows ISO/IEC 29500-1, 17.9.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.office.block_writer import ListMark
from ingest.office.elements import attribute, children, first, whole
from ingest.office.list_numbers import written
from ingest.office.word_styles import Styles, is_on, value

_PLACE = re.compile(r"%([1-9])")
_FIGURES = re.compile(r"^(?:[A-Za-z]+\s+)?\W*(\d+(?:\.\d+)*)\W*$")
_UNPRINTED = ("none", "bullet")
_LINK_LIMIT = 8
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    way: str
    text: str
    restart_after: int | None
    is_legal: bool
    style_id: str


@dataclass(slots=True)
class _List:
    """A list: which abstract list it refers to, and where its own levels start."""

    abstract_id: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _Level] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Numbers:
    """The lists of one document, and how far each has counted.

    Attributes:
        styles: The document's.
        abstract: The levels of each abstract list, by depth (0 to 8).
        lists: The lists, by id.
    """

    styles: Styles
    abstract: dict[str, dict[int, _Level]] = field(default_factory=dict)
    lists: dict[str, _List] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def mark_of(self, paragraph: Any, style_id: str) -> ListMark | None:
        """Count a paragraph and return what is printed before it; None where it is in no list."""
        list_id, depth = self._place_of(paragraph, style_id)
        entry = self.lists.get(list_id)
        if entry is None:
            return None
        levels = {**self.abstract.get(entry.abstract_id, {}), **entry.levels}
        level = levels.get(depth)
        if level is None:
            return None
        counts = self._count(entry, levels, depth)
        if level.way == "bullet":
            return ListMark("", "", depth, list_id)
        text = _printed(level, levels, counts)
        if not text:
            return None
        figures = _FIGURES.match(text)
        is_parts = len(_PLACE.findall(level.text)) > 1
        number = figures[1] if figures else ""
        return ListMark(text, number, depth, list_id, is_paragraphs=is_parts and bool(number))

    def _place_of(self, paragraph: Any, style_id: str) -> tuple[str, int]:
        """Return a paragraph's list and depth: its own, or its style's."""
        own = first(first(paragraph, "pPr"), "numPr")
        list_id, depth = value(first(own, "numId")), value(first(own, "ilvl"))
        if list_id:
            return list_id, min(whole(depth, 0), _DEEPEST)
        for style in self.styles.chain(style_id):
            stated = first(first(style.element, "pPr"), "numPr")
            list_id = value(first(stated, "numId"))
            if not list_id:
                continue
            if depth:
                return list_id, min(whole(depth, 0), _DEEPEST)
            linked = self._depth_of_style(list_id, style.style_id)
            stated_depth = min(whole(value(first(stated, "ilvl")), 0), _DEEPEST)
            return list_id, stated_depth if linked is None else linked
        return "", 0

    def _depth_of_style(self, list_id: str, style_id: str) -> int | None:
        entry = self.lists.get(list_id)
        levels = self.abstract.get(entry.abstract_id, {}) if entry else {}
        found = (depth for depth, level in levels.items() if level.style_id == style_id)
        return next(found, None)

    def _count(self, entry: _List, levels: dict[int, _Level], depth: int) -> dict[int, int]:
        counts = self._counts.setdefault(entry.abstract_id, {})
        level = levels[depth]
        if depth in entry.starts and depth not in entry.begun:
            entry.begun.add(depth)
            counts[depth] = entry.starts[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in [other for other in counts if other > depth]:
            after = levels[deeper].restart_after if deeper in levels else None
            if after is None or (after > 0 and depth < after):
                del counts[deeper]
        for shallower in range(depth):
            if shallower in levels and shallower not in counts:
                counts[shallower] = levels[shallower].start
        return counts


def read_numbers(root: Any, styles: Styles) -> Numbers:
    """Read the part of numbering; without one no paragraph has a number."""
    numbers = Numbers(styles)
    if root is None:
        return numbers
    links: dict[str, str] = {}
    for element in children(root, "abstractNum"):
        abstract_id = attribute(element, "abstractNumId")
        numbers.abstract[abstract_id] = dict(_levels(element))
        links[abstract_id] = value(first(element, "numStyleLink"))
    for element in children(root, "num"):
        entry = _List(value(first(element, "abstractNumId")))
        for override in children(element, "lvlOverride"):
            depth = whole(attribute(override, "ilvl"), 0)
            start = value(first(override, "startOverride"))
            if start:
                entry.starts[depth] = whole(start, 1)
            entry.levels.update(_levels(override))
        numbers.lists[attribute(element, "numId")] = entry
    _follow_links(numbers, links)
    return numbers


def _follow_links(numbers: Numbers, links: dict[str, str]) -> None:
    """Point lists whose abstract list only names a numbering style at that style's list."""
    for entry in numbers.lists.values():
        for _ in range(_LINK_LIMIT):
            style = numbers.styles.by_id.get(links.get(entry.abstract_id, ""))
            if style is None:
                break
            list_id = value(first(first(first(style.element, "pPr"), "numPr"), "numId"))
            target = numbers.lists.get(list_id)
            if target is None or target.abstract_id == entry.abstract_id:
                break
            entry.abstract_id = target.abstract_id


def _levels(element: Any) -> Iterator[tuple[int, _Level]]:
    for level in children(element, "lvl"):
        restart = value(first(level, "lvlRestart"))
        yield (
            min(whole(attribute(level, "ilvl"), 0), _DEEPEST),
            _Level(
                start=whole(value(first(level, "start")), 0),
                way=value(first(level, "numFmt")) or "decimal",
                text=value(first(level, "lvlText")),
                restart_after=whole(restart, 0) if restart else None,
                is_legal=is_on(first(level, "isLgl")),
                style_id=value(first(level, "pStyle")),
            ),
        )


def _printed(level: _Level, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    def number(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        if depth not in counts:
            return ""
        way = levels[depth].way if depth in levels else "decimal"
        if way in _UNPRINTED:
            return ""
        return written(counts[depth], "decimal" if level.is_legal else way)

    return _PLACE.sub(number, level.text).strip()
