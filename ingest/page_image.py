"""Pictures of PDF pages for the screen, with a quote's boxes; drawn in the parser's process.

Keeps the last few, because a reader turns back and forth. Safe to use from several threads.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from ingest.parser_process import ParserProcess
from retriever.errors import UnreadableFileError
from retriever.settings import Settings

_KEPT = 32

_Key = tuple[str, int, int, int, str, int]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in percent of the page as drawn, from its top left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageImage:
    """A drawn page.

    Attributes:
        jpeg: The picture.
        width_px: Its width.
        height_px: Its height.
        pages: How many pages the file has.
        boxes: Of the quote, one a line; empty where it is not found exactly.
    """

    jpeg: bytes
    width_px: int
    height_px: int
    pages: int
    boxes: tuple[Box, ...]


class PageImages:
    """Draws pages.

    Args:
        settings: Their limits of time and memory hold for drawing too.
    """

    def __init__(self, settings: Settings) -> None:
        self._parser = ParserProcess(settings)
        self._kept: OrderedDict[_Key, PageImage] = OrderedDict()
        self._lock = threading.Lock()

    def draw(self, path: Path, page: int, quote: str = "", occurrence: int = 0) -> PageImage:
        """Draw a page, or return the picture drawn before.

        Args:
            path: Of the PDF.
            page: 1-based.
            quote: What to box; "" for nothing.
            occurrence: The 0-based place among those where its letters stand on the page.

        Returns:
            The picture and the boxes; no boxes where the quote is not found exactly.

        Raises:
            SkippedFileError: The file is encrypted.
            UnreadableFileError: It is missing, damaged, or has no such page.
        """
        self._forget_gone()
        try:
            status = path.stat()
        except OSError as error:
            message = f"{path.name} cannot be opened: {error.strerror}."
            raise UnreadableFileError(message) from error
        key = (str(path), status.st_mtime_ns, status.st_size, page, quote, occurrence)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        job = {"job": "draw", "path": str(path.absolute()), "page": page, "quote": quote}
        reply = self._parser.run({**job, "occurrence": occurrence})
        facts = reply.facts
        boxes = tuple(Box(**box) for box in facts["boxes"])
        drawn = PageImage(
            reply.payload, facts["width_px"], facts["height_px"], facts["pages"], boxes
        )
        with self._lock:
            self._kept[key] = drawn
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return drawn

    def close(self) -> None:
        """End the parser's process."""
        self._parser.close()

    def _forget_gone(self) -> None:
        """Drop the pictures of files that were removed or replaced: staff may have to, by law."""
        with self._lock:
            for key in [key for key in self._kept if not _is_there_still(key)]:
                del self._kept[key]


def _is_there_still(key: _Key) -> bool:
    path, modified_ns, size, *_ = key
    try:
        status = Path(path).stat()
    except OSError:
        return False
    return (status.st_mtime_ns, status.st_size) == (modified_ns, size)
