"""The names that an authority goes by, and which authorities a question names."""

import pytest

from retriever.search.places import (
    is_same_place,
    named_authorities,
    names_of,
    with_points_spelled_out,
)

KNOWN = (
    "Somerset",
    "North Somerset",
    "City of London",
    "Kingston upon Hull",
    "Hull",
    "Stoke-on-Trent",
    "Northmere",
)


@pytest.mark.parametrize(
    ("authority", "names"),
    [
        ("Northmere", {"northmere"}),
        ("Stoke-on-Trent", {"stoke-on-trent", "stoke on trent", "stoke"}),
        ("London Borough of Northmere", {"london borough of northmere", "northmere"}),
        ("Northmere City Council", {"northmere city council", "northmere"}),
        ("City of London", {"city of london", "london corporation", "corporation of london"}),
        ("Southend-on-Sea", {"southend-on-sea", "southend on sea", "southend"}),
    ],
)
def test_the_names_of_an_authority(authority: str, names: set[str]) -> None:
    assert names_of(authority) == names


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What grade did Northmere get?", ("Northmere",)),
        ("What about north somerset?", ("North Somerset",)),
        ("Compare Somerset with North Somerset.", ("Somerset", "North Somerset")),
        ("How is Hull doing?", ("Kingston upon Hull", "Hull")),
        ("How is Kingston upon Hull doing?", ("Kingston upon Hull", "Hull")),
        ("How is Kingston upon Thames doing?", ()),
        ("Who inspected the London Corporation?", ("City of London",)),
        ("What do London boroughs pay?", ()),
        ("Who led the inspection of Stoke?", ("Stoke-on-Trent",)),
        ("What do Northmereans think?", ()),
        ("how did northmere do?", ("Northmere",)),
        ("How is Hull's children's reading?", ("Kingston upon Hull", "Hull")),
        ("How do Somerset schools hull rice?", ("Somerset",)),
    ],
)
def test_the_authorities_that_a_question_names(question: str, named: tuple[str, ...]) -> None:
    assert named_authorities(KNOWN, question) == named


def test_three_letters_of_a_shire_will_do() -> None:
    assert named_authorities(("Central Merefordshire",), "Is Central Mers good?") == (
        "Central Merefordshire",
    )


@pytest.mark.parametrize(
    ("authority", "written"),
    [
        ("West Morehamptonshire", "West Morehants"),
        ("Fernhampshire", "Fernhants"),
        ("Exfordshire", "Exon"),
    ],
)
def test_old_short_forms_of_a_shire_end_otherwise(authority: str, written: str) -> None:
    assert named_authorities((authority,), f"Is {written} good?") == (authority,)


def test_a_shire_goes_by_the_beginning_of_its_name() -> None:
    known = ("Harrowfordshire", "West Harrowfordshire", "Harrow")

    named = [
        named_authorities(known, text)
        for text in (
            "How is Harrs doing?",
            "How is West Harrs doing?",
            "how are harrs and harrow doing?",
            "Is Harr good?",
        )
    ]

    assert named == [("Harrowfordshire",), ("West Harrowfordshire",), ("Harrow",), ()]


def test_a_small_word_after_a_name_ends_it_unless_a_name_follows() -> None:
    named = [
        named_authorities(("Harrowfen", "Kingston"), text)
        for text in (
            "Compare them with Harrowfen on leadership",
            "What about Kingston upon Thames?",
            "what about kingston upon thames?",
        )
    ]

    assert named == [("Harrowfen",), (), ()]


JOINT = ("Blackmoor and Fenside", "Redmere, Westfold and Marl", "Fenside", "North and Mid Harrow")


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("How was Blackmoor graded?", ("Blackmoor and Fenside",)),
        ("How was Westfold graded?", ("Redmere, Westfold and Marl",)),
        # A part that is the whole name of another place names that one.
        ("How was Fenside graded?", ("Fenside",)),
        # Small letters may be a word ("in the bath").
        ("how was blackmoor graded", ()),
        ("How was Mid Harrow graded?", ()),
    ],
)
def test_a_joint_name_goes_by_its_parts(question: str, named: tuple[str, ...]) -> None:
    assert named_authorities(JOINT, question) == named


def test_a_part_is_not_the_same_place() -> None:
    assert is_same_place("Stoke", "Stoke-on-Trent")
    assert not is_same_place("Fenside", "Blackmoor and Fenside")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("How is N Somerset doing?", "How is North Somerset doing?"),
        ("How is N. Somerset doing?", "How is North Somerset doing?"),
        ("Is it W Somerset?", "Is it W Somerset?"),
        ("Which E Numbers are safe?", "Which E Numbers are safe?"),
    ],
)
def test_a_short_point_of_the_compass_is_spelled_out(text: str, told: str) -> None:
    assert with_points_spelled_out(text, KNOWN) == told
