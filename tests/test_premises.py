"""A grade that a question takes for granted, and the reports do not give."""

from datetime import date

import pytest

from retriever.answers.premises import untrue_premise
from retriever.records import Metadata
from retriever.search.query import understand


def report(authority: str, year: int, *grades: str) -> Metadata:
    return Metadata(
        title=authority,
        doc_type="inspection_report",
        authority=authority,
        inspection_start=date(year, 3, 1),
        inspection_end=date(year, 3, 5),
        judgements=tuple(("Overall effectiveness", grade) for grade in grades),
    )


LIBRARY = (
    report("Northmere", 2021, "Requires improvement to be good"),
    report("Northmere", 2024, "Good"),
    report("Harrowfen", 2023, "Inadequate"),
    report("Aldercombe", 2023),
)
AUTHORITIES = ("Aldercombe", "Harrowfen", "Northmere")


def told(question: str) -> str:
    return untrue_premise(understand(question, AUTHORITIES), LIBRARY)


@pytest.mark.parametrize(
    "question",
    [
        "Why was Northmere judged inadequate?",
        "Why were Northmere’s children’s services rated as inadequate?",
        "Why did Northmere council fall from good to inadequate?",
    ],
)
def test_the_grades_that_a_council_s_reports_give_are_told(question: str) -> None:
    assert told(question) == (
        "No report on Northmere that the library has gives the grade “inadequate”: "
        "what they give is Good and Requires improvement."
    )


def test_a_grade_of_another_year_is_not_given_then() -> None:
    assert told("Why was Northmere graded good in 2021?") == (
        "No report on Northmere from 2021 that the library has gives the grade “good”: "
        "what they give is Requires improvement."
    )


@pytest.mark.parametrize(
    "question",
    [
        "Why was Northmere judged good?",
        "Why was Northmere judged to require improvement?",
        "Why were care leavers in Northmere judged inadequate?",
        "Why was practice in Northmere judged inadequate?",
        "Was Northmere judged inadequate?",
        "When was Northmere judged inadequate?",
        "Why was Aldercombe judged inadequate?",
        "Why were Northmere and Harrowfen judged inadequate?",
    ],
)
def test_a_grade_that_is_given_or_not_taken_for_granted_is_not_told(question: str) -> None:
    assert told(question) == ""
