"""Draws a PDF page as a JPEG and finds a quote's boxes on it; runs in the parser's process only.

Knows pdfium and Pillow.
"""

import ctypes
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from ingest.page_image import Box, PageImage
from ingest.pdf.page import character_lines
from ingest.pdf.quote_boxes import InkBox, quote_boxes
from ingest.pdf.reading_strands import reading_strands
from retriever.errors import SkippedFileError, UnreadableFileError

SCALE = 1.5
"""Of 72 dots an inch: 20 to 55 ms a page, and sharp enough to read (measured)."""
JPEG_QUALITY = 80
"""8 ms; PNG takes 147, WEBP 301 (measured)."""
SIDE_LIMIT_PX = 4_000
"""A wider or higher page is drawn smaller."""
_PADDING_POINTS = 1.0


def draw_page(path: Path, page: int, quote: str, occurrence: int) -> PageImage:
    """Draw one page of a PDF.

    Args:
        path: Of the file.
        page: 1-based.
        quote: What to box; "" for nothing.
        occurrence: The 0-based place among those where its letters stand on the page.

    Raises:
        SkippedFileError: The file is encrypted.
        UnreadableFileError: It is damaged, or has no such page.
    """
    try:
        document = pypdfium2.PdfDocument(path)
        count = len(document)
        if not 1 <= page <= count:
            message = f"It has {count} pages, and no page {page}."
            raise UnreadableFileError(message)
        drawn = document[page - 1]
        picture = _picture(drawn)
        boxes = _boxes(drawn, picture, quote, occurrence) if quote else ()
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise SkippedFileError("It is encrypted.") from error
        message = f"Its page {page} cannot be drawn ({error})."
        raise UnreadableFileError(message) from error
    stream = BytesIO()
    picture.convert("RGB").save(stream, "JPEG", quality=JPEG_QUALITY)
    return PageImage(stream.getvalue(), picture.width, picture.height, count, boxes)


def _picture(page: Any) -> Image.Image:
    scale = min(SCALE, SIDE_LIMIT_PX / max(*page.get_size(), 1.0))
    picture: Image.Image = page.render(scale=scale).to_pil()
    return picture


def _boxes(page: Any, picture: Image.Image, quote: str, occurrence: int) -> tuple[Box, ...]:
    text_page = page.get_textpage()
    found = quote_boxes(reading_strands(page, text_page), quote, occurrence)
    # A quote may stand in what is no text of the library, as a running header is none.
    found = found or quote_boxes(character_lines(text_page), quote, occurrence)
    return tuple(_on_picture(page, picture, box) for box in found)


def _on_picture(page: Any, picture: Image.Image, box: InkBox) -> Box:
    """Turn page points into percent of the picture; pdfium knows the page's turn and crop."""
    pad = _PADDING_POINTS
    corners = [
        _pixel(page, picture, box.left - pad, box.bottom - pad),
        _pixel(page, picture, box.right + pad, box.top + pad),
    ]
    (left, right), (top, bottom) = (sorted(axis) for axis in zip(*corners, strict=True))
    left, top = max(left, 0.0), max(top, 0.0)
    right, bottom = min(right, 100.0), min(bottom, 100.0)
    return Box(left, top, right - left, bottom - top)


def _pixel(page: Any, picture: Image.Image, x: float, y: float) -> tuple[float, float]:
    """Map a point to percent of the picture (pdfium maps to whole dots: 100 to a pixel here)."""
    fine = 100
    across, down = ctypes.c_int(), ctypes.c_int()
    width, height = picture.width * fine, picture.height * fine
    pdfium.FPDF_PageToDevice(
        page, 0, 0, width, height, 0, x, y, ctypes.byref(across), ctypes.byref(down)
    )
    return 100 * across.value / width, 100 * down.value / height
