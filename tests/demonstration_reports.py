"""Draws the demonstration library's PDF reports from tests/demonstration_texts.

    python tests/demonstration_reports.py OUTPUT_FOLDER

Knows how a public report looks (cover, roman-numbered front matter, numbered paragraphs, running
header and footer, tables, footnotes, a two-column page) and nothing of what the reports say. The
same text gives the same bytes: no date, no random id and no compression, so that the result does
not hang on the machine's zlib. Text goes in as `Report`s, PDF files come out.

A text has fields ("title: ..."), a line "---", and blocks parted by blank lines. A block's first
characters say what it is: "# " section, "## " sub-heading, "+ " numbered paragraph, "- " bullet,
"= " a table's caption with a row a line below it ("a | b"), "[^1] " footnote, "@columns" and
"@end" around the two-column page, "@front" and "@body" before the front matter and the report.
"""

import re
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

TEXTS = Path(__file__).parent / "demonstration_texts"
INSPECTORATE = "Social Care Standards Office"
WIDTH, HEIGHT = A4
MARGIN, GAP = 70.0, 22.0
WIDE, TALL = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN - 6
HALF = (WIDE - GAP) / 2
BAND, RULE = HexColor("#12436d"), HexColor("#8a949e")
MOST_PASSES = 8
ROMAN = ("i", "ii", "iii", "iv", "v", "vi")

BODY = ParagraphStyle(
    "body", fontName="Helvetica", fontSize=11, leading=15, spaceAfter=8, embeddedHyphenation=1
)
NUMBERED = ParagraphStyle("numbered", BODY, leftIndent=26)
BULLET = ParagraphStyle("bullet", BODY, leftIndent=42, bulletIndent=28, spaceAfter=4)
SECTION = ParagraphStyle(
    "section", BODY, fontName="Helvetica-Bold", fontSize=17, leading=21, spaceBefore=12,
    textColor=BAND, keepWithNext=1,
)  # fmt: skip
SUBHEADING = ParagraphStyle("subheading", SECTION, fontSize=12.5, leading=16, spaceBefore=6)
CAPTION = ParagraphStyle("caption", BODY, fontName="Helvetica-Bold", fontSize=10, keepWithNext=1)
CELL = ParagraphStyle("cell", BODY, fontSize=10, leading=13, spaceAfter=0)
HEAD_CELL = ParagraphStyle("head cell", CELL, fontName="Helvetica-Bold", textColor=white)
NOTE = ParagraphStyle("note", BODY, fontSize=8.5, leading=11, spaceAfter=2)
TITLE = ParagraphStyle("title", SECTION, fontSize=25, leading=31, spaceAfter=16)


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a text: its mark ("+", "=", "@columns", "" for a paragraph) and its lines."""

    mark: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines as one."""
        return " ".join(self.lines)


@dataclass(frozen=True, slots=True)
class Report:
    """One report before it is drawn; a judgement is a table row, "label | grade"."""

    name: str
    title: str
    running: str
    cover: tuple[str, ...]
    judgements: tuple[str, ...]
    blocks: tuple[Block, ...]
    notes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What one pass learns for the next: the pages of sections, footnote marks and the body.

    `kept` is the same of every pass so far: a page keeps the room of a footnote that moved on, or
    the two would chase each other for ever.
    """

    marks: tuple[tuple[str, int], ...] = ()
    kept: frozenset[tuple[str, int]] = frozenset()

    def page_of(self, mark: str) -> int:
        """The physical page of a mark; 1 before it is known."""
        return dict(self.marks).get(mark, 1)

    def label(self, page: int) -> str:
        """What is printed on a page: roman before the body's first page, then 1, 2, ..."""
        front = self.page_of("body") - 1
        return ROMAN[page - 1] if page <= front else str(page - front)

    def after(self, seen: dict[str, int]) -> Self:
        """Return the plan for the next pass, given what this one saw."""
        return replace(self, marks=tuple(sorted(seen.items())), kept=self.kept | set(seen.items()))


