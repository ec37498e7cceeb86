"""Groups a page's lines into paragraphs, items, headings and table rows by how they are set.

Works on what a typesetter varies: the gap between lines, size and weight, marks at a line's start,
indents. Knows lines; what a group means among its neighbours is told in `pdf_blocks`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.loaders.texts.text_blocks import BULLET, paragraph_number
from ingest.pdf.lines import Line, is_one_size, joined
from ingest.pdf.tables.page_tables import tables_of
from ingest.pdf.tables.table_row import Row, TableLines
from retriever.records import BlockKind

# Lines of a paragraph stand one pitch apart; 1.25 pitches already part paragraphs in guidance
# set with 6 points after each (measured: 17.0 and 23.7 points).
_PARTING_PITCHES = 1.25
_SHORT_LINE_SHARE = 0.8
_INDENT_POINTS = 4.0
_FULL_SHARE = 0.88
# Addresses of links are printed up to a tenth smaller than the sentence they stand in.
_RUN_ON_SIZES = (0.8, 1.25)
# "(a)", "(iv)", "(2A)", "b.", "ii)", also with a statute's mark of amendment before: "[ F56(ba)".
_ENUMERATOR = re.compile(
    r"^(?:\[\s*)?(?:[A-Z]{1,2}\d{1,3}\s?)?"
    r"(?:\((?P<part>[a-z]{1,2}|[ivxl]{1,6}|[A-Z]{1,2})\)|(?P<plain>[a-z]|[ivx]{1,5})[.)]"
    r"|\(\d{1,3}[A-Z]{0,2}\))(?=\s|\(|$)"
)
_BEFORE_ITEM = re.compile(r"[.;:,—–)\]]$|(?:^|\s)(?:and|or)$")
_SENTENCE_ENDS = (".", "!", "?", ":", ";", "”", "’", ")")


@dataclass(frozen=True, slots=True)
class PrintStyle:
    """How a document's running text is set.

    Attributes:
        size: Of its letters, in points.
        pitch: From one baseline to the next within a paragraph, in points.
    """

    size: float
    pitch: float


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together.

    Attributes:
        kind: What their marks make of them; a heading is told later, from a paragraph.
        lines: Their lines; empty for a table row.
        row: A table's row.
        number: A numbered paragraph's.
        opens: Whether a table row is the first of its table on the page.
    """

    kind: BlockKind
    lines: tuple[Line, ...] = ()
    row: Row | None = None
    number: str = ""
    opens: bool = False

    @property
    def text(self) -> str:
        """Its text as read, a list's glyph left out."""
        if self.row is not None:
            return self.row.text
        text = joined(self.lines)
        bullet = BULLET.match(text) if self.kind is BlockKind.LIST_ITEM else None
        return text[bullet.end() :] if bullet else text


def style_of(lines: Sequence[Line]) -> PrintStyle:
    """Return the commonest size by letters, and the commonest gap between lines of that size."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 12.0
    gaps: Counter[float] = Counter()
    for before, line in pairwise(lines):
        gap = before.baseline - line.baseline
        if is_one_size(size, line.size) and is_one_size(size, before.size) and 0 < gap < 3 * size:
            gaps[round(gap * 2) / 2] += 1
    common = max(gaps.values(), default=0)
    # The smallest of the common gaps: in a report of short paragraphs the wider one may be as many.
    pitch = min((gap for gap, count in gaps.items() if count * 2 >= common), default=1.2 * size)
    return PrintStyle(size, pitch)


def groups_of(lines: Sequence[Line], style: PrintStyle) -> list[Group]:
    """Group a page's lines, in order."""
    groups: list[Group] = []
    place = 0
    for table in tables_of(lines):
        groups += _prose(lines[place : table.start], style)
        groups += _rows(table)
        place = table.end
    return groups + _prose(lines[place:], style)


def is_same_size(first: Line, second: Line) -> bool:
    """Say whether two lines are set in one size."""
    return is_one_size(first.size, second.size)


def _rows(table: TableLines) -> list[Group]:
    return [
        Group(BlockKind.TABLE_ROW, row=row, opens=place == 0)
        for place, row in enumerate(table.rows)
    ]


def _prose(lines: Sequence[Line], style: PrintStyle) -> list[Group]:
    right = max((line.right for line in lines), default=0.0)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not _parts(groups[-1], line, style, right):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_typed(group) for group in groups]


