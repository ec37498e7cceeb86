"""Looks XML elements up by their names without a namespace.

Word has two namespaces for one format (transitional, strict), OpenDocument a dozen with names that
do not clash where they are read: one lookup serves all.
"""

import re
from collections.abc import Iterator
from typing import Any

_WHOLE = re.compile(r"^[0-9]{1,9}$")


def tag(element: Any) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: Any, name: str) -> Iterator[Any]:
    """Yield an element's children of a name, whatever their namespace."""
    if element is not None:
        yield from element.iterchildren("{*}" + name)


def first(element: Any, name: str) -> Any:
    """Return an element's first child of a name, or None."""
    return next(children(element, name), None)


def attribute(element: Any, name: str) -> str:
    """Return an attribute, whatever its namespace, or ""."""
    if element is None:
        return ""
    return next((text for key, text in element.items() if key.rpartition("}")[2] == name), "")


def whole(text: str, default: int) -> int:
    """Read a whole number of at most nine figures; another text is the default."""
    return int(text) if _WHOLE.match(text) else default
