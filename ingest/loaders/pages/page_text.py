"""The text of a page's element as a reader sees it: what stands apart keeps a space. Knows HTML."""

from collections.abc import Iterator
from typing import Any

from ingest.loaders.characters import one_line

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LISTS = ("ul", "ol", "menu", "dir")
_TABLES = ("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th")
_GROUPS = ("div", "section", "article", "main", "header", "footer", "aside", "body", "html", "nav")
_FRAMES = (
    "blockquote",
    "figure",
    "figcaption",
    "details",
    "summary",
    "address",
    "fieldset",
    "form",
)
_OTHERS = ("p", "li", "dl", "dt", "dd", "pre", "hr", "center", "hgroup", "legend", "search")
BLOCKS = frozenset((*HEADINGS, *LISTS, *_TABLES, *_GROUPS, *_FRAMES, *_OTHERS))
"""Elements that begin a line of their own; all others stand within a line."""


def text_of(element: Any) -> str:
    """Return all text of an element in one line."""
    return one_line("".join(_pieces(element)))


def class_test(name: str) -> str:
    """Return the XPath condition that an element is of a class."""
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


def _pieces(top: Any) -> Iterator[str]:
    """Walk the element without recursion: pages nest as deep as they like."""
    yield top.text or ""
    stack = [iter(top)]
    above: list[Any] = []
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            if above:
                yield from _end(above.pop())
            continue
        if not isinstance(child.tag, str):
            yield child.tail or ""
            continue
        yield " " if child.tag in BLOCKS or child.tag == "br" else ""
        yield child.text or ""
        stack.append(iter(child))
        above.append(child)


def _end(element: Any) -> Iterator[str]:
    yield " " if element.tag in BLOCKS else ""
    yield element.tail or ""
