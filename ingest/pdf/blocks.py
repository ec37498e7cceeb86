"""Makes a document's blocks from its pages' groups: headings, joins across pages, contexts.

39 of 85 later pages of real reports begin within a sentence, hence the joining. Knows groups and
lines; knows no PDF library.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.loaders.draft import DraftBlock, PageStart
from ingest.loaders.text_blocks import looks_like_heading
from ingest.pdf.lines import Line, joined
from ingest.pdf.print_groups import Group, PrintStyle, is_same_size
from retriever.records import BlockKind

_LARGER_SHARE = 1.08
_HEADING_LIMIT_WORDS = 28
_BODY_FLOOR_WORDS = 25
_DEEPEST_LEVEL = 6
_OPEN_KINDS = (BlockKind.PARAGRAPH, BlockKind.NUMBERED_PARAGRAPH, BlockKind.LIST_ITEM)
_CLOSED_ENDS = re.compile(r"[.!?:][’”'\")]*$")
# Labelled lines of a front page are set in bold, and are no headings.
_LABELLED = re.compile(
    r"^(inspection dates?|inspected|lead inspectors?|date of [a-z ]+|published|report published|"
    r"previous inspection[a-z ]*|unique reference number|urn|reference)\s*:\s*\S",
    re.IGNORECASE,
)
_TABLE_CAPTION = re.compile(r"^(table|figure|chart)\s+[0-9A-Z][0-9.]*\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageGroups:
    """One page as groups.

    Attributes:
        page: 1-based.
        groups: Its text.
        footnotes: Each with its lines.
    """

    page: int
    groups: tuple[Group, ...]
    footnotes: tuple[tuple[Line, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class _Placed:
    """A group, and the pages that its parts stand on."""

    group: Group
    pages: tuple[PageStart, ...]
    is_heading: bool = False
    is_footnote: bool = False


def blocks_of_pages(pages: Sequence[PageGroups], style: PrintStyle) -> list[DraftBlock]:
    """Make the blocks of a document.

    Args:
        pages: In order.
        style: How its running text is set.

    Returns:
        The blocks; a page's footnotes stand where its text ends.
    """
    placed = list(_demoted(_with_headings(_joined_pages(pages), style)))
    levels = _levels(placed, style)
    blocks: list[DraftBlock] = []
    lead_in: int | None = None
    table = _TableContext()
    for item in placed:
        kind = _kind(item)
        context: tuple[int, ...] = ()
        if kind is BlockKind.TABLE_ROW:
            context = table.of_row(item, blocks)
        elif kind is BlockKind.LIST_ITEM:
            context = () if lead_in is None else (lead_in,)
        elif kind is not BlockKind.FOOTNOTE:
            lead_in = len(blocks)
        level = levels[_look(item)] if kind is BlockKind.HEADING else 0
        blocks.append(
            DraftBlock(kind, item.group.text, level, item.group.number, context, item.pages)
        )
    return blocks


class _TableContext:
    """Follows a table's rows: what caption and heads each needs to be understood."""

    def __init__(self) -> None:
        self._caption: tuple[int, ...] = ()
        self._heads: tuple[int, ...] = ()
        self._row: _Placed | None = None

    def of_row(self, item: _Placed, blocks: list[DraftBlock]) -> tuple[int, ...]:
        """Return a row's context, the row being the next of `blocks`."""
        before = self._row
        group = item.group
        follows = bool(blocks) and blocks[-1].kind is BlockKind.TABLE_ROW
        if before is None or not follows:
            self._caption, self._heads = _caption_place(blocks), ()
        elif group.opens and not self._goes_over_page(before, item, blocks):
            self._caption, self._heads = (), ()
        elif group.is_head and not before.group.is_head:
            self._heads = ()
        self._row = item
        context = (*self._caption, *self._heads)
        if group.is_head:
            self._heads = (*self._heads, len(blocks))
        return context

    def _goes_over_page(self, before: _Placed, item: _Placed, blocks: Sequence[DraftBlock]) -> bool:
        """Say whether a page's first rows go on with the last page's table, heads repeated."""
        if before.pages[-1].page == item.pages[0].page:
            return False
        known = [blocks[place].text for place in self._heads]
        return not item.group.is_head or item.group.text in known


def _caption_place(blocks: list[DraftBlock]) -> tuple[int, ...]:
    """Mark what stands before a table as its caption, where it is one; return its place."""
    last = len(blocks) - 1
    if not blocks or not _TABLE_CAPTION.match(blocks[last].text):
        return ()
    blocks[last] = replace(blocks[last], kind=BlockKind.CAPTION, level=0)
    return (last,)


def _kind(item: _Placed) -> BlockKind:
    if item.is_footnote:
        return BlockKind.FOOTNOTE
    return BlockKind.HEADING if item.is_heading else item.group.kind


