"""A document's date in words."""

from datetime import date

from retriever.dating import date_in_words
from retriever.records import Metadata


def dated(**known: object) -> str:
    return date_in_words(Metadata("T", "document", **known))  # type: ignore[arg-type]


def test_the_inspection_goes_before_the_publication() -> None:
    words = dated(
        published=date(2025, 7, 29),
        inspection_start=date(2025, 6, 9),
        inspection_end=date(2025, 6, 13),
    )

    assert words == "inspected 9 to 13 June 2025"


def test_a_date_is_told_no_more_exactly_than_it_is_known() -> None:
    first = date(2025, 6, 1)

    assert dated(published=first) == "1 June 2025"
    assert dated(published=first, precisions=(("published", "month"),)) == "June 2025"
    assert dated(published=first, precisions=(("published", "year"),)) == "2025"
    assert dated() == ""
