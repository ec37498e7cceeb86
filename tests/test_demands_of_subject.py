"""Demands that a quote is of what its question names, and of what is done, felt or where it is."""

import math
from dataclasses import replace

import pytest

from retriever.answers.demands import MUCH_LESS_SURE, UNSURE
from tests.demanded import met, said


def left(less: float, behind: float = 1.0) -> tuple[float, float]:
    """Return the order and the probability that are left of fifth and one half."""
    return 5.0 - behind if less else 5.0, 1 / (1 + math.exp(less))


@pytest.mark.parametrize(
    ("question", "words", "less"),
    [
        ("How big is the Tidebook Project?", "A small project is big.", UNSURE),
        ("How big is the Tidebook Project?", "The Tidebook project is huge.", 0.0),
        # One name of two, a possessive, a name inside a longer one.
        ("How big is the Tidebook Wexcliffe?", "The Tidebook is huge.", UNSURE),
        ("How big is Tidebook’s crew?", "The crew of the Tidebooks is huge.", 0.0),
        ("How big is the Tidbook crew?", "The Tidebook crew is huge.", 0.0),
        # The place that the library is narrowed to, days, and what stands in any report.
        ("How big is Northmere’s crew?", "The crew is huge.", 0.0),
        ("Is the crew big on Sundays?", "The crew is big at weekends.", 0.0),
        ("How big does Ofsted find the crew?", "The crew is huge.", 0.0),
        ("How big is the Tidebook crew?", "The Tide Book crew is huge.", 0.0),
        # A word of English, however it is written, and whom only the user knows.
        ("How Big Are The Family Meetings?", "A meeting of a family is huge.", 0.0),
        ("How big is Northmere City Council?", "It is huge.", 0.0),
        ("My name is Zebediah. How big is it?", "It is huge.", 0.0),
        ("How big is the room of my son Zebediah?", "The room is huge.", 0.0),
        # What the document writes small is a word, and an acronym may be spelled out.
        ("How Big Is The Crew?", "A huge crew is as big as the sea is, and how.", 0.0),
        ("How big is the RNLI crew?", "The lifeboat crew is big.", 0.0),
    ],
)
def test_a_name_of_the_question_has_to_be_told_of(question: str, words: str, less: float) -> None:
    assert met(question, said(words, "Northmere")) == pytest.approx(left(less))


@pytest.mark.parametrize(
    ("question", "words", "less"),
    [
        ("What do the rate payers say about boats?", "Boats are good in 2024.", MUCH_LESS_SURE),
        ("What do the rate payers say about boats?", "A payer liked boats.", 0.0),
        ("What did the opposition in the port make of it?", "It was good.", MUCH_LESS_SURE),
        ("What did a number of pilots say about boats?", "Pilots: boats are fine.", 0.0),
        (
            "What did the six-year-old pilot say of boats?",
            "One pilot, a girl: boats are fine.",
            0.0,
        ),
        ("What do inspectors say about boats?", "Boats are good in 2024.", 0.0),
        ("What does the 2024 report say about boats?", "Boats are good in 2024.", 0.0),
        ("What do we say about boats?", "Boats are good in 2024.", 0.0),
    ],
)
def test_who_speaks_has_to_be_told_of(question: str, words: str, less: float) -> None:
    assert met(question, said(words)) == pytest.approx(left(less))


@pytest.mark.parametrize(
    ("question", "words", "less"),
    [
        ("Do most keepers enjoy their shifts?", "Keepers have shifts at night.", MUCH_LESS_SURE),
        ("Do most keepers enjoy their shifts?", "Keepers like their shifts.", 0.0),
        ("What does the keeper enjoy most?", "The keeper has a boat.", MUCH_LESS_SURE),
        ("Are the pilots proud of it?", "The pilots have it.", MUCH_LESS_SURE),
        ("How did the pilots react?", "The pilots were elsewhere.", MUCH_LESS_SURE),
        ("How did the pilots react?", "The pilots were angry.", 0.0),
        # Many a word tells a feeling.
        ("How did the pilots feel?", "The pilots could not stop smiling.", 0.0),
        ("Do pilots treat it like a boat?", "Pilots treat it as a boat.", 0.0),
    ],
)
def test_how_somebody_felt_wants_a_word_of_feeling(question: str, words: str, less: float) -> None:
    assert met(question, said(words)) == pytest.approx(left(less))


