"""Reads one PDF page's characters with pdfium: what each is, where it stands and how it is set.

Asking pdfium costs 0.5 to 1.5 microseconds a question, and a page has 2,700 characters: so the
text is read at once, boxes into one buffer, and how letters are set once for each of the page's
text objects (with the lines made of them: 12 ms a page before, 4 to 5 after). Places are turned
and shifted so that text reads from left to right and the page's visible part starts at 0. Knows
pdfium; knows no document.
"""

import ctypes
import math
import re
import sys
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium

HYPHEN_WITHIN_WORD = "\x02"
"""What pdfium gives for a hyphen at a line's end."""

_HYPHEN_IN_JOINED_TEXT = "\ufffe"
_BOLD_FROM_WEIGHT = 600
_BOLD_NAME = re.compile(rb"bold|black|heavy", re.IGNORECASE)
_FONT_NAME_BYTES = 128
_LIGHT_FROM = 0xE0
_PALE_FROM = 0x80
_OPAQUE_FROM = 0xC0
_FULL_TURN = 360
_QUARTER_TURN = 90
_BOX_BYTES = 4 * 8
_HALF = re.compile("[\ud800-\udfff]")
# Letters lower than this cannot be read: guidance of 2024 has notes' marks set at 1 point in it.
_TINY_POINTS = 1.0
_SAMPLES = 60

_Box = tuple[float, float, float, float]
_ASK_BOX = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *[ctypes.c_void_p] * 4)
_ask_box = _ASK_BOX(ctypes.cast(pdfium.FPDFText_GetCharBox, ctypes.c_void_p).value or 0)
"""FPDFText_GetCharBox told by address where to write, and called with Python's lock held: 0.6
microseconds a call, not 1.5."""


@dataclass(frozen=True, slots=True)
class Character:
    """One character of a page, in the page's own points; `index` is pdfium's."""

    text: str
    index: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Setting:
    """How letters are set.

    Attributes:
        size: Their height as drawn, in points (of the font, not of the ink).
        bold: Whether they are heavy.
        light: Whether they are white or nearly: they can only be read on a dark ground.
        pale: Whether they are grey, light or see-through.
        angle: Of their line, in degrees from 0 to 360, against the clock from left to right.
    """

    size: float
    bold: bool
    light: bool
    pale: bool
    angle: float


@dataclass(frozen=True, slots=True)
class _Placing:
    """How the page's own points become those of upright text: quarter turns, then a shift."""

    turns: int = 0
    x: float = 0.0
    y: float = 0.0

    @property
    def is_plain(self) -> bool:
        return not (self.turns or self.x or self.y)

    def point(self, x: float, y: float) -> tuple[float, float]:
        for _ in range(self.turns):
            x, y = y, -x
        return x - self.x, y - self.y

    def box(self, box: Sequence[float]) -> tuple[float, float, float, float]:
        """Place a box, given as left, right, bottom, top."""
        left, low = self.point(box[0], box[2])
        right, high = self.point(box[1], box[3])
        return min(left, right), max(left, right), min(low, high), max(low, high)


