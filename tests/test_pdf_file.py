from io import BytesIO

import pypdf
import pytest

from ingest.loaders.draft import Draft, PageStart
from ingest.pdf.file import load_pdf
from retriever.errors import SkippedFileError, UnreadableFileError
from tests.pdf_maker import Print, lines, pdf_of, report_pages

PROSE = "The council has worked with its partners to find more homes near"


def read(data: bytes) -> Draft:
    return load_pdf(data, "a-report", lambda: None)


def kinds_and_texts(data: bytes) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in read(data).blocks]


def test_a_report_is_read_block_by_block() -> None:
    assert kinds_and_texts(pdf_of(report_pages())) == [
        ("heading", "Inspection of Amber Vale local authority children's services"),
        ("paragraph", "Inspection dates: 9 to 13 June 2025"),
        ("paragraph", "Lead inspector: Ann Marsh, His Majesty's Inspector"),
        ("table row", "Judgement\tGrade"),
        (
            "table row",
            (
                "The impact of leaders on social work practice with children and families\t"
                "Requires improvement to be good"
            ),
        ),
        ("table row", "Overall effectiveness\tGood"),
        ("paragraph", "Children in Amber Vale are helped early and their plans are clear."),
        ("heading", "What needs to improve?"),
        ("list item", "The timeliness of visits to children who live far away."),
        ("list item", "The quality of supervision."),
        ("heading", "The experiences of children in care: good"),
        ("numbered paragraph", "1. Most children live near their schools, in well-matched homes."),
        ("footnote", "3 A note on the national framework."),
        (
            "numbered paragraph",
            (
                "2. Leaders know their services and they have begun to recruit staff so that "
                "caseloads fall."
            ),
        ),
        ("numbered paragraph", "3. Care leavers are well supported."),
    ]


def test_a_paragraph_that_runs_over_a_page_knows_where_the_page_begins() -> None:
    block = read(pdf_of(report_pages())).blocks[13]

    assert block.pages == (PageStart(2, 0), PageStart(3, 71))
    assert block.text[71:] == "that caseloads fall."


def test_running_footers_are_left_out_and_named() -> None:
    assert read(pdf_of(report_pages())).removed == (
        "page 2: Inspection of Amber Vale local authority children's services",
        "page 2: 9 to 13 June 2025 2",
        "page 3: Inspection of Amber Vale local authority children's services",
        "page 3: 9 to 13 June 2025 3",
    )


def test_rows_have_the_heads_as_context_and_items_what_leads_them_in() -> None:
    blocks = read(pdf_of(report_pages())).blocks

    assert [block.context for block in blocks[3:6]] == [(), (3,), (3,)]
    assert [block.context for block in blocks[8:10]] == [(7,), (7,)]


def test_printed_page_labels_are_kept() -> None:
    data = pdf_of(report_pages(), [(0, "ROMAN_LOWER", 1), (2, "ARABIC", 1)])

    assert read(data).page_labels == ("i", "ii", "1")


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"{PROSE[:34]} a{n}" for n in range(8)]
    right = [f"the {PROSE[4:34]} b{n}" for n in range(8)]
    page = [
        Print(text, 700 - 14.5 * n, x=x)
        for n in range(8)
        for x, text in ((72, left[n]), (320, right[n]))
    ]

    assert kinds_and_texts(pdf_of([page])) == [("paragraph", " ".join(left + right))]


def test_a_table_of_figures_is_read_row_by_row() -> None:
    rows = [("Year", "Homes", "Places"), ("2023", "2,880", "12,100"), ("2024", "3,119", "13,050")]
    page = [
        Print(text, 600 - 20 * n, x=72 + 150 * column)
        for n, row in enumerate(rows)
        for column, text in enumerate(row)
    ]

    blocks = read(pdf_of([lines([f"{PROSE} their schools."], 700) + page])).blocks

    assert [(block.text, block.context) for block in blocks[1:]] == [
        ("Year\tHomes\tPlaces", ()),
        ("2023\t2,880\t12,100", (1,)),
        ("2024\t3,119\t13,050", (1,)),
    ]


def test_a_raised_figure_that_points_to_a_note_is_no_part_of_the_text() -> None:
    page = [
        *lines([f"{PROSE} them.", f"{PROSE} it."], 700),
        Print("The plan follows the framework.", 660),
        Print("4", 665, x=247, size=7),
        Print("It is reviewed each year.", 660, x=254),
    ]

    assert kinds_and_texts(pdf_of([page]))[-1] == (
        "paragraph",
        "The plan follows the framework. It is reviewed each year.",
    )


def test_a_page_without_text_is_named_with_its_number() -> None:
    draft = read(pdf_of([lines([f"{PROSE} it."], 700), [], lines(["The end of it."], 700)]))

    assert draft.warnings == ()


def test_progress_is_told_for_each_page() -> None:
    told: list[int] = []

    load_pdf(pdf_of(report_pages()), "x", lambda: told.append(1))

    assert told == [1, 1, 1]


def test_an_encrypted_file_is_skipped() -> None:
    writer = pypdf.PdfWriter(BytesIO(pdf_of(report_pages())))
    writer.encrypt("secret", algorithm="RC4-128")
    stream = BytesIO()
    writer.write(stream)

    with pytest.raises(SkippedFileError, match="encrypted"):
        read(stream.getvalue())


def test_half_a_file_is_a_damaged_one() -> None:
    data = pdf_of(report_pages())

    with pytest.raises(UnreadableFileError, match="damaged"):
        read(data[: len(data) // 3])
