"""The golden questions are asked again when the index has changed, and not otherwise."""

import shutil
import threading
from dataclasses import replace
from pathlib import Path

from retriever.answers.answerer import Answerer
from retriever.evaluation.drift_watch import DriftWatch, watched_answers
from retriever.evaluation.question_set import GoldSpan, Question
from retriever.evaluation.questions.folder import add_questions
from retriever.evaluation.questions.records import JudgedQuestion
from retriever.evaluation.rankings import ranking_of
from retriever.evaluation.runs.reading import read_outcomes, read_runs
from retriever.records import doc_id_of
from retriever.settings import Settings
from tests.library import document_of
from tests.word_answerer import word_answerer

OLD = "Social workers in Northmere have twelve cases each."
NEW = "Social workers in Northmere have nine cases each."
ASKED = "How many cases do social workers have?"


def library(folder: Path, sentence: str, runs: Path) -> tuple[Answerer, Settings]:
    answerer, settings = word_answerer(folder, [document_of("cases.html", [sentence])])
    return answerer, replace(settings, questions=runs / "questions", runs=str(runs))


def golden(settings: Settings) -> None:
    gold = (GoldSpan("cases.html", OLD),)
    add_questions(settings.questions, [JudgedQuestion(Question("", ASKED), "", gold)])


def watch_over(answerer: Answerer, settings: Settings, said: list[str]) -> DriftWatch:
    return DriftWatch(answerer, settings, said.append, threading.Event())


def test_without_questions_nothing_is_asked(tmp_path: Path) -> None:
    answerer, settings = library(tmp_path / "a", OLD, tmp_path)
    said: list[str] = []

    watch_over(answerer, settings, said).look()

    assert said == []
    assert not list(tmp_path.glob("*.jsonl"))


def test_questions_are_asked_once_for_each_generation(tmp_path: Path) -> None:
    answerer, settings = library(tmp_path / "a", OLD, tmp_path)
    golden(settings)
    said: list[str] = []
    watch = watch_over(answerer, settings, said)

    watch.look()
    watch.look()

    assert said == [f"1 questions of {settings.questions} asked for the first time."]
    (run,) = read_runs(tmp_path).evaluations
    assert (run.questions, run.generation) == (1, 1)
    assert run.answers["gold_in_first_quote"].value == 1.0
    (outcome,) = read_outcomes(tmp_path, run.name)
    assert outcome.answer is not None
    assert outcome.answer.quotes[0].text == OLD


def test_after_a_sync_what_changed_is_told_and_kept_with_both_quotes(tmp_path: Path) -> None:
    answerer, settings = library(tmp_path / "a", OLD, tmp_path)
    golden(settings)
    said: list[str] = []
    watch_over(answerer, settings, said).look()
    later, _ = library(tmp_path / "a", NEW, tmp_path)

    watch_over(later, settings, said).look()

    drift = read_runs(tmp_path).drifts[0].drift
    assert drift is not None
    assert (drift.generation_before, drift.generation) == (1, 2)
    assert [(each.before.quote, each.now.quote) for each in drift.changes] == [(OLD, NEW)]
    assert said[1:] == [
        "1 of 1 answers changed between generation 1 and 2 of the index; 0 are new.",
        f"q001: {ASKED}",
        f"  before: “{OLD}” (cases.html)",
        f"  now:    “{NEW}” (cases.html)",
    ]


def test_a_judgement_that_fits_no_more_does_not_hide_what_changed(tmp_path: Path) -> None:
    answerer, settings = library(tmp_path / "a", OLD, tmp_path)
    gone = JudgedQuestion(Question("", ASKED), "", (), ("gone.html",))
    add_questions(settings.questions, [gone])
    said: list[str] = []

    watch_over(answerer, settings, said).look()

    assert said[0].startswith("The golden questions could not be measured. ")
    assert said[1] == f"1 questions of {settings.questions} asked for the first time."
    assert len(read_runs(tmp_path).drifts) == 1


def test_a_failure_is_told_once_and_kept(tmp_path: Path) -> None:
    answerer, settings = library(tmp_path / "a", OLD, tmp_path)
    golden(settings)
    shutil.rmtree(settings.index)
    said: list[str] = []
    watch = watch_over(answerer, settings, said)

    watch.look()
    watch.look()

    (fault,) = said
    assert fault.startswith("The golden questions could not be asked again. ")
    assert str(settings.index) in fault
    assert [each.fault for each in read_runs(tmp_path).drifts] == [fault]


def test_a_folder_that_cannot_be_written_hides_nothing_of_what_came(tmp_path: Path) -> None:
    answerer, settings = library(tmp_path / "a", OLD, tmp_path)
    golden(settings)
    runs = tmp_path / "file"
    runs.touch()
    said: list[str] = []
    watch = watch_over(answerer, replace(settings, runs=str(runs)), said)

    watch.look()
    watch.look()

    unkept = f"That could not be kept in {runs} ([Errno 17] File exists: '{runs}')."
    assert said == [
        unkept,
        f"1 questions of {settings.questions} asked for the first time.",
        unkept,
    ]


def test_a_stop_ends_it_before_the_next_question(tmp_path: Path) -> None:
    answerer, settings = library(tmp_path / "a", OLD, tmp_path)
    golden(settings)
    said: list[str] = []
    stop = threading.Event()
    stop.set()

    DriftWatch(answerer, settings, said.append, stop).look()

    assert (said, list(tmp_path.glob("*.jsonl"))) == ([], [])


def test_its_thread_ends_with_the_page(tmp_path: Path) -> None:
    answerer, settings = library(tmp_path / "a", OLD, tmp_path)

    with watched_answers(answerer, settings, print):
        during = [each.name for each in threading.enumerate()]

    assert "drift watch" in during
    assert "drift watch" not in [each.name for each in threading.enumerate()]


def test_a_document_that_came_while_questions_are_asked_takes_its_rank(tmp_path: Path) -> None:
    answerer, _ = library(tmp_path / "a", OLD, tmp_path)
    answer = answerer.ask_quotes(ASKED)

    ranking = ranking_of(answer, paths={})

    assert list(ranking) == [doc_id_of("cases.html")]