@pytest.mark.parametrize(
    ("question", "words", "less"),
    [
        ("What name has the dog?", "The dog of the port was calm.", 0.0),
        ("What breed was the dog?", "The dog of the port was calm.", UNSURE),
        ("What breed was the dog?", "The dog was of a calm breed.", 0.0),
        ("What use is the dog?", "The dog is calm.", 0.0),
    ],
)
def test_what_breed_a_thing_is_wants_a_breed(question: str, words: str, less: float) -> None:
    assert met(question, said(words)) == pytest.approx(left(less))


@pytest.mark.parametrize(
    ("question", "words", "less"),
    [
        ("Who wrote the tide guide?", "The tide guide helps pilots.", UNSURE),
        ("Who wrote the tide guide?", "The tide guide was written for pilots.", 0.0),
        ("Which firm built the app?", "Tidewater has an app.", UNSURE),
        ("Who runs the hub?", "The hub helps pilots.", UNSURE),
        ("Who runs the hub?", "The hub is a joint one of pilots and keepers.", 0.0),
        ("Who pays for the pilot?", "The pilot must be told.", UNSURE),
        ("Who pays for the pilot?", "The pilot is at the port’s expense.", 0.0),
        ("Who is behind the raid?", "A raid stopped the pilots.", UNSURE),
        ("Who is behind the guide?", "The pilots brought out the guide.", 0.0),
        ("Who has been appointed keeper?", "A keeper was found.", UNSURE),
        ("Who visits the pilot?", "The pilot must be told.", 0.0),
        ("Who is the current chair of the pilots’ panel?", "Pilots meet on a panel.", UNSURE),
        ("Who made the survey of pilots?", "We ran a survey of pilots.", 0.0),
        ("Who bears responsibility for it?", "The keepers answer for it.", 0.0),
        ("Who provides help to pilots?", "Keepers help pilots.", 0.0),
        ("Who is the chair of the pilots’ panel?", "Pilots meet on a panel.", 0.0),
    ],
)
def test_who_does_a_thing_wants_somebody_who_does(question: str, words: str, less: float) -> None:
    asks_holder = any(each in question for each in ("current", "author", "appointed"))
    judged = said(words)
    lacking = replace(judged.evidence, tells=-1.0 if asks_holder else 0.0)

    assert met(question, replace(judged, evidence=lacking)) == pytest.approx(left(less))


@pytest.mark.parametrize(
    ("question", "words", "less"),
    [
        ("In what year did the hub open?", "The hub is open to families.", UNSURE),
        ("In what year did the hub open?", "The hub opened in 2019.", 0.0),
        ("By what date is it due?", "It is due within 28 days.", 0.0),
        ("By what date is it due?", "It is due within five working days.", 0.0),
        ("Which month is it due?", "It is due later.", UNSURE),
        ("In what year of age do they sail?", "The older ones sail.", 0.0),
        ("Which year groups sail?", "The older ones sail.", 0.0),
        ("Where did the crew sail to?", "The crew’s sailing was enjoyed.", UNSURE),
        ("Where did the crew sail to?", "The crew sailed across the bay.", 0.0),
        ("Where is the hub?", "Its address: 4 Quay Street.", 0.0),
        ("On which day of the week do panels sit?", "Panels sit as needed.", UNSURE),
        ("On which day of the week do panels sit?", "Panels sit on Mondays.", 0.0),
        ("On which day of the week do panels sit?", "Panels sit within seven days.", UNSURE),
        ("When exactly was the hub founded?", "The hub is known for its founders.", UNSURE),
        ("When was the hub founded?", "It was founded in the pandemic.", 0.0),
        ("When was the hub founded?", "It was founded in June 2019.", 0.0),
        ("What hours is the hub open?", "The hub is open to families.", UNSURE),
        ("What hours is the hub open?", "The hub is open until 5 pm.", 0.0),
        ("What hours is the hub open?", "It opens four afternoons each week.", 0.0),
        ("Which boats will the port finally sell?", "The port has four boats.", MUCH_LESS_SURE),
        ("Which boats will the port finally sell?", "The port plans to sell boats.", 0.0),
    ],
)
def test_a_year_a_place_a_day_and_what_is_to_come_are_wanted(
    question: str, words: str, less: float
) -> None:
    assert met(question, said(words)) == pytest.approx(left(less))


def test_what_northmere_is_projected_to_have_wants_a_plan() -> None:
    question = "How many pilots is Northmere projected to have?"
    judged = said("Northmere has four pilots.", "Northmere", fits=1.0, tells=1.0)

    assert met(question, judged) == pytest.approx(left(MUCH_LESS_SURE))
