"""Reads a PDF page's lines: which characters stand on one, its cells and words, and how it is set.

Columns, tables, headings and quote boxes are all told from these. Knows the characters of a page;
knows no document.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.loaders.characters import clean_characters, one_line
from ingest.pdf.characters import HYPHEN_WITHIN_WORD, Character, PageText
from ingest.pdf.lines import Cell, Line, Word

__all__ = ["Character", "character_lines", "page_lines"]

_SAMPLES = 7
# A gap wider than this many letter sizes is no space between words: it parts cells or columns.
_CELL_GAP_SIZES = 1.2
_RAISED_BELOW_SIZE = 0.75
# A raised figure stands up to 0.4 sizes above its line, and 0.5 where it is set very small.
_RISE_SIZES = 0.5
_SMALL_RISE_SIZES = 0.7
# A scan's text layer may lie a degree or two askew; text set sideways is a table's or a chart's.
_ASLANT_DEGREES = 8
_QUARTER_TURN = 90
# A column of figures is drawn as one text of this many signs at most, as far as seen.
_STACKED_LIMIT_CHARS = 40
_FIGURES = re.compile(r"[\d\s.,%£+\-–<>]+")
_UNITS = ("m", "km", "cm", "mm")
_MARK_WITHIN = re.compile(r"\S\s*\d|[.,;:)’”'\"]\s?[ivxlc]{1,6}(?:\s|$)")
_ROMAN = "ivxlc"
_NUMBER_GLUED = re.compile(r"\s*\d{1,3}\.(?=[A-Z‘“])")
_SPACE_SIZES = 0.12
_LINE = re.compile(f"[^\r\n{HYPHEN_WITHIN_WORD}]*{HYPHEN_WITHIN_WORD}|[^\r\n{HYPHEN_WITHIN_WORD}]+")


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters of one line that has ink: their signs, and pdfium's index of each."""

    text: str
    indices: Sequence[int]

    @property
    def first(self) -> int:
        """The index of its first ink."""
        return self.indices[len(self.text) - len(self.text.lstrip())]

    @property
    def last(self) -> int:
        """The index of its last ink."""
        return self.indices[len(self.text.rstrip()) - 1]

    @property
    def is_glued(self) -> bool:
        """Whether it ends at a hyphen within a word."""
        return self.text.rstrip().endswith(HYPHEN_WITHIN_WORD)


def page_lines(page: PageText) -> list[Line]:
    """Read a page's lines, in pdfium's order (the order of the page's content)."""
    return [line for run in _runs(page) if (line := _line_of(page, run))]


def character_lines(text_page: Any) -> list[list[Character]]:
    """Group a page's characters into the same lines, with their boxes in the page's own points."""
    page = PageText(text_page)
    return [
        [page.character(index, sign) for index, sign in zip(run.indices, run.text, strict=True)]
        for run in _runs(page)
    ]


def _runs(page: PageText) -> list[_Run]:
    """Group a page's characters into lines; raised note figures within a line are left out."""
    runs: list[_Run] = []
    for run in _split_lines(page):
        if runs and _continues(page, runs[-1], run):
            before = runs[-1]
            indices = [*before.indices, before.indices[-1], *run.indices]
            runs[-1] = _Run(f"{before.text} {run.text}", indices)
        else:
            runs.append(run)
    return [_with_number_apart(page, _without_note_figures(page, run)) for run in runs]


def _split_lines(page: PageText) -> Iterator[_Run]:
    for match in _LINE.finditer(page.text):
        text, indices = match[0], range(match.start(), match.end())
        if page.unseen and not page.unseen.isdisjoint(indices):
            seen = [index for index in indices if index not in page.unseen]
            yield from _stacked(page, _Run("".join(page.text[index] for index in seen), seen))
        else:
            yield from _stacked(page, _Run(text, indices))


def _stacked(page: PageText, run: _Run) -> Iterator[_Run]:
    """Part short figures that stand one under another: pdfium takes them for upright writing."""
    if len(run.text) > _STACKED_LIMIT_CHARS or not _FIGURES.fullmatch(run.text):
        yield from _seen(run)
        return
    start, before = 0, None
    for place, index in enumerate(run.indices):
        if run.text[place].isspace():
            continue
        under = before is not None and page.tops[index] < page.bottoms[before]
        if before is not None and under and page.lefts[index] < page.rights[before] - 1:
            yield from _seen(_Run(run.text[start:place], run.indices[start:place]))
            start = place
        before = index
    yield from _seen(_Run(run.text[start:], run.indices[start:]))


def _seen(run: _Run) -> Iterator[_Run]:
    if run.text.strip():
        yield run


def _continues(page: PageText, before: _Run, run: _Run) -> bool:
    """Say whether a run stands on the line before it: a raised figure makes pdfium break it."""
    last, first = before.last, run.first
    if before.is_glued or page.lefts[first] < page.rights[last] - 1:
        return False
    sizes = (page.setting(last).size, page.setting(first).size)
    is_raised = min(sizes) < max(sizes) * _RAISED_BELOW_SIZE
    rise = page.baseline(first) - page.baseline(last)
    return abs(rise) < max(sizes) * (_SMALL_RISE_SIZES if is_raised else _RISE_SIZES)


