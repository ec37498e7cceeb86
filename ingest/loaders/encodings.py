"""From bytes to text: UTF-8, UTF-16 and UTF-32 by their marks, else what a page says, else cp1252.

Knows encodings only.
"""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_HEAD_BYTES = 4_096
_BINARY_SHARE = 0.02
_TEXT_CONTROLS = b"\t\n\x0b\x0c\r\x1b"


def decode(data: bytes, *, is_html: bool = False) -> str:
    """Decode a file's bytes; a byte that fits nowhere becomes U+FFFD, never an error."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    for name in ("utf-8", *([_stated(data)] if is_html else [])):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", errors="replace")


def is_text(head: bytes) -> bool:
    """Say whether a file's first bytes are text: hardly any control characters."""
    if any(head.startswith(mark) for mark, _ in _MARKS[1:]):
        return True
    controls = sum(byte < ord(" ") and byte not in _TEXT_CONTROLS for byte in head)
    return b"\0" not in head and controls <= _BINARY_SHARE * len(head)


def _stated(data: bytes) -> str:
    """Return the encoding that a page states, or UTF-8 where it states none that is known."""
    match = _CHARSET.search(data[:_HEAD_BYTES])
    try:
        return codecs.lookup(match[1].decode()).name if match else "utf-8"
    except LookupError:
        return "utf-8"
