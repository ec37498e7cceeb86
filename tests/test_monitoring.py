"""What monitoring asks: /readyz, /metrics, and lines of JSON without the questions' words."""

import json
import shutil
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from retriever.activity.recorder import NoRecorder
from retriever.answers.answerer import Answerer
from retriever.errors import QuestionError
from retriever.store.contract import Store
from retriever.store.postgres.store import PostgresStore
from tests.library import MANIFEST
from tests.own_loop import result_of
from tests.postgres_server import PostgresServer
from tests.small_library import KINSHIP, POST
from tests.small_store import fill
from tests.store_places import new_schema
from tests.word_answerer import word_answerer
from ui.desk import Asker, Desk
from ui.monitoring.event_lines import EventLines
from ui.monitoring.meters import Meters
from ui.monitoring.monitor import PageMonitor
from ui.monitoring.routes import monitoring_routes

ASKED = "What are kinship carers?"
WORDLESS = "?!"


class Page:
    """A desk, and the addresses that tell what was asked at it."""

    def __init__(self, answerer: Answerer, lines: EventLines | None = None) -> None:
        meters = Meters()
        self._desk = Desk(answerer, NoRecorder(), monitor=PageMonitor(meters, lines))
        self.addresses = addresses_of(answerer.store, meters)

    def ask(self, question: str) -> None:
        result_of(self._desk.ask(question, Asker("", "page")))


def addresses_of(store: Store, meters: Meters) -> TestClient:
    app = FastAPI()
    app.include_router(monitoring_routes(store, meters))
    return TestClient(app)


def figures_of(page: TestClient, *names: str) -> list[str]:
    lines = page.get("/metrics").text.splitlines()
    return [line for line in lines if line.startswith(names)]


def test_questions_are_counted_by_what_came_of_them_and_starters_are_not(tmp_path: Path) -> None:
    answerer, _ = word_answerer(tmp_path, [POST, KINSHIP])
    page = Page(answerer)

    page.ask(ASKED)
    page.ask("hello")
    with pytest.raises(QuestionError):
        page.ask(WORDLESS)
    answerer.starters()
    answerer.ask(ASKED)

    assert figures_of(
        page.addresses, "candour_questions_total", "candour_index", "candour_queue"
    ) == [
        'candour_questions_total{mode="quotes",outcome="answered"} 1.0',
        'candour_questions_total{mode="quotes",outcome="greeted"} 1.0',
        'candour_questions_total{mode="none",outcome="failed"} 1.0',
        "candour_index_generation 1.0",
        "candour_queue_files 0.0",
    ]
    assert figures_of(page.addresses, 'candour_stage_seconds_count{stage="total"}') == [
        'candour_stage_seconds_count{stage="total"} 2.0'
    ]


def test_ready_is_told_with_the_generation_and_a_missing_index_is_not_ready(
    tmp_path: Path,
) -> None:
    answerer, settings = word_answerer(tmp_path, [KINSHIP])
    page = addresses_of(answerer.store, Meters())

    ready = page.get("/readyz")
    shutil.rmtree(settings.index)
    gone = page.get("/readyz")

    assert (ready.status_code, ready.json()) == (200, {"status": "ready", "generation": 1})
    assert (gone.status_code, gone.json()) == (503, {"status": "IndexMissingError"})
    assert figures_of(page, "candour_index") == ["candour_index_generation -1.0"]


@pytest.mark.parametrize("has_questions", [False, True])
def test_lines_of_json_have_the_question_s_words_only_where_that_is_set(
    tmp_path: Path, *, has_questions: bool
) -> None:
    answerer, _ = word_answerer(tmp_path, [KINSHIP])
    lines: list[str] = []
    page = Page(answerer, EventLines(lines.append, has_questions=has_questions))

    page.ask(ASKED)
    with pytest.raises(QuestionError):
        page.ask(WORDLESS)

    answered, failed = map(json.loads, lines)
    assert answered["outcome"] == "answered"
    assert set(answered["citations"]) == {KINSHIP.doc_id}
    assert answered["generation"] == 1
    assert sorted(answered["timings_ms"]) == ["answer", "encode", "read", "search", "total"]
    assert (failed["outcome"], failed["error"]) == ("failed", "QuestionError")
    words = [facts.get("question") for facts in (answered, failed)]
    assert words == ([ASKED, WORDLESS] if has_questions else [None, None])


def test_a_dead_primary_is_told_and_what_its_replica_answers_from_too(
    postgres: PostgresServer,
) -> None:
    place = new_schema(postgres)
    fill(place.open())
    nowhere = "postgresql://127.0.0.1:1/postgres"
    replicated = PostgresStore(nowhere, MANIFEST, replica=place.address)
    away = PostgresStore(nowhere, MANIFEST)

    answering, dead = addresses_of(replicated, Meters()), addresses_of(away, Meters())

    assert answering.get("/readyz").json() == {"status": "ready", "generation": 2}
    assert figures_of(answering, "candour_index", "candour_queue") == [
        "candour_index_generation 2.0",
        "candour_queue_files -1.0",
    ]
    gone = dead.get("/readyz")
    assert (gone.status_code, gone.json()) == (503, {"status": "IndexAwayError"})
    assert figures_of(dead, "candour_index", "candour_queue") == [
        "candour_index_generation -1.0",
        "candour_queue_files -1.0",
    ]
    replicated.close()
    away.close()
    place.close()


def test_a_desk_without_a_monitor_answers_and_tells_nobody(tmp_path: Path) -> None:
    answerer, _ = word_answerer(tmp_path, [KINSHIP])
    desk = Desk(answerer, NoRecorder())

    reply = result_of(desk.ask(ASKED, Asker("", "page")))

    assert reply.answer.found
    with pytest.raises(QuestionError):
        result_of(desk.ask(WORDLESS, Asker("", "page")))
