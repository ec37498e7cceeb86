"""Whether a sentence tells what the holder of a role does."""

import pytest

from retriever.answers.roles import holder_of, tells_role

ROLE = "What is the role of the harbour keeper?"


@pytest.mark.parametrize(
    ("question", "holder"),
    [
        (ROLE, {"harbor", "keeper"}),
        ("What are the responsibilities of harbour keepers under the Act?", {"harbor", "keeper"}),
        ("What must a harbour keeper do?", {"harbor", "keeper"}),
        ("What is a harbour keeper responsible for?", {"harbor", "keeper"}),
        ("What is the harbour keeper there to do?", {"harbor", "keeper"}),
        ("What is the main purpose of harbour keepers?", {"harbor", "keeper"}),
        ("What must a keeper do when a ship is lost?", set()),
        ("What is a harbour keeper?", set()),
        ("Who is the harbour keeper?", set()),
    ],
)
def test_whose_role_is_asked_for(question: str, holder: set[str]) -> None:
    assert holder_of(question) == holder


@pytest.mark.parametrize(
    ("sentence", "tells"),
    [
        ("12. The harbour keeper should co-ordinate the pilots.", True),
        ("Harbour keepers manage the funds.", True),
        ("The harbour keeper should monitor actions taken by the pilots.", True),
        ("Since 2021 the role of harbour keepers was extended to the coast.", True),
        ("The chief task of the harbour keeper is to watch the lights.", True),
        ("Staff should understand the role of the harbour keeper.", False),
        ("The role of harbour keeper can be held by anybody.", False),
        ("The pilots are led well.", False),
    ],
)
def test_a_sentence_tells_what_the_holder_does(sentence: str, *, tells: bool) -> None:
    assert tells_role(ROLE, sentence) is tells
    assert tells_role("Who leads the pilots?", sentence)


def test_an_item_is_told_by_what_leads_it_in() -> None:
    assert tells_role(ROLE, "lead the pilots", "A harbour keeper should:")
    assert not tells_role(ROLE, "lead the pilots", "Others should:")


def test_an_acronym_s_long_form_is_the_holder_too() -> None:
    asked, said = "What is the role of the HK?", "Harbour keepers must keep the lights."

    assert tells_role(asked, said, forms=["harbour keeper"])
    assert not tells_role(asked, said)
