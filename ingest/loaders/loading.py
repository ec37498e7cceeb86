"""Turns one file into one `Document`: what kind its bytes are, and which loader reads them.

A file's kind is told by its bytes; its name only says what was meant, so that a web server's error
page saved as .pdf is named as such. Runs in the parser's process, because every parser can hang or
crash on a hostile file. Knows paths and loaders; the library's folder is walked elsewhere.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from ingest.loaders.draft import Draft, FileIdentity, document_of
from ingest.loaders.encodings import decode, is_text
from retriever.errors import SkippedFileError, UnreadableFileError
from retriever.records import BlockKind, Document, Metadata

LOADERS_VERSION = "3"
"""Another version means that every file is read again at the next sync."""

FOLDER_TYPES = {
    "blog_posts": "blog_post",
    "review_reports": "review_report",
    "inspection_reports": "inspection_report",
    "guidance": "guidance",
}
"""The type that a file's folder gives it."""

TEXT_LIMIT_CHARS = 10_000_000
_HEAD_BYTES = 4_096
_HTML = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]", re.IGNORECASE
)
_TEXT_ENDINGS = (".txt", ".text", ".md", "")
_HTML_ENDINGS = (".html", ".htm", ".xhtml")

Progress = Callable[[], None]


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """A document, and the lines that were left out of it (running headers and the like)."""

    document: Document
    removed: tuple[str, ...] = ()


def kind_of(data: bytes) -> str:
    """Tell a file's kind by its bytes: "pdf", "html", "text" or "unknown"."""
    head = data[:_HEAD_BYTES]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    plain = head.replace(b"\0", b"")
    if _HTML.search(plain) and plain.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        return "html"
    return "text" if is_text(head) else "unknown"


def load_file(path: Path, identity: FileIdentity, progress: Progress) -> LoadedFile:
    """Read one file.

    Args:
        path: Where it is.
        identity: Its name in the library; the hash must be of these bytes.
        progress: Called after each page.

    Returns:
        The document, and the lines that were left out of it.

    Raises:
        SkippedFileError: It is not for the library.
        UnreadableFileError: It should have been readable, and is not.
    """
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != identity.file_hash:
        raise UnreadableFileError("It changed while it was being read: run the command again.")
    if not data.strip():
        raise SkippedFileError("It is empty.")
    kind = kind_of(data)
    _check_name(PurePosixPath(identity.path).suffix.lower(), kind)
    draft = LOADERS[kind](data, PurePosixPath(identity.path).stem, progress)
    _check_text(draft)
    draft = _with_body(draft)
    metadata = with_folder_type(draft.metadata, identity.path)
    document = document_of(replace(draft, metadata=metadata), identity)
    return LoadedFile(document, draft.removed)


def with_folder_type(metadata: Metadata, path: str) -> Metadata:
    """Set the type that the file's folder names; the nearest folder decides."""
    for part in reversed(PurePosixPath(path).parts[:-1]):
        if part in FOLDER_TYPES:
            origins = tuple(pair for pair in metadata.origins if pair[0] != "doc_type")
            return replace(
                metadata, doc_type=FOLDER_TYPES[part], origins=(*origins, ("doc_type", "folder"))
            )
    return metadata


def _check_name(ending: str, kind: str) -> None:
    if ending == ".pdf" and kind != "pdf":
        if kind == "unknown":
            raise UnreadableFileError("It is a damaged PDF (it has no PDF header): get a new copy.")
        what = "an HTML page (often a web server's error page)" if kind == "html" else "plain text"
        message = f"It is named .pdf, but it is {what}: download the report again."
        raise SkippedFileError(message)
    readable = kind in ("pdf", "html") or (kind == "text" and ending in _TEXT_ENDINGS)
    if not readable and kind == "text" and ending in _HTML_ENDINGS:
        return
    if not readable:
        named = ending or "no ending"
        message = f"It is of an unknown kind ({named}): .txt, .html and .pdf files are read."
        raise SkippedFileError(message)


def _check_text(draft: Draft) -> None:
    size = sum(len(block.text) for block in draft.blocks)
    if size > TEXT_LIMIT_CHARS:
        message = f"It has {size:,} characters, over the limit of {TEXT_LIMIT_CHARS:,}: split it."
        raise UnreadableFileError(message)
    if any(block.kind is not BlockKind.CAPTION and block.text for block in draft.blocks):
        return
    pages = len(draft.page_labels)
    if pages:
        message = f"It has no text on any of its {pages} pages: it needs OCR before it is added."
        raise SkippedFileError(message)
    raise SkippedFileError("It has no text.")


def _with_body(draft: Draft) -> Draft:
    """Take a text of headings alone ("The office is closed on Monday") as paragraphs."""
    if any(block.kind not in (BlockKind.CAPTION, BlockKind.HEADING) for block in draft.blocks):
        return draft
    blocks = tuple(
        replace(block, kind=BlockKind.PARAGRAPH, level=0)
        if block.kind is BlockKind.HEADING
        else block
        for block in draft.blocks
    )
    return replace(draft, blocks=blocks)


def _load_text(data: bytes, stem: str, progress: Progress) -> Draft:
    from ingest.loaders.saved_text import load_text  # noqa: PLC0415 - each parser when first needed

    text = decode(data)
    progress()
    return load_text(text, stem)


def _load_page(data: bytes, stem: str, progress: Progress) -> Draft:
    from ingest.loaders.web_page import load_page  # noqa: PLC0415 - lxml and trafilatura take a second

    text = decode(data, is_html=True)
    progress()
    return load_page(text, stem)


def _load_pdf(data: bytes, stem: str, progress: Progress) -> Draft:
    from ingest.pdf.file import load_pdf  # noqa: PLC0415 - pdfium

    return load_pdf(data, stem, progress)


LOADERS: dict[str, Callable[[bytes, str, Progress], Draft]] = {
    "text": _load_text,
    "html": _load_page,
    "pdf": _load_pdf,
}
"""Which loader reads which kind."""
