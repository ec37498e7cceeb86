"""What monitoring asks: /readyz, /metrics, and lines of JSON without the questions' words."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from retriever.answers.answerer import Answerer
from retriever.errors import QuestionError
from retriever.settings import Settings
from tests.small_library import KINSHIP, POST
from tests.word_answerer import word_answerer
from ui.monitoring.routes import monitored

ASKED = "What are kinship carers?"


def page_of(answerer: Answerer, settings: Settings, lines: list[str]) -> TestClient:
    app = FastAPI()
    app.include_router(monitored(answerer, settings, lines.append))
    return TestClient(app)


def figures_of(page: TestClient, *names: str) -> list[str]:
    lines = page.get("/metrics").text.splitlines()
    return [line for line in lines if line.startswith(names)]


def test_questions_are_counted_by_what_came_of_them_and_starters_are_not(tmp_path: Path) -> None:
    answerer, settings = word_answerer(tmp_path, [POST, KINSHIP])
    page = page_of(answerer, settings, [])

    answerer.ask(ASKED)
    answerer.ask("hello")
    with pytest.raises(QuestionError):
        answerer.ask("")
    answerer.starters()

    assert figures_of(page, "candour_questions_total", "candour_index", "candour_queue") == [
        'candour_questions_total{mode="quotes",outcome="answered"} 1.0',
        'candour_questions_total{mode="quotes",outcome="greeted"} 1.0',
        'candour_questions_total{mode="none",outcome="failed"} 1.0',
        "candour_index_generation 1.0",
        "candour_queue_files 0.0",
    ]
    assert figures_of(page, 'candour_stage_seconds_count{stage="total"}') == [
        'candour_stage_seconds_count{stage="total"} 2.0'
    ]


def test_ready_is_told_with_the_generation_and_a_missing_index_is_not_ready(
    tmp_path: Path,
) -> None:
    answerer, settings = word_answerer(tmp_path, [KINSHIP])
    page = page_of(answerer, settings, [])

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
    answerer, settings = word_answerer(tmp_path, [KINSHIP])
    lines: list[str] = []
    logged = replace(settings, json_log=True, json_log_questions=has_questions)
    page_of(answerer, logged, lines)

    answerer.ask(ASKED)
    with pytest.raises(QuestionError):
        answerer.ask("x" * 3_000)

    answered, failed = map(json.loads, lines)
    assert answered["outcome"] == "answered"
    assert set(answered["citations"]) == {KINSHIP.doc_id}
    assert answered["generation"] == 1
    assert sorted(answered["timings_ms"]) == ["answer", "encode", "read", "search", "total"]
    assert (failed["outcome"], failed["error"]) == ("failed", "QuestionError")
    words = [facts.get("question") for facts in (answered, failed)]
    assert words == ([ASKED, "x" * 3_000] if has_questions else [None, None])


def test_nothing_is_written_where_no_lines_are_asked_for(tmp_path: Path) -> None:
    answerer, settings = word_answerer(tmp_path, [KINSHIP])
    lines: list[str] = []
    page_of(answerer, settings, lines)

    answerer.ask(ASKED)

    assert lines == []
