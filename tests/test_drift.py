"""Golden questions asked again: which answers changed, with both quotes."""

import json
from pathlib import Path

import pytest

from retriever.evaluation.drift import (
    Said,
    ask_again,
    drift_in_words,
    drift_json,
    last_generation,
    state_path,
)
from retriever.settings import Settings
from tests.library import document_of
from tests.word_answerer import word_answerer

OLD = document_of("cases.html", ["Social workers in Northmere have twelve cases each."])
NEW = document_of("cases.html", ["Social workers in Northmere have nine cases each."])
SOUP = document_of("soup.html", ["The canteen serves soup on Fridays."])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    questions = tmp_path / "questions"
    questions.mkdir()
    write(questions, {"cases": "How many cases do social workers have?", "soup": "canteen soup"})
    return questions


def write(folder: Path, questions: dict[str, str]) -> None:
    lines = [json.dumps({"id": name, "text": text}) for name, text in questions.items()]
    (folder / "queries.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "qrels.tsv").write_text("query-id\tdoc-id\trelevance\n", encoding="utf-8")


def test_the_first_time_nothing_can_have_changed(folder: Path, tmp_path: Path) -> None:
    answerer, settings = word_answerer(tmp_path / "a", [OLD, SOUP])

    drift = ask_again(folder, answerer, state_path(settings))

    assert (drift.asked, drift.new, drift.changes) == (2, 2, ())
    assert drift_in_words(drift) == f"2 questions of {folder} asked for the first time."


def test_a_changed_answer_is_told_with_both_quotes(folder: Path, tmp_path: Path) -> None:
    state = tmp_path / "answers.json"
    ask_again(folder, word_answerer(tmp_path / "a", [OLD, SOUP])[0], state)

    drift = ask_again(folder, word_answerer(tmp_path / "b", [NEW, SOUP])[0], state)

    (change,) = drift.changes
    asked = "How many cases do social workers have?"
    assert change.before == Said(asked, OLD.text, "cases.html")
    assert change.now == Said(asked, NEW.text, "cases.html")
    assert drift_in_words(drift).splitlines() == [
        "1 of 2 answers changed between generation 1 and 1 of the index; 0 are new.",
        f"cases: {asked}",
        f"  before: “{OLD.text}” (cases.html)",
        f"  now:    “{NEW.text}” (cases.html)",
    ]
    assert drift_json(drift)["changes"][0]["now"]["quote"] == NEW.text


def test_a_refusal_is_a_change_too_and_is_then_known(folder: Path, tmp_path: Path) -> None:
    state = tmp_path / "answers.json"
    ask_again(folder, word_answerer(tmp_path / "a", [OLD, SOUP])[0], state)
    strict = word_answerer(tmp_path / "b", [OLD, SOUP], threshold=1.0)[0]

    drift = ask_again(folder, strict, state)

    assert [change.now.quote for change in drift.changes] == ["", ""]
    assert "now:    (The documents do not answer this.)" in drift_in_words(drift)
    assert ask_again(folder, strict, state).changes == ()


def test_a_question_that_reads_otherwise_is_new_not_changed(folder: Path, tmp_path: Path) -> None:
    state = tmp_path / "answers.json"
    answerer, _ = word_answerer(tmp_path / "a", [OLD, SOUP])
    ask_again(folder, answerer, state)
    write(folder, {"cases": "What is served on Fridays?", "soup": "canteen soup"})

    drift = ask_again(folder, answerer, state)

    assert (drift.new, drift.changes) == (1, ())


@pytest.mark.parametrize("content", ["{oops", "[]", '{"x": {"said": {"q": {"text": "t"}}}}'])
def test_a_state_that_cannot_be_read_counts_as_none(
    content: str, folder: Path, tmp_path: Path
) -> None:
    state = tmp_path / "answers.json"
    state.write_text(content, encoding="utf-8")

    drift = ask_again(folder, word_answerer(tmp_path / "a", [OLD, SOUP])[0], state)

    assert drift.generation_before is None
    assert len(json.loads(state.read_text(encoding="utf-8"))) == 1


def test_the_state_stands_beside_the_index_and_outlives_it() -> None:
    assert state_path(Settings(index=Path("a/index"))) == Path("a/index-answers.json")


def test_an_index_that_changes_amid_the_questions_is_asked_again(
    folder: Path, tmp_path: Path
) -> None:
    answerer, settings = word_answerer(tmp_path / "a", [OLD, SOUP])
    state = state_path(settings)
    before = answerer.generation()
    begun: list[int] = []

    def change_before_the_second() -> None:
        begun.append(answerer.generation())
        if len(begun) == 2:
            word_answerer(tmp_path / "a", [NEW])

    drift = ask_again(folder, answerer, state, change_before_the_second)

    assert begun == [before, before]
    assert drift.generation == last_generation(folder, state) == before < answerer.generation()
