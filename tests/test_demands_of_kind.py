"""Demands of a reason, a ban, a count and a year, and notes that only name a work."""

import math
from dataclasses import replace

import pytest

from retriever.answers.demands import LESS_SURE, MUCH_LESS_SURE, NO_NUMBER, UNSURE
from retriever.records import BlockKind
from tests.demanded import met, said


def sure(less: float) -> float:
    """Return the probability that is left of one half."""
    return 1 / (1 + math.exp(less))


@pytest.mark.parametrize(
    ("words", "order", "less"),
    [
        ("The hub shut because the roof leaked.", 5.0, 0.0),
        ("The hub shut to protect the children.", 5.0, 0.0),
        ("A leak meant that the hub shut.", 5.0, 0.0),
        ("The hub shut on a Monday.", 4.0, MUCH_LESS_SURE),
    ],
)
def test_why_wants_a_reason(words: str, order: float, less: float) -> None:
    assert met("Why did the hub shut?", said(words)) == pytest.approx((order, sure(less)))
    assert met("What did the hub do?", said(words)) == (5.0, 0.5)


@pytest.mark.parametrize(
    ("words", "order", "less"),
    [
        ("A pilot must not be a keeper.", 5.0, 0.0),
        ("Keepers are disqualified from piloting.", 5.0, 0.0),
        ("A pilot is appointed by the port.", 3.5, 0.5),
    ],
)
def test_what_may_not_be_is_not_told_by_what_may(words: str, order: float, less: float) -> None:
    assert met("Who cannot be a pilot?", said(words)) == pytest.approx((order, sure(less)))


@pytest.mark.parametrize(
    ("question", "words", "is_named"),
    [
        ("How many pilots has the port?", "The port has 4 pilots and 9 boats.", True),
        ("How many pilots has the port?", "The port has 9 boats.", False),
        ("How many hours of training do keepers get?", "Keepers get 4 hours of training.", True),
        ("How many hours of training do keepers get?", "Keepers work for 4 hours.", False),
    ],
)
def test_what_is_counted_is_named(question: str, words: str, *, is_named: bool) -> None:
    expected = (5.0, 0.5) if is_named else (4.0, sure(LESS_SURE))
    assert met(question, said(words, fits=1.0, tells=1.0)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("evidence", "less"),
    [
        ({"fits": 1.0, "fits_unit": 1.0, "tells": 1.0}, 0.0),
        ({"fits": 1.0, "fits_unit": 1.0, "tells": -1.0}, NO_NUMBER),
        ({"fits": 1.0, "fits_unit": -1.0, "tells": -1.0}, UNSURE + NO_NUMBER),
        ({"fits": -1.0, "tells": -1.0}, MUCH_LESS_SURE + NO_NUMBER),
    ],
)
def test_a_number_that_is_not_told_makes_an_answer_less_sure(
    evidence: dict[str, float], less: float
) -> None:
    judged = said("The 4 pilots sail.")
    judged = replace(judged, evidence=replace(judged.evidence, **evidence))

    _, probability = met("How many pilots has the port?", judged)

    assert probability == pytest.approx(sure(less))


@pytest.mark.parametrize(
    ("words", "order", "less"),
    [
        ("Most pilots have worked here for several years.", 4.5, UNSURE),
        ("The port has 4 pilots.", 5.0, 0.0),
        ("The port has no pilots at sea.", 5.0, 0.0),
        ("There is no limit to its pilots.", 5.0, 0.0),
    ],
)
def test_how_many_wants_a_figure(words: str, order: float, less: float) -> None:
    judged = said(words, fits=1.0, tells=1.0)

    assert met("How many pilots has the port?", judged) == pytest.approx((order, sure(less)))


@pytest.mark.parametrize(
    ("words", "less"),
    [
        ("A berth costs £90 a day.", LESS_SURE),
        ("The daily cost of a berth is £90.", LESS_SURE),
        ("A berth costs £600 per week.", 0.0),
        ("A berth costs £600.", 0.0),
    ],
)
def test_what_is_asked_for_by_the_week_is_not_told_by_the_day(words: str, less: float) -> None:
    _, probability = met("What does a berth cost per week?", said(words, fits=1.0, tells=1.0))

    assert probability == pytest.approx(sure(less))


def test_that_there_is_no_limit_tells_a_number() -> None:
    judged = said("There is no limit to the pilots that the port has.", fits=1.0, tells=-1.0)

    assert met("How many pilots has the port?", judged)[1] == 0.5


def test_a_year_after_all_that_a_document_tells_is_not_told() -> None:
    question = "How were the ports in 2031?"

    assert met(question, said("In 2019 the ports were bad."))[1] == pytest.approx(sure(UNSURE))
    assert met(question, said("By 2031 the ports will be good.")) == (5.0, 0.5)


@pytest.mark.parametrize(
    ("words", "kind", "order"),
    [
        ("12 Harbours, Ports and Keepers: the Pilots’ Handbook", BlockKind.FOOTNOTE, 2.0),
        ("12 Harbours are for keepers.", BlockKind.FOOTNOTE, 5.0),
        ("Harbours, Ports and Keepers", BlockKind.PARAGRAPH, 5.0),
    ],
)
def test_a_note_that_only_names_a_work_comes_later(
    words: str, kind: BlockKind, order: float
) -> None:
    assert met("What are harbours?", said(words, kind=kind))[0] == order


def test_an_item_that_asks_the_question_again_is_no_answer() -> None:
    item = said("who the three pilots and their mates are", kind=BlockKind.LIST_ITEM)

    assert met("Who are the three pilots?", item)[0] == 2.0
    assert met("What does the plan say?", item)[0] == 5.0


def test_what_was_asked_is_no_answer() -> None:
    question = "How did the keepers get on with the pilots?"

    assert met(question, said("We asked how well keepers get on with pilots."))[0] == 2.0
    assert met(question, said("Keepers get on badly with pilots."))[0] == 5.0


def test_a_stand_in_is_not_the_holder() -> None:
    words = "An interim keeper serves for six months."

    assert met("How long does a keeper serve?", said(words, tells=1.0)) == pytest.approx(
        (3.5, sure(0.5))
    )
    assert met("How long does an interim keeper serve?", said(words, tells=1.0)) == (5.0, 0.5)


def test_whoever_once_held_a_thing_that_is_no_office_is_no_stand_in() -> None:
    words = "A young person may stay with their former foster carer."

    assert met("Who may stay with a foster carer?", said(words))[0] == 5.0


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did inspectors do about boats?", "Inspectors asked the port to mend them."),
        ("What happens if a pilot can't land?", "The keeper makes a plan for the ship."),
        ("Who is responsible for the lights?", "The lights are everyone’s to keep."),
        ("Who chairs the harbour meeting?", "Meetings are chaired by the HMI."),
        ("What was the number of boats in 2025?", "In 2024-25 there were 12 boats."),
        ("What must the 2018 rules require in 2031?", "The rules of 2018 require lights by 2018."),
    ],
)
def test_what_answers_in_its_own_way_lacks_nothing(question: str, words: str) -> None:
    assert met(question, said(words, fits_closely=-1.0, tells=1.0)) == (5.0, 0.5)
