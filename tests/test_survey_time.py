"""The time that a question about several documents names, and the question without it."""

from datetime import date

import pytest

from retriever.records import Metadata
from retriever.surveys.when import Dated, When, timed


@pytest.mark.parametrize(
    ("question", "start", "end", "words", "rest"),
    [
        ("reports in 2019", date(2019, 1, 1), date(2019, 12, 31), "in 2019", "reports"),
        ("since 2021 what", date(2021, 1, 1), date.max, "since 2021", "what"),
        ("reports after 2021", date(2022, 1, 1), date.max, "after 2021", "reports"),
        ("from 2022 onwards", date(2022, 1, 1), date.max, "since 2022", ""),
        ("reports before 2019", date.min, date(2018, 12, 31), "before 2019", "reports"),
        (
            "published in march 2024",
            date(2024, 3, 1),
            date(2024, 3, 31),
            "in March 2024",
            "published",
        ),
        (
            "between 2021 and 2023 on leadership",
            date(2021, 1, 1),
            date(2023, 12, 31),
            "between 2021 and 2023",
            "on leadership",
        ),
        (
            "inspected 3 to 14 june 2024",
            date(2024, 6, 3),
            date(2024, 6, 14),
            "on 3 to 14 June 2024",
            "inspected",
        ),
        (
            "good in 2023 or 2024",
            date(2023, 1, 1),
            date(2024, 12, 31),
            "in 2023 or 2024",
            "good",
        ),
    ],
)
def test_a_stretch_of_time_is_read_with_the_words_around_it(
    question: str, start: date, end: date, words: str, rest: str
) -> None:
    found = timed(question)

    assert found is not None
    assert found.when == When(start, end, words)
    assert " ".join(found.rest.split()) == rest


def test_several_times_are_no_stretch_and_none_is_no_time() -> None:
    without = timed("which reports")

    assert timed("in 2018, 2020 and 2024") is None
    assert without is not None
    assert (without.when, without.rest) == (None, "which reports")


def test_a_report_counts_for_its_inspection_unless_publication_is_asked_for() -> None:
    about = Metadata(
        title="Inspection",
        doc_type="inspection_report",
        inspection_start=date(2023, 12, 11),
        inspection_end=date(2023, 12, 15),
        published=date(2024, 2, 1),
    )

    years = [
        [
            year
            for year in (2023, 2024)
            if When(date(year, 1, 1), date(year, 12, 31), "", dated).holds(about)
        ]
        for dated in (Dated.EITHER, Dated.INSPECTED, Dated.PUBLISHED)
    ]

    assert years == [[2023], [2023], [2024]]
