"""Lays pictures of the page out on one sheet, each with its number, small enough for a repository.

Knows Pillow and no browser. The sheet is WebP, in the best quality that keeps it under the limit.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

LIMIT_KB = 190
GAP_PX = 14
CAPTION_PX = 22
QUALITIES = range(80, 10, -6)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a sheet is laid out.

    Attributes:
        columns: Pictures in a row.
        width_px: Of each picture on the sheet.
        is_dark: Whether the pictures are.
    """

    columns: int
    width_px: int
    is_dark: bool


def write_sheet(path: Path, pictures: Sequence[tuple[str, Path]], layout: Layout) -> int:
    """Write a sheet; return its size in KB.

    Args:
        path: Of the sheet, a .webp file.
        pictures: Captions and PNG files, all of one size.
        layout: How they are laid out.
    """
    with Image.open(pictures[0][1]) as first:
        height_px = round(first.height * layout.width_px / first.width)
    cell = (layout.width_px + GAP_PX, height_px + CAPTION_PX + GAP_PX)
    rows = ceil(len(pictures) / layout.columns)
    paper, ink = ("#3a4652", "#ffffff") if layout.is_dark else ("#e3e8ec", "#12202b")
    sheet = Image.new("RGB", (cell[0] * layout.columns + GAP_PX, cell[1] * rows + GAP_PX), paper)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(15)
    for place, (caption, file) in enumerate(pictures):
        row, column = divmod(place, layout.columns)
        left, top = GAP_PX + column * cell[0], GAP_PX + row * cell[1]
        draw.text((left, top), caption, ink, font)
        with Image.open(file) as picture:
            small = picture.convert("RGB").resize(
                (layout.width_px, height_px), Image.Resampling.LANCZOS
            )
        sheet.paste(small, (left, top + CAPTION_PX))
    return _save(sheet, path)


def _save(sheet: Image.Image, path: Path) -> int:
    data = b""
    for quality in QUALITIES:
        written = io.BytesIO()
        sheet.save(written, "WEBP", quality=quality, method=6)
        data = written.getvalue()
        if len(data) <= LIMIT_KB * 1024:
            break
    path.write_bytes(data)
    return len(data) // 1024
