"""Reads an OpenDocument text (.odt, .ott), government's own format.

By lxml over content.xml and styles.xml: odfpy's last release is of January 2020, and odfdo, which
is kept well and writes the tests' documents, reads XML with lxml's own settings (entities on). The
format knows no pages; meta.xml's title and author are a clerk's words.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.loaders.archives import Archive, open_archive
from ingest.loaders.draft import Draft
from ingest.office.block_writer import (
    HEADING_LIMIT_CHARS,
    BlockWriter,
    ListMark,
    is_heading_by_shape,
)
from ingest.office.elements import attribute, children, first, tag, whole
from ingest.office.front import metadata_of
from ingest.office.open_lists import OpenLists
from ingest.office.open_styles import OpenStyles, read_open_styles
from ingest.office.open_text import OpenParagraph, OpenTextReader, boxes_of, plain_text
from ingest.office.table_rows import Row, TableWriter
from ingest.office.tally import Tally
from retriever.errors import SkippedFileError, UnreadableFileError

_PROGRESS_BLOCKS = 500
_BOLD_LEVEL = 3
_LARGE_TYPE_POINTS = 15.0
"""A line in type of this size is a heading (a clerk's, without a style); body type has 10 to 12."""

_INDEXES = frozenset(
    [
        "table-of-content",
        "illustration-index",
        "table-index",
        "object-index",
        "user-index",
        "alphabetical-index",
        "bibliography",
    ]
)
_GROUPS = frozenset(["section", "text-box", "index-body", "custom-shape", "rect", "ellipse", "g"])
_ROW_GROUPS = frozenset(["table-header-rows", "table-rows", "table-row-group"])
_RUNNING = frozenset(
    ["header", "footer", "header-left", "footer-left", "header-first", "footer-first"]
)


def load_open(data: bytes, stem: str, progress: Callable[[], None]) -> Draft:
    """Read an OpenDocument text.

    Args:
        data: The file.
        stem: The file's name without its ending.
        progress: Called now and then while it is read.

    Returns:
        Its blocks, and what its beginning says of it.

    Raises:
        SkippedFileError: It is encrypted.
        UnreadableFileError: It is damaged, or over a limit.
    """
    archive = open_archive(data)
    _check_encryption(archive)
    content, named = archive.tree("content.xml"), archive.tree("styles.xml")
    progress()
    body = first(first(content, "body"), "text")
    if body is None:
        message = "It is a damaged OpenDocument text, it has no body: get a new copy."
        raise UnreadableFileError(message)
    styles = read_open_styles([root for root in (named, content) if root is not None])
    reader = _BodyReader(styles, OpenLists(styles), progress)
    reader.tally.embedded = _embedded(archive)
    reader.tally.has_macros = any(name.startswith(("Basic/", "Scripts/")) for name in archive.names)
    reader.read(body)
    blocks = reader.writer.finish()
    reader.tally.hidden_characters = reader.writer.hidden_count
    removed = (*reader.removed, *dict.fromkeys(_running_lines(named)))
    return Draft(blocks, metadata_of(blocks, stem), (), removed, reader.tally.warnings())


def _check_encryption(archive: Archive) -> None:
    """Refuse a document with a password.

    Raises:
        SkippedFileError: It has one.
    """
    manifest = archive.tree("META-INF/manifest.xml")
    is_encrypted = manifest is not None and any(True for _ in manifest.iter("{*}encryption-data"))
    if is_encrypted or "encrypted-package" in archive.names:
        message = "It is encrypted: save it without a password and add it again."
        raise SkippedFileError(message)


@dataclass(slots=True)
class _BodyReader:
    """Walks through a body and writes its blocks."""

    styles: OpenStyles
    lists: OpenLists
    progress: Callable[[], None]
    tally: Tally = field(default_factory=Tally)
    writer: BlockWriter = field(default_factory=BlockWriter)
    removed: list[str] = field(default_factory=list)
    _seen: int = 0

    def read(self, group: Any) -> None:
        """Read the paragraphs, lists and tables below an element."""
        for element in group:
            name = tag(element)
            self._seen += 1
            if self._seen % _PROGRESS_BLOCKS == 0:
                self.progress()
            if name in ("p", "h"):
                self._read_paragraph(element, None)
            elif name == "list":
                self._read_list(element, "", 1)
            elif name == "table":
                self._read_table(element)
            else:
                self._read_group(element)

    def _read_group(self, element: Any) -> None:
        name = tag(element)
        if name == "tracked-changes":
            self._count_changes(element)
        elif name in _INDEXES:
            self.removed.append(plain_text(element))
        elif name == "section" and attribute(element, "display") in ("none", "condition"):
            self.tally.hidden += 1
        elif name == "frame":
            self.read(boxes_of(element))
        elif name in _GROUPS:
            self.read(element)

    def _read_paragraph(self, element: Any, mark: ListMark | None) -> None:
        found = OpenTextReader(self.styles, self.tally).read(element)
        if found.text.strip():
            self._write(element, found, mark)
            self._write_notes(found.notes, len(self.writer.blocks) - 1)
        for box in found.boxes:
            self.read(box)

    def _write(self, element: Any, found: OpenParagraph, mark: ListMark | None) -> None:
        style = attribute(element, "style-name")
        is_short = len(found.text) <= HEADING_LIMIT_CHARS
        level = 0
        if is_short and self.styles.is_title(style):
            self.writer.heading(found.text, 0)
            return
        if tag(element) == "h":
            level = whole(attribute(element, "outline-level"), 1)
            mark = mark or self.lists.heading_mark(element, level)
        elif mark is None or (mark.number and found.is_bold):
            level = self.styles.heading_level(style) or self._plain_heading(found)
        if is_short and level:
            self.writer.heading(found.text, level, mark)
        elif self.styles.is_caption(style):
            self.writer.caption(found.text)
        else:
            self.writer.paragraph(found.text, mark)

    def _plain_heading(self, found: OpenParagraph) -> int:
        """Return the level of a heading that was made by hand, in bold or large type; else 0."""
        if not is_heading_by_shape(found.text):
            return 0
        if found.points >= _LARGE_TYPE_POINTS:
            return 1 if not self.writer.blocks else 2
        return _BOLD_LEVEL if found.is_bold else 0

    def _read_list(self, element: Any, style: str, depth: int) -> None:
        style = attribute(element, "style-name") or style or self._style_of_first(element)
        if depth == 1:
            self.lists.begin(element, style)
        for item in element:
            mark = None
            if tag(item) == "list-item" and any(tag(part) in ("p", "h") for part in item):
                mark = self.lists.mark_of(item, style, depth)
            for part in item:
                if tag(part) == "list":
                    self._read_list(part, style, depth + 1)
                elif tag(part) in ("p", "h"):
                    self._read_paragraph(part, mark)
                    mark = None

    def _style_of_first(self, element: Any) -> str:
        """Return the list style that a list's first paragraph brings with its own style."""
        paragraph = next(element.iter("{*}p"), None)
        return self.styles.list_style(attribute(paragraph, "style-name"))

    def _read_table(self, table: Any) -> None:
        rows = [*_rows(table)]
        cells = [[cell for cell in row if tag(cell) == "table-cell"] for row, _ in rows]
        if all(len(row) <= 1 for row in cells):
            for row_cells in cells:
                for cell in row_cells:
                    self.read(cell)
            return
        writer = TableWriter(self.writer)
        for row, is_head in rows:
            notes: list[Any] = []
            place = writer.add(self._row(row, notes, is_head=is_head))
            self._write_notes(notes, place)

    def _row(self, row: Any, notes: list[Any], *, is_head: bool) -> Row:
        texts: list[tuple[str, bool]] = []
        for cell in row:
            if tag(cell) == "table-cell":
                texts.append(self._cell_text(cell, notes))
            elif tag(cell) == "covered-table-cell":
                texts.append(("", True))
        uncovered = sum(tag(cell) == "table-cell" for cell in row)
        goes_on = next((tag(cell) == "covered-table-cell" for cell in row), False)
        return Row(
            cells=tuple(text for text, _ in texts),
            is_head=is_head,
            is_bold=all(is_bold for text, is_bold in texts if text),
            is_one_cell=uncovered == 1 and not goes_on,
            goes_on=goes_on,
        )

    def _cell_text(self, cell: Any, notes: list[Any]) -> tuple[str, bool]:
        parts: list[str] = []
        weights: list[bool] = []
        for paragraph in cell.iter("{*}p", "{*}h"):
            if any(tag(above) == "note" for above in paragraph.iterancestors()):
                continue
            found = OpenTextReader(self.styles, self.tally).read(paragraph)
            notes += found.notes
            if found.text.strip():
                parts.append(found.text.strip())
                weights.append(found.is_bold)
        return " ".join(parts), all(weights)

    def _write_notes(self, notes: list[Any], referrer: int | None) -> None:
        for note in notes:
            reader = OpenTextReader(self.styles, self.tally)
            signs = ["".join(sign.itertext()) for sign in children(note, "note-citation")]
            texts = [
                reader.read(paragraph).text
                for body in children(note, "note-body")
                for paragraph in body.iter("{*}p", "{*}h")
            ]
            self.writer.note(" ".join([*signs, *texts]) if any(texts) else "", referrer)

    def _count_changes(self, changes: Any) -> None:
        for region in children(changes, "changed-region"):
            self.tally.inserted += first(region, "insertion") is not None
            self.tally.deleted += first(region, "deletion") is not None


def _rows(element: Any, *, is_head: bool = False) -> Iterator[tuple[Any, bool]]:
    """Yield a table's rows, and of each whether the format marks it as column heads."""
    for child in element:
        if tag(child) == "table-row":
            yield child, is_head
        elif tag(child) in _ROW_GROUPS:
            yield from _rows(child, is_head=is_head or tag(child) == "table-header-rows")


def _embedded(archive: Archive) -> int:
    """Count embedded objects: each has a content of its own."""
    return sum(name.endswith("/content.xml") for name in archive.names)


def _running_lines(named: Any) -> Iterator[str]:
    """Yield headers and footers, which are left out."""
    for page in children(first(named, "master-styles"), "master-page"):
        for element in page:
            text = plain_text(element) if tag(element) in _RUNNING else ""
            if text:
                yield text
