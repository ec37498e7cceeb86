"""What a question demands, and what becomes of a quote that lacks it."""

import math
from dataclasses import replace
from datetime import date

import pytest

from retriever.answers.demands import (
    LESS_SURE,
    MORE_SURE,
    MUCH_LESS_SURE,
    UNSURE,
    meeting_demands,
)
from retriever.records import Span
from retriever.search.query import understand, without_what_is_understood
from tests.demanded import met, said

LESS = 1 / (1 + math.exp(LESS_SURE))
"""Of what was one half."""

MUCH_LESS = 1 / (1 + math.exp(MUCH_LESS_SURE))
UNSURELY = 1 / (1 + math.exp(UNSURE))


@pytest.mark.parametrize(
    ("words", "authority", "order"),
    [
        ("Care leavers are visited at home.", "Northmere", 0.0),
        ("Leeds visits care leavers at home.", "Northmere", 5.0),
        ("Care leavers are visited at home.", None, 5.0),
    ],
)
def test_a_report_has_to_name_the_council_asked_for_that_has_none(
    words: str, authority: str | None, order: float
) -> None:
    assert met("How does Leeds visit care leavers?", said(words, authority))[0] == order


@pytest.mark.parametrize(
    ("content", "of_passage", "less"),
    [(0.5, 0.5, 0.0), (0.0, 0.5, 0.45), (0.0, 0.0, 0.9), (0.05, 0.05, 0.45)],
)
def test_what_shares_nothing_with_its_question_is_less_sure(
    content: float, of_passage: float, less: float
) -> None:
    judged = said("The hub is open.", content=content, passage_content=of_passage)

    assert met("Is it so?", judged)[1] == pytest.approx(1 / (1 + math.exp(less)))
    measured = said("The hub is open.", content=content, passage_content=of_passage, fits_unit=1.0)
    assert met("Is it so?", measured)[1] == 0.5


def test_another_place_of_a_longer_name_is_not_the_one_asked_for() -> None:
    judged = said("South Gloucestershire visits them at home.", "South Gloucestershire")

    assert met("How does Gloucestershire visit care leavers?", judged)[0] == 0.0


@pytest.mark.parametrize(
    ("words", "authority", "order"),
    [
        ("The team has 21 cases.", None, 3.0),
        ("Northmere’s team has 21 cases.", None, 5.0),
        ("The team has 21 cases.", "Northmere", 5.0),
    ],
)
def test_a_document_on_no_authority_has_to_name_the_one_asked_for(
    words: str, authority: str | None, order: float
) -> None:
    judged = said(words, authority)

    expected = (order, 0.5 if order == 5.0 else LESS)
    assert met("How many cases has Northmere’s team?", judged) == pytest.approx(expected)
    assert met("How many cases has a team?", judged) == (5.0, 0.5)


@pytest.mark.parametrize(
    ("words", "fits", "order"),
    [
        ("Cobden Road, runs on Mondays", -1.0, 0.0),
        ("Families like how it runs.", -1.0, 0.0),
        ("The hub’s manager is new.", -1.0, 5.0),
        ("It is run by Ann Lee.", 1.0, 5.0),
    ],
)
def test_who_wants_somebody(words: str, fits: float, order: float) -> None:
    assert met("Who runs the hub?", said(words, fits_closely=fits))[0] == order
    assert met("Is it the hub?", said(words, fits_closely=fits)) == (5.0, 0.5)


def test_who_does_a_thing_may_be_anybody() -> None:
    assert met("Who likes the hub?", said("Families do.", fits_closely=-1.0)) == (5.0, 0.5)


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("4 Kinship care", 0.0),
        ("Kinship care is care by relatives.", 5.0),
        ("5,300 of kinship care", 5.0),
    ],
)
def test_a_quote_has_to_say_more_than_the_question(words: str, order: float) -> None:
    assert met("What is kinship care?", said(words))[0] == order
    assert met("Is it kinship care?", said(words))[0] == 5.0


@pytest.mark.parametrize(
    ("words", "order"),
    [("In 2023 it had 20 cases.", 3.0), ("In 2024 it had 20 cases.", 5.0)],
)
def test_a_year_that_is_named_stands_in_the_passage_or_its_document(
    words: str, order: float
) -> None:
    assert met("How many cases were there in 2024?", said(words))[0] == order
    assert met("How many cases were there?", said(words))[0] == 5.0
    dated = said(words)
    metadata = replace(dated.document.metadata, published=date(2024, 5, 1))
    dated = replace(dated, document=replace(dated.document, metadata=metadata))
    assert met("How many cases were there in 2024?", dated)[0] == 5.0


