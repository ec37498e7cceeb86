import pytest

from ingest.loaders.draft import Draft
from ingest.pdf.file import load_pdf
from retriever.records import BlockKind
from tests.pdf_maker import Print, cell, lines, pdf_of

PROSE = [
    "The council has worked with its partners to find more homes near",
    "the schools of the children who need them, and it has begun to",
    "recruit carers together with two of its neighbours.",
]


OTHER = ["Visits were late in the north of the district.", "They are in time again."]


def read(*pages: list[Print]) -> Draft:
    return load_pdf(pdf_of(pages), "x", lambda: None)


def rows_of(page: list[Print]) -> list[str]:
    return [block.text for block in read(page).blocks if block.kind is BlockKind.TABLE_ROW]


def entries(numbers: list[int], *, top: float) -> list[Print]:
    page = []
    for place, number in enumerate(numbers):
        page.append(Print(f"Theme {'ABCDEFG'[place]} of the plan", top - 20 * place))
        page.append(Print(str(number), top - 20 * place, 500))
    return page


def test_entries_of_a_list_of_contents_within_a_page_are_taken_off() -> None:
    page = [*lines(PROSE, 780), *entries([1, 2, 2, 3], top=700)]

    draft = read(page, lines(OTHER[:1], 780), lines(OTHER[1:], 700))

    assert not any("Theme" in block.text for block in draft.blocks)
    assert draft.removed == (
        "page 1 (contents): Theme A of the plan 1",
        "page 1 (contents): Theme B of the plan 2",
        "page 1 (contents): Theme C of the plan 2",
        "page 1 (contents): Theme D of the plan 3",
    )


@pytest.mark.parametrize("numbers", [[3, 2, 2, 1], [40, 50, 60, 70], [1, 2, 3]])
def test_figures_that_cannot_be_page_numbers_are_a_tables(numbers: list[int]) -> None:
    page = [*lines(PROSE, 780), *entries(numbers, top=700)]

    texts = [b.text for b in read(page, lines(OTHER[:1], 780), lines(OTHER[1:], 700)).blocks]

    assert [text for text in texts if "\t" in text] == [
        f"Theme {'ABCD'[place]} of the plan\t{number}" for place, number in enumerate(numbers)
    ]


def test_a_line_with_dot_leaders_is_taken_off_wherever_it_stands() -> None:
    page = [*lines(PROSE, 780), Print("Figure 1: The plan ............ 7", 700)]

    assert read(page).removed == ("page 1 (contents): Figure 1: The plan ............ 7",)


def test_two_columns_of_prose_are_no_table() -> None:
    left = ["Children are seen by the same worker", "at each of their visits, and they say so"]
    right = ["Carers are trained by a team that has", "known what it is to care for a child at"]
    page = []
    for place in range(12):
        page.append(Print(left[place % 2], 700 - 14 * place, 72))
        page.append(Print(right[place % 2], 700 - 14 * place, 320))

    assert rows_of(page) == []


def test_numbered_paragraphs_whose_numbers_stand_apart_are_no_table() -> None:
    page = []
    for place in range(4):
        page.append(Print(str(place + 2), 700 - 24 * place, 72))
        page.append(Print("The council tells the child why it decides.", 700 - 24 * place, 110))

    assert rows_of(page) == []


def test_a_list_within_a_cell_stays_in_its_row_without_rulings_too() -> None:
    page = [*lines(PROSE, 780)]
    heads = (["Act"], ["What is repealed"])
    first = (["Homes Act"], ["In section 2", "(a) the words on", "fostering;", "(b) the schedule."])
    rows = [heads, first, (["Carers Act"], ["Section 9."]), (["Visits Act"], ["Section 4."])]
    for top, row in zip((700, 677, 615, 592), rows, strict=True):
        page += cell(row[0], top, 72, bold=top == 700)
        for n, text in enumerate(row[1]):
            indent = 40 if text == "fostering;" else 20 if text.startswith("(") else 0
            page.append(Print(text, top - 13 * n, 232 + indent, size=10, bold=top == 700))

    assert rows_of(page) == [
        "Act\tWhat is repealed",
        "Homes Act\tIn section 2 (a) the words on fostering; (b) the schedule.",
        "Carers Act\tSection 9.",
        "Visits Act\tSection 4.",
    ]


def test_a_line_of_heads_set_apart_over_a_tables_columns_is_its_head() -> None:
    page = [
        Print("Council", 700, 72, size=14, bold=True),
        Print("Health board", 700, 300, size=14, bold=True),
    ]
    for place, (left, right) in enumerate((("Ann Marsh", "Ivo Reed"), ("Una Cole", "Sam Holt"))):
        page += [Print(left, 668 - 14 * place), Print(right, 668 - 14 * place, 322)]
    page += [Print("Ida Lund", 640), Print("Max Byrne", 640, 322)]

    blocks = read(page).blocks

    assert [block.text for block in blocks if block.context] == [
        "Ann Marsh\tIvo Reed",
        "Una Cole\tSam Holt",
        "Ida Lund\tMax Byrne",
    ]
    assert blocks[0].text == "Council\tHealth board"
