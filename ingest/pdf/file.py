"""Reads a PDF: pdfium for its characters, pypdf for labels, encryption and as the second try.

pdfium reads about 300 pages a CPU second and pypdf 17, with the same words on real reports; on
1,967 odd public files pdfium alone reads 601, pypdf 580, together 613 (measured). Both can crash
or swallow memory on hostile files: this runs in the parser's process only.
"""

from collections.abc import Callable, Sequence

import pypdfium2

from ingest.loaders.draft import Draft
from ingest.loaders.front_page import read_front
from ingest.pdf.blocks import PageGroups, blocks_of_pages
from ingest.pdf.characters import PageText
from ingest.pdf.columns import in_reading_order
from ingest.pdf.contents_lines import without_contents
from ingest.pdf.footnotes import split_footnotes
from ingest.pdf.furniture import PageLines, without_furniture
from ingest.pdf.ocr import with_ocr
from ingest.pdf.page import page_lines
from ingest.pdf.page_labels import labels_of
from ingest.pdf.print_groups import groups_of, style_of
from ingest.pdf.second_reader import FileFacts, SecondReader
from ingest.pdf.tables.ruled_table import with_ruled_tables
from ingest.pdf.tables.rulings import drawing_of
from ingest.pdf.watermarks import without_watermarks
from retriever.errors import SkippedFileError, UnreadableFileError

PAGE_LIMIT = 5_000


def load_pdf(
    data: bytes, stem: str, progress: Callable[[], None], *, use_ocr: bool = False
) -> Draft:
    """Read a PDF.

    Args:
        data: The file.
        stem: The file's name without its ending.
        progress: Called after each page.
        use_ocr: Whether pages that are pictures are read by OCR, where it is installed.

    Returns:
        Its blocks with their pages, and what page 1 says of it.

    Raises:
        SkippedFileError: It is encrypted.
        UnreadableFileError: It is damaged, or has too many pages.
    """
    reader = SecondReader(data)
    pages = _pages_by_pdfium(data, progress)
    if not any(page.lines for page in pages):
        pages = reader.pages(len(pages) or PAGE_LIMIT, progress) or pages
    if not pages:
        raise UnreadableFileError("It is a damaged PDF, no page can be read: get a new copy.")
    pages, warnings = with_ocr(data, pages, progress, use_ocr=use_ocr)
    return _draft(pages, reader.facts(len(pages)), stem, warnings)


def _draft(
    pages: Sequence[PageLines], facts: FileFacts, stem: str, warnings: tuple[str, ...]
) -> Draft:
    kept, marks = without_watermarks(pages)
    kept, furniture = without_furniture(kept)
    labels = labels_of(facts.labels, pages, kept)
    kept, contents = without_contents(kept)
    ordered = [in_reading_order(page.lines) for page in kept]
    style = style_of([line for lines in ordered for line in lines])
    grouped = []
    for page, lines in zip(kept, ordered, strict=True):
        text, notes = split_footnotes(lines, style.size)
        groups = tuple(groups_of(text, style))
        grouped.append(PageGroups(page.page, groups, tuple(tuple(note) for note in notes)))
    blocks = blocks_of_pages(grouped, style, facts.titles)
    front = read_front(blocks, stem)
    return Draft(tuple(blocks), front, labels, (*marks, *furniture, *contents), warnings)


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
        text = PageText(text_page)
    except pypdfium2.PdfiumError:
        # The page alone is lost, and named: see ocr, which looks at every page without text.
        return PageLines(place + 1, 0.0, ())
    lines = tuple(with_ruled_tables(page_lines(text), drawing_of(page, text.upright)))
    text_page.close()
    page.close()
    return PageLines(place + 1, text.height, lines)
