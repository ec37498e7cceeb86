"""Reads the words on a picture of a page with the program tesseract, where it is installed.

The program is run by its full path, without a shell: the picture goes in by a pipe and hOCR comes
out of one, so that no file is written. Knows the program and its output; knows no PDF.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from statistics import median
from typing import Any

from lxml import etree
from PIL import Image

from ingest.loaders.characters import clean_characters, one_line
from ingest.pdf.lines import Cell, Line, Word

DOTS_PER_INCH = 200
"""1.3 CPU seconds a page of 12-point text, with the words of 300 dots (1.8 s; measured)."""
_LANGUAGE = "eng"
_FLOOR_CONFIDENCE = 60.0
"""Of 100, the mean over a page's letters. Ten real pages gave 89 to 96, the same with noise, blur
and a slant 75 to 95, on their side or head 14 to 29 (measured): no quote to show."""
_FLOOR_LINE_CONFIDENCE = 50.0
"""On those pages 12 of 15 lines below it were smudges ("KK", "e es"), 3 garbled addresses."""
_CELL_GAP_SIZES = 1.2
# Sizes of one font differ by 6 % from line to line, as ascenders and descenders happen to be there.
_SAME_SIZE_SHARE = 0.09
# A bullet has no letter of its own; English has no word "e" or "o" for a line to begin with.
_BULLET_READ_AS = re.compile(r"^[¢«°®eo*] (?=\S)")
_BOX = re.compile(r"bbox (\d+) (\d+) (\d+) (\d+)")
_BASELINE = re.compile(r"baseline (-?[\d.]+) (-?[\d.]+)")
_SIZE = re.compile(r"x_size ([\d.]+)")
_CONFIDENCE = re.compile(r"x_wconf (\d+)")


class OcrTimeoutError(Exception):
    """The program took too long over a page."""


class OcrError(Exception):
    """The program failed; what it said."""


@dataclass(frozen=True, slots=True)
class _ReadWord:
    """A word, in dots from the picture's top left corner, and how sure the program is of it."""

    text: str
    left: float
    right: float
    confidence: float


@dataclass(frozen=True, slots=True)
class _ReadLine:
    """A line as the program gives it."""

    words: tuple[_ReadWord, ...]
    bottom: float
    size: float

    @property
    def letters(self) -> int:
        """How many letters it has."""
        return sum(len(word.text) for word in self.words)

    @property
    def confidence(self) -> float:
        """The mean over its letters."""
        return sum(len(word.text) * word.confidence for word in self.words) / self.letters


def find_tesseract() -> str | None:
    """Return the program's path, or None where it is not installed."""
    return shutil.which("tesseract")


def read_picture(program: str, picture: Image.Image, points: float, limit_s: float) -> list[Line]:
    """Read a picture of a page.

    Args:
        program: The path of tesseract.
        picture: Black on white.
        points: How wide and high one of its dots is.
        limit_s: Within which it must be done.

    Returns:
        Its lines in reading order, in points from its lower left corner; none where the program
        is too unsure of what it reads.

    Raises:
        OcrTimeoutError: It took longer.
        OcrError: It failed.
    """
    dots_per_inch = str(round(72 / points))
    command = [program, "stdin", "stdout", "-l", _LANGUAGE, "--dpi", dots_per_inch, "hocr"]
    return lines_of_hocr(_output_of(command, picture, limit_s), picture.height, points)


def _output_of(command: Sequence[str], picture: Image.Image, limit_s: float) -> bytes:
    """Run the program on a picture; raises as `read_picture` says."""
    stream = BytesIO()
    picture.save(stream, "PPM")
    try:
        done = subprocess.run(  # noqa: S603 - a full path and constants; the picture is a pipe
            command,
            input=stream.getvalue(),
            capture_output=True,
            timeout=limit_s,
            check=False,
            # One thread: a second core halves no page's time, and the laptop is in use.
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise OcrTimeoutError from error
    except OSError as error:
        raise OcrError(error.strerror or str(error)) from error
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise OcrError(said[-1][:200] if said else f"exit status {done.returncode}")
    return done.stdout


def lines_of_hocr(hocr: bytes, height_px: int, points: float) -> list[Line]:
    """Turn the program's output into lines.

    Args:
        hocr: What it wrote.
        height_px: Of the picture.
        points: How wide and high one of its dots is.

    Returns:
        The lines; none where the mean confidence is below the floor.

    Raises:
        OcrError: It is no hOCR.
    """
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(hocr, parser)
    except etree.XMLSyntaxError as error:
        message = f"its output cannot be read ({error})"
        raise OcrError(message) from error
    read = [line for line in _read_lines(root) if line.confidence >= _FLOOR_LINE_CONFIDENCE]
    letters = sum(line.letters for line in read)
    sure = sum(line.confidence * line.letters for line in read)
    if not letters or sure / letters < _FLOOR_CONFIDENCE:
        return []
    return [_line(line, height_px, points) for line in _even_sizes(read)]


def _read_lines(root: Any) -> Iterator[_ReadLine]:
    for element in root.iter():
        if not str(element.get("id", "")).startswith("line_"):
            continue
        words = tuple(_read_words(element))
        title = element.get("title", "")
        box, size = _BOX.search(title), _SIZE.search(title)
        if not words or box is None or size is None:
            continue
        baseline = _BASELINE.search(title)
        bottom = float(box[4])
        if baseline is not None:
            middle = (float(box[3]) - float(box[1])) / 2
            bottom += float(baseline[1]) * middle + float(baseline[2])
        yield _ReadLine(words, bottom, float(size[1]))


def _read_words(element: Any) -> Iterator[_ReadWord]:
    for word in element.iter():
        if word.get("class") != "ocrx_word":
            continue
        title = word.get("title", "")
        box, confidence = _BOX.search(title), _CONFIDENCE.search(title)
        text = one_line(clean_characters("".join(word.itertext()))[0])
        if text and box is not None and confidence is not None:
            yield _ReadWord(text, float(box[1]), float(box[3]), float(confidence[1]))


def _even_sizes(lines: Sequence[_ReadLine]) -> list[_ReadLine]:
    """Give the lines of about the running text's size that size: a heading is told by its own."""
    body = median(line.size for line in lines for _ in range(line.letters))
    return [
        replace(line, size=body) if abs(line.size - body) <= _SAME_SIZE_SHARE * body else line
        for line in lines
    ]


def _line(line: _ReadLine, height_px: int, points: float) -> Line:
    cells = tuple(_cells(line, points))
    return Line(
        text=" ".join(cell.text for cell in cells),
        cells=cells,
        baseline=(height_px - line.bottom) * points,
        size=line.size * points,
        glued=cells[-1].text.endswith("-") and cells[-1].text[-2:-1].isalpha(),
    )


def _cells(line: _ReadLine, points: float) -> Iterator[Cell]:
    """Part a line's words where the gap between two is wide."""
    part: list[_ReadWord] = []
    for word in line.words:
        if part and word.left - part[-1].right > _CELL_GAP_SIZES * line.size:
            yield _cell(part, points)
            part = []
        part.append(word)
    yield _cell(part, points)


def _cell(part: Sequence[_ReadWord], points: float) -> Cell:
    words = tuple(Word(word.text, word.left * points, word.right * points) for word in part)
    text = _BULLET_READ_AS.sub("\u2022 ", " ".join(word.text for word in words))
    return Cell(text, words[0].left, max(word.right for word in words), words)
