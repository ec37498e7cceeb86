"""A council that a question plainly names and the library does not know."""

import pytest

from retriever.records import Metadata
from retriever.search.councils import unknown_council, unknown_in_words
from retriever.store.analyser import terms

ABOUT = [
    Metadata(
        title="Inspection of North Harrowfen children’s services",
        doc_type="inspection_report",
        authority="North Harrowfen",
        publisher="The Inspectorate",
    ),
    Metadata(title="Northmere", doc_type="inspection_report", authority="Northmere"),
    Metadata(title="Lantern House", doc_type="inspection_report", provider="Lantern Youth"),
]


def unknown(question: str, told: int = 0) -> str:
    """Return the unknown council where each word of the question stands in so many passages."""
    return unknown_council(question, ABOUT, dict.fromkeys(terms(question), told))


@pytest.mark.parametrize(
    "question",
    [
        "Was Eastmarl County Council graded good?",
        "What did inspectors find at Eastmarl City Council?",
        "When did the inspection of the London Borough of Eastmarl start?",
        "the inspection of Borough of Eastmarl in 2023",
        "What grade did Ofsted give Eastmarl for overall effectiveness?",
        "Who was the lead inspector for Eastmarl?",
        "How was Eastmarl judged?",
        "When was Eastmarl last inspected?",
        "What grade did Eastmarl receive in 2023?",
        "What is Eastmarl rated?",
        "Who led the inspection of Eastmarl?",
        "was eastmarl city council graded good",
    ],
)
def test_a_council_is_known_by_the_form_of_the_question(question: str) -> None:
    assert unknown(question, told=99) == "Eastmarl"


def test_a_place_is_known_before_the_report_that_is_named_after_it() -> None:
    question = "What needs to improve in Eastmarl according to its latest inspection?"

    assert (unknown(question), unknown(question, told=11)) == ("Eastmarl", "")


@pytest.mark.parametrize(
    "question",
    [
        "What was the overall grade of Eastmarl in 2022?",
        "What does the Eastmarl report say about care leavers?",
        "How good is Eastmarl at supporting care leavers?",
        "What needs to improve for Eastmarl to be outstanding?",
    ],
)
def test_a_place_of_which_no_text_tells_is_unknown_wherever_it_stands(question: str) -> None:
    assert unknown(question) == "Eastmarl"


@pytest.mark.parametrize(
    ("question", "told", "name"),
    [
        ("What early help do families get in Coventry?", 0, "Coventry"),
        ("how many foster carers does torbay have", 0, "Torbay"),
        ("Does Leeds keep its social workers?", 0, "Leeds"),
        # Passages tell of it: which of them answer is for their quotes.
        ("Does Leeds keep its social workers?", 1, ""),
        ("Is Leeds outstanding?", 1, "Leeds"),
        ("What must Leeds City Council mend?", 10, "Leeds"),
        ("What must Leeds City Council mend?", 11, ""),
        ("Reading the report, is it outstanding?", 99, ""),
        ("Does Brighton keep its social workers?", 0, "Brighton and Hove"),
        ("Does Brighton keep its social workers?", 1, ""),
    ],
)
def test_a_british_council_is_known_wherever_it_stands(question: str, told: int, name: str) -> None:
    assert unknown(question, told) == name


def test_a_shire_is_known_by_some_of_its_letters() -> None:
    shire = Metadata(
        title="A report", doc_type="inspection_report", authority="South Merefordshire"
    )

    for question, name in (
        ("How was South Mers judged?", ""),
        ("How was South Meds judged?", ""),
        ("How was South Mels judged?", "South Mels"),
        ("How was North Mers judged?", "North Mers"),
    ):
        assert unknown_council(question, [shire], {}) == name


@pytest.mark.parametrize(
    "question",
    [
        "Has the Mockingbird model been praised by inspectors?",
        "Is Christmas counted as a working day by inspectors?",
        "What did Amanda Field say about the inspection?",
        "Is Annex A requested at an inspection?",
        "IS OVERCROWDING MENTIONED BY INSPECTORS IN EASTMARL?",
    ],
)
def test_a_name_in_no_council_s_place_is_none(question: str) -> None:
    assert unknown(question, told=3) == ""


def test_a_long_name_is_read_in_no_time() -> None:
    assert unknown("Was the visit in " + "Ab-and-" * 60 + "x") == ""


def test_a_part_of_a_known_name_is_another_place() -> None:
    assert unknown("How was Harrowfen judged?", told=99) == "Harrowfen"
    assert unknown("How was South Harrowfen judged?", told=99) == "South Harrowfen"


@pytest.mark.parametrize(
    "question",
    [
        "How was Northmere judged?",
        # A slip of a known name.
        "How was Northmerre judged?",
        "What did the inspection of Lantern Youth find?",
        "Who led the inspection of Lantern House?",
        "What did Ofsted give The Inspectorate?",
        "What does the council do for children in care?",
        "What does the local authority owe to care leavers?",
        "How did the Children in Care Council help?",
        "What does the Youth Council say of the inspection?",
        "what did the county council say in its inspection",
        "What did the inspection of March 2024 find?",
        "Who won the football final in Eastmarl?",
    ],
)
def test_what_is_known_or_no_council_is_not_missing(question: str) -> None:
    assert unknown(question, told=99) == ""


def test_a_council_of_which_a_text_tells_is_unknown_only_to_questions_of_inspections() -> None:
    question = "What has Eastmarl Council done about fostering?"

    assert (unknown(question), unknown(question, told=1)) == ("Eastmarl", "")
    assert unknown("What did inspectors say about Eastmarl Council?", told=1) == "Eastmarl"


def test_a_place_that_many_passages_tell_of_is_a_subject() -> None:
    question = "What does the inspectors' report on Serious Case Reviews say?"

    assert (unknown(question, told=10), unknown(question, told=11)) == ("Serious Case Reviews", "")


def test_a_library_without_authorities_has_no_unknown_ones() -> None:
    posts = [Metadata(title="A post", doc_type="blog_post")]

    assert unknown_council("Was Eastmarl County Council graded good?", posts, {}) == ""


def test_the_nearest_known_names_are_told() -> None:
    assert unknown_in_words("South Harrowfen", ABOUT) == (
        "The library has no document on South Harrowfen; "
        "it has documents on 2 authorities, among them North Harrowfen."
    )
    assert unknown_in_words("Eastmarl", ABOUT[:1]) == (
        "The library has no document on Eastmarl; it has documents on 1 authority."
    )
