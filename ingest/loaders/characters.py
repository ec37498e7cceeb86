"""Which characters of a source reach the canonical text: spaces are spaces, hidden ones go.

Knows Unicode only. Curly quotes and dashes stay as they are: quotes must be verbatim.
"""

import re

_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\v\f]")
_LINE_ENDS = re.compile(r"\r\n?|\u0085|\u2028|\u2029")
# Controls, zero-width and bidi marks, soft hyphens, tag characters and halves of characters: a
# reader cannot see them, and hidden words or reversed ones must not stand in a quote.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_RUN = re.compile(r"[ \n]+")


def clean_characters(text: str) -> tuple[str, int]:
    """Make spaces plain and line ends newlines, and take hidden characters out.

    Returns:
        The text, and how many hidden characters were taken out.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _SPACES.sub(" ", text)
    return _HIDDEN.subn("", text)


def one_line(text: str) -> str:
    """Collapse every run of white space to one space."""
    return _RUN.sub(" ", _SPACES.sub(" ", text)).strip()
