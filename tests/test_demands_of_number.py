"""Demands of a figure, of an amount of money, and of what is counted."""

import math

import pytest

from retriever.answers.asked_forms import fits_unit
from retriever.answers.demands import LESS_SURE, NO_NUMBER, UNSURE
from retriever.records import BlockKind
from retriever.search.query import understand
from tests.demanded import met, said


def sure(less: float) -> float:
    """Return the probability that is left of one half."""
    return 1 / (1 + math.exp(less))


@pytest.mark.parametrize(
    ("question", "words", "less"),
    [
        ("What percentage of pilots sail?", "Most pilots sail at night.", UNSURE),
        ("What percentage of pilots sail?", "One in ten pilots sails.", 0.0),
        ("What percentage of pilots sail?", "About 8% of pilots sail.", 0.0),
        ("What percentage of pilots sail?", "None of the pilots sails there.", 0.0),
        ("percentage of pilots at sea 2024", "Pilots at sea are many.", UNSURE),
        ("port 2024 % pilots at sea", "In 2023 pilots were at sea.", UNSURE),
        ("average caseload pilots 2024", "Pilots have high caseloads.", UNSURE),
        ("average caseload pilots 2024", "In 2024 pilots hold 14 cases each.", 0.0),
        ("number of pilots", "The pilots are proud.", UNSURE),
        ("number of pilots", "The Quay2Sea pilots are proud.", UNSURE),
        # A figure that the question has itself tells nothing.
        ("How many pilots aged 16 are there?", "A few pilots aged 16 are there now.", UNSURE),
        # What asks of something else than a figure.
        ("Is the average caseload high?", "Caseloads are high at sea.", 0.0),
        ("Why is the average caseload high?", "Caseloads are high because of storms.", 0.0),
        ("What do a number of pilots say?", "Pilots say that it is fine.", 0.0),
        ("What do pilots say about the rate?", "Pilots say that it is low.", 0.0),
        ("What is a first-rate pilot?", "A pilot is one who sails.", 0.0),
    ],
)
def test_a_count_a_share_and_a_rate_want_a_figure(question: str, words: str, less: float) -> None:
    judged = said(words, fits=1.0, tells=1.0, fits_unit=0.0)

    assert met(question, judged)[1] == pytest.approx(sure(less))


def test_a_row_of_a_table_may_stand_for_its_figure() -> None:
    row = said("Pilots\tmany", kind=BlockKind.TABLE_ROW)

    assert met("percentage of pilots", row)[1] == pytest.approx(sure(0.0))


@pytest.mark.parametrize(
    ("words", "is_counted"),
    [
        ("The report is at most six pages long.", True),
        ("The report is due every six months.", False),
    ],
)
def test_a_maximum_number_of_pages_counts_pages(words: str, *, is_counted: bool) -> None:
    expected = sure(0.0) if is_counted else sure(LESS_SURE)

    assert met("Is there a maximum number of pages for it?", said(words))[1] == pytest.approx(
        expected
    )


@pytest.mark.parametrize(
    "question",
    [
        "What is the fine for a late boat?",
        "What fine does the port set?",
        "How big is the pilots’ grant?",
        "How much is the pilots’ allowance?",
        "What day rate do pilots get?",
    ],
)
def test_an_amount_of_money_wants_its_unit(question: str) -> None:
    query = understand(question, ())

    assert fits_unit(query, "It is £90.") == 1.0
    assert fits_unit(query, "It is decided by two pilots.") == -1.0
    assert met(question, said("It is small.", fits_unit=-1.0, tells=-1.0))[1] == pytest.approx(
        sure(UNSURE + NO_NUMBER)
    )
