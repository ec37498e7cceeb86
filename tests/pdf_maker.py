"""Small PDFs for the tests, drawn with reportlab: each text at a place that is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

LEFT = 72.0
PITCH = 14.5


@dataclass(frozen=True, slots=True)
class Print:
    """A text at a place of a page, in points from its lower left corner; light ones are white.

    `grey` is 0 (black) to 1; `turn` is in degrees against the clock.
    """

    text: str
    y: float
    x: float = LEFT
    size: float = 12.0
    bold: bool = False
    light: bool = False
    grey: float = 0.0
    turn: float = 0.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling of half a point, from one place to another."""

    x: float
    y: float
    to_x: float
    to_y: float


def pdf_of(
    pages: Sequence[Sequence[Print | Rule]], labels: list[tuple[int, str, int]] | None = None
) -> bytes:
    """Draw pages of texts; `labels` are reportlab's (page index, style, first number)."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=True)
    for page in pages:
        for each in page:
            if isinstance(each, Rule):
                canvas.setLineWidth(0.5)
                canvas.line(each.x, each.y, each.to_x, each.to_y)
                continue
            canvas.setFont("Helvetica-Bold" if each.bold else "Helvetica", each.size)
            canvas.setFillGray(1.0 if each.light else each.grey)
            canvas.saveState()
            canvas.translate(each.x, each.y)
            canvas.rotate(each.turn)
            canvas.drawString(0, 0, each.text)
            canvas.restoreState()
        canvas.showPage()
    for index, style, first in labels or []:
        canvas.addPageLabel(index, style, first)
    canvas.save()
    return stream.getvalue()


def lines(texts: list[str], top: float, x: float = LEFT) -> list[Print]:
    """Set texts one under another, a line apart."""
    return [Print(text, top - place * PITCH, x) for place, text in enumerate(texts)]


def cell(texts: list[str], top: float, x: float, *, bold: bool = False) -> list[Print]:
    """Set a table's cell of several lines, 13 points apart, in letters of 10."""
    return [Print(text, top - 13 * n, x, size=10, bold=bold) for n, text in enumerate(texts)]


def ruled(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    """Draw rulings around every cell: columns at `xs`, rows at `ys` from the top."""
    across = [Rule(xs[0], y, xs[-1], y) for y in ys]
    return [*across, *(Rule(x, ys[-1], x, ys[0]) for x in xs)]


def report_pages() -> list[list[Print]]:
    """Return a report of three pages: a judgement table, headings, numbered paragraphs."""
    front = [
        Print("Inspection of Amber Vale local", 720, size=26),
        Print("authority children's services", 689, size=26),
        Print("Inspection dates: 9 to 13 June 2025", 650, bold=True),
        Print("Lead inspector: Ann Marsh, His Majesty's Inspector", 623, bold=True),
        Print("Judgement", 590, bold=True),
        Print("Grade", 590, x=320, bold=True),
        Print("The impact of leaders on social work", 560),
        Print("practice with children and families", 545.5),
        Print("Requires improvement to be good", 560, x=320),
        Print("Overall effectiveness", 510),
        Print("Good", 510, x=320),
        *lines(["Children in Amber Vale are helped early and their plans are", "clear."], 470),
    ]
    second = [
        *_furniture(2),
        Print("What needs to improve?", 740, size=14, bold=True),
        Print("\u2022 The timeliness of visits to children who live far away.", 712),
        Print("\u2022 The quality of", 690),
        Print("supervision.", 675.5, x=84),
        Print("The experiences of children in care: good", 640, size=14, bold=True),
        *lines(["1. Most children live near", "their schools, in well-matched homes."], 612),
        *lines(["2. Leaders know their services and they have", "begun to recruit staff so"], 570),
        Print("3", 90, size=6.5),
        Print("A note on the national framework.", 86, x=78, size=9),
    ]
    third = [
        *_furniture(3),
        *lines(["that caseloads fall."], 740),
        *lines(["3. Care leavers are well supported."], 712),
    ]
    return [front, second, third]


def _furniture(page: int) -> list[Print]:
    return [
        Print("Inspection of Amber Vale local authority children's services", 40, size=8),
        Print(f"9 to 13 June 2025 {page}", 30, size=8),
    ]