def _joined_pages(pages: Sequence[PageGroups]) -> list[_Placed]:
    placed: list[_Placed] = []
    for page in pages:
        groups = [*page.groups]
        start = PageStart(page.page, 0)
        if groups and placed and (open_at := _open_place(placed, page.page)) is not None:
            tail = placed[open_at]
            if _goes_on(tail.group, groups[0]):
                placed[open_at] = _extended(tail, groups[0], page.page)
                groups = groups[1:]
        placed += [_Placed(group, (start,)) for group in groups]
        notes = [_footnote(lines, start) for lines in page.footnotes]
        # A page's notes stand before its last paragraph, which the next page may go on with:
        # so every word stays within its page's stretch of the text.
        movable = bool(groups) and groups[-1].kind in _OPEN_KINDS
        placed[len(placed) - movable : len(placed) - movable] = notes
    return placed


def _footnote(lines: Sequence[Line], start: PageStart) -> _Placed:
    group = Group(BlockKind.PARAGRAPH, tuple(lines))
    return _Placed(group, (start,), is_footnote=True)


def _open_place(placed: Sequence[_Placed], page: int) -> int | None:
    """Return the place of the paragraph that the page before ended in, or None."""
    last = placed[-1]
    is_open = not last.is_footnote and last.group.kind in _OPEN_KINDS
    return len(placed) - 1 if is_open and last.pages[-1].page == page - 1 else None


def _goes_on(before: Group, group: Group) -> bool:
    """Say whether a page's first group is the rest of the last page's last paragraph."""
    if group.kind is not BlockKind.PARAGRAPH:
        return False
    last, first = before.lines[-1], group.lines[0]
    if last.glued:
        return True
    if not is_same_size(last, first) or (last.bold != first.bold and first.bold):
        return False
    if first.text[:1].islower():
        return True
    return before.kind is not BlockKind.LIST_ITEM and not _CLOSED_ENDS.search(before.text)


def _extended(item: _Placed, group: Group, page: int) -> _Placed:
    whole = replace(item.group, lines=(*item.group.lines, *group.lines))
    offset = len(whole.text) - len(joined(group.lines))
    return replace(item, group=whole, pages=(*item.pages, PageStart(page, offset)))


def _with_headings(placed: Sequence[_Placed], style: PrintStyle) -> Iterator[_Placed]:
    """Mark the headings: by their setting, and in plainly set documents by their wording."""
    by_setting = [_is_set_as_heading(item, style) for item in placed]
    plain = sum(by_setting) * 40 < len(placed)
    for place, item in enumerate(placed):
        following = placed[place + 1] if place + 1 < len(placed) else None
        is_heading = by_setting[place] or (plain and _is_worded_as_heading(item, following))
        yield replace(item, is_heading=is_heading)


def _is_set_as_heading(item: _Placed, style: PrintStyle) -> bool:
    lines = item.group.lines
    if item.is_footnote or not lines or item.group.kind is BlockKind.LIST_ITEM:
        return False
    text = item.group.text
    words = len(text.split())
    if words > _HEADING_LIMIT_WORDS or _LABELLED.match(text):
        return False
    if text.endswith((".", ";", ",")) or not any(letter.isalpha() for letter in text):
        return False
    large = all(line.size >= style.size * _LARGER_SHARE for line in lines)
    bold = all(line.bold for line in lines)
    at_least_body = lines[0].size >= style.size * (2 - _LARGER_SHARE)
    return (large or (bold and at_least_body)) and not text[0].islower()


def _is_worded_as_heading(item: _Placed, following: _Placed | None) -> bool:
    if following is None or item.group.kind is not BlockKind.PARAGRAPH or item.is_footnote:
        return False
    if len(item.group.lines) != 1 or not looks_like_heading(item.group.text):
        return False
    after = following.group
    numbered = after.kind in (BlockKind.NUMBERED_PARAGRAPH, BlockKind.LIST_ITEM)
    return numbered or len(after.text.split()) >= _BODY_FLOOR_WORDS


def _demoted(placed: Iterator[_Placed]) -> Iterator[_Placed]:
    """Turn headings with nothing under them at the very end of the text into paragraphs."""
    items = list(placed)
    last = max((n for n, item in enumerate(items) if not item.is_heading), default=-1)
    for place, item in enumerate(items):
        yield replace(item, is_heading=item.is_heading and place < last)


def _look(item: _Placed) -> tuple[float, bool]:
    line = item.group.lines[0]
    return round(line.size), line.bold


def _levels(placed: Sequence[_Placed], style: PrintStyle) -> dict[tuple[float, bool], int]:
    """Number the headings' settings: the largest is level 1, at one size bold before light."""
    looks = sorted({_look(item) for item in placed if item.is_heading}, reverse=True)
    first = 1 if looks and looks[0][0] > style.size * _LARGER_SHARE else 2
    return {look: min(place, _DEEPEST_LEVEL) for place, look in enumerate(looks, start=first)}
