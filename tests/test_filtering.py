"""Filters from a browser, what it may choose from, and questions to go on with under them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from retriever.answer_records import Answer, Citation
from retriever.answers.follow_ups import follow_ups
from retriever.errors import DocumentError, QuestionError
from retriever.records import Document, Filters
from tests.access_users import anybodys_request
from tests.cited_answers import FIRST, answer_of
from tests.test_starters import NEWER, NORTHMERE, OLDER
from ui.ask.filtering import DAMAGED, REVERSED, Choices, filters_from_browser, filters_in_words
from ui.ask.suggesting import Suggester, suggester

OF_NORTHMERE = (
    (
        "What grade was Northmere given for the impact of leaders "
        "in the inspection of 3 to 7 June 2024?"
    ),
    "Who was the lead inspector for the inspection of Northmere in 2024?",
    "What grade was Northmere given for overall in the inspection of 3 to 7 June 2024?",
)
OF_HUBS = "What does “Early help” say about family hubs?"


@dataclass
class Library:
    """Answers all questions but those that hold a word, and remembers what it was asked."""

    held: tuple[Document, ...] = (NEWER, NORTHMERE, OLDER)
    first: Citation = FIRST
    refused: str = "no such word"
    number: int = 1
    asked: list[tuple[str, Filters]] = field(default_factory=list)

    def ask_quotes(self, text: str, *, filters: Filters) -> Answer:
        self.asked.append((text, filters))
        return answer_of() if self.refused in text else answer_of(self.first)

    def document(self, doc_id: str) -> Document:
        for document in self.held:
            if document.doc_id == doc_id:
                return document
        raise DocumentError("There is no such document.")

    def documents(self) -> Sequence[Document]:
        return self.held

    def generation(self) -> int:
        return self.number


def test_what_is_chosen_becomes_filters_and_is_said_in_words() -> None:
    sent = {"doc_types": ["blog_post"], "authors": ["Jo", "Al"], "since": "2024-02-29", "until": ""}

    filters = filters_from_browser(sent)

    assert filters == Filters(
        doc_types=("blog_post",), authors=("Jo", "Al"), since=date(2024, 2, 29)
    )
    assert (
        filters_in_words(filters) == "date from 29 February 2024; type blog post; author Jo or Al"
    )
    assert filters_from_browser(None) == Filters()


@pytest.mark.parametrize(
    "sent",
    [
        "x",
        {"doc_ids": ["a"]},
        {"authors": "Jo"},
        {"authors": [""]},
        {"authors": ["x" * 301]},
        {"authors": ["Jo"] * 21},
        {"since": "2024-02-30"},
        {"since": 2024},
    ],
)
def test_filters_that_do_not_fit_are_refused_in_words(sent: object) -> None:
    with pytest.raises(QuestionError, match=DAMAGED):
        filters_from_browser(sent)


def test_days_the_wrong_way_round_are_told() -> None:
    with pytest.raises(QuestionError, match=REVERSED):
        filters_from_browser({"since": "2024-02-02", "until": "2024-02-01"})


def test_choices_are_the_librarys_own_and_made_anew_when_it_changes() -> None:
    library = Library()
    choices = Choices(library)

    assert choices.offered() == {
        "doc_types": [["blog_post", "Blog post"], ["inspection_report", "Inspection report"]],
        "authorities": [["Northmere", "Northmere"]],
        "authors": [],
        "categories": [],
    }
    library.held, library.number = (OLDER,), 2
    assert choices.offered()["authorities"] == []


def test_follow_ups_are_of_each_document_in_turn_and_of_each_kind() -> None:
    assert tuple(follow_ups([NORTHMERE, NEWER])) == (
        OF_NORTHMERE[0],
        OF_HUBS,
        OF_NORTHMERE[1],
        OF_NORTHMERE[2],
    )


def test_only_what_the_library_answers_and_nobody_asked_is_suggested() -> None:
    library = Library(refused="lead inspector")

    suggested = Suggester(library).suggest(
        [(NORTHMERE.doc_id, 0), (NORTHMERE.doc_id, 9), (NEWER.doc_id, 0)],
        [f" {OF_HUBS.upper()} "],
        Filters(),
    )

    assert suggested == [OF_NORTHMERE[0], OF_NORTHMERE[2]]


def test_a_question_is_tried_once_for_each_state_of_the_index_and_filters() -> None:
    library = Library()
    suggesting = Suggester(library)
    for _ in range(2):
        suggesting.suggest([(NEWER.doc_id, 0)], [], Filters())
    assert library.asked == [(OF_HUBS, Filters())]

    suggesting.suggest([(NEWER.doc_id, 0)], [], Filters(authors=("Jo",)))
    library.number = 2
    suggesting.suggest([(NEWER.doc_id, 0)], [], Filters())

    assert library.asked[1:] == [(OF_HUBS, Filters(authors=("Jo",))), (OF_HUBS, Filters())]


def test_a_question_whose_answer_is_on_the_screen_is_not_suggested() -> None:
    library = Library(first=replace(FIRST, doc_id=NEWER.doc_id, start=10))

    assert Suggester(library).suggest([(NEWER.doc_id, 10)], [], Filters()) == []
    assert Suggester(library).suggest([(NEWER.doc_id, 0)], [], Filters()) == [OF_HUBS]


@pytest.mark.parametrize(
    "sent", [None, {"cited": "x"}, {"cited": [["gone", 0], 3]}, {"filters": 3}]
)
def test_what_does_not_fit_gets_no_suggestion(sent: object) -> None:
    assert suggester(Suggester(Library()))(sent, anybodys_request()) == []
