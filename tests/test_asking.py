"""What only asks is left out of the word search, and never everything."""

import pytest

from retriever.search.asking import without_asking
from retriever.search.query import understand


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("please could you tell me what a hub is?", "what a hub is?"),
        ("hello, can you please explain to me how hubs work", "how hubs work"),
        ("do you know whether carers are paid?", "whether carers are paid?"),
        ("i'm wondering if carers are paid", "if carers are paid"),
        ("i would like to know about hubs, please", "about hubs"),
        ("what happens when a child goes missing?", "when a child goes missing?"),
        ("what happens in april", "in april"),
        ("what does the report say about caseloads?", "caseloads?"),
        ("according to the guidance, who decides?", "who decides?"),
        ("who decides, according to the policy?", "who decides"),
    ],
)
def test_politeness_and_frames_are_left_out(asked: str, left: str) -> None:
    assert without_asking(asked) == left


@pytest.mark.parametrize(
    "asked",
    [
        "who must staff tell about harm?",
        "what do children say about their homes?",
        "when must a report be published?",
        "can carers explain a decision?",
        "do you know",
        "please tell me",
        "what does the report say about",
        "hello",
    ],
)
def test_what_asks_for_something_itself_stays(asked: str) -> None:
    left = without_asking(asked)

    assert left in (asked, "do you know") or left.strip(" ?")


def test_a_question_keeps_its_text_and_never_loses_every_term() -> None:
    query = understand("Please could you tell me what the hubs cost?", ())

    assert query.terms == ("hub", "cost")
    assert query.text == "Please could you tell me what the hubs cost?"
    assert understand("Please tell me", ()).terms == ("pleas", "tell")