class PageText:
    """The characters of one page, in pdfium's order, line ends and made-up spaces included.

    Args:
        text_page: pypdfium2's.

    Attributes:
        text: One sign a character.
        unseen: The indices of characters that are no part of the text: those too small to be
            read, and second halves.
        lefts: Where each character's box starts; 0 for white space, as the other edges.
        rights: Where it ends.
        bottoms: Its lower edge.
        tops: Its upper edge.
        width: Of the page's visible part, as its text reads.
        height: Of the same.
    """

    def __init__(self, text_page: Any) -> None:
        # Held, because pdfium frees the page with the last of its handles.
        self._text_page = text_page
        self._raw = text_page.raw
        self._settings: dict[int, Setting] = {}
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._origin = (ctypes.byref(self._x), ctypes.byref(self._y))
        count = max(0, text_page.count_chars())
        self.text = _text(self._raw, count)
        self.angle = self._commonest_angle()
        box: tuple[float, float, float, float] = text_page.page.get_bbox()
        self._placing = _placing_of(round(self.angle / _QUARTER_TURN) % 4, box)
        self.width, self.height = _extent(self._placing, box)
        self._edges = _boxes(self._raw, count)
        self.lefts, self.rights = self._edges[::4], self._edges[1::4]
        self.bottoms, self.tops = self._edges[2::4], self._edges[3::4]
        if not self._placing.is_plain:
            boxes = zip(self.lefts, self.rights, self.bottoms, self.tops, strict=True)
            placed = [self._placing.box(each) for each in boxes]
            self.lefts, self.rights, self.bottoms, self.tops = (
                [each[edge] for each in placed] for edge in range(4)
            )
        self.unseen = frozenset(self._tiny())
        if _HALF.search(self.text):
            self._join_halves()

    def setting(self, index: int) -> Setting:
        """Return how a character is set."""
        found = pdfium.FPDFText_GetTextObject(self._raw, index)
        if not found:
            return _setting(self._raw, index)
        address = ctypes.addressof(found.contents)
        known = self._settings.get(address)
        if known is None:
            known = self._settings[address] = _setting(self._raw, index)
        return known

    def baseline(self, index: int) -> float:
        """Return y of the line that a character stands on."""
        pdfium.FPDFText_GetCharOrigin(self._raw, index, *self._origin)
        if self._placing.is_plain:
            return self._y.value
        return self._placing.point(self._x.value, self._y.value)[1]

    def lean(self, index: int) -> float:
        """Return how far a character leans from the page's text, in degrees from 0 to 90."""
        apart = (self.setting(index).angle - self.angle) % (2 * _QUARTER_TURN)
        return min(apart, 2 * _QUARTER_TURN - apart)

    def is_outside(self, index: int) -> bool:
        """Say whether a character stands off the visible part of the page."""
        if self.rights[index] < 0 or self.lefts[index] > self.width:
            return True
        return self.tops[index] < 0 or self.bottoms[index] > self.height

    def upright(self, left: float, bottom: float, right: float, top: float) -> _Box:
        """Return where a box of the page's own points stands among those of its characters."""
        if self._placing.is_plain:
            return left, bottom, right, top
        left, right, bottom, top = self._placing.box((left, right, bottom, top))
        return left, bottom, right, top

    def character(self, index: int, sign: str) -> Character:
        """Return a character with its box in the page's own points."""
        left, right, bottom, top = self._edges[4 * index : 4 * index + 4]
        return Character(sign, index, left, bottom, right, top)

    def _commonest_angle(self) -> int:
        """Return the angle, in whole quarter turns, of most of the page's letters."""
        angles: Counter[int] = Counter()
        for index in range(0, len(self.text), max(1, len(self.text) // _SAMPLES)):
            if self.text[index].isalnum():
                angles[round(self.setting(index).angle / _QUARTER_TURN) % 4 * _QUARTER_TURN] += 1
        return angles.most_common(1)[0][0] if angles else 0

    def _tiny(self) -> Iterator[int]:
        for index, (bottom, top) in enumerate(zip(self.bottoms, self.tops, strict=True)):
            if not 0 < top - bottom < _TINY_POINTS or not self.text[index].isalnum():
                continue
            if self.rights[index] - self.lefts[index] < _TINY_POINTS:
                yield index

    def _join_halves(self) -> None:
        """Join the two halves in which pdfium gives a character beyond U+FFFF."""
        signs = [*self.text]
        for index in range(len(signs) - 1):
            if "\ud800" <= signs[index] <= "\udbff" and "\udc00" <= signs[index + 1] <= "\udfff":
                both = (signs[index] + signs[index + 1]).encode("utf-16", "surrogatepass")
                signs[index] = both.decode("utf-16")
                self.rights[index] = self.rights[index + 1]
                self.unseen |= {index + 1}
        self.text = "".join(signs)


def _text(raw: Any, count: int) -> str:
    """Read one sign a character, the halves of those beyond U+FFFF apart."""
    buffer = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(raw, 0, count, buffer) == count + 1:
        return "".join(map(chr, buffer[:count])).replace(_HYPHEN_IN_JOINED_TEXT, HYPHEN_WITHIN_WORD)
    # A character without text is left out of the joined text: ask for each alone.
    codes = (pdfium.FPDFText_GetUnicode(raw, index) for index in range(count))
    return "".join(chr(code) if code <= sys.maxunicode else "\ufffd" for code in codes)


def _boxes(raw: Any, count: int) -> list[float]:
    """Read the characters' boxes, each as left, right, bottom, top."""
    buffer = (ctypes.c_double * (4 * count))()
    first, page = ctypes.addressof(buffer), ctypes.cast(raw, ctypes.c_void_p)
    end = first + ctypes.sizeof(buffer)
    edges = (range(first + shift, end + shift, _BOX_BYTES) for shift in range(0, _BOX_BYTES, 8))
    deque(map(_ask_box, repeat(page), range(count), *edges), maxlen=0)
    return list(buffer)


def _placing_of(turns: int, box: Sequence[float]) -> _Placing:
    turned = _Placing(turns)
    left, bottom, right, top = box
    corners = [turned.point(left, bottom), turned.point(right, top)]
    return _Placing(turns, min(x for x, _ in corners), min(y for _, y in corners))


def _extent(placing: _Placing, box: Sequence[float]) -> tuple[float, float]:
    width, height = box[2] - box[0], box[3] - box[1]
    return (height, width) if placing.turns % 2 else (width, height)


def _setting(raw: Any, index: int) -> Setting:
    matrix = pdfium.FS_MATRIX()
    size, angle = float(pdfium.FPDFText_GetFontSize(raw, index)), 0.0
    if pdfium.FPDFText_GetMatrix(raw, index, matrix):
        size *= math.hypot(matrix.c, matrix.d)
        angle = math.degrees(math.atan2(matrix.b, matrix.a)) % _FULL_TURN
    red, green, blue, alpha = _colour(raw, index)
    shade = min(red, green, blue)
    return Setting(
        size=size,
        bold=_is_heavy(raw, index),
        light=shade >= _LIGHT_FROM,
        pale=shade >= _PALE_FROM or alpha < _OPAQUE_FROM,
        angle=angle,
    )


def _colour(raw: Any, index: int) -> Iterator[int]:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFText_GetFillColor(raw, index, *(ctypes.byref(part) for part in parts)):
        return iter((0, 0, 0, 0xFF))
    return (part.value for part in parts)


def _is_heavy(raw: Any, index: int) -> bool:
    """Say whether a letter is heavy: by its font's weight, or by its name where that is 0."""
    weight = pdfium.FPDFText_GetFontWeight(raw, index)
    if weight:
        return bool(weight >= _BOLD_FROM_WEIGHT)
    name = ctypes.create_string_buffer(_FONT_NAME_BYTES)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(raw, index, name, _FONT_NAME_BYTES, ctypes.byref(flags))
    return bool(_BOLD_NAME.search(name.value))
