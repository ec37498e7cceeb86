"""Reads a Word document (.docx, and .docm and templates without their macros).

By lxml over the document's own XML, in the order that it is printed. python-docx was tried first:
it leaves out tracked insertions, form controls, smart tags, text boxes and footnotes (of 836
characters of one public test file it gave 76, of another 0 of 14), computes no numbers, and does
not open files with a dangling relationship, which Word writes. So it writes the tests' documents.
Word knows no pages: a document has none. docProps' title and author are not read: clerks' words.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from ingest.loaders.archives import open_archive
from ingest.loaders.draft import Draft
from ingest.office.block_writer import HEADING_LIMIT_CHARS, BlockWriter, is_heading_by_shape
from ingest.office.elements import first, tag
from ingest.office.front import metadata_of
from ingest.office.table_rows import TableWriter
from ingest.office.tally import Tally
from ingest.office.word_notes import Notes
from ingest.office.word_numbers import Numbers, read_numbers
from ingest.office.word_package import WordPackage, open_package
from ingest.office.word_styles import Styles, read_styles
from ingest.office.word_table import layout_cells, rows_of
from ingest.office.word_text import (
    ParagraphText,
    TextReader,
    chosen_content,
    is_contents,
    is_placeholder,
    plain_text,
)
from retriever.errors import UnreadableFileError

_PROGRESS_BLOCKS = 500
_BOLD_LEVEL = 3
_LARGE_TYPE = 1.3
"""A line this much larger than the body's type is a heading (a clerk's, without a style)."""

_USUAL_HALF_POINTS = 22
_EMBEDDED = ("package", "oleObject", "aFChunk")
_GROUPS = frozenset(["sdtContent", "customXml", "smartTag", "ins", "moveTo", "Choice", "Fallback"])


def load_word(data: bytes, stem: str, progress: Callable[[], None]) -> Draft:
    """Read a Word document.

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
    package = open_package(open_archive(data))
    progress()
    body = first(package.document(), "body")
    if body is None:
        raise UnreadableFileError("It is a damaged Word file, it has no body: get a new copy.")
    reader = _reader_of(package, progress)
    progress()
    reader.read(body)
    blocks = reader.writer.finish()
    reader.tally.hidden_characters = reader.writer.hidden_count
    removed = (*reader.removed, *_running_lines(package))
    return Draft(blocks, metadata_of(blocks, stem), (), removed, reader.tally.warnings())


def _reader_of(package: WordPackage, progress: Callable[[], None]) -> "_BodyReader":
    styles = read_styles(package.part("styles"))
    comments = package.part("comments")
    tally = Tally(
        comments=0 if comments is None else len(comments),
        embedded=sum(len(package.targets.get(kind, [])) for kind in _EMBEDDED),
        has_macros=package.has_macros,
    )
    text = TextReader(styles, tally)
    notes = Notes(text)
    notes.add_part("footnote", package.part("footnotes"))
    notes.add_part("endnote", package.part("endnotes"))
    return _BodyReader(
        styles=styles,
        numbers=read_numbers(package.part("numbering"), styles),
        text=text,
        notes=notes,
        tally=tally,
        progress=progress,
    )


