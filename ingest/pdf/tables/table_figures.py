"""Tells cells that are bare figures or years from cells of words. Knows texts only."""

import re

_FIGURE = re.compile(
    r"^[^\w\s]{0,2}\d[\d,.:/]*\s?(?:%|per cent|percentage points|p|k|m|bn|million|billion)?\)?$"
    r"|^[-–—.…]+$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"^(?:19|20)\d\d(?:\s?(?:[-–/]|to)\s?(?:(?:19|20)\d\d|\d\d))?$")


def is_figure(text: str) -> bool:
    """Say whether a cell is a bare figure ("41 per cent", "£1,200", "<1%"), or a dash for none."""
    return bool(_FIGURE.match(text))


def is_year(text: str) -> bool:
    """Say whether a cell is a year, or a span of years ("2023-24")."""
    return bool(_YEAR.match(text))
