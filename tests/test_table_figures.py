import pytest

from ingest.pdf.tables.table_figures import is_figure, is_year


@pytest.mark.parametrize(
    "text", ["12", "38,400", "41 per cent", "£1,200", "<1%", "-17", "+2", "1.57%", "–", "3:1"]
)
def test_a_bare_figure_is_one(text: str) -> None:
    assert is_figure(text)


@pytest.mark.parametrize("text", ["", "6 months", "Good", "Sections 9 and 10", "10 Downing Street"])
def test_words_with_a_figure_in_them_are_none(text: str) -> None:
    assert not is_figure(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2023", True), ("2023-24", True), ("2023 to 2024", True), ("1823", False), ("20235", False)],
)
def test_a_year_or_a_span_of_years_is_told(text: str, *, expected: bool) -> None:
    assert is_year(text) is expected
