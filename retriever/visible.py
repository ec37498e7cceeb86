"""Text without what no screen draws: there orders to a model hide, and digits are torn apart.

Characters without width, of direction, of the tag block, controls, and those that are no character.
"""

import unicodedata

INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
"""Unicode's categories of what is not drawn: controls, formats, private, half and no characters."""

_UNDRAWN = frozenset(
    [
        *range(0xFE00, 0xFE10),  # variation selectors: category Mn, and a known way to hide bytes
        *range(0xE0100, 0xE01F0),
        0x034F,  # combining grapheme joiner
        *(0x115F, 0x1160, 0x3164, 0xFFA0),  # Hangul fillers: letters that are empty
    ]
)


def visible(text: str) -> str:
    """Return a text without what is not drawn; every line end and tab stays."""
    return "".join(each for each in text if each in "\n\t" or is_drawn(each))


def is_drawn(character: str) -> bool:
    """Say whether a screen shows a character, or leaves a space for it."""
    return unicodedata.category(character) not in INVISIBLE and ord(character) not in _UNDRAWN
