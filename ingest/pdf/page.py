"""Reads one PDF page's characters with pdfium: what each is, and its box; then its lines.

Asking for 3,000 characters and boxes costs 4 to 7 ms, so every later question (columns, cells,
sizes, quote boxes) is answered from one reading. Knows pdfium; knows no document.
"""

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from ingest.loaders.characters import clean_characters, one_line
from ingest.pdf.lines import Cell, Line

_HYPHEN_WITHIN_WORD = "\x02"
"""What pdfium gives for a hyphen at a line's end (U+FFFE in its joined text)."""
_BOLD_FROM_WEIGHT = 600
_SAMPLES = 7
# A gap wider than this many letter sizes is no space between words: it parts cells or columns.
_CELL_GAP_SIZES = 1.2
_RAISED_BELOW_SIZE = 0.75
_UNITS = ("m", "km", "cm", "mm")


@dataclass(frozen=True, slots=True)
class Character:
    """One character of a page; `index` is pdfium's."""

    text: str
    index: int
    left: float
    bottom: float
    right: float
    top: float


def page_characters(text_page: Any) -> list[Character]:
    """Read all characters in pdfium's order, line ends and made-up spaces included."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    box = tuple(ctypes.byref(edge) for edge in (left, right, bottom, top))
    characters = []
    for index in range(text_page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        pdfium.FPDFText_GetCharBox(text_page, index, *box)
        text = chr(code) if code <= 0x10FFFF else "\ufffd"  # noqa: PLR2004 - the last code point
        characters.append(Character(text, index, left.value, bottom.value, right.value, top.value))
    return _joined_surrogates(characters)


def page_lines(text_page: Any) -> list[Line]:
    """Read a page's lines, in pdfium's order (the order of the page's content)."""
    return [line for group in character_lines(text_page) if (line := _line_of(text_page, group))]


def character_lines(text_page: Any) -> list[list[Character]]:
    """Group a page's characters into lines; raised note figures within a line are left out."""
    groups: list[list[Character]] = []
    for group in _split_lines(page_characters(text_page)):
        if not any(_is_ink(character) for character in group):
            continue
        if groups and _continues(text_page, groups[-1], group):
            groups[-1] = [*groups[-1], _space_after(groups[-1][-1]), *group]
        else:
            groups.append(group)
    return [_without_note_figures(text_page, group) for group in groups]


def _is_ink(character: Character) -> bool:
    return not character.text.isspace()


def _space_after(character: Character) -> Character:
    right, bottom = character.right, character.bottom
    return Character(" ", character.index, right, bottom, right, character.top)


def _continues(text_page: Any, before: Sequence[Character], group: Sequence[Character]) -> bool:
    """Say whether a group stands on the line before it: a raised figure makes pdfium break it."""
    last = [character for character in before if _is_ink(character)][-1]
    first = next(character for character in group if _is_ink(character))
    if last.text == _HYPHEN_WITHIN_WORD or first.left < last.right - 1:
        return False
    size = max(_size(text_page, last.index), _size(text_page, first.index))
    rise = _baseline(text_page, first.index) - _baseline(text_page, last.index)
    return abs(rise) < size / 2


def _joined_surrogates(characters: list[Character]) -> list[Character]:
    """Join the two halves in which pdfium gives a character beyond U+FFFF."""
    joined: list[Character] = []
    for character in characters:
        before = joined[-1].text if joined else ""
        if "\ud800" <= before <= "\udbff" and "\udc00" <= character.text <= "\udfff":
            whole = (before + character.text).encode("utf-16", "surrogatepass").decode("utf-16")
            half = joined.pop()
            character = Character(  # noqa: PLW2901 - the two halves become one
                whole, half.index, half.left, half.bottom, character.right, half.top
            )
        joined.append(character)
    return joined


def _split_lines(characters: Sequence[Character]) -> Iterator[list[Character]]:
    group: list[Character] = []
    for character in characters:
        if character.text in "\r\n":
            if group:
                yield group
            group = []
            continue
        group.append(character)
        if character.text == _HYPHEN_WITHIN_WORD:
            yield group
            group = []
    if group:
        yield group


def _without_note_figures(text_page: Any, group: Sequence[Character]) -> list[Character]:
    """Leave out small raised figures that refer to a note; a line's first ones stay.

    Read inline they would end sentences in "framework.1 The"; a unit's figure (km2) stays.
    """
    kept: list[Character] = []
    before: Character | None = None
    for character in group:
        if before is not None and character.text.isdigit() and not before.text.isdigit():
            word = "".join(known.text for known in kept[-4:]).split()[-1:]
            if word != [] and word[0] not in _UNITS and _is_raised(text_page, before, character):
                continue
        kept.append(character)
        if _is_ink(character):
            before = character
    return kept


def _is_raised(text_page: Any, before: Character, character: Character) -> bool:
    size, size_before = (_size(text_page, each.index) for each in (character, before))
    if size_before and size >= size_before * _RAISED_BELOW_SIZE:
        return False
    return _baseline(text_page, character.index) > _baseline(text_page, before.index) + 0.5


def _line_of(text_page: Any, group: Sequence[Character]) -> Line | None:
    inked = [character for character in group if not character.text.isspace()]
    if not inked:
        return None
    step = max(1, len(inked) // _SAMPLES)
    samples = [character.index for character in inked[step // 2 :: step]]
    sizes = sorted(_size(text_page, index) for index in samples)
    size = sizes[len(sizes) // 2]
    weights = [pdfium.FPDFText_GetFontWeight(text_page, index) for index in samples]
    heavy = sum(weight >= _BOLD_FROM_WEIGHT for weight in weights)
    cells = tuple(_cells(group, size * _CELL_GAP_SIZES))
    if not cells:
        return None
    raised = [_baseline(text_page, index) for index in samples]
    return Line(
        text=" ".join(cell.text for cell in cells),
        cells=cells,
        baseline=sorted(raised)[len(raised) // 2],
        size=size,
        bold=heavy * 2 > len(samples),
        glued=inked[-1].text == _HYPHEN_WITHIN_WORD,
        marked=inked[0].text.isdigit()
        and _size(text_page, inked[0].index) < size * _RAISED_BELOW_SIZE,
    )


def _cells(group: Sequence[Character], gap: float) -> Iterator[Cell]:
    part: list[Character] = []
    right = -math.inf
    for character in group:
        if not character.text.isspace():
            if part and character.left - right > gap and right > -math.inf:
                yield from _cell(part)
                part = []
            right = character.right
        part.append(character)
    yield from _cell(part)


def _cell(part: Sequence[Character]) -> Iterator[Cell]:
    raw = "".join(character.text for character in part).replace(_HYPHEN_WITHIN_WORD, "-")
    text = one_line(clean_characters(raw)[0])
    inked = [character for character in part if not character.text.isspace()]
    if text and inked:
        yield Cell(
            text,
            min(character.left for character in inked),
            max(character.right for character in inked),
        )


def _size(text_page: Any, index: int) -> float:
    """Return a letter's size as drawn: the font's, times the height of its matrix."""
    matrix = pdfium.FS_MATRIX()
    size = float(pdfium.FPDFText_GetFontSize(text_page, index))
    if pdfium.FPDFText_GetMatrix(text_page, index, matrix):
        return size * math.hypot(matrix.c, matrix.d)
    return size


def _baseline(text_page: Any, index: int) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text_page, index, ctypes.byref(x), ctypes.byref(y))
    return y.value
