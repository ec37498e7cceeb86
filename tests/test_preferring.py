"""What a superseded document says comes behind what a later one says nearly as well."""

from dataclasses import replace

import pytest

from retriever.answers.candidates import Candidate
from retriever.answers.judged import Judged
from retriever.answers.preferring import SUPERSEDED_BEHIND, current_first
from retriever.records import BlockKind
from retriever.search.query import understand, without_what_is_understood
from tests.library import document_of, judged_of, passage_of


def said(path: str, order: float, superseded_by: str | None = None) -> Judged:
    words = "Leaders listen to children."
    document = replace(document_of(path, [words]), superseded_by=superseded_by)
    passage = passage_of(document, 0, len(words))
    candidate = Candidate(0, len(words), len(words), BlockKind.PARAGRAPH)
    return replace(judged_of(passage, document, candidate, 0.9), order=order)


OLD = said("2021.pdf", 5.0, superseded_by="2024.pdf")
NEW = said("2024.pdf", 5.0 - SUPERSEDED_BEHIND / 2)


def order_of(question: str, *judged: Judged) -> list[str]:
    query = understand(question, ("Northmere",))
    return [each.document.path for each in current_first(query, judged)]


def test_the_later_document_comes_first_where_it_says_it_nearly_as_well() -> None:
    far_behind = replace(NEW, order=4.9 - SUPERSEDED_BEHIND)

    assert order_of("Do leaders in Northmere listen?", OLD, NEW) == ["2024.pdf", "2021.pdf"]
    assert order_of("Do leaders in Northmere listen?", OLD, far_behind) == ["2021.pdf", "2024.pdf"]


def test_on_a_topic_the_later_document_comes_first_more_readily() -> None:
    behind = replace(NEW, order=4.9 - SUPERSEDED_BEHIND)
    query = understand("What do inspectors say about listening in Northmere?", ("Northmere",))

    left = current_first(without_what_is_understood(query), [OLD, behind])

    assert [each.document.path for each in left] == ["2024.pdf", "2021.pdf"]


@pytest.mark.parametrize(
    "question",
    [
        "Did leaders in Northmere listen in 2021?",
        "Did leaders in Northmere listen at the previous inspection?",
    ],
)
def test_who_asks_of_another_time_is_not_led_to_the_later_one(question: str) -> None:
    assert order_of(question, OLD, NEW) == ["2021.pdf", "2024.pdf"]
