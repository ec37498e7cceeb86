"""The marks that open a line in plain text: bullets, paragraph numbers, letters of a list.

Shared by text files, web pages and PDF. Knows no file format.
"""

import re

BULLET = re.compile(
    r"^\s*(?:[•‣⁃◦▪▫●○■□◼◻◆◇►▶➢➤✓✔❖\u25fc\u25fb\u00b7\uf000-\uf0ff]\s*|[-–—*o]\s+)(?=\S)"
)
"""A list item's mark: a glyph, or a dash, star or "o" with a space after it."""

NUMBER = re.compile(
    r"^\s*(?P<number>\d{1,3}(?:\.\d{1,3}){0,2})(?:(?P<dot>[.)])\s*|\s+)(?=[A-Z‘’“'\"(])"
)
"""A numbered paragraph's number; without a dot at its end only "1.4" and deeper count."""

_LETTERED = re.compile(r"^\s*(?:\(?[a-z]{1,4}\)|\((?:\d{1,2})\))\s+(?=\S)")
_OPEN_ENDS = (".", "!", ":", ";", ",")
_MARKER_LIMIT_CHARS = 6


def paragraph_number(line: str) -> str:
    """Return the number that a numbered paragraph's first line bears, or ""."""
    match = NUMBER.match(line)
    if match is None or not (match["dot"] is not None or "." in match["number"]):
        return ""
    return match["number"]


def is_list_start(line: str) -> bool:
    """Say whether a line opens with a lettered item's mark: "(a)", "iv)"."""
    return bool(_LETTERED.match(line))


def is_marker(text: str) -> bool:
    """Say whether a stretch is a list's glyph or a paragraph's number standing apart."""
    if len(text) > _MARKER_LIMIT_CHARS:
        return False
    return bool(BULLET.match(text + " x")) or bool(paragraph_number(text + " X"))


def looks_like_heading(text: str, limit_words: int = 10) -> bool:
    """Say whether a line has a heading's shape: short, capital first, no full stop."""
    words = text.split()
    if not 0 < len(words) <= limit_words or text.endswith(_OPEN_ENDS):
        return False
    return (text[0].isupper() or text[0].isdigit()) and any(letter.isalpha() for letter in text)
