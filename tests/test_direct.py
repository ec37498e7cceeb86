"""The line that answers by itself: always words of the quote, and none where it is in doubt."""

from dataclasses import replace

import pytest

from retriever.answer_records import Direct
from retriever.answers.direct import direct_line
from retriever.answers.judged import Judged
from retriever.search.query import understand
from tests.direct_quotes import REPORT, line, quoted, row


@pytest.mark.parametrize(
    ("quote", "grade"),
    [
        (row("Overall effectiveness\tGood"), "Good"),
        (row("Overall\tRequires improvement to be good"), "Requires improvement"),
        (row("Good practice with families overall Inadequate"), "Inadequate"),
        (quoted("Overall, services were judged outstanding in 2024."), "outstanding"),
        # "Good" is mostly no grade, and two grades tell none.
        (quoted("Work with families is good."), None),
        (quoted("The grades are outstanding, good and inadequate."), None),
        (row("Leaders\tGood\tOutstanding"), None),
    ],
)
def test_a_grade_is_a_cell_or_stands_with_a_word_of_judging(
    quote: Judged, grade: str | None
) -> None:
    assert line("What was Northmere's overall grade?", quote) == grade


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("When did the inspection of Northmere start?", "3 to 14 June 2024"),
        ("When was the report on Northmere published?", "1 August 2024"),
    ],
)
def test_the_date_that_the_metadata_know_is_preferred(question: str, told: str) -> None:
    quote = quoted("Northmere: inspected 3 to 14 June 2024, report published 1 August 2024.")

    assert line(question, quote) == told


@pytest.mark.parametrize(
    ("question", "words", "told"),
    [
        ("When did the hub open?", "The hub opened in May 2022.", "May 2022"),
        (
            "When does the survey close?",
            "The survey opens on 2 May 2024, closes on 3 June.",
            "3 June",
        ),
        (
            "When does the survey open?",
            "The survey opens on 2 May 2024, closes on 3 June.",
            "2 May 2024",
        ),
        ("When were the hubs of 2019 shut?", "The hubs of 2019 were shut in spring.", None),
        ("When did it burn?", "The hub burnt in the late 1890s.", None),
        (
            "When was the old hub built?",
            "The old hub was built in the late 1890s.",
            "the late 1890s",
        ),
        (
            "When do staff meet?",
            "Staff meet on the first Monday of each month.",
            "on the first Monday of each month",
        ),
    ],
)
def test_a_date_is_the_one_that_the_question_s_words_stand_by(
    question: str, words: str, told: str | None
) -> None:
    assert line(question, quoted(words)) == told


@pytest.mark.parametrize(
    ("question", "words", "told"),
    [
        ("Who was the lead inspector?", "Lead inspector: Daniel Okoro, Inspector", "Daniel Okoro"),
        ("Who led the inspection team?", "The lead inspector was Ann Poe.", None),
        (
            "Who chairs the board?",
            "The board is chaired by Ann Poe, and Bo Lee advises it.",
            "Ann Poe",
        ),
        ("Who runs the hub?", "The hub is run by Ann Poe.", "Ann Poe"),
        ("Who wrote the hub plan?", "The hub plan names Ann Poe and Bo Lee.", None),
        ("Who may stay in the hub?", "Young people may stay in the hub.", None),
    ],
)
def test_a_person_is_the_known_one_the_only_one_or_the_verb_s(
    question: str, words: str, told: str | None
) -> None:
    assert line(question, quoted(words)) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("A retainer is a payment made to keep a bed free.", "a payment made to keep a bed free"),
        ("A retainer means money for an empty bed.", "money for an empty bed"),
        ("Retainers are named in the plan.", None),
        ("A bed is a thing that a retainer keeps free.", None),
        ("A retainer is a payment. It may end.", None),
        ("Retainer: a sum for an empty bed.", "a sum for an empty bed"),
        ("Retainer - a sum for an empty bed.", "a sum for an empty bed"),
        ("Retainer: council guidance", None),
        ("Beds: a retainer keeps one free.", None),
    ],
)
def test_a_definition_is_what_the_sentence_says_of_the_thing(words: str, told: str | None) -> None:
    assert line("What is a retainer?", quoted(words)) == told


