"""The clause of a question that asks, however the question was typed."""

import pytest

from retriever.search.asked import Asked
from retriever.search.clause import asking_clause
from retriever.search.query import understand


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("What is the rate?", "what is the rate?"),
        ("For Northmere, what's the rate?", "what is the rate?"),
        ("Northmere: what is the rate?", "what is the rate?"),
        ("The hub in Northmere – when's it open?", "when is it open?"),
        ("When a child is lost, who must be told?", "who must be told?"),
        ("whats the app called", "what is the app called"),
        ("Vacancy rate in Northmere?", "what is the vacancy rate in northmere?"),
        ("The price of a check", "what is the price of a check"),
        ("Names of those who were director", "what is the names of those who were director"),
        ("Who'll lead it?", "who will lead it?"),
        ("Please can you find out who runs the hub?", "who runs the hub?"),
        ("Does anyone know the price of a check?", "what is the price of a check?"),
        ("Any idea when it opened?", "when it opened?"),
        (
            "Hello, I write a briefing and would be grateful if you could tell me how many sail.",
            "how many sail.",
        ),
        ("I need the name of the boat, please", "what is the name of the boat, please"),
        # Who is asked to do it is what is asked.
        ("Can someone check a bag?", "can someone check a bag?"),
        ("Could anyone help the child?", "could anyone help the child?"),
        ("Can anyone help who is deaf?", "can anyone help who is deaf?"),
        # What asks itself leads nothing in.
        (
            "For how long are they kept, and who keeps them?",
            "for how long are they kept, and who keeps them?",
        ),
        (
            "When was Northmere inspected, and what was its grade?",
            "when was northmere inspected, and what was its grade?",
        ),
        ("At what age is it, who says so?", "at what age is it, who says so?"),
        # What goes on is no lead-in, and what has a verb is no phrase.
        ("Keepers, who are over 21, get what?", "keepers, who are over 21, get what?"),
        ("Does the Act, which is old, say how?", "does the act, which is old, say how?"),
        ("The number of keepers has grown. Why?", "the number of keepers has grown. why?"),
        ("Name a kind of boat", "name a kind of boat"),
        ("Cost pressures in Northmere", "cost pressures in northmere"),
        ("Compare the cost of boats", "compare the cost of boats"),
        ("Cost of living help in Northmere", "cost of living help in northmere"),
        ("Rate of progress of pupils", "rate of progress of pupils"),
    ],
)
def test_what_asks_is_told_in_one_way(question: str, clause: str) -> None:
    assert asking_clause(question) == clause


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Boats in Northmere: how many are there?", Asked.NUMBER),
        ("When a child is lost, who must be told?", Asked.PERSON),
        ("Social worker vacancy rate in Northmere?", Asked.NUMBER),
        ("Names of the directors in Northmere", Asked.PERSON),
        ("What happens when the limit is near?", Asked.OTHER),
    ],
)
def test_the_kind_of_thing_is_read_from_the_clause(question: str, asked: Asked) -> None:
    assert understand(question, ()).asked is asked
