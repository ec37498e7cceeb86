"""Makes a document's text harmless to hand to a model: nothing unseen, no mark of ours.

What a reader of the page cannot see (characters without width, of direction, of the tag block) is
where instructions are hidden, so it goes. Angle and square brackets, which fences, citations and
every model's own turn marks are made of ("<|im_start|>", "[INST]", "</s>"), become others that
look alike to a person and to no program.
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
_BRACKETS = str.maketrans({"<": "‹", ">": "›", "[": "(", "]": ")", "＜": "‹", "＞": "›"})


def visible(text: str) -> str:
    """Return a text without what is not drawn; every line end and tab stays."""
    return "".join(
        character
        for character in text
        if character in "\n\t"
        or (unicodedata.category(character) not in INVISIBLE and ord(character) not in _UNDRAWN)
    )


def as_data(text: str) -> str:
    """Return a text that holds nothing unseen and nothing that a fence or a mark is made of."""
    return visible(text).translate(_BRACKETS)
