"""Demands of a name, of what reaches somebody, of a day and of what is planned."""

import math
from dataclasses import replace

import pytest

from retriever.answers.demands import MUCH_LESS_SURE, NO_NAME, UNSURE
from retriever.records import BlockKind
from tests.demanded import met, said


def sure(less: float) -> float:
    """Return the probability that is left of one half."""
    return 1 / (1 + math.exp(less))


@pytest.mark.parametrize(
    ("question", "evidence", "order", "less"),
    [
        ("Who is the director of hubs in Northmere?", {"tells": -1.0}, 4.0, UNSURE),
        ("Who is the director of hubs in Northmere?", {"tells": 1.0}, 5.0, 0.0),
        # Of no place, what a director does may be asked.
        ("Who is the director of hubs?", {"tells": -1.0}, 5.0, 0.0),
    ],
)
def test_who_holds_an_office_somewhere_wants_a_name(
    question: str, evidence: dict[str, float], order: float, less: float
) -> None:
    judged = said("Leaders, with the director of hubs, meet often.", "Northmere")
    judged = replace(judged, evidence=replace(judged.evidence, **evidence))

    assert met(question, judged) == pytest.approx((order, sure(less)))


@pytest.mark.parametrize(
    ("question", "evidence", "less"),
    [
        ("Who chaired the port’s board?", {"tells": -1.0}, NO_NAME),
        ("Who chairs the port’s board?", {"tells": -1.0}, 0.0),
        ("Who chairs the port’s board?", {"tells": -1.0, "fits_closely": 1.0}, NO_NAME),
        ("Who chairs the port’s board?", {"tells": 1.0, "fits_closely": 1.0}, 0.0),
    ],
)
def test_a_name_that_is_not_told_makes_an_answer_less_sure(
    question: str, evidence: dict[str, float], less: float
) -> None:
    judged = said("The members of the board meet its chair in the port.")
    judged = replace(judged, evidence=replace(judged.evidence, **evidence))

    assert met(question, judged)[1] == pytest.approx(sure(less))


@pytest.mark.parametrize(
    ("question", "words", "order", "less"),
    [
        ("Which hotel did the port use?", "The port used the Grand Anchor.", 5.0, 0.0),
        ("Which hotel did the port use?", "The port used a hotel by the sea.", 4.0, 2.5),
        ("Which hotel did Northmere use?", "A hotel by the sea took in Northmere.", 4.0, 2.5),
        ("Which company runs the quay?", "Tidewater runs the quay.", 5.0, 0.0),
        ("What is the port’s app called?", "The app was made by the pilots.", 4.0, 2.5),
        ("What is the port’s app called?", "Pilots made an app, the Tidebook.", 5.0, 0.0),
        ("Which company runs the quay?", "Boats tie up there. A company and boats.", 4.0, 2.5),
        ("Which trusts must report?", "Any trust with a boat must report at once.", 5.0, 0.0),
        ("Which 20 ports have one?", "One stands in the busiest 20 ports now.", 4.0, 2.5),
        ("What brand of rope does the port buy?", "The port buys rope from Tidewater.", 5.0, 0.0),
        ("What brand of rope does the port buy?", "The port buys good rope.", 4.0, 2.5),
        (
            "Which IT supplier has the port?",
            "The keepers’ company (KCY) has an IT supplier.",
            4.0,
            2.5,
        ),
        ("Which firm did the work?", "Having begun in June, the Commissioner did it.", 4.0, 2.5),
        ("In which part of the port is it?", "Investment there is of a hub.", 4.0, 2.5),
        (
            "What is the name of the council that runs it?",
            "A council by the sea runs it.",
            4.0,
            2.5,
        ),
        ("Name of the boat that Northmere has?", "Northmere has a new one.", 4.0, 2.5),
        ("What is the boat of Northmere called?", "Northmere has a new one.", 4.0, 2.5),
        ("northmere boat name 2024", "Northmere has a new one in 2024.", 4.0, 2.5),
        ("Which poet wrote for the port?", "Despite storms a local poet wrote.", 4.0, 2.5),
        ("Which prisons does Northmere visit?", "Northmere sees two local ones.", 4.0, 2.5),
        ("Which agencies does Northmere meet?", "Northmere meets the partners.", 5.0, 0.0),
        ("Name the four ports that share it.", "It is shared by others, four in all.", 4.0, 2.5),
        ("Which prisons are visited?", "Local ones are visited often.", 5.0, 0.0),
        ("Which rules cover the council?", "All rules apply there.", 5.0, 0.0),
        ("What makes a good bond?", "It takes time.", 5.0, 0.0),
        ("What’s the app called that pilots use?", "The pilots use a new one for tides.", 4.0, 2.5),
        ("Which knots are never allowed?", "Slip knots are never allowed at sea.", 5.0, 0.0),
    ],
)
def test_which_hotel_wants_a_name(question: str, words: str, order: float, less: float) -> None:
    assert met(question, said(words)) == pytest.approx((order, sure(less)))