@pytest.mark.parametrize(
    ("words", "order"),
    [("A visit must be made in a day.", 5.0), ("They made the visit in a day.", 3.5)],
)
def test_who_asks_what_must_be_is_told_what_must_be(words: str, order: float) -> None:
    assert met("How soon must a visit be made?", said(words))[0] == order
    assert met("How soon was the visit made?", said(words))[0] == 5.0


def test_a_name_that_is_asked_for_is_not_a_post() -> None:
    post = said("The lead member visits a home each month.", fits_closely=-1.0)

    assert met("What is the name of the lead member?", post) == pytest.approx((5.0, MUCH_LESS))
    assert met("Who is the lead member?", post) == (5.0, 0.5)


def test_an_amount_that_is_asked_for_has_to_be_told() -> None:
    bought = said("It bought a house.", fits_unit=-1.0)

    assert met("How much did it pay for the house?", bought) == pytest.approx((5.0, UNSURELY))


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("It may be extended once.", 5.0),
        ("An extension needs a reason.", 3.0),
        ("The law calls it an approval.", 3.0),
    ],
)
def test_what_is_asked_whether_it_is_done_is_spoken_of(words: str, order: float) -> None:
    assert met("Can an approval be extended?", said(words)) == pytest.approx((order, 0.5))
    assert met("Who can have an approval?", said(words))[0] == 5.0


@pytest.mark.parametrize(
    ("words", "probability"),
    [("The RNLI has one.", LESS), ("The RNLI has one, the CGOC has not.", 0.5)],
)
def test_a_comparison_wants_both_sides(words: str, probability: float) -> None:
    expected = pytest.approx((5.0, probability))

    assert met("Has the RNLI a better boat than the CGOC?", said(words)) == expected


def test_what_meets_the_demand_comes_first() -> None:
    row, manager = said("Cobden Road", fits_closely=-1.0), said("The manager is Ann Lee.")
    manager = replace(manager, order=1.0)

    left = meeting_demands(understand("Who runs the hub?", ()), [row, manager])

    assert [each.quote for each in left] == ["The manager is Ann Lee.", "Cobden Road"]


def test_a_word_that_the_library_has_never_heard_of_makes_an_answer_less_sure() -> None:
    expected = pytest.approx((5.0, 1 / (1 + math.e)))

    assert met("What car does she drive?", said("She has one.", unheard=0.4)) == expected
    assert met("What car does she drive?", said("She has one.", unheard=0.2)) == (5.0, 0.5)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What is kinship care?", "Kinship care took up much of the day."),
        ("How many children came?", "They came on two buses."),
        ("When must a visit be made?", "A visit must be made by the keeper."),
    ],
)
def test_a_definition_a_count_or_a_time_that_is_asked_for_has_to_be_told(
    question: str, words: str
) -> None:
    lacking, told = met(question, said(words, fits=-1.0)), met(question, said(words, fits=1.0))

    assert lacking[1] < 0.5
    assert told[1] == 0.5


def test_what_defines_a_thing_comes_before_what_says_something_of_it() -> None:
    part = said("Kinship care is a part of the training.", fits=0.5)
    meaning = replace(said("Kinship care: care by relatives.", fits=1.0), order=3.0)

    left = meeting_demands(understand("What is kinship care?", ()), [part, meaning])

    assert [each.quote for each in left] == [meaning.quote, part.quote]


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("Further information on kinship care is available in the guide.", 3.5),
        ("See the guide to kinship care.", 3.5),
        ("The duties of a council to kinship carers are set out in section 4.", 3.5),
        ("A council has to tell kinship carers of their rights.", 5.0),
    ],
)
def test_what_only_points_elsewhere_comes_later(words: str, order: float) -> None:
    assert met("What do councils tell kinship carers?", said(words))[0] == order
    assert met("Where can a council find guidance on carers?", said(words))[0] == 5.0


def test_a_question_is_no_answer() -> None:
    assert met("What is paid to carers?", said("What are carers paid each week?"))[0] == 2.0


def test_an_entry_of_a_table_of_contents_is_no_answer() -> None:
    entry = said("Contents Written references")
    inside = replace(entry.candidate, start=9, context=(Span(0, 8),))

    assert met("Which references are needed?", replace(entry, candidate=inside))[0] == 0.0
    assert met("Which references are needed?", entry)[0] == 5.0


@pytest.mark.parametrize(("coverage", "log_odds"), [(1.0, MORE_SURE), (0.9, 0.0)])
def test_what_holds_every_word_of_a_topic_is_more_sure(coverage: float, log_odds: float) -> None:
    query = without_what_is_understood(understand("What do inspectors say about visits?", ()))
    (left,) = meeting_demands(query, [said("Visits are rare.", coverage=coverage)])

    assert left.probability == pytest.approx(1 / (1 + math.exp(-log_odds)))