@dataclass(slots=True)
class _BodyReader:
    """Walks through a body and writes its blocks."""

    styles: Styles
    numbers: Numbers
    text: TextReader
    notes: Notes
    tally: Tally
    progress: Callable[[], None]
    writer: BlockWriter = field(default_factory=BlockWriter)
    removed: list[str] = field(default_factory=list)
    _kept_back: ParagraphText = field(default_factory=ParagraphText)
    _seen: int = 0

    def read(self, group: Any) -> None:
        """Read the paragraphs and tables below an element."""
        for element in group:
            name = tag(element)
            self._seen += 1
            if self._seen % _PROGRESS_BLOCKS == 0:
                self.progress()
            if name == "p":
                self.read_paragraph(element)
            elif name == "tbl":
                self._read_table(element)
            elif name == "sdt":
                self._read_control(element)
            elif name == "AlternateContent":
                chosen = chosen_content(element)
                self.read(() if chosen is None else chosen)
            elif name in _GROUPS:
                self.read(element)

    def read_paragraph(self, paragraph: Any) -> None:
        """Read one paragraph, and the text boxes that are anchored in it."""
        style_id = self.styles.paragraph_style(paragraph)
        found = self._with_kept_back(self.text.read(paragraph))
        if found.mark_deleted:
            self._kept_back = found
            return
        if self.styles.is_contents(style_id):
            self.removed.append(" ".join(found.text.split()))
        elif found.text.strip():
            self._write(paragraph, style_id, found)
            self.notes.keep(found.notes)
            self._write_notes(len(self.writer.blocks) - 1)
        for box in found.boxes:
            self.read(box)

    def _read_table(self, table: Any) -> None:
        cells = layout_cells(table)
        for cell in cells:
            self.read(cell)
        if cells:
            return
        writer = TableWriter(self.writer)
        for row in rows_of(table, self.styles, self.tally, self._cell_text):
            self._write_notes(writer.add(row))

    def _cell_text(self, paragraph: Any) -> tuple[str, bool]:
        """Read a paragraph of a table's cell, with its number; its notes wait for the row."""
        found = self.text.read(paragraph)
        mark = self.numbers.mark_of(paragraph, self.styles.paragraph_style(paragraph))
        self.notes.keep(found.notes)
        has_number = mark is not None and mark.text and found.text.strip()
        text = f"{mark.text} {found.text}" if mark is not None and has_number else found.text
        boxes = [plain_text(box) for box in found.boxes]
        return " ".join([text, *boxes]).strip(), found.is_bold

    def _write_notes(self, referrer: int | None) -> None:
        for note in self.notes.take():
            self.writer.note(note, referrer)

    def _write(self, paragraph: Any, style_id: str, found: ParagraphText) -> None:
        mark = self.numbers.mark_of(paragraph, style_id)
        is_short = len(found.text) <= HEADING_LIMIT_CHARS
        if is_short and self.styles.is_title(style_id):
            self.writer.heading(found.text, 0)
            return
        level = self.styles.heading_level(paragraph, style_id) if is_short else 0
        if level == 0 and (mark is None or (mark.number and found.is_bold)):
            level = self._plain_heading(found)
        if level:
            self.writer.heading(found.text, level, mark)
        elif self.styles.is_caption(style_id):
            self.writer.caption(found.text)
        else:
            self.writer.paragraph(found.text, mark)

    def _plain_heading(self, found: ParagraphText) -> int:
        """Return the level of a heading that was made by hand, in bold or large type; else 0."""
        if not is_heading_by_shape(found.text):
            return 0
        usual = self.styles.half_points(None, self.styles.default_paragraph) or _USUAL_HALF_POINTS
        if found.half_points >= _LARGE_TYPE * usual:
            return 1 if not self.writer.blocks else 2
        return _BOLD_LEVEL if found.is_bold else 0

    def _with_kept_back(self, found: ParagraphText) -> ParagraphText:
        """Join the paragraph before, where its end was deleted."""
        before, self._kept_back = self._kept_back, ParagraphText()
        return replace(
            found,
            text=before.text + found.text,
            notes=before.notes + found.notes,
            boxes=before.boxes + found.boxes,
        )

    def _read_control(self, control: Any) -> None:
        content = first(control, "sdtContent")
        if content is None or is_placeholder(control):
            return
        if is_contents(control):
            self.removed.append(plain_text(content))
        else:
            self.read(content)


def _running_lines(package: WordPackage) -> tuple[str, ...]:
    """List headers and footers, which are left out."""
    lines = [plain_text(root) for kind in ("header", "footer") for root in package.parts(kind)]
    return tuple(dict.fromkeys(line for line in lines if line))
