"""Tables with two rows of heads, a head of the first over several of the second."""

from ingest.pdf.file import load_pdf
from retriever.records import BlockKind
from tests.pdf_maker import Print, Rule, cell, pdf_of

XS = (72.0, 172.0, 242.0, 312.0, 392.0, 472.0)
YS = (720.0, 700.0, 680.0, 660.0, 640.0)
HEADS = ["Service", "Posts", "", "Waiting list", ""]
SUB_HEADS = ["", "Filled", "Vacant", "2024", "2025"]
ROWS = [["North hub", "9", "1", "12", "7"], ["South hub", "11", "2", "15", "10"]]
Page = list[Print | Rule]


def spanned() -> Page:
    """Draw all rulings, none within "Posts", "Waiting list" and "Service", which reaches down."""
    page: Page = [Rule(XS[0], y, XS[-1], y) for y in YS if y != YS[1]]
    page += [Rule(XS[1], YS[1], XS[-1], YS[1])]
    return page + [Rule(x, YS[-1], x, YS[1] if n in (2, 4) else YS[0]) for n, x in enumerate(XS)]


def between_rows() -> Page:
    """Draw rulings between rows alone."""
    return [Rule(XS[0], y, XS[-1], y) for y in YS]


def texts(*rows: list[str], bold: int = 0) -> Page:
    """Set rows of one line each; the first `bold` of them in bold."""
    page: Page = []
    for place, (row, top) in enumerate(zip(rows, YS, strict=False)):
        for text, x in zip(row, XS, strict=False):
            page += cell([text], top - 13, x + 5, bold=place < bold) if text else []
    return page


def rows_and_contexts(page: Page) -> list[tuple[str, list[str]]]:
    blocks = load_pdf(pdf_of([page]), "x", lambda: None).blocks
    return [
        (block.text, [blocks[place].text for place in block.context])
        for block in blocks
        if block.kind is BlockKind.TABLE_ROW
    ]


UPPER, LOWER = "Service\tPosts\t\tWaiting list", "\tFilled\tVacant\t2024\t2025"
UNDER_BOTH = [
    (UPPER, []),
    (LOWER, [UPPER]),
    ("North hub\t9\t1\t12\t7", [UPPER, LOWER]),
    ("South hub\t11\t2\t15\t10", [UPPER, LOWER]),
]


def test_both_rows_of_heads_are_heads_where_all_is_set_alike() -> None:
    assert rows_and_contexts([*spanned(), *texts(HEADS, SUB_HEADS, *ROWS)]) == UNDER_BOTH


def test_both_rows_of_heads_are_heads_where_the_first_alone_is_bold() -> None:
    assert rows_and_contexts([*spanned(), *texts(HEADS, SUB_HEADS, *ROWS, bold=1)]) == UNDER_BOTH


def test_both_rows_of_heads_are_heads_between_rulings_of_rows_alone() -> None:
    assert rows_and_contexts([*between_rows(), *texts(HEADS, SUB_HEADS, *ROWS)]) == UNDER_BOTH


def test_both_rows_of_heads_are_heads_without_rulings() -> None:
    assert rows_and_contexts(texts(HEADS, SUB_HEADS, *ROWS)) == UNDER_BOTH


def test_one_head_over_all_columns_is_a_head_with_those_under_it() -> None:
    heads = ["Hub", "Days waited", "", "", ""]
    below = ["", "2022", "2023", "2024", "2025"]
    page: Page = [*spanned(), *texts(heads, below, *ROWS)]

    upper, lower = "Hub\tDays waited", "\t2022\t2023\t2024\t2025"

    assert rows_and_contexts(page)[2] == ("North hub\t9\t1\t12\t7", [upper, lower])


def test_a_row_without_a_label_that_holds_figures_is_no_head() -> None:
    page = [*spanned(), *texts(HEADS, ["", "20", "3", "27", "17"], *ROWS)]

    assert rows_and_contexts(page)[2] == ("North hub\t9\t1\t12\t7", [UPPER])


def test_a_labelled_row_of_words_under_the_heads_is_no_head() -> None:
    page = [*between_rows(), *texts(HEADS, ["West hub", "none", "none", "none", "none"], *ROWS)]

    assert rows_and_contexts(page)[2] == ("North hub\t9\t1\t12\t7", [UPPER])
