"""A name for a file that came from a browser: safe on every system, and still the one it had.

What a browser says is a stranger's text: folders, control characters, reversed writing, names that
Windows keeps for devices. Knows text only; whether a file of the name may go in is decided
elsewhere.
"""

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST_BYTES = 180
"""With the sidecar's ending and the mark of an unfinished copy it stays below the 255 of file
systems."""
NAMELESS = "document"

_FORBIDDEN = re.compile(r'[<>:"|?*%#\x00-\x1f\x7f]+')
_DEVICE = re.compile(r"^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)", re.IGNORECASE)
_ENDING_LIMIT_CHARS = 12


def upload_name(sent: str) -> str:
    """Return a file's own name, without folders and without what systems or readers trip over.

    Args:
        sent: As the browser names it; slashes either way part folders, which are left out.

    Returns:
        A name that is not empty, does not begin with a dot and takes at most LONGEST_BYTES.
    """
    name = unicodedata.normalize("NFC", sent.encode("utf-8", "replace").decode("utf-8"))
    name = re.split(r"[/\\]", name)[-1]
    name = "".join(each for each in name if unicodedata.category(each) not in {"Cf", "Cs", "Co"})
    name = " ".join(_FORBIDDEN.sub("-", name).split())
    name = name.lstrip(". -~$").rstrip(". ")
    name = _DEVICE.sub(NAMELESS, name)
    ending = PurePosixPath(name).suffix
    if len(ending) > _ENDING_LIMIT_CHARS:
        ending = ""
    stem = name[: len(name) - len(ending)] or NAMELESS
    room = LONGEST_BYTES - len(ending.encode())
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip(". ") + ending
