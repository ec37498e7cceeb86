"""What is left to be searched of a question on what is said of something."""

import pytest

from retriever.search.framing import without_frame
from retriever.search.query import understand, without_what_is_understood

LIBRARY = ("City of London", "Harrowfen", "Northmere")


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("What do inspectors say about supervision in Northmere?", "supervision?"),
        ("What did the inspection of Northmere find about caseloads?", "caseloads?"),
        ("What did Ofsted say about Northmere's caseloads?", "the caseloads?"),
        ("What does the 2024 report say about visits in Northmere council?", "visits?"),
        ("What was said about visits?", "visits?"),
        ("What does the author of it say about visits?", "visits?"),
        ("What is Ofsted's view of visits?", "visits?"),
        ("How do inspectors feel about visits in Northmere?", "visits?"),
        ("What did inspectors find about visits in the City of London?", "visits?"),
        # Who did a thing is no place.
        ("What is said about what Northmere did on roads?", "what Northmere did on roads?"),
    ],
)
def test_who_says_it_and_of_which_place_is_left_out(question: str, left: str) -> None:
    query = understand(question, LIBRARY)

    assert without_frame(question, query.authorities) == left


@pytest.mark.parametrize(
    "question",
    [
        "How large are caseloads in Northmere?",
        "What do inspectors say about Northmere and Harrowfen?",
        "What do inspectors say about Northmere?",
        "What do inspectors need?",
        "How do inspectors report on visits in Northmere?",
        "What did inspectors say about the City of London and Harrowfen?",
    ],
)
def test_other_questions_stay_whole(question: str) -> None:
    query = understand(question, LIBRARY)

    assert without_frame(question, query.authorities) == question
    assert without_what_is_understood(query) is query


def test_what_a_question_demands_stays() -> None:
    query = understand("What did inspectors find about visits in Northmere in 2024?", LIBRARY)

    left = without_what_is_understood(query)

    assert (left.text, left.terms) == ("visits in 2024?", ("visit", "2024"))
    assert (left.authorities, left.periods) == (query.authorities, query.periods)


@pytest.mark.parametrize(
    "question",
    [
        "What does the guidance say about how many days a visit takes?",
        "What did inspectors say about who led the team in Northmere?",
    ],
)
def test_a_question_inside_the_frame_is_kept_whole(question: str) -> None:
    query = understand(question, LIBRARY)

    assert without_what_is_understood(query) is query


def test_a_place_is_told_from_a_word_by_its_capital() -> None:
    question = "What do inspectors say about progress in reading in Reading?"

    assert without_frame(question, ("Reading",)) == "progress in reading?"
    assert without_frame("what is said about visits in reading?", ("Reading",)) == "visits?"
