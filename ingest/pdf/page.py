"""Reads one PDF page's characters with pdfium: what each is, and its box; then its lines.

Asking for 3,000 characters and boxes costs 4 to 7 ms, so every later question (columns, cells,
sizes, quote boxes) is answered from one reading. Knows pdfium; knows no document.
"""

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pypdfium2.raw as pdfium

from ingest.loaders.characters import clean_characters, one_line
from ingest.pdf.lines import Cell, Line, Word

_HYPHEN_WITHIN_WORD = "\x02"
"""What pdfium gives for a hyphen at a line's end (U+FFFE in its joined text)."""
_BOLD_FROM_WEIGHT = 600
_BOLD_NAME = re.compile(rb"bold|black|heavy", re.IGNORECASE)
_FONT_NAME_BYTES = 128
_LIGHT_FROM = 0xE0
# Letters lower than this cannot be read: guidance of 2024 has notes' marks set at 1 point in it.
_TINY_POINTS = 1.0
_SAMPLES = 7
# A gap wider than this many letter sizes is no space between words: it parts cells or columns.
_CELL_GAP_SIZES = 1.2
_RAISED_BELOW_SIZE = 0.75
# A raised figure stands up to 0.4 sizes above its line, and 0.5 where it is set very small.
_RISE_SIZES = 0.5
_SMALL_RISE_SIZES = 0.7
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
    readable = [each for each in page_characters(text_page) if not _is_tiny(each)]
    for group in _split_lines(readable):
        if not any(_is_ink(character) for character in group):
            continue
        if groups and _continues(text_page, groups[-1], group):
            groups[-1] = [*groups[-1], _space_after(groups[-1][-1]), *group]
        else:
            groups.append(group)
    return [_without_note_figures(text_page, group) for group in groups]


def _is_ink(character: Character) -> bool:
    return not character.text.isspace()


def _is_tiny(character: Character) -> bool:
    if not 0 < character.top - character.bottom < _TINY_POINTS:
        return False
    return character.right - character.left < _TINY_POINTS and character.text.isalnum()


def _space_after(character: Character) -> Character:
    right, bottom = character.right, character.bottom
    return Character(" ", character.index, right, bottom, right, character.top)


def _continues(text_page: Any, before: Sequence[Character], group: Sequence[Character]) -> bool:
    """Say whether a group stands on the line before it: a raised figure makes pdfium break it."""
    last = [character for character in before if _is_ink(character)][-1]
    first = next(character for character in group if _is_ink(character))
    if last.text == _HYPHEN_WITHIN_WORD or first.left < last.right - 1:
        return False
    sizes = (_size(text_page, last.index), _size(text_page, first.index))
    is_raised = min(sizes) < max(sizes) * _RAISED_BELOW_SIZE
    rise = _baseline(text_page, first.index) - _baseline(text_page, last.index)
    return abs(rise) < max(sizes) * (_SMALL_RISE_SIZES if is_raised else _RISE_SIZES)


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
    heavy = sum(_is_heavy(text_page, index) for index in samples)
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
        light=_is_light(text_page, samples[0]),
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
            tuple(_words(part, text)),
        )


def _words(part: Sequence[Character], text: str) -> Iterator[Word]:
    """Yield a stretch's words with their places; none where cleaning changed their number."""
    runs = [[*run] for is_ink, run in groupby(part, _is_ink) if is_ink]
    texts = text.split(" ")
    if len(runs) == len(texts):
        for word, run in zip(texts, runs, strict=True):
            yield Word(word, min(each.left for each in run), max(each.right for each in run))


def _is_heavy(text_page: Any, index: int) -> bool:
    """Say whether a letter is heavy: by its font's weight, or by its name where that is 0."""
    weight = pdfium.FPDFText_GetFontWeight(text_page, index)
    if weight:
        return bool(weight >= _BOLD_FROM_WEIGHT)
    name = ctypes.create_string_buffer(_FONT_NAME_BYTES)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page, index, name, _FONT_NAME_BYTES, ctypes.byref(flags))
    return bool(_BOLD_NAME.search(name.value))


def _is_light(text_page: Any, index: int) -> bool:
    """Say whether a letter is (nearly) white: it can only be read on a dark ground."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    parts = (ctypes.byref(part) for part in (red, green, blue, alpha))
    known = pdfium.FPDFText_GetFillColor(text_page, index, *parts)
    return bool(known) and min(red.value, green.value, blue.value) >= _LIGHT_FROM


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
