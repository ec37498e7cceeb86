"""Writes a list's numbers out as its document would print them. Knows the two formats' names."""

from collections.abc import Mapping

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN_LIMIT = 3_999
_LETTER_LIMIT = 26 * 9

STYLES: Mapping[str, str] = {
    "decimal": "figures",
    "decimalZero": "two figures",
    "ordinal": "ordinal",
    "lowerLetter": "letters",
    "upperLetter": "LETTERS",
    "lowerRoman": "roman",
    "upperRoman": "ROMAN",
    "1": "figures",
    "a": "letters",
    "A": "LETTERS",
    "i": "roman",
    "I": "ROMAN",
}
"""How Word (words) and OpenDocument (one sign) name a way of counting; the rest has no number."""


def written(value: int, name: str) -> str:
    """Write a number out.

    Args:
        value: The number.
        name: The format's name for the way of counting.

    Returns:
        "4", "04", "4th", "d", "D", "iv" or "IV"; plain figures past the reach of letters and
        Roman numerals, and for a way of counting that is not known.
    """
    style = STYLES.get(name, "figures")
    if style == "two figures":
        return f"{value:02d}"
    if style == "ordinal":
        return f"{value}{_ordinal(value)}"
    if style.lower() == "letters" and 0 < value <= _LETTER_LIMIT:
        # Word and LibreOffice go on with aa, bb, cc after z.
        text = _LETTERS[(value - 1) % 26] * ((value - 1) // 26 + 1)
    elif style.lower() == "roman" and 0 < value <= _ROMAN_LIMIT:
        text = _roman(value)
    else:
        return str(value)
    return text.upper() if style.isupper() else text


def _roman(value: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        count, value = divmod(value, worth)
        text += letters * count
    return text


def _ordinal(value: int) -> str:
    if value % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
