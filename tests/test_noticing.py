"""What is said of an answer by quotes: that it is not certain, while it may well be wrong."""

from dataclasses import replace

import pytest

from retriever.answer_records import UNSURE
from retriever.answers.attempt import Attempt
from retriever.answers.candidates import Candidate
from retriever.answers.noticing import lacking_in_words, noticed
from retriever.records import BlockKind, Metadata
from retriever.search.query import understand
from retriever.search.searcher import SearchTimes
from tests.direct_quotes import row
from tests.library import document_of, judged_of, passage_of

WORDS = "The keeper opens the port at six."


def attempt_of(probability: float, *, is_outright: bool = False) -> Attempt:
    document = document_of("port.txt", [WORDS])
    candidate = Candidate(0, len(WORDS), len(WORDS), BlockKind.PARAGRAPH)
    judged = judged_of(passage_of(document, 0, len(WORDS)), document, candidate, probability)
    times = SearchTimes(0.0, 0.0, 0.0)
    return Attempt(
        (), {document.doc_id: document}, [judged], [judged], times, 0.0, is_outright=is_outright
    )


ABOUT = [("a.pdf", Metadata(title="A", doc_type="inspection_report", authority="Northmere"))]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (
            "Compare Leeds and Northmere",
            "The library has no document on Leeds; it has documents on 1 authority.",
        ),
        ("How is Northmere doing?", ""),
    ],
)
def test_a_council_without_a_document_is_told_beside_others(question: str, sentence: str) -> None:
    query = understand(question, ("Northmere",))

    assert lacking_in_words(query, ABOUT) == sentence
    assert noticed(query, attempt_of(0.9), (), lambda _: None, ABOUT) == tuple(
        filter(None, [sentence])
    )
    assert lacking_in_words(query, ()) == ""


@pytest.mark.parametrize(
    ("probability", "notices"), [(0.2, (UNSURE,)), (0.39, (UNSURE,)), (0.4, ()), (0.9, ())]
)
def test_an_answer_that_is_rather_wrong_than_right_is_said_not_to_be_certain(
    probability: float, notices: tuple[str, ...]
) -> None:
    query = understand("When does the port open?", ())

    assert noticed(query, attempt_of(probability), (), lambda _: None, ()) == notices


def test_what_metadata_or_a_heading_tell_is_certain() -> None:
    query = understand("When does the port open?", ())
    tried = replace(attempt_of(0.2), is_outright=True)

    assert noticed(query, tried, (), lambda _: None, ()) == ()


def test_grades_that_stand_under_their_dates_are_not_said_to_differ() -> None:
    query = understand("How was Northmere graded overall?", ())
    rows = [row("Overall effectiveness\tGood"), row("Overall effectiveness\tInadequate")]
    tried = replace(attempt_of(0.9), chosen=rows)

    (differing,) = noticed(query, tried, (), lambda _: None, ())
    assert differing.startswith("The sources differ: [1] “Good”")
    assert noticed(query, replace(tried, is_outright=True), (), lambda _: None, ()) == ()


def test_a_report_that_grades_several_things_and_nothing_overall_says_so() -> None:
    query = understand("How was Northmere graded?", ("Northmere",))
    tried = attempt_of(0.99, is_outright=True)
    twice = replace(tried, chosen=[*tried.chosen, *tried.chosen])

    assert noticed(query, twice, (), lambda _: None, ()) == (
        "A post: the report gives no overall grade; what it grades is quoted.",
    )
    assert noticed(query, tried, (), lambda _: None, ()) == ()
    led = understand("Who led the inspection of Northmere?", ("Northmere",))
    assert noticed(led, twice, (), lambda _: None, ()) == ()