@pytest.mark.parametrize(
    ("question", "words", "is_told"),
    [
        ("What’s the street address of the hub?", "The hub is by the sea.", False),
        ("What’s the street address of the hub?", "The hub is in 4 Quay Street.", True),
        ("What’s the postcode of the hub?", "The hub is in NE3 4PT.", True),
        ("Phone number for the hub?", "Ring the hub at once.", False),
        ("Phone number for the hub?", "Ring the hub on 0191 400 400.", True),
        ("Is there a phone number for the help-desk?", "The help-desk is there.", False),
        ("What is the hub’s email address?", "Write to hub@port.example.", True),
        ("What is the hub’s website?", "The hub is on the web.", False),
        ("What are the hub’s opening hours?", "The hub opens from 9 am.", True),
        ("What are the hub’s opening hours?", "The hub opens at times.", False),
        ("What risks do the port’s plans address?", "Plans are about storms.", True),
        ("What street is the hub on?", "The hub is in a busy street.", False),
        ("What street is the hub on?", "The hub is in Quay Lane.", True),
        ("What’s the address of Market Place?", "Market Place is a fine hub.", False),
        ("What address do we write to?", "Write to the keeper.", False),
        ("What happens when the website is down?", "The keepers are told.", True),
    ],
)
def test_what_reaches_somebody_has_a_form(question: str, words: str, *, is_told: bool) -> None:
    judged = said(words, fits=1.0, tells=1.0)
    expected = (5.0, 0.5) if is_told else (4.0, sure(UNSURE))

    assert met(question, judged) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("question", "words", "order", "less"),
    [
        ("When does Northmere’s contract end?", "It has a contract up to 25 years.", 4.0, UNSURE),
        ("When does Northmere’s contract end?", "Its contract ends in May 2027.", 5.0, 0.0),
        ("When does Northmere’s hub open?", "The hub opens at 9.30 am each day.", 5.0, 0.0),
        ("When does Northmere’s service end?", "It ends at the age of 25.", 5.0, 0.0),
        ("On which days is Northmere’s hub open?", "It has limited hours.", 4.0, UNSURE),
        ("On which days is Northmere’s hub open?", "It is open on weekdays.", 5.0, 0.0),
        ("What evening does Northmere’s group meet?", "The group meets at the hub.", 4.0, UNSURE),
        ("When does planning start in Northmere?", "Planning comes with a worker.", 5.0, 0.0),
        # Of no place, a condition may tell.
        ("When does the order end?", "An order ends when the child is of age.", 5.0, 0.0),
    ],
)
def test_when_a_thing_ends_somewhere_wants_a_day(
    question: str, words: str, order: float, less: float
) -> None:
    judged = said(words, "Northmere", fits=1.0, tells=1.0)

    assert met(question, judged) == pytest.approx((order, sure(less)))


@pytest.mark.parametrize(
    ("question", "words", "order", "less"),
    [
        ("Will Northmere open a hub?", "A hub was opened there.", 4.0, MUCH_LESS_SURE),
        ("Will Northmere open a hub?", "A hub is planned there.", 5.0, 0.0),
        ("What will Northmere open?", "A hub was opened there.", 4.0, MUCH_LESS_SURE),
        ("Will a hub be opened?", "A hub was opened there.", 5.0, 0.0),
    ],
)
def test_what_will_be_somewhere_wants_a_plan(
    question: str, words: str, order: float, less: float
) -> None:
    assert met(question, said(words, "Northmere")) == pytest.approx((order, sure(less)))


def test_a_row_of_a_table_may_be_all_name() -> None:
    row = said("Grand Anchor\t12", kind=BlockKind.TABLE_ROW)

    assert met("Which hotel has the port?", row) == (5.0, 0.5)
