"""The earlier question in brackets tells nothing of the kind of thing that is asked for."""

import pytest

from retriever.search.asides import without_aside
from retriever.search.asked import Asked
from retriever.search.query import understand

OFTEN = "how often must the person visit the home (if open)"


@pytest.mark.parametrize(
    ("text", "asked", "kind"),
    [
        (f"Can they talk to children ({OFTEN})?", "Can they talk to children?", Asked.OTHER),
        (f"And who gets the report ({OFTEN})?", "And who gets the report?", Asked.PERSON),
        ("When was it published (how many live there)?", "When was it published?", Asked.DATE),
    ],
)
def test_what_is_asked_is_told_without_the_question_in_brackets(
    text: str, asked: str, kind: Asked
) -> None:
    assert without_aside(text) == asked
    assert understand(text, ()).asking == asked.lower()
    assert understand(text, ()).asked is kind
    assert understand(text, ()).text == text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("What about care leavers (how many live there)?", Asked.NUMBER),
        ("In foster homes (how many live there)?", Asked.NUMBER),
        ("How many (children and adults) live there?", Asked.NUMBER),
        ("How many homes (open or closed) are there (in England)?", Asked.NUMBER),
        ("Who must act under Rule 17.1.5(f)?", Asked.PERSON),
    ],
)
def test_a_fragment_and_other_brackets_are_kept_whole(text: str, kind: Asked) -> None:
    assert without_aside(text) == text
    assert understand(text, ()).asked is kind
