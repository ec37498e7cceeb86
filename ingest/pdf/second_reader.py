"""Reads with pypdf what pdfium does not say: page labels, outline, encryption; and text if need be.

pypdf reads 17 pages a CPU second, pdfium 300, with the same words. Runs in the parser's process
only: it can hang or take memory on hostile files, so that its own limits are set low as well.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import pypdf
from pypdf.errors import DependencyError, PyPdfError

from ingest.loaders.characters import clean_characters, one_line
from ingest.pdf.furniture import PageLines
from ingest.pdf.lines import Cell, Line
from ingest.pdf.outline import outline_titles
from retriever.errors import SkippedFileError

_MEGABYTE = 1024 * 1024
_STREAM_LIMIT = 20 * _MEGABYTE
"""Of one stream's text, unpacked; pypdf's own limit of 75 MB is 1 GB of Python objects."""
_WORK_LIMIT = 100 * _MEGABYTE
_OUTLINE_LIMIT = 20_000
_PLAIN_SIZE = 12.0
_PLAIN_PITCH = 14.0
_PLAIN_WIDTH = 6.0
# What pypdf raises on damaged files beside its own errors (measured on 1,967 public files).
_ERRORS = (
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


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the file says beside its text.

    Attributes:
        labels: What is printed on each page, "" where it does not say.
        titles: Of its outline, folded.
    """

    labels: tuple[str, ...]
    titles: frozenset[str] = frozenset()


class SecondReader:
    """A PDF as pypdf reads it, or as far as it can.

    Args:
        data: The file.

    Raises:
        SkippedFileError: The file is encrypted with a password that is not empty.
    """

    def __init__(self, data: bytes) -> None:
        logging.getLogger("pypdf").setLevel(logging.CRITICAL)
        pypdf.overwrite_configuration(
            zlib_maximum_output_length=_STREAM_LIMIT,
            lzw_maximum_output_length=_STREAM_LIMIT,
            run_length_maximum_output_length=_STREAM_LIMIT,
            array_based_stream_maximum_output_length=_STREAM_LIMIT,
            stream_decoding_work_maximum_length=_WORK_LIMIT,
            outline_maximum_entries=_OUTLINE_LIMIT,
            jbig2dec_binary=None,
            disable_legacy_handling=True,
        )
        self._reader: pypdf.PdfReader | None = None
        try:
            reader = pypdf.PdfReader(BytesIO(data))
            locked = reader.is_encrypted and not reader.decrypt("")
        except _ERRORS:
            return
        if locked:
            message = "It is encrypted: save it without its password, then add it again."
            raise SkippedFileError(message)
        self._reader = reader

    def facts(self, count: int) -> FileFacts:
        """Read what the file says of its pages, `count` of them."""
        return FileFacts(self._labels(count), self._titles(count))

    def pages(self, count: int, progress: Callable[[], None]) -> list[PageLines]:
        """Read the text without places on the page: one size, evenly spaced lines.

        Args:
            count: How many pages there are at most.
            progress: Called after each page.

        Returns:
            The pages; none where no page has text.
        """
        if self._reader is None:
            return []
        try:
            count = min(len(self._reader.pages), count)
        except _ERRORS:
            return []
        pages = []
        for place in range(count):
            try:
                text = self._reader.pages[place].extract_text()
            except _ERRORS:
                text = ""
            pages.append(PageLines(place + 1, 0.0, tuple(_plain_lines(text))))
            progress()
        return pages if any(page.lines for page in pages) else []

    def _labels(self, count: int) -> tuple[str, ...]:
        """Read the labels where the file has some: pypdf would count the pages otherwise."""
        labels: Sequence[str] = ()
        try:
            if self._reader is not None and "/PageLabels" in self._reader.root_object:
                labels = [str(label) for label in self._reader.page_labels]
        except _ERRORS:
            labels = ()
        return tuple([*labels, *[""] * count][:count])

    def _titles(self, count: int) -> frozenset[str]:
        if self._reader is None:
            return frozenset()
        try:
            return outline_titles(self._reader, count)
        except _ERRORS:
            return frozenset()


def _plain_lines(text: str) -> Iterator[Line]:
    for place, raw in enumerate(clean_characters(text)[0].split("\n")):
        line = one_line(raw)
        if line:
            cell = Cell(line, 0.0, len(line) * _PLAIN_WIDTH)
            yield Line(line, (cell,), baseline=-place * _PLAIN_PITCH, size=_PLAIN_SIZE)
