"""Makes a document's blocks from its pages' groups: headings, joins across pages, contexts.

39 of 85 later pages of real reports begin within a sentence, hence the joining. Knows groups and
lines; knows no PDF library.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from ingest.loaders.draft import DraftBlock, PageStart
from ingest.loaders.texts.text_blocks import looks_like_heading
from ingest.pdf.heading_levels import FIGURE_CAPTION, Heading, heading_levels
from ingest.pdf.lines import Line, joined
from ingest.pdf.list_items import ListContext, with_plain_items
from ingest.pdf.outline import folded
from ingest.pdf.print_groups import Group, PrintStyle, is_same_size
from ingest.pdf.tables.table_context import TableContext
from ingest.pdf.tables.table_pages import join_over_page, without_first
from retriever.records import BlockKind

_LARGER_SHARE = 1.08
_HEADING_LIMIT_WORDS = 28
_BODY_FLOOR_WORDS = 25
_OPEN_KINDS = (BlockKind.PARAGRAPH, BlockKind.NUMBERED_PARAGRAPH, BlockKind.LIST_ITEM)
_NAMED_KINDS = (BlockKind.PARAGRAPH, BlockKind.NUMBERED_PARAGRAPH)
_FULL_STOP = re.compile(r"[.!?][’”'\")]*$")
_ABBREVIATED = re.compile(
    r"\b(?:e\.g|i\.e|etc|cf|no|nos|para|paras|reg|regs|s|ss|v|p|pp)\.$", re.IGNORECASE
)
_CLOSED_ENDS = re.compile(r"[.!?:][’”'\")]*$")
# Labelled lines of a front page are set in bold, and are no headings.
_LABELLED = re.compile(
    r"^(inspection dates?|inspected|lead inspectors?|date of [a-z ]+|published|report published|"
    r"previous inspection[a-z ]*|unique reference number|urn|reference)\s*:\s*\S",
    re.IGNORECASE,
)


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


def blocks_of_pages(
    pages: Sequence[PageGroups], style: PrintStyle, titles: frozenset[str] = frozenset()
) -> list[DraftBlock]:
    """Make the blocks of a document.

    Args:
        pages: In order.
        style: How its running text is set.
        titles: Of the file's own outline, folded.

    Returns:
        The blocks; a page's footnotes stand where its text ends.
    """
    marked = with_plain_items([page.groups for page in pages], style)
    pages = [
        replace(page, groups=tuple(groups)) for page, groups in zip(pages, marked, strict=True)
    ]
    placed = list(_demoted(_with_headings(_joined_pages(pages), style, titles)))
    levels = heading_levels(_headings(placed), style)
    blocks: list[DraftBlock] = []
    table, lists = TableContext(), ListContext()
    for item in placed:
        kind = _kind(item)
        context: tuple[int, ...] = ()
        if item.group.row is not None:
            row, page = item.group.row, item.pages[0].page
            context = tuple(table.of_row(row, page, blocks, opens=item.group.opens))
        elif kind is BlockKind.LIST_ITEM:
            context = lists.of_item(len(blocks), item.group.lines[0])
        elif kind is not BlockKind.FOOTNOTE:
            lists.lead_in(len(blocks), item.group.text)
        level = levels[len(blocks)] if kind is BlockKind.HEADING else 0
        blocks.append(
            DraftBlock(kind, item.group.text, level, item.group.number, context, item.pages)
        )
    return blocks


def _kind(item: _Placed) -> BlockKind:
    if item.is_footnote:
        return BlockKind.FOOTNOTE
    if item.is_heading and FIGURE_CAPTION.match(item.group.text):
        return BlockKind.CAPTION
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
        groups = _with_table_over_page(placed, groups, page.page)
        placed += [_Placed(group, (start,)) for group in groups]
        notes = [_footnote(lines, start) for lines in page.footnotes]
        # A page's notes stand before its last paragraph, which the next page may go on with:
        # so every word stays within its page's stretch of the text.
        movable = bool(groups) and groups[-1].kind in _OPEN_KINDS
        placed[len(placed) - movable : len(placed) - movable] = notes
    return placed


def _with_table_over_page(placed: list[_Placed], groups: Sequence[Group], page: int) -> list[Group]:
    """Go on with the last page's table: return the groups without what was joined to it."""
    rows = [each.row for each in takewhile(lambda each: each.row is not None, groups)]
    notes = len([*takewhile(lambda item: item.is_footnote, reversed(placed))])
    text = placed[: len(placed) - notes]
    above = [*takewhile(lambda item: item.group.row is not None, reversed(text))]
    before = [item.group.row for item in reversed(above)]
    if not rows or not above or above[0].pages[-1].page != page - 1:
        return [*groups]
    join = join_over_page([row for row in before if row], [row for row in rows if row])
    kept = [*groups[join.repeated :]]
    gone = join.repeated
    if join.row is not None:
        last = above[0]
        pages = (*last.pages, PageStart(page, join.offset))
        whole = replace(last, group=replace(last.group, row=join.row), pages=pages)
        # The page's notes go before the row that the next page goes on with.
        placed[len(text) - 1 :] = [*placed[len(text) :], whole]
        kept, gone = kept[1:], gone + 1
    if not gone or not kept or kept[0].row is None:
        return kept
    kept[0] = replace(kept[0], opens=True)
    for place, group in enumerate(kept):
        if group.row is None or (place and group.opens):
            break
        kept[place] = replace(group, row=without_first(group.row, gone))
    return kept


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
        # After a full stop it is the rest of what a box at the page's foot has cut in two.
        return not _FULL_STOP.search(before.text) or bool(_ABBREVIATED.search(before.text))
    return before.kind is not BlockKind.LIST_ITEM and not _CLOSED_ENDS.search(before.text)


def _extended(item: _Placed, group: Group, page: int) -> _Placed:
    whole = replace(item.group, lines=(*item.group.lines, *group.lines))
    offset = len(whole.text) - len(joined(group.lines))
    return replace(item, group=whole, pages=(*item.pages, PageStart(page, offset)))


def _with_headings(
    placed: Sequence[_Placed], style: PrintStyle, titles: frozenset[str]
) -> Iterator[_Placed]:
    """Mark the headings: by setting or outline, and in plainly set documents by their wording."""
    by_setting = [_is_set_as_heading(item, style) or _is_named(item, titles) for item in placed]
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
    if text.endswith((";", ",")) or not any(letter.isalpha() for letter in text):
        return False
    large = all(line.size >= style.size * _LARGER_SHARE for line in lines)
    bold = all(line.bold for line in lines)
    if text.endswith(".") and not (large and bold and ". " not in text):
        return False
    at_least_body = lines[0].size >= style.size * (2 - _LARGER_SHARE)
    return (large or (bold and at_least_body)) and not text[0].islower()


def _is_named(item: _Placed, titles: frozenset[str]) -> bool:
    """Say whether the file's outline names a short paragraph."""
    if not titles or item.is_footnote or item.group.kind not in _NAMED_KINDS:
        return False
    text = item.group.text
    return len(text.split()) <= _HEADING_LIMIT_WORDS and folded(text) in titles


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


def _headings(placed: Sequence[_Placed]) -> Iterator[Heading]:
    for place, item in enumerate(placed):
        if _kind(item) is BlockKind.HEADING:
            line = item.group.lines[0]
            yield Heading(place, item.group.text, item.pages[0].page, line.size, line.bold)
