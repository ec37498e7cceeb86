"""What speaks for a sentence: above all whether it tells the kind of thing that is asked for."""

import pytest

from retriever.answers.candidates import candidates_of
from retriever.answers.evidence import EvidenceReader
from retriever.search.query import understand
from retriever.search.searcher import Found
from tests.library import document_of, passage_of

SENTENCES = (
    "The council bought a house for £412,000.",
    "Nearly half of the carers were aunts.",
    "The home was 94 miles away.",
    "An assessment takes 45 working days.",
    "The council bought a house in Harrowfen.",
)


def units(question: str) -> list[float]:
    """Return for each sentence whether it holds the unit that a question asks for."""
    document = document_of("a.txt", SENTENCES)
    passage = passage_of(document, 0, len(document.text))
    found = Found(passage, score=1.0, dense=0.5, fused=0.5, reading=None)
    reader = EvidenceReader(understand(question, ()), {}, 1)
    read = reader.read(found, document, candidates_of(document, passage))
    return [evidence.fits_unit for _, evidence in read]


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
    assert units(question) == expected


def test_what_is_asked_for_and_not_told_counts_as_lacking() -> None:
    document = document_of("a.txt", SENTENCES)
    passage = passage_of(document, 0, len(document.text))
    found = Found(passage, score=1.0, dense=0.5, fused=0.5, reading=None)
    query = understand("How much did the council pay for the house?", ())
    read = EvidenceReader(query, {}, 1).read(found, document, candidates_of(document, passage))

    assert [evidence.lacks for _, evidence in read] == [0, 1, 1, 1, 1]
