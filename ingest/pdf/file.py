"""Reads a PDF: pdfium for its characters, pypdf for labels, encryption and as the second try.

pdfium reads about 300 pages a CPU second and pypdf 17, with the same words on real reports; on
1,967 odd public files pdfium alone reads 601, pypdf 580, together 613 (measured). Both can crash
or swallow memory on hostile files: this runs in the parser's process only.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO

import pypdf
import pypdfium2
from pypdf.errors import DependencyError, PyPdfError

from ingest.loaders.characters import clean_characters, one_line
from ingest.loaders.draft import Draft
from ingest.loaders.front_page import read_front
from ingest.pdf.blocks import PageGroups, blocks_of_pages
from ingest.pdf.columns import in_reading_order
from ingest.pdf.footnotes import split_footnotes
from ingest.pdf.furniture import PageLines, without_furniture
from ingest.pdf.lines import Cell, Line
from ingest.pdf.page import page_lines
from ingest.pdf.print_groups import groups_of, style_of
from retriever.errors import SkippedFileError, UnreadableFileError

PAGE_LIMIT = 5_000
_PLAIN_SIZE = 12.0
_PLAIN_PITCH = 14.0
_PLAIN_WIDTH = 6.0
# What pypdf raises on damaged files beside its own errors (measured on 1,967 public files).
_PYPDF_ERRORS = (
    PyPdfError,
    DependencyError,
    ValueError,
    TypeError,
    AttributeError,
    KeyError,
    IndexError,
    AssertionError,
    NotImplementedError,
    RecursionError,
    ZeroDivisionError,
    OSError,
)


def load_pdf(data: bytes, stem: str, progress: Callable[[], None]) -> Draft:
    """Read a PDF.

    Args:
        data: The file.
        stem: The file's name without its ending.
        progress: Called after each page.

    Returns:
        Its blocks with their pages, and what page 1 says of it.

    Raises:
        SkippedFileError: It is encrypted.
        UnreadableFileError: It is damaged, or has too many pages.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = _open_with_pypdf(data)
    pages = _pages_by_pdfium(data, progress)
    if not any(page.lines for page in pages) and reader is not None:
        pages = _pages_by_pypdf(reader, len(pages), progress) or pages
    if not pages:
        raise UnreadableFileError("It is a damaged PDF, no page can be read: get a new copy.")
    return _draft(pages, _labels(reader, len(pages)), stem)


def _draft(pages: Sequence[PageLines], labels: tuple[str, ...], stem: str) -> Draft:
    empty = [page.page for page in pages if not page.lines]
    kept, removed = without_furniture(pages)
    ordered = [in_reading_order(page.lines) for page in kept]
    style = style_of([line for lines in ordered for line in lines])
    grouped = []
    for page, lines in zip(kept, ordered, strict=True):
        text, notes = split_footnotes(lines, style.size)
        groups = tuple(groups_of(text, style))
        grouped.append(PageGroups(page.page, groups, tuple(tuple(note) for note in notes)))
    blocks = blocks_of_pages(grouped, style)
    front = read_front(blocks, stem)
    return Draft(tuple(blocks), front, labels, tuple(removed), tuple(_warnings(empty)))


def _warnings(empty: Sequence[int]) -> Iterator[str]:
    for page in empty:
        yield f"page {page} has no text (needs OCR, or is a picture or blank)"


def _open_with_pypdf(data: bytes) -> pypdf.PdfReader | None:
    """Open with pypdf; None where it cannot.

    Raises:
        SkippedFileError: The file is encrypted with a password that is not empty.
    """
    try:
        reader = pypdf.PdfReader(BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
    except _PYPDF_ERRORS:
        return None
    if locked:
        raise SkippedFileError("It is encrypted: save it without its password, then add it again.")
    return reader


def _pages_by_pdfium(data: bytes, progress: Callable[[], None]) -> list[PageLines]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            message = "It is encrypted: save it without its password, then add it again."
            raise SkippedFileError(message) from error
        return []
    if len(document) > PAGE_LIMIT:
        message = f"It has {len(document)} pages, over the limit of {PAGE_LIMIT}: split it."
        raise UnreadableFileError(message)
    pages = []
    for place in range(len(document)):
        pages.append(_page_by_pdfium(document, place))
        progress()
    document.close()
    return pages


def _page_by_pdfium(document: pypdfium2.PdfDocument, place: int) -> PageLines:
    try:
        page = document[place]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        return PageLines(place + 1, 0.0, ())
    lines = tuple(page_lines(text_page))
    height = page.get_height()
    text_page.close()
    page.close()
    return PageLines(place + 1, height, lines)


def _pages_by_pypdf(
    reader: pypdf.PdfReader, count: int, progress: Callable[[], None]
) -> list[PageLines]:
    """Read with pypdf, without places on the page: one size, evenly spaced lines."""
    pages = []
    try:
        count = count or min(len(reader.pages), PAGE_LIMIT)
    except _PYPDF_ERRORS:
        return []
    for place in range(count):
        try:
            text = reader.pages[place].extract_text()
        except _PYPDF_ERRORS:
            text = ""
        pages.append(PageLines(place + 1, 0.0, tuple(_plain_lines(text))))
        progress()
    return pages if any(page.lines for page in pages) else []


def _plain_lines(text: str) -> Iterator[Line]:
    for place, raw in enumerate(clean_characters(text)[0].split("\n")):
        line = one_line(raw)
        if line:
            cell = Cell(line, 0.0, len(line) * _PLAIN_WIDTH)
            yield Line(line, (cell,), baseline=-place * _PLAIN_PITCH, size=_PLAIN_SIZE)


def _labels(reader: pypdf.PdfReader | None, count: int) -> tuple[str, ...]:
    """Read what is printed on each page ("iv", "12") where the file says so."""
    if reader is None:
        return ("",) * count
    try:
        labels = [str(label) for label in reader.page_labels]
    except _PYPDF_ERRORS:
        return ("",) * count
    return tuple([*labels, *[""] * count][:count])
