"""What a question demands, and what becomes of a quote that lacks it."""

import math
from dataclasses import replace

import pytest

from retriever.answers.candidates import Candidate
from retriever.answers.demands import ELSEWHERE, LESS_SURE, NOBODY, UNDONE, meeting_demands
from retriever.answers.judged import Judged
from retriever.records import BlockKind
from retriever.search.query import understand
from tests.library import document_of, judged_of, passage_of

LESS = 1 / (1 + math.exp(LESS_SURE))
"""Of what was one half."""


def said(words: str, authority: str | None = None, **evidence: float) -> Judged:
    """Judge words as even odds, fifth in the order."""
    document = document_of("a.pdf", [words])
    document = replace(document, metadata=replace(document.metadata, authority=authority))
    passage = passage_of(document, 0, len(words))
    candidate = Candidate(0, len(words), len(words), BlockKind.PARAGRAPH)
    judged = replace(judged_of(passage, document, candidate, 0.5), order=5.0)
    return replace(judged, evidence=replace(judged.evidence, **evidence))


def met(question: str, judged: Judged) -> tuple[float, float]:
    """Return the order and the probability that are left."""
    (left,) = meeting_demands(understand(question, ("Northmere", "Harrowfen")), [judged])
    return left.order, left.probability


@pytest.mark.parametrize(
    ("words", "authority", "order"),
    [
        ("The team has 21 cases.", None, 5.0 - ELSEWHERE),
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
        ("Cobden Road, on Mondays", -1.0, 5.0 - NOBODY),
        ("Families like the hub.", -1.0, 5.0 - NOBODY),
        ("The hub’s manager is new.", -1.0, 5.0),
        ("It is run by Ann Lee.", 1.0, 5.0),
    ],
)
def test_who_wants_somebody(words: str, fits: float, order: float) -> None:
    assert met("Who runs the hub?", said(words, fits_closely=fits))[0] == order
    assert met("Where is the hub?", said(words, fits_closely=fits)) == (5.0, 0.5)


def test_who_does_a_thing_may_be_anybody() -> None:
    assert met("Who likes the hub?", said("Families do.", fits_closely=-1.0)) == (5.0, 0.5)


def test_a_name_that_is_asked_for_is_not_a_post() -> None:
    post = said("The lead member visits a home each month.", fits_closely=-1.0)

    assert met("What is the name of the lead member?", post) == pytest.approx((5.0, LESS))
    assert met("Who is the lead member?", post) == (5.0, 0.5)


def test_an_amount_that_is_asked_for_has_to_be_told() -> None:
    bought = said("It bought a house.", fits_unit=-1.0)

    assert met("How much did it pay for the house?", bought) == pytest.approx((5.0, LESS))


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("It may be extended once.", 5.0),
        ("An extension needs a reason.", 5.0 - UNDONE),
        ("The law calls it an approval.", 5.0 - UNDONE),
    ],
)
def test_what_is_asked_whether_it_is_done_is_spoken_of(words: str, order: float) -> None:
    assert met("Can an approval be extended?", said(words))[0] == order
    assert met("Who can have an approval?", said(words))[0] == 5.0


@pytest.mark.parametrize(
    ("words", "probability"),
    [("Ann Lee leads it.", LESS), ("Ann Lee does what Bob Ray did not.", 0.5)],
)
def test_a_comparison_wants_both_sides(words: str, probability: float) -> None:
    expected = pytest.approx((5.0, probability))

    assert met("Is Ann Lee a better director than Bob Ray?", said(words)) == expected


def test_what_meets_the_demand_comes_first() -> None:
    row, manager = said("Cobden Road", fits_closely=-1.0), said("The manager is Ann Lee.")
    manager = replace(manager, order=1.0)

    left = meeting_demands(understand("Who runs the hub?", ()), [row, manager])

    assert [each.quote for each in left] == ["The manager is Ann Lee.", "Cobden Road"]