def test_yes_or_no_is_the_sentence_that_states_it_uncut() -> None:
    states = "A child must not sleep in a hub unless the director agrees in writing."
    quote = quoted(f"Hubs are new. {states}")

    assert line("May a child sleep in a hub?", quote) == states
    # It would say the whole quote twice.
    assert line("May a child sleep in a hub?", quoted(states)) is None
    assert line("May a horse eat in a barn?", quote) is None


def test_a_quote_that_holds_too_few_of_the_question_s_words_gives_no_line() -> None:
    quote = quoted("It opened in May 2022.")

    assert line("When did the coastal family hub with the library open?", quote) is None


def test_only_the_first_quote_gives_a_line() -> None:
    first, second = quoted("Hubs are new."), quoted("The hub opened in May 2022.")
    query = understand("When did the hub open?", ())

    assert direct_line(query, [second, first]) == Direct("May 2022", 1)
    assert direct_line(query, [first, second]) is None
    assert direct_line(query, []) is None


def test_a_line_is_of_the_sentence_that_was_judged_not_of_what_follows_it() -> None:
    quote = quoted("The hub opened in May 2022. But it burnt in June 2023.")
    candidate = replace(quote.candidate, end=len("The hub opened in May 2022."))

    assert line("When did the hub open?", replace(quote, candidate=candidate)) == "May 2022"


def test_a_question_for_several_persons_has_no_single_name() -> None:
    quote = quoted("The partners are the council, Alba Crane and the chief officer of police.")

    assert line("Who are the safeguarding partners?", quote) is None
    assert line("Who is on the board of the partners?", quote) == "Alba Crane"


def test_a_name_is_told_only_where_the_post_that_is_asked_about_is() -> None:
    quote = quoted("The lead member for children, Alba Crane, visits each home.")

    assert line("What is the name of the lead member for children?", quote) == "Alba Crane"
    assert line("Who is the director for children?", quote) is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("A visit must be made within five working days of the call.", "within five working days"),
        ("A visit must be made without delay.", "without delay"),
        ("A visit must be made where the Children Act 1989 says so.", None),
        ("A visit must be made if a child asks.", None),
    ],
)
def test_when_a_thing_must_be_done_is_told_by_a_time_limit(words: str, told: str | None) -> None:
    assert line("When must a visit be made?", quoted(words)) == told


def test_the_lead_inspector_stands_by_that_name_in_a_list_of_a_team() -> None:
    team = row("Adam Grey, Ofsted HMI, Lead Inspector\tEve Hall, CQC Inspector", heads="Team")
    document = replace(team.document, metadata=replace(REPORT, lead_inspector=None))

    told = line("Who was the lead inspector in Northmere?", replace(team, document=document))

    assert told == "Adam Grey"


def test_an_office_is_no_name() -> None:
    quote = quoted("Lisa Grey, His Majesty’s Inspector, lead inspector")
    document = replace(quote.document, metadata=replace(REPORT, lead_inspector=None))

    told = line("Who was the lead inspector in Northmere?", replace(quote, document=document))

    assert told == "Lisa Grey"


def test_a_mark_of_a_law_s_editors_is_no_name() -> None:
    quote = quoted("The panel’s members are [ F27the Auditor] and nobody else.")

    assert line("Who is a member of the panel?", quote) is None


def test_what_stands_in_a_document_or_a_place_is_no_person() -> None:
    quote = quoted("The members of the panel are named in Harbour Rules and Orders.")

    assert line("Who is a member of the panel?", quote) is None


def test_a_sentence_that_leads_in_a_list_says_neither_yes_nor_no() -> None:
    quote = quoted("A child must be asked these things before a visit:\n\nits name\n\nits age")

    assert line("Must a child be asked before a visit?", quote) is None
