"""Questions that failed, grouped: near-identical ones together, most frequent first."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from retriever.activity.gaps import gaps_of
from retriever.activity.records import Asked, Gap, Verdict

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def failed(*queries: str) -> list[Asked]:
    """Return refused questions, the first the newest."""
    return [
        Asked(
            id=str(number),
            at=NOON - timedelta(hours=number),
            user="",
            way="page",
            question=query,
            query=query,
            found=False,
            probability=0.0,
        )
        for number, query in enumerate(queries)
    ]


def test_the_same_words_are_one_gap_and_the_most_frequent_comes_first() -> None:
    gaps = gaps_of(failed("Who pays?", "What is a Staying Put plan?", "what is a staying put plan"))

    assert gaps == (
        Gap(
            "What is a Staying Put plan?",
            2,
            2,
            0,
            NOON - timedelta(hours=1),
            ("What is a Staying Put plan?",),
        ),
        Gap("Who pays?", 1, 1, 0, NOON, ("Who pays?",)),
    )


def test_other_years_are_other_gaps() -> None:
    gaps = gaps_of(failed("How was it graded in 2019?", "How was it graded in 2021?"))

    assert [gap.asked for gap in gaps] == [1, 1]


def test_what_was_answered_and_judged_not_useful_counts_as_such() -> None:
    (asked,) = failed("Who pays?")
    judged = replace(asked, found=True, verdict=Verdict(useful=False))

    (gap,) = gaps_of([judged])

    assert (gap.refused, gap.not_useful, judged.is_gap) == (0, 1, True)


def test_wordings_are_listed_with_the_commonest_first() -> None:
    common = "How many children go missing from care?"
    (gap,) = gaps_of(failed("How many children went missing from care?", common, common))

    assert gap.text == common
    assert gap.wordings == (common, "How many children went missing from care?")


@pytest.mark.parametrize(
    ("question", "other", "groups"),
    [
        ("How many children go missing from care?", "How many children went missing from care?", 1),
        ("When must a return interview be held?", "When must the return interview be held?", 1),
        ("what are the rules on private fostering", "What are the rules for private fostering?", 1),
        ("What is a strategy discussion?", "Who attends a strategy discussion?", 2),
        ("How many carers are in Northmere?", "How many carers are in Harrowfen?", 2),
        (
            "How many children are in care in Northmere?",
            "How many children are in need in Northmere?",
            2,
        ),
        ("How many foster carers left last year?", "What number of foster carers left?", 2),
    ],
)
def test_nearly_the_same_words_are_one_question_and_others_are_not(
    question: str, other: str, groups: int
) -> None:
    assert len(gaps_of(failed(question, other))) == groups