def _typed(lines: list[Line]) -> Group:
    first = lines[0].text
    if BULLET.match(first):
        return Group(BlockKind.LIST_ITEM, tuple(lines))
    enumerator = _ENUMERATOR.match(first)
    if enumerator and (enumerator["part"] or enumerator["plain"]):
        return Group(BlockKind.LIST_ITEM, tuple(lines))
    number = paragraph_number(first)
    if number:
        return Group(BlockKind.NUMBERED_PARAGRAPH, tuple(lines), number=number)
    return Group(BlockKind.PARAGRAPH, tuple(lines))


def _parts(group: Sequence[Line], line: Line, style: PrintStyle, right: float) -> bool:
    """Say whether a line starts a new group after `group`."""
    before = group[-1]
    if before.box != line.box:
        return True
    if before.glued:
        return False
    if _is_marked(before, line):
        return True
    if not is_same_size(before, line):
        return not _runs_on(before, line, style, right)
    gap = before.baseline - line.baseline
    if gap > _PARTING_PITCHES * style.pitch * max(1.0, line.size / style.size):
        return True
    return _breaks_off(group, line, right)


def _is_marked(before: Line, line: Line) -> bool:
    """Say whether a line starts with an item's or a paragraph's mark: no rest of a sentence.

    "(2)" alone may be one: "under section (2) of the Act".
    """
    if BULLET.match(line.text):
        return True
    if paragraph_number(line.text) and before.text.endswith(_SENTENCE_ENDS):
        return True
    return bool(_ENUMERATOR.match(line.text) and _BEFORE_ITEM.search(before.text))


def _breaks_off(group: Sequence[Line], line: Line, right: float) -> bool:
    """Say whether a line that no gap parts from a paragraph starts the next one all the same."""
    before = group[-1]
    if before.baseline - line.baseline < -line.size / 2:
        # The next column, or a text box: the paragraph goes on only if it was left open.
        return before.text.endswith(_SENTENCE_ENDS) or not line.text[:1].islower()
    if _whole_bold(group) != line.bold and len(line.text) > 3:  # noqa: PLR2004 - "and"
        ends = before.text.endswith(_SENTENCE_ENDS)
        return ends or (_whole_bold(group) and not _emphasises(before, line, right))
    return _ends_short(group, line, right) or _leaves_item(group, line)


def _runs_on(before: Line, line: Line, style: PrintStyle, right: float) -> bool:
    """Say whether a line in another size goes on with the sentence of the line before."""
    gap, (least, most) = before.baseline - line.baseline, _RUN_ON_SIZES
    if before.bold != line.bold or not least < line.size / before.size < most:
        return False
    if not 0 < gap <= _PARTING_PITCHES * style.pitch or before.text.endswith(_SENTENCE_ENDS):
        return False
    return line.text[:1].islower() or line.text[:1] == "(" or is_open_line(before, right)


def is_open_line(line: Line, right: float) -> bool:
    """Say whether a line is as long as lines get, so that a sentence may run on from it."""
    return line.right - line.left > _FULL_SHARE * (right - line.left)


def _emphasises(before: Line, line: Line, right: float) -> bool:
    """Say whether a bold line only emphasises how a paragraph begins, and is no heading."""
    return line.text[:1].islower() and is_open_line(before, right)


def _whole_bold(group: Sequence[Line]) -> bool:
    return all(line.bold for line in group)


def _ends_short(group: Sequence[Line], line: Line, right: float) -> bool:
    """Say whether the line before ended a paragraph that no gap parts from the next."""
    before = group[-1]
    width = right - min(each.left for each in group)
    is_short = before.right - before.left < _SHORT_LINE_SHARE * width
    starts = line.text[:1].isupper() or line.text[:1] in "‘“'\""
    return is_short and starts and before.text.endswith((".", "!", "?"))


def _leaves_item(group: Sequence[Line], line: Line) -> bool:
    """Say whether a line stands left of a list item's hanging lines, at its glyph or before it."""
    first = group[0]
    if not BULLET.match(first.text) or len(group) == 1:
        return False
    hangs = group[1].left > first.left + _INDENT_POINTS
    return hangs and line.left < first.left + _INDENT_POINTS
