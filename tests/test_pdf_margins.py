import pytest

from ingest.loaders.draft import Draft
from ingest.pdf.file import load_pdf
from tests.pdf_maker import Print, lines, pdf_of

PROSE = [
    "The council has worked with its partners to find more homes near",
    "the schools of the children who need them, and it has begun to",
    "recruit carers together with two of its neighbours.",
]


def read(pages: list[list[Print]]) -> Draft:
    return load_pdf(pdf_of(pages), "x", lambda: None)


def pages_with(*extras: list[Print]) -> list[list[Print]]:
    """Return a page of prose for each list of what else is printed on it."""
    return [
        [*lines([f"{letter} {line}" for line in PROSE], 700), *extra]
        for letter, extra in zip("ABCDEFGH", extras, strict=False)
    ]


def texts(draft: Draft) -> list[str]:
    return [block.text for block in draft.blocks]


def prose(letter: str) -> str:
    return " ".join(f"{letter} {line}" for line in PROSE)


def test_the_part_named_under_a_running_header_is_furniture_too() -> None:
    parts = ["Part 1", "Part 1", "Part 2", "Part 3"]
    headers = [
        [Print("Homes Act 2001 (c. 9)", 800, size=8), Print(part, 790.4, size=8)] for part in parts
    ]

    draft = read(pages_with(*headers))

    assert texts(draft) == [prose("A"), prose("B"), prose("C"), prose("D")]
    assert draft.removed[-2:] == ("page 4: Homes Act 2001 (c. 9)", "page 4: Part 3")


def test_words_aslant_are_a_watermark() -> None:
    draft = read(pages_with([Print("Draft version", 300, 150, size=60, grey=0.8, turn=45)]))

    assert texts(draft) == [prose("A")]
    assert {line.split(":")[0] for line in draft.removed} == {"page 1 (aslant)"}


def test_large_grey_words_on_several_pages_are_a_watermark() -> None:
    mark = [Print("Consultation", 400, 100, size=60, grey=0.8)]

    draft = read(pages_with(mark, mark))

    assert texts(draft) == [prose("A"), prose("B")]
    assert draft.removed == (
        "page 1 (watermark): Consultation",
        "page 2 (watermark): Consultation",
    )


def test_a_large_grey_title_that_comes_once_is_text() -> None:
    draft = read(pages_with([Print("Homes near schools", 760, size=40, grey=0.6)]))

    assert draft.removed == ()


def test_what_stands_off_the_page_is_left_out_and_named() -> None:
    draft = read(pages_with([Print("file_3.indd 4", -30)]))

    assert draft.removed == ("page 1 (off the page): file_3.indd 4",)


def test_a_protective_marking_in_the_margin_is_furniture() -> None:
    draft = read(pages_with([Print("OFFICIAL - SENSITIVE", 820, 220)]))

    assert draft.removed == ("page 1: OFFICIAL - SENSITIVE",)


def test_labels_are_read_from_the_numbers_that_pages_print() -> None:
    footers = [[], ["ii"], ["iii"], ["1"], ["2"], ["3"]]

    draft = read(pages_with(*([Print(text, 30, 290) for text in each] for each in footers)))

    assert draft.page_labels == ("", "ii", "iii", "1", "2", "3")


@pytest.mark.parametrize("footers", [["", "", ""], ["7", "3", "12"]])
def test_pages_whose_numbers_do_not_count_on_have_no_labels(footers: list[str]) -> None:
    extras = [[Print(text, 30, 290)] if text else [] for text in footers]

    assert read(pages_with(*extras)).page_labels == ("", "", "")


def test_lines_of_text_that_are_alike_on_several_pages_stay() -> None:
    drawn = [
        lines([f"{n}. We met {n} carers, who told us of", "their week."], 740) for n in range(1, 5)
    ]

    draft = read(pages_with(*drawn))

    assert draft.removed == ()
    assert texts(draft)[1] == "1. We met 1 carers, who told us of their week."


def test_a_running_header_further_in_stands_apart_from_the_text() -> None:
    draft = read(pages_with(*[[Print("Homes near schools", 750)]] * 3))

    assert texts(draft) == [prose("A"), prose("B"), prose("C")]
    assert draft.removed[0] == "page 1: Homes near schools"


def test_a_running_header_beside_a_turned_page_is_furniture() -> None:
    headers = [[Print("Homes near schools", 800)] for _ in range(3)]
    beside = [Print("Homes near schools", 400, 560, turn=90)]

    draft = read(pages_with(*headers, beside))

    assert draft.removed[-1] == "page 4: Homes near schools"


def test_a_figure_within_the_page_is_no_page_number() -> None:
    numbers = [[Print(str(n), 30, 290)] for n in range(2, 6)]

    draft = read(pages_with([Print("2024", 500, size=40)], *numbers))

    assert texts(draft)[:2] == [prose("A"), "2024"]
    assert draft.removed == ("page 2: 2", "page 3: 3", "page 4: 4", "page 5: 5")
