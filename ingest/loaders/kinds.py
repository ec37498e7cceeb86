"""Tells what kind of file some bytes are.

By the bytes alone: a name only says what was meant. One exception is Markdown, plain text whose
marks ("#", "*") stand in many a plain text too: its name counts, or two kinds of marks that no
other text has. Knows signatures; what is read and what is refused stands in `refusals`.
"""

import lzma
import re
import tarfile
import zipfile
import zlib
from io import BytesIO

from ingest.loaders.encodings import is_text

_HEAD_BYTES = 4_096
_PDF_HEAD_BYTES = 1_024
_TAIL_BYTES = 66_000
_TAR_HEAD_BYTES = 512

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "rtf"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\0", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"MSCF\0\0\0\0", "archive"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"8BPS\0", "image"),
    (b"\xd7\xcd\xc6\x9a", "image"),
    (b"\x00\x00\x01\x00", "image"),
    (b"ID3\x03", "audio"),
    (b"ID3\x04", "audio"),
    (b"\xff\xfb", "audio"),
    (b"\xff\xf3", "audio"),
    (b"fLaC", "audio"),
    (b"OggS", "audio"),
    (b"\x1aE\xdf\xa3", "video"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video"),
    (b"\x00\x00\x01\xba", "video"),
    (b"\x7fELF", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xfe\xed\xfa", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\x00asm", "program"),
    (b"SQLite format 3\0", "database"),
    (b"\x00\x01\x00\x00Standard", "database"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS: tuple[tuple[str, str], ...] = (
    # In this order: a message holds its attachments' streams too, and a .doc its tables'.
    ("__properties_version1.0", "msg"),
    ("EncryptedPackage", "encrypted office file"),
    ("WordDocument", "doc"),
    ("PowerPoint Document", "ppt"),
    ("Workbook", "xls"),
    ("Book", "xls"),
)
_RIFF = {b"WEBP": "image", b"WAVE": "audio", b"AVI ": "video"}
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_HTML = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]", re.IGNORECASE
)
# A piece of a page, saved without its frame. "<b>" may begin a plain text.
_HTML_BLOCK = re.compile(
    rb"<(?:div|p|section|main|h[1-6]|ul|ol|table|header|nav|meta|title|link|script|style)[\s>]",
    re.IGNORECASE,
)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")
_XML = (b"<?xml", b"<!DOCTYPE", b"<svg", b"<rss", b"<feed")
_ELEMENT = re.compile(
    rb"<([A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*(\s+[\w:.-]+\s*=\s*[\"'][^<>]*)?/?>\s*<"
)
_BLANK = b"\xef\xbb\xbf\xff\xfe \t\r\n"
_MAIL_LINE = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,40}):[ \t\r]", re.MULTILINE)
_MAIL_MACHINE = (b"message-id", b"received", b"return-path", b"mime-version", b"delivered-to")
_MAIL_PERSON = (b"from", b"subject", b"date", b"to")


def kind_of(data: bytes) -> str:
    """Tell a file's kind by its bytes.

    Returns:
        A key of the tables in `refusals`, "encrypted office file", "damaged zip" for a container
        that was cut off or does not check, or "unknown". Never "markdown": see `is_markdown`.
    """
    if data.startswith(_OLE):
        return _ole_kind(data)
    if data.startswith(_ZIP):
        return _zip_kind(data)
    head = data[:_HEAD_BYTES]
    if b"%PDF-" in head[:_PDF_HEAD_BYTES]:
        return "pdf"
    signed = next((kind for mark, kind in _SIGNATURES if head.startswith(mark)), None)
    return signed or _marked_up_kind(head) or _plain_kind(data)


def is_markdown(text: str, ending: str) -> bool:
    """Say whether a text is Markdown.

    Args:
        text: The decoded text.
        ending: Of its name, with its point.

    Returns:
        True where it is so named, or where it has marks of two kinds that plain text has not: a
        plain text may underline or number a heading, or begin its lines with dashes.
    """
    if ending in (".md", ".markdown"):
        return True
    return sum(bool(mark.search(text)) for mark in _MARKDOWN) > 1