def read_report(path: Path) -> Report:
    """Read one text of tests/demonstration_texts."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    fields = [(name, value) for name, _, value in (x.partition(": ") for x in head.splitlines())]
    single = dict(fields)
    blocks = [_read_block(part) for part in re.split(r"\n\s*\n", body.strip())]
    return Report(
        name=path.stem,
        title=single["title"],
        running=single["running"],
        cover=tuple(line for line in head.splitlines() if line[0].isupper()),
        judgements=tuple(value for name, value in fields if name == "judgement"),
        blocks=tuple(block for block in blocks if not block.mark.startswith("[^")),
        notes=tuple((block.mark[2:-1], block.text) for block in blocks if block.mark[:2] == "[^"),
    )


def _read_block(part: str) -> Block:
    lines = [line.strip() for line in part.strip().splitlines()]
    found = re.match(r"(##?|[+=-]|\[\^\d+\])\s|@\w+$", lines[0])
    mark = found.group() if found else ""
    return Block(mark.strip(), (lines[0].removeprefix(mark).strip(), *lines[1:]))


def _rich(text: str) -> str:
    """Return the text as ReportLab's markup, with footnote marks that report their page."""
    mark = r'<super size="7">\1</super><onDraw name="marked" label="note \1"/>'
    return re.sub(r"\[\^(\d+)\]", mark, escape(text))


def _table(lines: Sequence[str], width: float) -> Table:
    """Return a ruled table with a dark head row; its first column is the widest."""
    rows = [line.split("|") for line in lines]
    columns = len(rows[0])
    first = width * (0.62 if columns == 2 else 0.34)
    others = (width - first) / (columns - 1)
    cells = [
        [Paragraph(_rich(cell.strip()), CELL if number else HEAD_CELL) for cell in row]
        for number, row in enumerate(rows)
    ]
    style = [
        ("BACKGROUND", (0, 0), (-1, 0), BAND),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
    ]
    widths = [first] + [others] * (columns - 1)
    return Table(cells, widths, style=style, repeatRows=1, hAlign="LEFT")


def _cover(report: Report) -> list[Any]:
    story: list[Any] = [Spacer(1, 150), Paragraph(_rich(report.title), TITLE)]
    story += [Paragraph(_rich(line), BODY) for line in report.cover]
    if report.judgements:
        # Narrow, so that the long labels wrap over two lines, as they do on real first pages.
        story += [Spacer(1, 14), _table(("Judgement | Grade", *report.judgements), 330)]
    return story


def _contents(report: Report, plan: Plan) -> list[Any]:
    titles = [block.text for block in report.blocks if block.mark == "#"]
    rows = [(title, plan.label(plan.page_of(f"section {title}"))) for title in titles]
    cells = [[Paragraph(text, BODY) for text in row] for row in rows]
    return [Paragraph("Contents", SECTION), Table(cells, [400, 40], hAlign="LEFT")]


def _story(report: Report, plan: Plan) -> list[Any]:
    """Return everything that flows through the pages, cover to annex."""
    story = [*_cover(report), NextPageTemplate("page"), PageBreak(), *_contents(report, plan)]
    number, fresh = 0, ""
    for block in report.blocks:
        text = _rich(block.text)
        if block.mark in {"@front", "@body", "@columns", "@end"}:
            template = "columns" if block.mark == "@columns" else "page"
            story += [NextPageTemplate(template), PageBreak()]
            fresh = '<onDraw name="marked" label="body"/>' if block.mark == "@body" else fresh
            continue
        if block.mark == "#":
            told = f'<onDraw name="marked" label="section {text}"/>'
            story.append(Paragraph(text + told + fresh, SECTION))
            fresh = ""
        elif block.mark == "+":
            number += 1
            story.append(Paragraph(text, NUMBERED, bulletText=f"{number}."))
        elif block.mark == "-":
            story.append(Paragraph(text, BULLET, bulletText="•"))
        elif block.mark == "=":
            story.append(Paragraph(_rich(block.lines[0]), CAPTION))
            story += [_table(block.lines[1:], WIDE), Spacer(1, 12)]
        else:
            story.append(Paragraph(text, SUBHEADING if block.mark == "##" else BODY))
    return story


