"""Names files after the addresses that they come from: the same name for the same address, always.

Lower-case letters, digits, dots and hyphens, so that every system takes them (Windows has reserved
names, forbids others and forgets capitals). Knows text only.
"""

import base64
import hashlib
import re
from urllib.parse import unquote

LONGEST_CHARS = 100
"""Of the readable part: with a folder, the mark, an ending and the sidecar's it stays far below the
255 that file systems take."""

_MARK_CHARS = 8
_OTHER = re.compile(r"[^a-z0-9.]+")
_PAGE_ENDING = re.compile(r"\.(?:html?|xhtml|pdf|php|aspx?|jsp)$")
_SCHEME = re.compile(r"^https?://(?:www\.)?")


def file_stem(address: str) -> str:
    """Name a file after an address.

    Args:
        address: In its normal form.

    Returns:
        The address's words and a mark of 8 letters made from all of it, so that two addresses of
        the same words have two names. (Letters and the digits 2 to 7: it never looks like a date.)
    """
    words = _SCHEME.sub("", unquote(address).lower()).split("?", 1)[0].rstrip("/")
    words = _OTHER.sub("-", _PAGE_ENDING.sub("", words)).strip("-.")
    digest = hashlib.sha256(address.encode()).digest()
    mark = base64.b32encode(digest).decode().lower()[:_MARK_CHARS]
    return f"{words[:LONGEST_CHARS].rstrip('-.')}-{mark}"
