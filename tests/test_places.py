"""The names that an authority goes by, and which authorities a question names."""

import pytest

from retriever.search.places import named_authorities, names_of

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
        ("Stoke-on-Trent", {"stoke-on-trent", "stoke on trent", "stoke", "trent"}),
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