def _notes(report: Report, page: int, marks: Collection[tuple[str, int]]) -> list[Paragraph]:
    return [
        Paragraph(f'<super size="6">{note}</super> {_rich(text)}', NOTE)
        for note, text in report.notes
        if (f"note {note}", page) in marks
    ]


def _open_cover(canvas: Canvas, _document: BaseDocTemplate) -> None:
    canvas.setFillColor(BAND)
    canvas.rect(0, HEIGHT - 120, WIDTH, 120, stroke=0, fill=1)
    canvas.setFillColor(white)
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(MARGIN, HEIGHT - 75, INSPECTORATE)


def _templates(report: Report, plan: Plan) -> list[PageTemplate]:
    cover, full = (Frame(MARGIN, MARGIN, WIDE, TALL, 0, 0, 0, 0) for _ in range(2))
    left, right = (Frame(x, MARGIN, HALF, TALL, 0, 0, 0, 0) for x in (MARGIN, WIDTH / 2 + GAP / 2))

    def open_page(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8.5)
        canvas.drawString(MARGIN, HEIGHT - 46, report.running)
        canvas.setStrokeColor(RULE)
        canvas.line(MARGIN, HEIGHT - 53, WIDTH - MARGIN, HEIGHT - 53)
        notes = _notes(report, document.page, plan.kept)
        room = 12 + sum(note.wrap(WIDE, HEIGHT)[1] + 2 for note in notes) if notes else 0
        full.y1, full.height = MARGIN + room, TALL - room

    def close_page(canvas: Canvas, document: BaseDocTemplate) -> None:
        top = full.y1 - 10
        for place, note in enumerate(_notes(report, document.page, plan.marks)):
            if not place:
                canvas.line(MARGIN, top, MARGIN + 120, top)
            top -= note.wrap(WIDE, HEIGHT)[1] + 2
            note.drawOn(canvas, MARGIN, top)
        canvas.setFont("Helvetica", 8.5)
        canvas.drawString(MARGIN, 42, INSPECTORATE)
        canvas.drawRightString(WIDTH - MARGIN, 42, plan.label(document.page))

    return [
        PageTemplate("cover", [cover], onPage=_open_cover),
        PageTemplate("page", [full], onPage=open_page, onPageEnd=close_page),
        PageTemplate("columns", [left, right], onPage=open_page, onPageEnd=close_page),
    ]


def _draw(report: Report, plan: Plan, folder: Path) -> Plan:
    """Draw the report as planned and return where things really fell."""
    seen: dict[str, int] = {}

    def make_canvas(*arguments: Any, **options: Any) -> Canvas:
        canvas = Canvas(*arguments, **options)
        canvas.setNamedCB(
            "marked", lambda page, _kind, mark: seen.setdefault(mark, page.getPageNumber())
        )
        canvas.addPageLabel(0, style="ROMAN_LOWER", start=1)
        canvas.addPageLabel(plan.page_of("body") - 1, style="ARABIC", start=1)
        return canvas

    document = BaseDocTemplate(
        str(folder / f"{report.name}.pdf"), pagesize=A4, lang="en-GB", invariant=1,
        pageTemplates=_templates(report, plan), title=report.title, author=INSPECTORATE,
        subject="candour-demonstration: invented", pageCompression=0,
    )  # fmt: skip
    document.build(_story(report, plan), canvasmaker=make_canvas)
    return plan.after(seen)


def draw_reports(folder: Path) -> None:
    """Draw every report into the folder; each is drawn until its plan no longer changes."""
    folder.mkdir(parents=True, exist_ok=True)
    for text in sorted(TEXTS.glob("*.txt")):
        report, plan = read_report(text), Plan()
        for _ in range(MOST_PASSES):
            found = _draw(report, plan, folder)
            if found == plan:
                break
            plan = found
        else:
            message = f"{text.name} does not settle in {MOST_PASSES} passes: reword a footnote."
            raise RuntimeError(message)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: python tests/demonstration_reports.py OUTPUT_FOLDER")
    draw_reports(Path(sys.argv[1]))