def _without_note_figures(page: PageText, run: _Run) -> _Run:
    """Leave out small raised figures that refer to a note; a line's first ones stay.

    Read inline they would end sentences in "framework.1 The"; a unit's figure (km2) stays.
    """
    if not _MARK_WITHIN.search(run.text):
        return run
    kept: list[int] = []
    before: int | None = None
    for place, sign in enumerate(run.text):
        if before is not None and _may_be_mark(run.text[before], sign):
            word = "".join(run.text[known] for known in kept[-4:]).split()[-1:]
            raised = _is_raised(page, run.indices[before], run.indices[place])
            if raised and word != [] and word[0] not in _UNITS:
                continue
        kept.append(place)
        if not sign.isspace():
            before = place
    if len(kept) == len(run.text):
        return run
    return _Run("".join(run.text[place] for place in kept), [run.indices[n] for n in kept])


def _with_number_apart(page: PageText, run: _Run) -> _Run:
    """Put a space after a paragraph's number where the page shows one ("10.Plans" as read)."""
    glued = _NUMBER_GLUED.match(run.text)
    if not glued:
        return run
    last, after = run.indices[glued.end() - 1], run.indices[glued.end()]
    if page.lefts[after] - page.rights[last] < _SPACE_SIZES * page.setting(last).size:
        return run
    text = f"{glued[0]} {run.text[glued.end() :]}"
    return _Run(text, [*run.indices[: glued.end()], last, *run.indices[glued.end() :]])


def _may_be_mark(before: str, sign: str) -> bool:
    """Say whether a sign may point to a note; its size tells, as in the year of "Act 2018(12)"."""
    return sign.isdigit() or (sign in _ROMAN and not before.isalnum())


def _is_raised(page: PageText, before: int, index: int) -> bool:
    size, size_before = page.setting(index).size, page.setting(before).size
    if size_before and size >= size_before * _RAISED_BELOW_SIZE:
        return False
    return page.baseline(index) > page.baseline(before) + 0.5


def _line_of(page: PageText, run: _Run) -> Line | None:
    signs = zip(run.indices, run.text, strict=True)
    inked = [index for index, sign in signs if not sign.isspace()]
    samples = _samples(inked)
    settings = [page.setting(index) for index in samples]
    size = sorted(setting.size for setting in settings)[len(settings) // 2]
    cells = tuple(_cells(page, run.text, inked, size * _CELL_GAP_SIZES))
    if not cells:
        return None
    baselines = sorted(page.baseline(index) for index in samples)
    return Line(
        text=" ".join(cell.text for cell in cells),
        cells=cells,
        baseline=baselines[len(baselines) // 2],
        size=size,
        bold=sum(setting.bold for setting in settings) * 2 > len(settings),
        glued=run.is_glued,
        marked=page.text[inked[0]].isdigit()
        and page.setting(inked[0]).size < size * _RAISED_BELOW_SIZE,
        light=settings[0].light,
        pale=all(setting.pale for setting in settings),
        aside=_aside(page, samples),
    )


def _aside(page: PageText, samples: Sequence[int]) -> str:
    """Say why a line is no part of the page's text: a watermark aslant, a printer's mark."""
    if page.is_outside(samples[0]) and page.is_outside(samples[-1]):
        return "off the page"
    lean = page.lean(samples[len(samples) // 2])
    return "aslant" if _ASLANT_DEGREES < lean < _QUARTER_TURN - _ASLANT_DEGREES else ""


def _samples(inked: Sequence[int]) -> Sequence[int]:
    step = max(1, len(inked) // _SAMPLES)
    return inked[step // 2 :: step]


def _cells(page: PageText, text: str, inked: Sequence[int], gap: float) -> Iterator[Cell]:
    lefts = [page.lefts[index] for index in inked]
    rights = [page.rights[index] for index in inked]
    gaps = zip(lefts[1:], rights, strict=False)
    starts = [place for place, (left, right) in enumerate(gaps, 1) if left - right > gap]
    if not starts:
        yield from _cell(text, inked, lefts, rights)
        return
    places = [place for place, sign in enumerate(text) if not sign.isspace()]
    for start, end in zip([0, *starts], [*starts, len(inked)], strict=True):
        stretch = text[places[start] : places[end - 1] + 1]
        yield from _cell(stretch, inked[start:end], lefts[start:end], rights[start:end])


def _cell(
    stretch: str, inked: Sequence[int], lefts: Sequence[float], rights: Sequence[float]
) -> Iterator[Cell]:
    """Yield the cell of a stretch; the edges are of its ink."""
    text = one_line(clean_characters(stretch.replace(HYPHEN_WITHIN_WORD, "-"))[0])
    if text:
        left, right = min(lefts), max(rights)
        texts = text.split(" ")
        yield Cell(text, left, right, tuple(_words(stretch.split(), texts, lefts, rights, inked)))


def _words(
    raw: Sequence[str],
    texts: Sequence[str],
    lefts: Sequence[float],
    rights: Sequence[float],
    indices: Sequence[int],
) -> Iterator[Word]:
    """Yield a stretch's words with their places; none where cleaning changed their number."""
    if len(raw) != len(texts):
        return
    start = 0
    for inked, text in zip(raw, texts, strict=True):
        end = start + len(inked)
        left, right = min(lefts[start:end]), max(rights[start:end])
        yield Word(text, left, right, indices[start], indices[end - 1])
        start = end
