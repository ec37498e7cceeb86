"""Changes of grade asked for of all places: understood, counted, both reports quoted."""

from pathlib import Path

import pytest

from retriever.search.query import understand
from retriever.store.contract import Store
from retriever.surveys.asked import Survey, SurveyKind, survey_of
from retriever.surveys.move import Move, Way
from tests.surveyed_library import (
    demonstration_store,
    store_without_overall_grade,
    surveyed,
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return demonstration_store(tmp_path_factory.mktemp("moves"))


def asked(question: str) -> Survey | None:
    return survey_of(understand(question, ("Harrowfen", "Northmere")), [])


@pytest.mark.parametrize(
    ("question", "area", "move"),
    [
        (
            "Which councils have improved from inadequate to good?",
            "overall effectiveness",
            Move(Way.UP, ("Inadequate",), ("Good",)),
        ),
        (
            "How many authorities went from good to requires improvement for leadership?",
            "leadership",
            Move(Way.EITHER, ("Good",), ("Requires improvement",)),
        ),
        ("Which councils got better?", "overall effectiveness", Move(Way.UP)),
        (
            "Which councils lost their outstanding grade?",
            "overall effectiveness",
            Move(Way.DOWN, ("Outstanding",)),
        ),
        (
            "Which councils fell to inadequate since 2022?",
            "overall effectiveness",
            Move(Way.DOWN, (), ("Inadequate",)),
        ),
    ],
)
def test_a_move_is_understood(question: str, area: str, move: Move) -> None:
    survey = asked(question)

    assert survey is not None
    assert survey.area is not None
    assert (survey.kind, survey.area.name, survey.move) == (SurveyKind.MOVE, area, move)


@pytest.mark.parametrize(
    "question",
    [
        "Which councils changed?",
        "Which councils have not improved?",
        "Which councils should improve?",
        "Which councils improved in 2023?",
        "Which councils improved their fostering service?",
        "Which reports say that practice improved?",
        "How has Northmere improved?",
        "Which good councils improved?",
    ],
)
def test_what_is_no_move_of_a_grade_is_none(question: str) -> None:
    survey = asked(question)

    assert survey is None or survey.move is None


@pytest.mark.parametrize(
    ("way", "before", "after", "holds"),
    [
        (Way.UP, "Inadequate", "Good", True),
        (Way.UP, "Good", "Good", False),
        (Way.DOWN, "Outstanding", "Good", True),
        (Way.DOWN, "Adequate", "Requires improvement", False),
        (Way.EITHER, "Good", "Inadequate", True),
    ],
)
def test_a_grade_goes_one_way(way: Way, before: str, after: str, *, holds: bool) -> None:
    assert Move(way).holds(before, after) is holds


def test_both_reports_of_a_place_that_moved_are_quoted(store: Store) -> None:
    found = surveyed(store, "Which councils improved from requires improvement?")

    assert found is not None
    assert found.answer == (
        "1 of 1 authority with more than one graded report improved from Requires improvement for "
        "overall effectiveness, from an earlier report to the newest.\n"
        "Northmere, inspected 13 to 24 September 2021: "
        "“Overall effectiveness\tRequires improvement” [1]\n"
        "Northmere, inspected 3 to 14 June 2024: “Overall effectiveness\tGood” [2]"
    )


def test_a_place_whose_newest_report_gives_no_such_grade_is_not_counted(tmp_path: Path) -> None:
    store = store_without_overall_grade(tmp_path, "Northmere, inspected 3 to 14 June 2024")

    found = surveyed(store, "Which councils improved?")

    assert found is not None
    assert found.answer == (
        "None of 0 authorities with more than one graded report improved for overall "
        "effectiveness, from an earlier report to the newest. "
        "Not counted: 1 whose newest report gives no grade for overall effectiveness."
    )


def test_no_place_that_moved_is_said_with_how_many_were_looked_at(store: Store) -> None:
    found = surveyed(store, "Which councils got worse?")

    assert found is not None
    assert not found.found
    assert found.answer == (
        "None of 1 authority with more than one graded report declined for overall effectiveness, "
        "from an earlier report to the newest."
    )
