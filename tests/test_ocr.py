"""Pages without text: scans are drawn in the test and read back by the installed program."""

import os
import shutil
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.loaders.draft import Draft
from ingest.pdf.file import load_pdf
from ingest.pdf.page_drawing import draw_page
from ingest.pdf.page_list import page_list
from tests.pdf_maker import Print, lines, pdf_of

DATA = Path(os.environ.get("CANDOUR_EVAL_DATA") or "/nonexistent")
READ = "{} read by OCR: check a quote against its page"

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="the program tesseract is not installed"
)

PAGE = [
    Print("What needs to improve?", 740, size=18, bold=True),
    *lines(["Visits to children who live far away are not made", "in time."], 700),
    Print("1. Leaders know their services and recruit staff.", 640),
]
SENTENCE = "Visits to children who live far away are not made in time."


def scan_of(data: bytes, *, turned: int = 0) -> bytes:
    """Turn each page of a PDF into a picture of itself, as a scanner does."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=True)
    document = pypdfium2.PdfDocument(data)
    for page in document:
        picture = page.render(scale=200 / 72, grayscale=True).to_pil().rotate(turned)
        canvas.drawImage(ImageReader(picture), 0, 0, *A4)
        canvas.showPage()
    document.close()
    canvas.save()
    return stream.getvalue()


def read(data: bytes, *, use_ocr: bool = True) -> Draft:
    return load_pdf(data, "a-scan", lambda: None, use_ocr=use_ocr)


def without_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str = "") -> None:
    """Let no program be found, or one that runs a script."""
    if script:
        program = tmp_path / "tesseract"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))


@needs_tesseract
def test_a_scanned_page_is_read_with_its_blocks() -> None:
    draft = read(scan_of(pdf_of([PAGE])))

    assert [(str(block.kind), block.text) for block in draft.blocks] == [
        ("heading", "What needs to improve?"),
        ("paragraph", SENTENCE),
        ("numbered paragraph", "1. Leaders know their services and recruit staff."),
    ]
    assert draft.warnings == (READ.format("page 1 was"),)


@needs_tesseract
def test_only_the_pages_without_text_are_read_so_and_blank_ones_are_not_told() -> None:
    typed = pdf_of([lines(["The first page is typed."], 700)])
    data = joined(typed, scan_of(pdf_of([PAGE, PAGE])), pdf_of([[]]))

    draft = read(data)

    assert draft.blocks[0].text == "The first page is typed."
    assert draft.warnings == (READ.format("pages 2 and 3 were"),)


@needs_tesseract
def test_a_page_on_its_head_gives_no_gibberish() -> None:
    draft = read(scan_of(pdf_of([PAGE]), turned=180))

    assert not any(block.text for block in draft.blocks)
    assert draft.warnings == (
        "page 1 has no text that OCR is sure of (a picture, handwriting, or turned over)",
    )


@needs_tesseract
def test_a_quote_from_a_scan_gets_no_box_on_its_page(tmp_path: Path) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(scan_of(pdf_of([PAGE])))

    drawn = draw_page(file, 1, SENTENCE, 0)

    assert drawn.boxes == ()
    assert drawn.jpeg.startswith(b"\xff\xd8")


def joined(*files: bytes) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for file in files:
        source = pypdfium2.PdfDocument(file)
        document.import_pages(source)
        source.close()
    stream = BytesIO()
    document.save(stream)
    document.close()
    return stream.getvalue()


def test_where_the_program_is_missing_the_pages_are_named_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_program(tmp_path, monkeypatch)

    draft = read(joined(pdf_of([PAGE]), scan_of(pdf_of([PAGE] * 3))))

    assert [warning.split(":")[0] for warning in draft.warnings] == ["pages 2 to 4 need OCR"]
    assert "install tesseract" in draft.warnings[0]


def test_where_it_is_switched_off_that_is_said() -> None:
    draft = read(scan_of(pdf_of([PAGE])), use_ocr=False)

    assert draft.warnings == ("page 1 needs OCR: CANDOUR_OCR is off",)


def test_text_drawn_as_outlines_needs_ocr_too() -> None:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=True)
    canvas.rect(100, 700, 40, 8, fill=1)
    canvas.save()

    draft = read(stream.getvalue(), use_ocr=False)

    assert draft.warnings == ("page 1 needs OCR: CANDOUR_OCR is off",)


def test_a_failing_program_costs_its_pages_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_program(tmp_path, monkeypatch, "echo 'cannot load eng' >&2; exit 1")

    draft = read(joined(pdf_of([lines(["A typed page."], 700)]), scan_of(pdf_of([PAGE]))))

    assert [block.text for block in draft.blocks] == ["A typed page."]
    assert draft.warnings == ("page 2 needs OCR: tesseract failed (cannot load eng)",)


def test_no_more_than_fifty_pages_of_a_file_are_read_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_program(tmp_path, monkeypatch, "exit 1")
    one = pypdfium2.PdfDocument(scan_of(pdf_of([PAGE])))
    many = pypdfium2.PdfDocument.new()
    many.import_pages(one, [0] * 52)
    stream = BytesIO()
    many.save(stream)

    draft = read(stream.getvalue())

    assert draft.warnings == (
        "pages 1 to 50 need OCR: tesseract failed (exit status 1)",
        "pages 51 and 52 need OCR: no more than 50 pages of a file are read so, split it",
    )


def with_number(data: bytes, number: str) -> bytes:
    """Stamp a page number on the first page, as text."""
    stamp = PdfReader(BytesIO(pdf_of([[Print(number, 40, x=300)]]))).pages[0]
    writer = PdfWriter(BytesIO(data))
    writer.pages[0].merge_page(stamp)
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


@needs_tesseract
def test_a_scan_that_was_stamped_with_numbers_is_read_too() -> None:
    draft = read(with_number(scan_of(pdf_of([PAGE])), "17"))

    assert SENTENCE in [block.text for block in draft.blocks]
    assert draft.warnings == (READ.format("page 1 was"),)


def test_a_diagram_in_a_typed_document_is_told_and_not_read() -> None:
    typed = pdf_of([lines([f"Page {name} of the guidance is typed."], 700) for name in "ab"])
    diagram = with_number(scan_of(pdf_of([PAGE])), "3")

    draft = read(joined(typed, diagram))

    assert SENTENCE not in [block.text for block in draft.blocks]
    assert draft.warnings == (
        "page 3 has a picture and no text but a number: what the picture says is not read",
    )


def test_pages_are_listed_in_few_words() -> None:
    assert page_list([3]) == "page 3"
    assert page_list([9, 3, 4, 5, 1]) == "pages 1, 3 to 5 and 9"
    assert page_list([3, 4]) == "pages 3 and 4"
    assert page_list(range(3, 8)) == "pages 3 to 7"


@needs_tesseract
@pytest.mark.skipif(not DATA.is_dir(), reason="CANDOUR_EVAL_DATA names no folder")
def test_a_real_print_without_letters_is_read() -> None:
    name = "postofficehorizon-it-inquiry-response.pdf"
    data = (DATA / "uk_policy" / "files" / name).read_bytes()
    document = pypdfium2.PdfDocument(data)
    one = pypdfium2.PdfDocument.new()
    one.import_pages(document, [3])
    stream = BytesIO()
    one.save(stream)

    draft = read(stream.getvalue())

    texts = [block.text for block in draft.blocks]
    assert "Recommendation 2" in texts
    assert any("full and fair financial redress" in text for text in texts)
