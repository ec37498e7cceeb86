"""Checksums: SHA-256 of a text, of a database row, of a cache's file or folder.

They find what changed by accident (a bit on a disk, a row put back from elsewhere), not what was
changed on purpose. Knows values and files, not what they mean.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path


def text_checksum(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8; bytes that were none count as they stood.

    A damaged row may hold a number where its text was: that has another checksum, and no error.
    """
    return hashlib.sha256(str(text).encode("utf-8", "surrogateescape")).hexdigest()


def row_checksum(values: Iterable[str | int | None], blob: bytes = b"") -> str:
    """Return the SHA-256 of a row.

    Args:
        values: Its columns in a fixed order. Written as JSON, so that no two rows read alike;
            bytes, which no sound row has there, as they would be printed.
        blob: Its one column of bytes, if it has one (a damaged row may hold a text there).
    """
    digest = hashlib.sha256(json.dumps(list(values), default=repr).encode())
    digest.update(b"\n")
    digest.update(blob if isinstance(blob, bytes) else str(blob).encode())
    return digest.hexdigest()


def path_checksum(path: Path) -> str:
    """Return the SHA-256 of a file, or of a folder's files by name; "" where it is missing."""
    if path.is_file():
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    if not path.is_dir():
        return ""
    digest = hashlib.sha256()
    for part in sorted(path.rglob("*")):
        if part.is_file():
            digest.update(part.relative_to(path).as_posix().encode())
            digest.update(path_checksum(part).encode())
    return digest.hexdigest()
