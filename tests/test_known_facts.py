"""What the metadata of one report know, asked of the demonstration library."""

import pytest

from retriever.answers.judged import Judged
from retriever.answers.known_facts import known_facts
from retriever.records import Filters
from retriever.search.query import Query
from retriever.store.contract import Store, View
from tests.surveyed_library import demonstration_store, quoted_by


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return demonstration_store(tmp_path_factory.mktemp("known"))


def first_fact(view: View, query: Query, filters: Filters) -> Judged | None:
    """Return the first of the facts, or None."""
    return next(iter(known_facts(view, query, filters)), None)


def told(store: Store, question: str) -> str | None:
    """Return the words that say the fact, or None where the search is to answer."""
    return quoted_by(first_fact, store, question)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (
            "On what days were inspectors in Northmere for the 2021 inspection?",
            "Inspection dates: 13 to 24 September 2021",
        ),
        ("When was Northmere last inspected?", "Inspection dates: 3 to 14 June 2024"),
        (
            "What overall grade did Northmere get at its last inspection?",
            "Overall effectiveness\tGood",
        ),
        (
            "Who led the team that inspected Northmere in 2024?",
            "Lead inspector: Daniel Okoro, Standards Inspector",
        ),
        (
            "What was Northmere's overall grade in 2021?",
            "Overall effectiveness\tRequires improvement",
        ),
        (
            "How was Northmere judged overall when inspectors went back in 2024?",
            "Overall effectiveness\tGood",
        ),
        (
            "How did Northmere do for looked-after children in its 2024 inspection?",
            "The experiences and progress of children in care\tOutstanding",
        ),
        # Of no area, the overall grade, whatever grade the question itself names.
        ("How was Northmere graded in 2021?", "Overall effectiveness\tRequires improvement"),
        ("Was Aldercombe judged outstanding?", "Overall effectiveness\tInadequate"),
        # Of no time, the newest.
        ("How was Northmere graded?", "Overall effectiveness\tGood"),
        ("What is Northmere's grade now?", "Overall effectiveness\tGood"),
        (
            "What grade did Aldercombe get for its work with children in care?",
            "The experiences and progress of children in care\tRequires improvement",
        ),
    ],
)
def test_a_fact_of_one_report_is_told_by_the_words_that_say_it(
    store: Store, question: str, words: str
) -> None:
    assert told(store, question) == words


def test_a_grade_of_no_time_is_told_by_every_report_the_newest_first(store: Store) -> None:
    found: list[Judged] = []

    def kept(view: View, query: Query, filters: Filters) -> Judged | None:
        found.extend(known_facts(view, query, filters))
        return None

    quoted_by(kept, store, "How was Northmere graded for leadership?")

    label = "The impact of leaders on social work practice with children and families"
    assert [each.quote for each in found] == [f"{label}\tGood", f"{label}\tRequires improvement"]


@pytest.mark.parametrize(
    "question",
    [
        "Who led the inspection?",
        "Who led the inspection of Northmere?",
        "When was Northmere told of the 2021 inspection?",
        "When will Aldercombe be inspected next?",
        "What grade did Aldercombe get and why?",
        "How did Northmere do for looked-after children who went missing in 2024?",
        "What did inspectors say about caseloads in Aldercombe in 2023?",
    ],
)
def test_what_names_no_one_report_or_asks_for_more_is_left_to_the_search(
    store: Store, question: str
) -> None:
    assert told(store, question) is None
