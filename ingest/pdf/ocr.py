"""Gives the pages of a PDF that hold no text the words that OCR reads on them.

Such a page is a scan, or text drawn as outlines (a browser's print of a web page can be 1,500
paths and no letter), and drawing it tells it from a blank one. Knows pdfium and which pages need
it; the program that reads a picture is known to `tesseract`.
"""

import re
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2
from PIL import Image
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from ingest.pdf.furniture import PageLines
from ingest.pdf.lines import Line
from ingest.pdf.page_list import page_list
from ingest.pdf.tesseract import (
    DOTS_PER_INCH,
    OcrError,
    OcrTimeoutError,
    find_tesseract,
    read_picture,
)

PAGE_LIMIT_S = 15
FILE_LIMIT_PAGES = 50
_SIDE_LIMIT_PX = 5_000
"""A page larger than A2 at 200 dots an inch is drawn smaller."""
_LOOK_DOTS_PER_INCH = 36
_INK_CONTRAST = 24
"""Of 255: the darkest and the lightest dot of a page that is blank to the eye differ by less."""

_NUMBER = re.compile(r"(?:page|of|\d+|[ivxlc]+|[-–—/|.:\s])*", re.IGNORECASE)
"""A page's number. Where most pages of pictures have no other text, a scan was stamped with it; a
single one is a diagram in a typed document, whose words OCR reads across its boxes."""
_PICTURE_SHARE = 0.2
_DEPTH = 3

_READ = "{pages} were read by OCR: check a quote against its page"
_NEED = "{pages} need OCR: "
_NOT_INSTALLED = _NEED + "install tesseract (Debian: tesseract-ocr) and run the command again"
_SWITCHED_OFF = _NEED + "CANDOUR_OCR is off"
_OVER_LIMIT = _NEED + f"no more than {FILE_LIMIT_PAGES} pages of a file are read so, split it"
_SLOW = _NEED + f"tesseract took over {PAGE_LIMIT_S} s a page and was stopped"
_FAILED = _NEED + "tesseract failed ({error})"
_NO_WORDS = "{pages} have no text that OCR is sure of (a picture, handwriting, or turned over)"
_PICTURE = "{pages} have a picture and no text but a number: what the picture says is not read"
_DAMAGED = "{pages} have no text and cannot be drawn (damaged)"
_VERBS = {"} were ": "} was ", "} need ": "} needs ", "} have ": "} has "}


@dataclass(slots=True)
class _Ocr:
    """The program, why it may not be used, and how many pages it has been given."""

    program: str | None
    hindrance: str
    tried: int = 0

    def allowed(self) -> str | None:
        """Return the program's path for one more page, or None; then `hindrance` says why."""
        if self.program is not None and self.tried >= FILE_LIMIT_PAGES:
            self.program, self.hindrance = None, _OVER_LIMIT
        self.tried += 1
        return self.program


def with_ocr(
    data: bytes, pages: Sequence[PageLines], progress: Callable[[], None], *, use_ocr: bool
) -> tuple[list[PageLines], tuple[str, ...]]:
    """Read the pages without text by OCR.

    Args:
        data: The PDF.
        pages: As far as they have been read.
        progress: Called after each page; one takes up to `PAGE_LIMIT_S` seconds.
        use_ocr: Whether the setting allows it.

    Returns:
        The pages, and for the library's keeper which were read so and which need to be.
    """
    bare = {page.page for page in pages if _is_bare(page)}
    if not bare:
        return [*pages], ()
    is_scan = len(bare) * 2 > len(pages)
    ocr = _Ocr(find_tesseract(), _NOT_INSTALLED) if use_ocr else _Ocr(None, _SWITCHED_OFF)
    said: dict[str, list[int]] = {}
    done: list[PageLines] = []
    with closing(_Pages(data)) as drawable:
        for page in pages:
            done.append(page)
            if page.page not in bare:
                continue
            progress()
            drawn = drawable[page.page]
            if page.lines and not _has_picture(drawn):
                continue
            sentence, lines = _PICTURE, page.lines
            if is_scan or not lines:
                sentence, lines = _read(drawn, ocr)
                done[-1] = replace(page, lines=lines or page.lines)
            if sentence:
                said.setdefault(sentence, []).append(page.page)
    return done, tuple(_warning(sentence, numbers) for sentence, numbers in said.items())


class _Pages:
    """The pages of a file that pdfium may not even open."""

    def __init__(self, data: bytes) -> None:
        try:
            self._document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError:
            self._document = None

    def __getitem__(self, page: int) -> Any:
        """Return a page, 1-based; None where it cannot be had."""
        try:
            return self._document[page - 1] if self._document else None
        except (pypdfium2.PdfiumError, IndexError):
            return None

    def close(self) -> None:
        if self._document:
            self._document.close()


def _is_bare(page: PageLines) -> bool:
    """Say whether a page has no text, or its number and no more."""
    return all(_NUMBER.fullmatch(line.text) for line in page.lines)


def _has_picture(page: Any) -> bool:
    """Say whether a picture covers a good part of a page."""
    if page is None:
        return False
    floor = _PICTURE_SHARE * page.get_width() * page.get_height()
    for each in page.get_objects(filter=(FPDF_PAGEOBJ_IMAGE,), max_depth=_DEPTH):
        left, bottom, right, top = each.get_bounds()
        if (right - left) * (top - bottom) >= floor:
            return True
    return False


def _read(page: Any, ocr: _Ocr) -> tuple[str, tuple[Line, ...]]:
    """Read a page; return what is to be said of it ("" for a blank one), and its lines."""
    if page is None:
        return _DAMAGED, ()
    if not _has_ink(page):
        return "", ()
    program = ocr.allowed()
    if program is None:
        return ocr.hindrance, ()
    picture, points = _picture(page, DOTS_PER_INCH)
    try:
        lines = tuple(read_picture(program, picture, points, PAGE_LIMIT_S))
    except OcrTimeoutError:
        return _SLOW, ()
    except OcrError as error:
        return _FAILED.replace("{error}", str(error)), ()
    return (_READ if lines else _NO_WORDS), lines


def _has_ink(page: Any) -> bool:
    """Say whether anything is drawn on a page."""
    picture, _ = _picture(page, _LOOK_DOTS_PER_INCH)
    levels = picture.histogram()
    shades = [level for level, count in enumerate(levels) if count]
    return shades[-1] - shades[0] >= _INK_CONTRAST


def _picture(page: Any, dots_per_inch: int) -> tuple[Image.Image, float]:
    """Draw a page in greys; return how many points one dot is, too."""
    scale = min(dots_per_inch / 72, _SIDE_LIMIT_PX / max(*page.get_size(), 1.0))
    picture: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
    return picture.convert("L"), 1 / scale


def _warning(sentence: str, pages: Sequence[int]) -> str:
    """Write one line for all pages that went the same way."""
    one = len(pages) == 1
    for many, single in _VERBS.items():
        if one:
            sentence = sentence.replace(many, single)
    return sentence.replace("{pages}", page_list(pages))
