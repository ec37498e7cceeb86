"""Dates as printed: day first, never an invented year."""

from datetime import date

import pytest

from retriever.dates import (
    DateRange,
    find_date,
    find_date_in_address,
    find_date_in_name,
    find_periods,
    find_range,
    in_words,
    range_in_words,
)


def span(start: str, end: str) -> DateRange:
    return DateRange(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    "text",
    [
        "Published 9 June 2025",
        "Published on Monday, 9th June 2025.",
        "the 9th of June 2025",
        "9 Jun. 2025",
        "09/06/2025",
        "9.6.2025",
        "2025-06-09T10:00:00",
    ],
)
def test_a_date_is_read_day_first_in_every_printed_form(text: str) -> None:
    assert find_date(text) == date(2025, 6, 9)


@pytest.mark.parametrize(
    "text", ["17 June", "June 2025", "31 February 2024", "12/2024", "paragraph 9.6", ""]
)
def test_no_date_is_made_of_less_than_a_day_a_month_and_a_year(text: str) -> None:
    assert find_date(text) is None


def test_the_first_of_two_dates_is_found_whatever_its_form() -> None:
    assert find_date("from 2024-05-01, published 3 June 2025") == date(2024, 5, 1)


def test_a_date_that_does_not_exist_is_passed_over() -> None:
    assert find_date("31 February 2024, corrected 1 March 2024") == date(2024, 3, 1)


def test_a_file_name_and_an_address_give_their_date() -> None:
    assert find_date_in_name("northmere-05-august-2025.pdf") == date(2025, 8, 5)
    assert find_date_in_name("2025-08-05 post.txt") == date(2025, 8, 5)
    assert find_date_in_name("report-2025.pdf") is None
    assert find_date_in_address("https://example.org/2017/03/03/a-post/") == date(2017, 3, 3)
    assert find_date_in_address("https://example.org/2017/03/a-post/") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Inspection dates: 9 to 13 June 2025", span("2025-06-09", "2025-06-13")),
        ("23 April 2018 to 04 May 2018", span("2018-04-23", "2018-05-04")),
        ("4 November – 8 November 2019", span("2019-11-04", "2019-11-08")),
        ("Monday 28 February to Friday 4 March 2022", span("2022-02-28", "2022-03-04")),
        ("30 December to 10 January 2025", span("2024-12-30", "2025-01-10")),
        ("12/09/2016 to 06/10/2016", span("2016-09-12", "2016-10-06")),
        ("on 9 June 2025 only", span("2025-06-09", "2025-06-09")),
    ],
)
def test_a_range_takes_what_its_first_half_leaves_out_from_its_second(
    text: str, expected: DateRange
) -> None:
    assert find_range(text) == expected


def test_the_first_range_is_found_whatever_its_form() -> None:
    text = "Inspection dates: 9 to 13 June 2025. Last inspected: 4 November to 8 November 2019."

    assert find_range(text) == span("2025-06-09", "2025-06-13")


def test_no_year_is_invented_for_days_of_one_month_that_run_backwards() -> None:
    assert find_range("28 to 4 March 2022") == span("2022-03-04", "2022-03-04")


def test_a_text_without_a_full_date_has_no_range() -> None:
    assert find_range("between 9 and 13 June") is None


def test_periods_are_named_once_by_their_longest_form() -> None:
    text = "From 9 to 13 June 2025, on 1 May 2024, in February 2024, in 2011 and on 03/04/2012"

    assert find_periods(text) == (
        span("2025-06-09", "2025-06-13"),
        span("2024-05-01", "2024-05-01"),
        span("2012-04-03", "2012-04-03"),
        span("2024-02-01", "2024-02-29"),
        span("2011-01-01", "2011-12-31"),
    )


def test_a_range_in_words_says_nothing_twice() -> None:
    assert in_words(date(2025, 6, 9)) == "9 June 2025"
    assert range_in_words(span("2025-06-09", "2025-06-09")) == "9 June 2025"
    assert range_in_words(span("2025-06-09", "2025-06-13")) == "9 to 13 June 2025"
    assert range_in_words(span("2022-02-28", "2022-03-04")) == "28 February to 4 March 2022"
    assert range_in_words(span("2024-12-30", "2025-01-10")) == "30 December 2024 to 10 January 2025"
