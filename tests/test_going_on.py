"""Whole questions that go on from the one before: of the same report, of some of its things."""

import pytest

from retriever.conversation.standalone import standalone
from tests.test_following_up import KNOWN, talk

LED = "Who led the inspection of Northmere in 2021?"
VISITS = "How often must the independent person visit the home under regulation 44?"
OFTEN = "how often must the independent person visit the home under regulation 44"
WORST = "Which authorities were graded inadequate in 2023?"


@pytest.mark.parametrize(
    ("question", "alone"),
    [
        (
            "and how many inspectors took part?",
            "How many inspectors took part in the inspection of Northmere in 2021?",
        ),
        (
            "and how many children are in care?",
            "How many children are in care in Northmere in 2021?",
        ),
        ("And what is the caseload", "What is the caseload in Northmere in 2021?"),
        ("and are caseloads too high?", "Are caseloads too high in Northmere in 2021?"),
        ("and what are caseloads like?", "What are caseloads like in Northmere in 2021?"),
        (
            "but what did Ofsted say about housing?",
            "What did Ofsted say about housing in Northmere in 2021?",
        ),
        (
            "and what do inspectors say about housing?",
            "What do inspectors say about housing in Northmere in 2021?",
        ),
        (
            "and when was the report published?",
            "When was the report on Northmere published in 2021?",
        ),
    ],
)
def test_a_whole_question_with_and_is_asked_of_the_same_place_and_time(
    question: str, alone: str
) -> None:
    assert standalone(question, talk(LED), KNOWN).text == alone


@pytest.mark.parametrize(
    "question",
    [
        "How many inspectors took part?",
        "and what is kinship care?",
        "and what must a home record?",
        "and who can foster a child?",
        "and how do inspectors judge leadership?",
        "and do social workers get supervision?",
        "and what does the framework say about missing children?",
        "and which reports mention housing?",
        "and what happens when a child goes missing?",
        "and how many children are there in England?",
        "and how many judgements are there?",
        "and how is the overall grade worked out?",
        "and what is the difference between outstanding and good?",
        "and how much notice is given?",
        "and how are complaints about Ofsted handled?",
        "and who leads an inspection?",
        "and how was leadership judged in Harrowfen?",
        "and who is the Children’s Commissioner?",
        "and how many days does a visit take?",
        "and how much do I get?",
    ],
)
def test_what_is_true_anywhere_or_of_another_place_stands_alone_in_spite_of_its_and(
    question: str,
) -> None:
    assert standalone(question, talk(LED), KNOWN).text == question


def test_with_no_place_and_no_time_before_it_nothing_is_carried_over() -> None:
    asked = standalone("and how many carers are there?", talk("What is kinship care?"), KNOWN)

    assert asked.text == "and how many carers are there?"


def test_what_goes_on_hands_its_place_and_time_on() -> None:
    history = talk(LED, "and how many inspectors took part?", "How many children live there?")

    assert standalone("and when was it published?", history, KNOWN).text == (
        "When was the inspection of Northmere published in 2021?"
    )


def test_what_follows_a_count_is_asked_of_the_place_spoken_of_before_it() -> None:
    counted = "how many children are in care?"
    history = talk("Who led the inspection of Aldercombe?", counted)

    assert standalone(counted, history[:2], KNOWN).text == counted
    assert standalone("and care leavers?", history, KNOWN).text == (
        "How many care leavers are in care in Aldercombe?"
    )


def test_what_follows_a_definition_is_asked_of_no_place() -> None:
    history = talk("Who led the inspection of Aldercombe?", "What is kinship care?")

    assert standalone("And special guardianship?", history, KNOWN).text == (
        "What is special guardianship?"
    )


@pytest.mark.parametrize(
    ("earlier", "question", "alone"),
    [
        (
            WORST,
            "and which were outstanding?",
            "Which authorities were graded outstanding in 2023?",
        ),
        (WORST, "and which ones got good?", "Which authorities were graded good in 2023?"),
        (WORST, "how many were good?", "How many authorities were graded good in 2023?"),
        (WORST, "and outstanding?", "Which authorities were graded outstanding in 2023?"),
        (
            WORST,
            "and which were good for leadership?",
            "Which authorities were good for leadership in 2023?",
        ),
        (WORST, "and which are the largest?", "Which authorities are the largest in 2023?"),
        (
            "How many homes are in Northmere?",
            "and which were closed?",
            "Which homes were closed in Northmere?",
        ),
    ],
)
def test_some_of_the_things_of_the_earlier_question_are_asked_for(
    earlier: str, question: str, alone: str
) -> None:
    assert standalone(question, talk(earlier), KNOWN).text == alone


@pytest.mark.parametrize(
    ("earlier", "question"),
    [
        (WORST, "Which is the largest?"),
        (WORST, "and which homes were good?"),
        ("What is kinship care?", "and which were outstanding?"),
        ("What grade is the worst?", "and which were outstanding?"),
    ],
)
def test_which_with_a_noun_of_its_own_or_with_no_things_before_it_is_left(
    earlier: str, question: str
) -> None:
    assert standalone(question, talk(earlier), KNOWN).text == question


@pytest.mark.parametrize(
    ("earlier", "question", "alone"),
    [
        (
            VISITS,
            "Who gets the report?",
            f"Who gets the report ({OFTEN})?",
        ),
        (
            VISITS,
            "Is the visit announced?",
            f"Is the visit announced ({OFTEN})?",
        ),
        (
            "How is a pathway plan made?",
            "Who signs the plan?",
            "Who signs the plan (how is a pathway plan made)?",
        ),
    ],
)
def test_a_thing_that_the_earlier_question_makes_known_brings_that_question(
    earlier: str, question: str, alone: str
) -> None:
    assert standalone(question, talk(earlier), KNOWN).text == alone


@pytest.mark.parametrize(
    "question",
    [
        "Who signs the plan?",
        "What must the home do?",
        "Who sits on the review panel?",
        "What does the report say about housing?",
        "What is in the report on Northmere?",
        "What is a report?",
    ],
)
def test_a_thing_that_is_not_known_from_there_stands_alone(question: str) -> None:
    assert standalone(question, talk(VISITS), KNOWN).text == question


def test_a_question_joined_in_brackets_lends_nothing_on() -> None:
    history = talk(VISITS, "Who gets the report?")

    assert standalone("And can they talk to children?", history, KNOWN).text == (
        f"Can they talk to children ({OFTEN})?"
    )
