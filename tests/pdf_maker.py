"""Small PDFs for the tests, drawn with reportlab: each text at a place that is known."""

from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

LEFT = 72.0
PITCH = 14.5


@dataclass(frozen=True, slots=True)
class Print:
    """A text at a place of a page, in points from its lower left corner; light ones are white."""

    text: str
    y: float
    x: float = LEFT
    size: float = 12.0
    bold: bool = False
    light: bool = False


def pdf_of(pages: list[list[Print]], labels: list[tuple[int, str, int]] | None = None) -> bytes:
    """Draw pages of texts; `labels` are reportlab's (page index, style, first number)."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=True)
    for page in pages:
        for each in page:
            canvas.setFont("Helvetica-Bold" if each.bold else "Helvetica", each.size)
            canvas.setFillGray(1.0 if each.light else 0.0)
            canvas.drawString(each.x, each.y, each.text)
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
