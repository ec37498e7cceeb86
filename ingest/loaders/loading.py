"""Turns one file into one `Document`: what kind its bytes are, and which loader reads them.

A file's kind is told by its bytes; its name only says what was meant, so that a web server's error
page saved as .pdf is named as such. Runs in the parser's process, because every parser can hang or
crash on a hostile file. Knows paths and loaders; the library's folder is walked elsewhere.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from ingest.loaders.draft import Draft, FileIdentity, document_of
from ingest.loaders.encodings import decode
from ingest.loaders.kinds import is_markdown, kind_of
from ingest.loaders.refusals import check_kind
from retriever.errors import PassingFaultError, SkippedFileError, UnreadableFileError
from retriever.families import is_of_type
from retriever.records import BlockKind, Document, Metadata

LOADERS_VERSION = "5"
"""Another version means that every file is read again at the next sync."""

FOLDER_TYPES = {
    "blog_posts": "blog_post",
    "review_reports": "review_report",
    "inspection_reports": "inspection_report",
    "guidance": "guidance",
}
"""The type that a file's folder gives it."""

TEXT_LIMIT_CHARS = 10_000_000

Progress = Callable[[], None]


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """A document, and the lines that were left out of it (running headers and the like)."""

    document: Document
    removed: tuple[str, ...] = ()


def load_file(
    path: Path, identity: FileIdentity, progress: Progress, *, use_ocr: bool = False
) -> LoadedFile:
    """Read one file.

    Args:
        path: Where it is.
        identity: Its name in the library; the hash must be of these bytes.
        progress: Called after each page.
        use_ocr: Whether pages that are pictures are read by OCR, where it is installed.

    Returns:
        The document, and the lines that were left out of it.

    Raises:
        SkippedFileError: It is not for the library.
        UnreadableFileError: It should have been readable, and is not.
    """
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != identity.file_hash:
        raise PassingFaultError("It changed while it was being read: run the command again.")
    if not data.strip():
        raise SkippedFileError("It is empty: download or save it again.")
    kind = kind_of(data)
    ending = PurePosixPath(identity.path).suffix.lower()
    check_kind(ending, kind)
    if kind == "text" and is_markdown(decode(data), ending):
        kind = "markdown"
    loader = partial(_load_pdf, use_ocr=use_ocr) if kind == "pdf" else LOADERS[kind]
    draft = loader(data, PurePosixPath(identity.path).stem, progress)
    _check_text(draft)
    draft = _with_body(draft)
    metadata = with_folder_type(draft.metadata, identity.path)
    document = document_of(replace(draft, metadata=metadata), identity)
    return LoadedFile(document, draft.removed)


def with_folder_type(metadata: Metadata, path: str) -> Metadata:
    """Set the type that the file's folder names; the nearest folder decides."""
    for part in reversed(PurePosixPath(path).parts[:-1]):
        if part in FOLDER_TYPES:
            if is_of_type(metadata.doc_type, FOLDER_TYPES[part]):
                return metadata
            origins = tuple(pair for pair in metadata.origins if pair[0] != "doc_type")
            return replace(
                metadata, doc_type=FOLDER_TYPES[part], origins=(*origins, ("doc_type", "folder"))
            )
    return metadata


def _check_text(draft: Draft) -> None:
    size = sum(len(block.text) for block in draft.blocks)
    if size > TEXT_LIMIT_CHARS:
        message = f"It has {size:,} characters, over the limit of {TEXT_LIMIT_CHARS:,}: split it."
        raise UnreadableFileError(message)
    if any(block.kind is not BlockKind.CAPTION and block.text for block in draft.blocks):
        return
    pages = len(draft.page_labels)
    if pages:
        why = "; ".join(draft.warnings) or "they are blank"
        message = f"It has no text on any of its {pages} pages: {why}."
        raise SkippedFileError(message)
    noted = f" ({'; '.join(draft.warnings)})" if draft.warnings else ""
    message = f"It has no text{noted}: a picture of text needs OCR before it is added."
    raise SkippedFileError(message)


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
    from ingest.loaders.texts.saved_text import load_text  # noqa: PLC0415 - each parser when first needed

    text = decode(data)
    progress()
    return load_text(text, stem)


def _load_page(data: bytes, stem: str, progress: Progress) -> Draft:
    from ingest.loaders.pages.web_page import load_page  # noqa: PLC0415 - lxml and trafilatura take a second

    text = decode(data, is_html=True)
    progress()
    return load_page(text, stem)


def _load_markdown(data: bytes, stem: str, progress: Progress) -> Draft:
    from ingest.loaders.texts.markdown import load_markdown  # noqa: PLC0415 - its parser

    text = decode(data)
    progress()
    return load_markdown(text, stem)


def _load_word(data: bytes, stem: str, progress: Progress) -> Draft:
    from ingest.office.word_file import load_word  # noqa: PLC0415 - lxml

    return load_word(data, stem, progress)


def _load_open(data: bytes, stem: str, progress: Progress) -> Draft:
    from ingest.office.open_file import load_open  # noqa: PLC0415 - lxml

    return load_open(data, stem, progress)


def _load_pdf(data: bytes, stem: str, progress: Progress, *, use_ocr: bool = False) -> Draft:
    from ingest.pdf.file import load_pdf  # noqa: PLC0415 - pdfium

    return load_pdf(data, stem, progress, use_ocr=use_ocr)


LOADERS: dict[str, Callable[[bytes, str, Progress], Draft]] = {
    "text": _load_text,
    "html": _load_page,
    "markdown": _load_markdown,
    "pdf": _load_pdf,
    "docx": _load_word,
    "odt": _load_open,
}
"""Which loader reads which kind."""
