from pathlib import Path

import pytest

from ingest.page_image import Box
from ingest.pdf.page_drawing import draw_page
from tests.pdf_maker import Print, Rule, lines, pdf_of, ruled

WIDTH, HEIGHT = 595.276, 841.89
XS = (72.0, 200.0, 340.0, 520.0)
Page = list[Print | Rule]


def boxes_of(folder: Path, page: Page, quote: str, occurrence: int = 0) -> tuple[Box, ...]:
    path = folder / "page.pdf"
    path.write_bytes(pdf_of([page]))
    return draw_page(path, 1, quote, occurrence).boxes


def places(boxes: tuple[Box, ...]) -> list[tuple[float, float]]:
    """Return where boxes begin and their baselines, in points; letters reach below none of them."""
    return [
        (
            round(box.left * WIDTH / 100 + 1),
            round(HEIGHT - (box.top + box.height) * HEIGHT / 100 + 1),
        )
        for box in boxes
    ]


def written_across(rows: list[list[str]], top: float) -> Page:
    """Write cells' lines across the columns, line by line, as some word processors do."""
    return [
        Print(text, top - 13 * n, x + 5, size=10)
        for n, texts in enumerate(rows)
        for text, x in zip(texts, XS, strict=False)
        if text
    ]


# "Homes near / their schools" stands beside "Find more / carers soon".
TABLE: Page = [
    *ruled(XS, [720, 700, 660]),
    *written_across([["Theme", "Found", "Must chan" + "ge"]], 707),
    *written_across([["Homes", "Homes are", "Find more"], ["", "far", "carers soon"]], 687),
]


def test_a_row_written_across_its_cells_has_a_box_for_each_line_of_each_cell(
    tmp_path: Path,
) -> None:
    boxes = boxes_of(tmp_path, TABLE, "Homes\tHomes are far\tFind more carers soon")

    assert places(boxes) == [(78, 687), (206, 687), (205, 674), (346, 687), (345, 674)]


def test_a_cell_that_wraps_beside_others_has_boxes(tmp_path: Path) -> None:
    assert places(boxes_of(tmp_path, TABLE, "Find more carers soon")) == [(346, 687), (345, 674)]


def test_occurrences_are_counted_in_reading_order(tmp_path: Path) -> None:
    second = boxes_of(tmp_path, TABLE, "Homes", 1)

    assert places(second) == [(206, 687)]


def test_a_table_without_rulings_has_boxes_cell_by_cell_too(tmp_path: Path) -> None:
    rows = [["Elm Holdings", "200", "Good"], ["Limited", "", ""]]
    more = [["Oak and Ash", "116", "Good"], ["Homes", "", ""]]
    page = [*written_across(rows, 700), *written_across(more, 661)]
    third = written_across([["Tholme House", "90", "Good"], ["Trust", "", ""]], 622)

    boxes = boxes_of(tmp_path, [*page, *third], "Oak and Ash Homes\t116\tGood")

    assert [y for _, y in places(boxes)] == [661, 648, 661, 661]


def test_words_that_are_not_in_one_row_have_no_box(tmp_path: Path) -> None:
    assert boxes_of(tmp_path, TABLE, "Homes are far carers soon") == ()


@pytest.mark.parametrize("quote", ["The council finds homes", "and it pays for them."])
def test_prose_around_a_table_keeps_its_boxes(tmp_path: Path, quote: str) -> None:
    page = [*lines(["The council finds homes", "and it pays for them."], 800), *TABLE]

    assert len(boxes_of(tmp_path, page, quote)) == 1
