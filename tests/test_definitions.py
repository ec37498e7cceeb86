"""Whether a sentence says what a thing is."""

import pytest

from retriever.answers.definitions import DEFINES, DEFINES_NOTHING, MAY_DEFINE, defines, subject_of

WHAT = "What is kinship care?"


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        (WHAT, {"kinship", "care"}),
        ("What are care leavers?", {"care", "leaver"}),
        ("What is meant by a harbour house?", {"harbor", "hous"}),
        ("What counts as kinship care under the policy?", {"kinship", "care"}),
        ("What does kinship care mean in this guide?", {"kinship", "care"}),
        ("How is kinship care defined?", {"kinship", "care"}),
        ("How does the guide define kinship care?", {"kinship", "care"}),
        ("What is the definition of kinship care?", {"kinship", "care"}),
        ("What is meant by a child in need?", {"child", "need"}),
        ("What is the definition of a child in need in section 17?", {"child", "need"}),
        ("What is the purpose of kinship care?", set()),
        ("What is kinship care used for?", set()),
        ("What is their view?", set()),
        ("Who provides kinship care?", set()),
    ],
)
def test_the_thing_whose_definition_is_asked_for(question: str, subject: set[str]) -> None:
    assert subject_of(question) == subject


@pytest.mark.parametrize(
    "sentence",
    [
        "Kinship care: the raising of a child by a relative.",
        "12. Kinship care - a child’s being raised by a relative.",
        "Kinship care means that a relative raises a child.",
        "The term “kinship care” refers to raising a relative’s child.",
        "Kinship care (KC) encompasses formal and informal arrangements.",
        "Kinship care is when a relative raises a child.",
        "Kinship care is an arrangement which puts a child with a relative.",
        "So-called kinship care occurs where relatives step in.",
        "Kinship care is defined in the glossary as follows.",
        "Raising a relative’s child is called kinship care.",
        "We define kinship care as any such arrangement.",
        "Kinship care is a form of care by relatives.",
    ],
)
def test_a_sentence_defines_outright(sentence: str) -> None:
    assert defines(WHAT, sentence) == DEFINES


@pytest.mark.parametrize(
    ("sentence", "how"),
    [
        ("Kinship care is a part of the training.", MAY_DEFINE),
        ("Kinship care includes foster care by relatives.", MAY_DEFINE),
        ("The board knows that kinship care is a priority.", DEFINES_NOTHING),
        ("Kinship carers are relatives who raise a child.", DEFINES_NOTHING),
        ("Kinship care: council guidance for staff", DEFINES_NOTHING),
        ("A child may need foster care or kinship care.", DEFINES_NOTHING),
        ("Kinship care does not mean that a council pays.", DEFINES_NOTHING),
        ("Kinship care grew by a third.", DEFINES_NOTHING),
        ("The panel is a group that meets monthly.", DEFINES_NOTHING),
    ],
)
def test_other_sentences_define_it_loosely_or_not(sentence: str, how: float) -> None:
    assert defines(WHAT, sentence) == how


def test_an_acronym_is_defined_by_what_it_stands_for_and_the_other_way_round() -> None:
    long = "The harbour safety officer is the person who keeps the lights."

    assert defines("What is an HSO?", long, ["harbour safety officer"]) == DEFINES
    assert defines("What is an HSO?", long) == DEFINES_NOTHING
    assert defines("What is a harbour safety officer?", "An HSO is a person.", ["HSO"]) == DEFINES
