"""What speaks for a sentence: above all whether it tells the kind of thing that is asked for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from retriever.answers.candidates import candidates_of
from retriever.answers.evidence import Evidence, EvidenceReader
from retriever.search.phrases import term_weights
from retriever.search.query import Query, understand
from retriever.search.searcher import Found
from tests.lexicon_library import lexicon_of
from tests.library import document_of, passage_of

SENTENCES = (
    "The council bought a house for £412,000.",
    "Nearly half of the carers were aunts.",
    "The home was 94 miles away.",
    "An assessment takes 45 working days.",
    "The council bought a house in Harrowfen.",
)


def evidence_of(question: str, sentences: Sequence[str] = SENTENCES) -> list[Evidence]:
    """Return the evidence for each sentence, one paragraph each."""
    document = document_of("a.txt", sentences)
    passage = passage_of(document, 0, len(document.text))
    found = Found(passage, score=1.0, dense=0.5, fused=0.5, reading=None)
    query = understand(question, ("Harrowfen",))
    reader = EvidenceReader(query, dict.fromkeys(query.terms, 0), 1)
    return [each for _, each in reader.read(found, document, candidates_of(document, passage))]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How much did the council pay for the house?", [1, -1, -1, -1, -1]),
        ("What share of the carers were aunts?", [-1, 1, -1, -1, -1]),
        ("How far away was the home?", [-1, -1, 1, -1, -1]),
        ("How long does an assessment take?", [-1, -1, -1, 1, -1]),
        ("How many carers were asked?", [0, 0, 0, 0, 0]),
        ("Who bought the house?", [0, 0, 0, 0, 0]),
    ],
)
def test_a_question_of_number_wants_its_unit(question: str, expected: list[int]) -> None:
    assert [each.fits_unit for each in evidence_of(question)] == expected


def test_a_year_may_be_that_of_the_document_s_dates() -> None:
    document = document_of("a.txt", ["The house was new."])
    dated = replace(document, metadata=replace(document.metadata, published=date(2024, 8, 1)))
    passage = passage_of(dated, 0, len(dated.text))
    found = Found(passage, score=1.0, dense=0.5, fused=0.5, reading=None)

    def named(question: str) -> float:
        query = understand(question, ())
        reader = EvidenceReader(query, dict.fromkeys(query.terms, 0), 1)
        ((_, read),) = reader.read(found, dated, candidates_of(dated, passage))
        return read.named

    assert named("Was the house new in 2024?") == 1.0
    assert named("Was the house new in 2023?") == 0.0


def test_what_a_library_is_narrowed_to_is_no_content() -> None:
    read = evidence_of(
        "What was a house in Harrowfen worth in 2024?",
        ["The house was new.", "Harrowfen is old, 2024 or not."],
    )

    assert [each.content for each in read] == [0.5, 0.0]
    assert [each.passage_content for each in read] == [0.5, 0.5]
    assert [each.content for each in evidence_of("Is it Harrowfen?", ["It is old."])] == [1.0]


def test_what_is_asked_for_and_not_told_counts_as_lacking() -> None:
    read = evidence_of("How much did the council pay for the house?")

    assert [each.lacks for each in read] == [0, 1, 1, 1, 1]


def test_a_maximum_is_told_by_a_limit() -> None:
    read = evidence_of(
        "What is the maximum caseload?",
        ["Nobody holds 20.", "Nobody more than 18.", "At most 18.", "There are 71,000 children."],
    )

    assert [each.fits_unit for each in read] == [-1, 1, 1, -1]


def test_how_often_wants_a_frequency_and_no_span_of_time() -> None:
    read = evidence_of(
        "How often are homes visited?",
        [
            "Homes are visited every six weeks.",
            "Homes are visited twice a year.",
            "Visits last for eight weeks.",
        ],
    )

    assert [each.fits_unit for each in read] == [1, 1, -1]


def test_a_date_or_a_weekly_report_does_not_tell_how_many() -> None:
    read = evidence_of(
        "How many contacts were unread?",
        [
            "The weekly report of 5 June 2022 left it out.",
            "In 2022 contacts were counted.",
            "On 6 June it held 611 contacts.",
            "It held twelve.",
        ],
    )

    assert [each.fits for each in read] == [-1, -1, 1, 1]


def test_what_is_measured_or_referred_to_counts_nothing() -> None:
    read = evidence_of(
        "How many children came?",
        [
            "They came within 20 working days.",
            "Those aged 16 came under regulation 4(2).",
            "7) They came early.",
            "8 They came early.",
            "They came in May.",
            "Two came within 20 working days.",
        ],
    )

    assert [each.fits for each in read] == [-1, -1, -1, -1, -1, 1]
    assert [each.fits for each in evidence_of("How many days was it?", ["It was 20 days."])] == [1]


def test_a_count_may_begin_a_sentence_or_stand_in_brackets() -> None:
    said = [
        "12 children came.",
        "• 14 children came.",
        "A few (12) came.",
        "Some (around 40) came.",
    ]
    read = evidence_of("How many children came?", said)

    assert [each.fits for each in read] == [1, 1, 1, 1]


@pytest.mark.parametrize("said", ["It is due on 30 June 2024.", "It applies from 1 April 2025."])
def test_a_day_tells_when_a_thing_starts_or_is_due(said: str) -> None:
    ((told,), (general,)) = (
        evidence_of("When does the duty start?", [said]),
        evidence_of("When must the return be made?", [said]),
    )

    assert (told.fits, general.fits) == (1, 1)


def test_when_a_thing_must_be_done_is_a_time_limit_or_a_condition() -> None:
    read = evidence_of(
        "When must a visit be made?",
        [
            "It must be made within a week.",
            "It must be made if a child asks.",
            "It must be made by the keeper.",
            "It may be a long one.",
        ],
    )

    assert [each.fits for each in read] == [1, 1, -1, -1]


def test_a_definition_says_what_the_thing_is() -> None:
    read = evidence_of(
        "What is a retainer?",
        ["Retainer: the price of a bed.", "A retainer is a sum.", "The keeper is paid a retainer."],
    )

    assert [each.fits for each in read] == [1, 0.5, -1]


def test_a_minimum_is_no_maximum_and_an_age_no_hours() -> None:
    said = ["It is at most 72 hours.", "It is at least 3 days.", "It is under the age of 13."]

    def units(question: str) -> list[float]:
        return [each.fits_unit for each in evidence_of(question, said)]

    assert units("What is the maximum stay?") == [1, -1, -1]
    assert units("What is the minimum stay?") == [-1, 1, -1]
    assert units("What is the minimum age?") == [-1, -1, 1]


def test_what_no_passage_of_the_library_holds_is_unheard_of() -> None:
    document = document_of("a.txt", ["The director left in a car."])
    passage = passage_of(document, 0, len(document.text))
    found = Found(passage, score=1.0, dense=0.5, fused=0.5, reading=None)
    query = understand("What car does the director drive?", ())
    quotable = [*candidates_of(document, passage)]
    frequencies = {"car": 1, "director": 4, "drive": 0}

    ((_, told),) = EvidenceReader(query, frequencies, 9).read(found, document, quotable)
    ((_, known),) = EvidenceReader(query, frequencies | {"drive": 1}, 9).read(
        found, document, quotable
    )

    assert (told.unheard, known.unheard) == (term_weights(frequencies, 9)["drive"], 0.0)


def test_a_sentence_with_the_other_form_of_an_acronym_holds_its_words(tmp_path: Path) -> None:
    with lexicon_of(tmp_path, "The river quality board (RQB) meets.") as lexicon:
        query = understand("Who leads the river quality board?", (), lexicon)
    document = document_of("a.txt", ["Ann leads the RQB.", "Ann leads the boat."])
    passage = passage_of(document, 0, len(document.text))
    found = Found(passage, score=1.0, dense=0.5, fused=0.5, reading=None)
    frequencies = dict.fromkeys([*query.terms, *query.other_terms], 1)

    read = EvidenceReader(query, frequencies, 9).read(
        found, document, candidates_of(document, passage)
    )

    assert [round(each.coverage, 2) for _, each in read] == [1.0, 0.5]
    assert query.other_terms == ("lead", "rqb")


def test_what_is_unheard_of_in_one_wording_alone_is_not(tmp_path: Path) -> None:
    with lexicon_of(tmp_path, "Children are excluded.") as lexicon:
        query = understand("Which youngsters are kids?", (), lexicon)
        heard = understand("Which kids are excluded?", (), lexicon)

    def unheard(asked: Query) -> float:
        document = document_of("a.txt", ["Children are excluded."])
        found = Found(passage_of(document, 0, len(document.text)), 1.0, 0.5, 0.5, None)
        known = {"children": 1, "exclud": 1}
        frequencies = {term: known.get(term, 0) for term in (*asked.terms, *asked.other_terms)}
        reader = EvidenceReader(asked, frequencies, 9)
        quotable = candidates_of(document, found.passage)
        return next(evidence.unheard for _, evidence in reader.read(found, document, quotable))

    assert unheard(query) > 0  # no document has "young people"
    assert unheard(heard) == 0


@pytest.mark.parametrize(
    ("question", "words", "fits"),
    [
        ("How many were at school in 2018?", "It has 18 at school.", 1),
        ("How many were at school in 2018?", "In 2018 it had them at school.", -1),
        ("How many were at school?", "Those aged 19–21 were at school.", -1),
        ("How many were at school?", "Children up to the age of two were not.", -1),
        ("How many can go to school?", "There is no limit to those who can.", 1),
    ],
)
def test_a_count_is_no_part_of_a_year_and_no_age(question: str, words: str, fits: int) -> None:
    assert [each.fits for each in evidence_of(question, [words])] == [fits]


@pytest.mark.parametrize(
    ("question", "words", "unit"),
    [
        ("What does a place cost a year?", "It runs at £119,000.", 1),
        ("What fee does a keeper pay?", "A keeper pays a fee.", -1),
        ("How large will the penalties be?", "Penalties will be larger.", -1),
        ("How big must a room be?", "A room must be large.", -1),
        ("What temperature should soup have?", "Serve it at 60°.", 1),
        ("What is the longest that a visit may take?", "No visit takes more than 3 hours.", 1),
        ("How soon is the port told?", "The port is told without delay.", 1),
        ("Vacancy rate of the port, as a percentage?", "It has one of the most stable crews.", -1),
        ("What is the vacancy rate of the port?", "Few posts are vacant.", -1),
        ("What is the vacancy rate of the port?", "It is 12 per cent.", 1),
        ("How many hours of training must a keeper do?", "It is renewed every two years.", -1),
        ("How much capital money did the port get?", "It got a large sum.", -1),
        ("What is the size in square metres?", "Each keeper has 2 rooms.", -1),
        ("How many live there?", "The most vulnerable live there.", 0),
        ("What is the turnover of staff?", "Turnover is high.", 0),
        ("What did the port spend on lamps?", "The port bought good lamps.", -1),
        ("What did the port spend its money on?", "The port bought lamps.", 0),
        ("What proportion are late?", "Most of them are.", 1),
        ("How often is the buoy seen to?", "The buoy is frequently seen to.", 1),
    ],
)
def test_money_size_and_the_longest_time_have_units(question: str, words: str, unit: int) -> None:
    assert [each.fits_unit for each in evidence_of(question, [words])] == [unit]
