"""Demands of a reason, a ban, a name, a count and a year, and notes that only name a work."""

import math
from dataclasses import replace

import pytest

from retriever.answers.demands import LESS_SURE, MUCH_LESS_SURE, NO_NAME, NO_NUMBER, UNSURE
from retriever.records import BlockKind
from tests.demanded import met, said


def sure(less: float) -> float:
    """Return the probability that is left of one half."""
    return 1 / (1 + math.exp(less))


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("The hub shut because the roof leaked.", 5.0),
        ("The hub shut to protect the children.", 5.0),
        ("The hub shut on a Monday.", 4.0),
    ],
)
def test_why_wants_a_reason(words: str, order: float) -> None:
    assert met("Why did the hub shut?", said(words)) == (order, 0.5)
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
    judged = said("The members of the board meet in the port.")
    judged = replace(judged, evidence=replace(judged.evidence, **evidence))

    assert met(question, judged)[1] == pytest.approx(sure(less))


@pytest.mark.parametrize(
    ("words", "order", "less"),
    [
        ("Most pilots have worked here for several years.", 4.5, LESS_SURE),
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
