"""Dates as printed: day first, never an invented year."""

from datetime import date

import pytest

from retriever.dates import (
    DateRange,
    PrintedDate,
    find_date,
    find_date_in_address,
    find_date_in_name,
    find_month_in_name,
    find_months,
    find_periods,
    find_printed_date,
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
        ("11 and 12 July 2024", span("2024-07-11", "2024-07-12")),
        ("17 – 26 September 2012", span("2012-09-17", "2012-09-26")),
        ("Between 14 and 18 March 2016, we", span("2016-03-14", "2016-03-18")),
        ("6, 7 and 8 June 2023", span("2023-06-06", "2023-06-08")),
        ("29 and 30 June and 3 July 2023", span("2023-06-29", "2023-07-03")),
        ("23 January 2024, 2 February 2024", span("2024-01-23", "2024-02-02")),
        (
            "5 to 9 December 2022 and 14 to 15 February 2023",
            span("2022-12-05", "2023-02-15"),
        ),
        ("Tuesday 3rd to Thursday 5th June 2024", span("2024-06-03", "2024-06-05")),
        ("12.03.2018 to 16.03.2018", span("2018-03-12", "2018-03-16")),
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


@pytest.mark.parametrize("text", ["1 and 2 July", "22/02/22 to 25/02/22", "July to August"])
def test_no_stretch_is_made_without_a_whole_year(text: str) -> None:
    assert find_range(text) is None
    assert find_months(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("June 2024", span("2024-06-01", "2024-06-01")),
        ("between May and July 2024", span("2024-05-01", "2024-07-01")),
        ("November 2023 to January 2024", span("2023-11-01", "2024-01-01")),
        ("November to January 2024", span("2023-11-01", "2024-01-01")),
    ],
)
def test_months_alone_are_read_as_their_first_days(text: str, expected: DateRange) -> None:
    assert find_months(text) == expected


def test_a_printed_date_is_a_day_or_else_a_month() -> None:
    assert find_printed_date("June 2024, revised 3 July 2024") == PrintedDate(date(2024, 7, 3))
    assert find_printed_date("Published June 2024") == PrintedDate(date(2024, 6, 1), "month")
    assert find_printed_date("2024") is None
    assert find_month_in_name("handbook-march-2010-v2") == PrintedDate(date(2010, 3, 1), "month")
    assert find_month_in_name("handbook-2010") is None


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


def test_a_date_without_a_day_is_written_without_one() -> None:
    first = date(2025, 6, 1)

    assert in_words(first, "month") == "June 2025"
    assert in_words(first, "year") == "2025"
    assert range_in_words(span("2025-05-01", "2025-07-01"), "month") == "May to July 2025"
    assert range_in_words(span("2024-11-01", "2025-01-01"), "month") == (
        "November 2024 to January 2025"
    )
    assert range_in_words(span("2025-05-01", "2025-05-01"), "month") == "May 2025"
