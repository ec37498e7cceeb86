"""Opens a zip container (Word, OpenDocument) after its directory was checked, and reads XML parts.

Nothing is expanded before the whole directory is within its limits, a part is never expanded past
the size that the directory states, and no part is written to disk. XML is read without entities,
document types and network. Knows zip and XML, no document format.
"""

import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from typing import Any

from lxml import etree

from retriever.errors import SkippedFileError, UnreadableFileError

ENTRY_LIMIT = 10_000
"""A report of 800 pages with its pictures has some hundreds of parts."""

TOTAL_LIMIT_BYTES = 1 << 30
PART_LIMIT_BYTES = 64 << 20
"""For a part that is read. A page of text takes 10 to 30 KB of Word's XML."""

RATIO_LIMIT = 200
RATIO_FLOOR_BYTES = 4 << 20
"""A long XML part that shrinks more than this is a bomb: deflate ends at 1,032 to 1, and 11 MB of
Word's XML for 50,000 like table rows that differ in one figure shrank 46 to 1 (measured)."""

_ENCRYPTED_FLAG = 0x1
_XML_ENDINGS = (".xml", ".rels")
_NESTED_ENDINGS = (".zip", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".7z", ".rar", ".gz", ".tar")
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError)
_GET_ANOTHER = "get a new copy, or open it, save it again and add that."


@dataclass(slots=True)
class Archive:
    """A checked zip container.

    Attributes:
        nested: Names of the parts that are files of their own (embedded tables and the like).
    """

    _zip: zipfile.ZipFile
    _entries: dict[str, zipfile.ZipInfo]
    nested: tuple[str, ...] = field(default=())

    @property
    def names(self) -> tuple[str, ...]:
        """The parts' names, with forward slashes."""
        return tuple(self._entries)

    def read(self, name: str) -> bytes | None:
        """Expand one part.

        Returns:
            Its bytes, or None where there is no such part.

        Raises:
            UnreadableFileError: It is damaged, or over the limit.
        """
        entry = self._entries.get(name)
        if entry is None:
            return None
        if entry.file_size > PART_LIMIT_BYTES:
            limit_mb = PART_LIMIT_BYTES >> 20
            message = f"Its part {name} has more than {limit_mb} MB when expanded: split it."
            raise UnreadableFileError(message)
        try:
            return self._zip.read(entry)
        except _DAMAGE as error:
            message = f"Its part {name} is damaged ({error}): {_GET_ANOTHER}"
            raise UnreadableFileError(message) from None

    def tree(self, name: str) -> Any:
        """Read one part as XML.

        Returns:
            Its root element, or None where there is no such part.

        Raises:
            UnreadableFileError: It is damaged, declares a document type, or is over a limit.
        """
        data = self.read(name)
        return None if data is None else parse_xml(data, name)


def parse_xml(data: bytes, name: str) -> Any:
    """Read XML; no office format allows a document type, and with it go all entities.

    Raises:
        UnreadableFileError: It is damaged, declares a document type, or nests elements over
            256 deep, where libxml2 stops (and so do our readers' recursions, well within Python's).
    """
    # Without NULs the mark is found in UTF-16 too; in XML's own text a "<" never stands bare.
    if b"<!DOCTYPE" in data.replace(b"\0", b""):
        message = f"Its part {name} declares a document type, as attacks do: {_GET_ANOTHER}"
        raise UnreadableFileError(message)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        message = f"Its part {name} is damaged XML ({error.msg}): {_GET_ANOTHER}"
        raise UnreadableFileError(message) from None


def open_archive(data: bytes) -> Archive:
    """Check a zip container's directory.

    Args:
        data: The file.

    Returns:
        The container, nothing of it expanded yet.

    Raises:
        SkippedFileError: Its parts are encrypted.
        UnreadableFileError: It is damaged, over a limit, or made to harm.
    """
    try:
        opened = zipfile.ZipFile(BytesIO(data))
        entries = opened.infolist()
    except _DAMAGE as error:
        message = f"Its zip container is damaged ({error}): {_GET_ANOTHER}"
        raise UnreadableFileError(message) from None
    _check_sizes(entries)
    _check_overlap(entries, opened.start_dir)
    named: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        _check_name(name, known=name in named)
        named[name] = entry
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        message = "It is encrypted: save it without a password and add it again."
        raise SkippedFileError(message)
    nested = tuple(name for name in named if name.lower().endswith(_NESTED_ENDINGS))
    return Archive(opened, named, nested)


def _check_sizes(entries: Sequence[zipfile.ZipInfo]) -> None:
    if len(entries) > ENTRY_LIMIT:
        message = f"It holds {len(entries):,} parts, over the limit of {ENTRY_LIMIT:,}: split it."
        raise UnreadableFileError(message)
    total = sum(entry.file_size for entry in entries)
    if total > TOTAL_LIMIT_BYTES:
        limit_mb = TOTAL_LIMIT_BYTES >> 20
        message = f"It would expand to {total >> 20:,} MB, over the limit of {limit_mb:,} MB."
        raise UnreadableFileError(message)
    for entry in entries:
        is_long = entry.file_size > RATIO_FLOOR_BYTES
        is_xml = entry.filename.lower().endswith(_XML_ENDINGS)
        if is_long and is_xml and entry.file_size > RATIO_LIMIT * max(entry.compress_size, 1):
            message = (
                f"Its part {entry.filename} expands more than {RATIO_LIMIT} to 1, as bombs do: "
                f"{_GET_ANOTHER}"
            )
            raise UnreadableFileError(message)


def _check_overlap(entries: Sequence[zipfile.ZipInfo], directory_start: int) -> None:
    """Refuse a container whose parts share bytes, which lets a small file expand without end."""
    placed = sorted(entries, key=lambda entry: entry.header_offset)
    starts = [*(entry.header_offset for entry in placed), directory_start]
    for entry, (start, following) in zip(placed, pairwise(starts), strict=True):
        if start + entry.compress_size > following:
            message = f"Its part {entry.filename} overlaps the next, as in bombs: {_GET_ANOTHER}"
            raise UnreadableFileError(message)


def _check_name(name: str, *, known: bool) -> None:
    is_outside = name.startswith("/") or ".." in name.split("/") or name[1:2] == ":"
    if is_outside:
        message = f"It holds a part named {name!r}, outside of itself: {_GET_ANOTHER}"
        raise UnreadableFileError(message)
    if known:
        message = f"It holds two parts named {name!r}: {_GET_ANOTHER}"
        raise UnreadableFileError(message)