_MARKDOWN = (
    re.compile(r"^#{1,6} \S.*\n(?:.*\n)*?#{1,6} \S", re.MULTILINE),
    re.compile(r"\[[^\]\n]+\]\((?:https?://|/|#|mailto:)[^)\s]*\)"),
    re.compile(r"^\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+(?:[ \t]*:?-{3,}:?[ \t]*)?$", re.MULTILINE),
    re.compile(r"^```", re.MULTILINE),
    re.compile(r"(?<![\w*])\*\*[^\s*][^*\n]*\*\*(?![\w*])"),
    re.compile(r"\A---\n(?:[\w-]+:.*\n)+---\n"),
)
"""Two headings, a link, a table's rule, a fence, bold words, a head of facts."""


_ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    ValueError,
    OSError,
)
_ENCRYPTED_FLAG = 0x1


def _ole_kind(data: bytes) -> str:
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") in data:
            return kind
    return "ole"


def _zip_kind(data: bytes) -> str:
    """Tell a container's kind by its directory; expand only the line that names an OpenDocument."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as container:
            names = {name.replace("\\", "/").lower() for name in container.namelist()}
            stated = _mimetype(container)
    except _ZIP_FAULTS:
        return "damaged zip"
    if stated.startswith(_OPEN_DOCUMENT):
        form = stated.removeprefix(_OPEN_DOCUMENT).removesuffix("-template")
        kinds = {"text": "odt", "text-master": "odt", "spreadsheet": "ods", "presentation": "odp"}
        return kinds.get(form, "opendocument")
    if stated == "application/epub+zip":
        return "epub"
    if "[content_types].xml" in names:
        folders = {name.partition("/")[0] for name in names if "/" in name}
        for folder, kind in (("word", "docx"), ("xl", "xlsx"), ("ppt", "pptx")):
            if folder in folders:
                return kind
    return "zip"


def _mimetype(container: zipfile.ZipFile) -> str:
    """Return what the container says that it is; "" where it says nothing that can be read."""
    if "mimetype" not in container.namelist():
        return ""
    if container.getinfo("mimetype").flag_bits & _ENCRYPTED_FLAG:
        return ""
    with container.open("mimetype") as stream:
        return stream.read(200).decode("ascii", errors="replace").strip()


def _marked_up_kind(head: bytes) -> str:
    """Tell kinds of HTML and XML; "" for anything else."""
    plain = head.replace(b"\0", b"").lstrip(_BLANK)
    if plain.startswith(b"<") and (_HTML.search(plain) or _HTML_BLOCK.match(plain)):
        return "html"
    if not plain.startswith(_XML) and not _ELEMENT.match(plain):
        return ""
    if _FEED.search(plain):
        return "feed"
    return "image" if b"<svg" in plain else "xml"


def _plain_kind(data: bytes) -> str:
    head = data[:_HEAD_BYTES]
    return _text_kind(head.replace(b"\0", b"")) if is_text(head) else _binary_kind(data)


def _text_kind(plain: bytes) -> str:
    """Tell an e-mail from other text: lines at its head that only mail programs write."""
    head = re.split(rb"\r?\n\r?\n", plain, maxsplit=1)[0]
    names = {name.lower() for name in _MAIL_LINE.findall(head + b"\n")}
    is_mail = any(name in names for name in _MAIL_MACHINE)
    if not (is_mail and any(name in names for name in _MAIL_PERSON)):
        return "text"
    return "mhtml" if b"multipart/related" in head else "email"


def _binary_kind(data: bytes) -> str:
    if data.startswith(b"RIFF"):
        return _RIFF.get(data[8:12], "unknown")
    if data[4:8] == b"ftyp":
        is_image = data[8:12] in (b"heic", b"heix", b"mif1", b"avif")
        return "image" if is_image else "audio" if data[8:12] == b"M4A " else "video"
    if data.startswith((b"MZ", b"BM")):
        return "program" if data.startswith(b"MZ") else "image"
    # An archive in several volumes: only the last bears the directory's mark.
    if b"PK\x05\x06" in data[-_TAIL_BYTES:]:
        return "archive"
    return "archive" if _is_tar(data[:_TAR_HEAD_BYTES]) else "unknown"


def _is_tar(head: bytes) -> bool:
    """Say whether a block is a tar archive's first by its checksum: old ones have no mark."""
    try:
        tarfile.TarInfo.frombuf(head, "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True
