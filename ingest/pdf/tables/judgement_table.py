"""Reads the table of judgements and grades on an inspection report's first pages.

Labels wrap over lines, and so may grades, and a PDF names them in several orders; where each
stretch stands on the page tells label from grade. Knows the grading words of the inspectorate,
and no report.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.loaders.texts.text_blocks import is_marker
from ingest.pdf.lines import Line
from ingest.pdf.tables.table_row import Row, Stretch, TableLines, stretch_of

_GRADE = re.compile(
    r"^(outstanding|good|inadequate|requires improvement(?: to be good)?|satisfactory|adequate)"
    r"\.?$",
    re.IGNORECASE,
)
_PART_GRADES = re.compile(r"^(requires|requires improvement(?: to)?(?: be)?)$", re.IGNORECASE)
_REST = re.compile(
    r"^(improvement|improvement to be good|to|to be|to be good|be good|good)$", re.IGNORECASE
)
_HEADS = re.compile(r"^(judgements?|areas?)\W*\s+(grades?)$", re.IGNORECASE)
_INLINE = re.compile(
    r"^(?P<label>.+?)\s+"
    r"(?P<grade>outstanding|good|inadequate|requires improvement(?: to be good)?)$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^\d(?:\.\d)?\.?$")
_FLOOR_HEADLESS = 3
_TOLERANCE_POINTS = 8.0
# Lines of one label stand a line apart; the next row's label stands further down.
_ROW_GAP_SIZES = 1.7


@dataclass(slots=True)
class _OpenRow:
    """A row that is being read."""

    label: str = ""
    grade: str = ""
    baseline: float = 0.0
    letters: tuple[list[Stretch], list[Stretch]] = field(default_factory=lambda: ([], []))

    @property
    def is_full(self) -> bool:
        return bool(self.label) and bool(_GRADE.match(self.grade))


def find_judgements(lines: Sequence[Line]) -> TableLines | None:
    """Return the table of judgements among a page's lines, or None."""
    for start, line in enumerate(lines):
        heads = _HEADS.match(line.text)
        if heads:
            rows, end = _read_rows(lines, start + 1, _grade_edge(line))
            if rows:
                letters = tuple(stretch_of(cell.words) for cell in line.cells)
                head = Row((heads[1], heads[2]), is_head=True, letters=letters)
                return TableLines(start, end, (head, *rows))
    return _find_headless(lines)


def _find_headless(lines: Sequence[Line]) -> TableLines | None:
    """Return the first run of labels with a grade each, as older reports have without heads."""
    for start, line in enumerate(lines):
        if not _is_graded(line):
            continue
        rows, end = _read_rows(lines, start, line.cells[-1].left - _TOLERANCE_POINTS)
        run = lines[start:end]
        if len(rows) >= _FLOOR_HEADLESS and all(_are_two(each) for each in run):
            return TableLines(start, end, tuple(rows))
    return None


def _is_graded(line: Line) -> bool:
    return not line.rows and len(line.cells) > 1 and bool(_GRADE.match(line.cells[-1].text))


def _are_two(line: Line) -> bool:
    """Say whether a line has a label and a grade at most, its number apart."""
    cells = [cell for cell in line.cells if not (is_marker(cell.text) or _NUMBER.match(cell.text))]
    return not line.rows and len(cells) <= 2  # noqa: PLR2004 - label and grade


def _grade_edge(heads: Line) -> float:
    """Return x where the grades' column starts (a little left of it)."""
    if len(heads.cells) > 1:
        return heads.cells[-1].left - _TOLERANCE_POINTS
    # The heads stand close, as in text without places: the words tell label from grade.
    return math.inf


def _read_rows(lines: Sequence[Line], start: int, edge: float) -> tuple[list[Row], int]:
    rows: list[_OpenRow] = [_OpenRow()]
    end = start
    for place in range(start, len(lines)):
        taken = _parts(lines[place], edge)
        if taken is None or not _take(rows, *taken, lines[place]):
            break
        _take_letters(rows[-1], lines[place], edge)
        if rows[-1].is_full:
            end = place + 1
    whole = [row for row in rows if row.is_full]
    read = [
        Row((row.label, _whole_grade(row.grade)), letters=(*row.letters[0], *row.letters[1]))
        for row in whole
    ]
    return read, end


def _take_letters(row: _OpenRow, line: Line, edge: float) -> None:
    for cell in line.cells:
        is_grade = cell.left >= edge
        row.letters[is_grade].append(stretch_of(cell.words))


def _parts(line: Line, edge: float) -> tuple[str, str] | None:
    """Split a line into what stands left and right of the grades' edge; None for running text."""
    if edge == math.inf:
        inline = _INLINE.match(line.text)
        if inline:
            return inline["label"], inline["grade"]
        is_grade = bool(_GRADE.match(line.text) or _PART_GRADES.match(line.text))
        return ("", line.text) if is_grade or _REST.match(line.text) else (line.text, "")
    label = " ".join(cell.text for cell in line.cells if cell.right <= edge + 2)
    grade = " ".join(cell.text for cell in line.cells if cell.left >= edge)
    whole = len(label) + len(grade) + (1 if label and grade else 0)
    return (label, grade) if whole == len(line.text) else None


def _take(rows: list[_OpenRow], label: str, grade: str, line: Line) -> bool:
    """Put a line's parts into the open row or a new one; False where the table is over."""
    row = rows[-1]
    if grade and not (_GRADE.match(grade) or _PART_GRADES.match(grade) or _REST.match(grade)):
        return False
    if label:
        apart = row.baseline - line.baseline > _ROW_GAP_SIZES * line.size
        if row.is_full and (apart or line.baseline > row.baseline + 1 or not row.label):
            row = _OpenRow()
            rows.append(row)
        row.label = f"{row.label} {label}".strip()
        row.baseline = line.baseline
    if grade:
        joined = f"{row.grade} {grade}".strip()
        if row.grade and not (_GRADE.match(joined) or _PART_GRADES.match(joined)):
            return False
        row.grade = joined
    return True


def _whole_grade(grade: str) -> str:
    return grade.rstrip(".")
