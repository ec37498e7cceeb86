"""What nobody waits for is answered by quotes alone: a set model's server hears nothing of it."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from retriever.activity.recorder import NoRecorder
from retriever.answers.answerer import Answerer
from retriever.answers.opening import open_answerer
from retriever.evaluation.drift import ask_again, state_path
from retriever.evaluation.drift_watch import DriftWatch
from retriever.evaluation.measuring import evaluate
from retriever.evaluation.question_set import GoldSpan, Question
from retriever.evaluation.questions.folder import add_questions
from retriever.evaluation.questions.marking import mark_question
from retriever.evaluation.questions.records import JudgedQuestion
from retriever.records import Filters
from retriever.settings import Settings
from retriever.store.encoder import SentenceEncoder
from tests.library import make_index
from tests.model_server import Served, says, serving
from tests.own_loop import in_own_loop
from tests.small_library import LIBRARY, POST
from tests.test_model_answers import QUESTION, QUOTE
from tests.test_starters import NEWER, NORTHMERE
from ui.ask.suggesting import Suggester
from ui.desk import Desk
from ui.quality.writing import GoldenWriter, Marked


@dataclass(frozen=True, slots=True)
class Site:
    """A library with a model set and a golden question, and the model's server."""

    answerer: Answerer
    settings: Settings
    served: Served


@pytest.fixture
def site(tmp_path: Path, encoder: SentenceEncoder) -> Iterator[Site]:
    with serving(says("The new arrangements start in January 2018 [1].")) as served:
        settings = replace(
            make_index(tmp_path, encoder, (*LIBRARY, NORTHMERE, NEWER)),
            threshold=0.0,
            model_name="small",
            model_address=served.address,
            questions=tmp_path / "questions",
            runs=str(tmp_path / "runs"),
        )
        gold = (GoldSpan(POST.path, QUOTE),)
        add_questions(settings.questions, [JudgedQuestion(Question("", QUESTION), "", gold)])
        yield Site(open_answerer(settings), settings, served)


def test_what_a_person_asks_is_asked_of_the_model(site: Site) -> None:
    answer = site.answerer.ask(QUESTION)

    assert (answer.mode, len(site.served.requests)) == ("model", 1)


def test_starter_questions_are_asked_of_no_model(site: Site) -> None:
    starters = site.answerer.starters(1)

    assert (len(starters), site.served.requests) == (1, [])


def test_follow_ups_are_asked_of_no_model(site: Site) -> None:
    suggester = Suggester(site.answerer)

    suggested = suggester.suggest([(NORTHMERE.doc_id, -1)], [], Filters())

    assert (len(suggested), site.served.requests) == (3, [])


def test_the_drift_watch_asks_no_model(site: Site) -> None:
    said: list[str] = []

    DriftWatch(site.answerer, site.settings, said.append, threading.Event()).look()

    assert said == [f"1 questions of {site.settings.questions} asked for the first time."]
    assert site.served.requests == []


def test_asking_again_asks_no_model(site: Site) -> None:
    drift = ask_again(site.settings.questions, site.answerer, state_path(site.settings))

    assert (drift.asked, site.served.requests) == (1, [])


def test_an_evaluation_asks_no_model(site: Site) -> None:
    evaluation = evaluate(site.settings.questions, ("full",), site.settings)

    assert (len(evaluation.outcomes), site.served.requests) == (1, [])


@in_own_loop
async def test_golden_questions_written_on_the_page_are_asked_of_no_model(site: Site) -> None:
    writer = GoldenWriter(Desk(site.answerer, NoRecorder()), site.settings)
    question = "Who are kinship carers?"

    offers = await writer.offers(question)
    saved = await writer.save(Marked(question, "", ((offers[0].span.doc_id, offers[0].span.text),)))

    assert (saved, site.served.requests) == ("q002", [])


def test_golden_questions_written_at_a_terminal_are_asked_of_no_model(site: Site) -> None:
    marked = mark_question(QUESTION, site.answerer, lambda _: "0", lambda _: None)

    assert marked == JudgedQuestion(Question("", QUESTION, answerable=False))
    assert site.served.requests == []
