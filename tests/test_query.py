"""What is understood of a question before anything is searched."""

from datetime import date

import pytest

from retriever.dates import DateRange
from retriever.errors import QuestionError
from retriever.search.asked import Asked
from retriever.search.query import clean_question, understand


def test_a_question_is_cleaned_of_what_cannot_be_seen() -> None:
    assert clean_question("  What\tis\n\nearly\u00a0help\u200b?\x00\x07 ", 300) == (
        "What is early help?"
    )


@pytest.mark.parametrize("text", ["", "   ", "\x00\x01\x1b", "\u200b\ufeff", "?!…", "\ud800"])
def test_a_question_with_nothing_to_read_gets_an_example(text: str) -> None:
    with pytest.raises(QuestionError) as caught:
        clean_question(text, 300)

    assert str(caught.value) == (
        "Please type a question, for example: "
        "What does the review say about social workers' caseloads?"
    )


def test_a_question_at_the_limit_is_taken_and_one_over_it_is_not() -> None:
    assert clean_question("a" * 300, 300) == "a" * 300
    with pytest.raises(QuestionError) as caught:
        clean_question("a" * 2001, 2000)

    assert str(caught.value) == (
        "The question is 2,001 characters long; the limit is 2,000. Please shorten it."
    )


def test_names_are_the_capitalised_words_and_numbers_inside_the_question() -> None:
    query = understand("What did Northmere council say? Did Ofsted find 12 homes in June 2024?", ())

    assert query.names == ("northmere", "ofsted", "12", "june", "2024")
    assert query.periods == (DateRange(date(2024, 6, 1), date(2024, 6, 30)),)


def test_terms_stand_once_in_the_order_of_the_question() -> None:
    query = understand("How do caseloads change when a caseload changes?", ())

    assert query.terms == ("caseload", "chang")


def test_an_authority_is_named_whole_and_in_any_letter_case() -> None:
    known = ("Kent", "Northmere", "St Helens")

    assert understand("was NORTHMERE better than Kentish Town?", known).authorities == (
        "Northmere",
    )
    assert understand("How is St Helens’s early help?", known).authorities == ("St Helens",)


def test_an_authority_whose_name_is_part_of_a_longer_one_is_not_named_by_it() -> None:
    known = ("North Somerset", "Somerset")

    assert understand("How was North Somerset judged?", known).authorities == ("North Somerset",)
    assert understand("How was Somerset judged?", known).authorities == ("Somerset",)
    assert understand("Is Somerset better than North Somerset?", known).authorities == (
        "North Somerset",
        "Somerset",
    )


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("When does the framework start?", Asked.DATE),
        ("What date was it published?", Asked.DATE),
        ("Start date of the northern pilot?", Asked.DATE),
        ("How many children are in kinship care?", Asked.NUMBER),
        ("What proportion of visits were on time?", Asked.NUMBER),
        ("How many visits did it make last year?", Asked.NUMBER),
        ("What is the longest that a visit may take?", Asked.NUMBER),
        ("What does a place in a home cost?", Asked.NUMBER),
        ("What does the guidance say about costs?", Asked.OTHER),
        ("What is the budget monitoring process?", Asked.OTHER),
        ("What is the budget for visits?", Asked.NUMBER),
        ("What is the longest-serving member's post?", Asked.OTHER),
        ("What was the first year of the pilot?", Asked.DATE),
        ("What was the last day of the visit?", Asked.DATE),
        ("Who led the inspection?", Asked.PERSON),
        ("What grade was Northmere given?", Asked.GRADE),
        ("How was leadership judged?", Asked.GRADE),
        ("Why was leadership judged inadequate?", Asked.OTHER),
        ("What was judged good in Northmere?", Asked.OTHER),
        ("What helps care leavers?", Asked.OTHER),
        ("What helps children who leave care?", Asked.OTHER),
        ("What must staff do when a child goes missing?", Asked.OTHER),
        ("And when was it published?", Asked.DATE),
        ("By whom was it led?", Asked.PERSON),
    ],
)
def test_the_kind_of_thing_asked_for(text: str, asked: Asked) -> None:
    assert understand(text, ()).asked is asked


def test_a_longer_name_that_the_library_lacks_is_not_the_shorter_one() -> None:
    held = ("Lincolnshire",)

    assert understand("How is North East Lincolnshire doing?", held).authorities == ()
    assert understand("How is Lincolnshire doing?", held).authorities == held
