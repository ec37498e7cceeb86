"""Reads the titles of a PDF's outline: headings that the file itself names.

An outline that a word processor made of every paragraph (6,480 entries for 185 pages, seen in
statutory guidance) names no headings, and is left alone. Knows pypdf; knows no lines.
"""

import re
from collections.abc import Iterator
from typing import Any

import pypdf

_ENTRIES_LIMIT_A_PAGE = 6
_DEEPEST = 8
_NO_SIGN = re.compile(r"\W+")


def outline_titles(reader: pypdf.PdfReader, pages: int) -> frozenset[str]:
    """Return the folded titles of a file's outline; none where it names more than headings.

    Raises:
        PyPdfError: And others of pypdf's: the outline is damaged.
    """
    if "/Outlines" not in reader.root_object:
        return frozenset()
    titles = list(_titles(reader.outline, 0))
    if len(titles) > _ENTRIES_LIMIT_A_PAGE * max(pages, 1):
        return frozenset()
    return frozenset(titles) - {""}


def folded(text: str) -> str:
    """Return a title's letters and digits alone, in lower case."""
    return _NO_SIGN.sub("", text).casefold()


def _titles(entries: list[Any], depth: int) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, list):
            if depth < _DEEPEST:
                yield from _titles(entry, depth + 1)
        else:
            yield folded(str(entry.title or ""))
