"""The commands of evaluation: what they print, write and end with."""

import argparse
import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from retriever.commands import parser
from retriever.errors import EvaluationFolderError
from retriever.evaluation.question_set import read_evaluation_set
from retriever.evaluation.runs.reading import read_runs
from retriever.settings import Settings
from retriever.store.encoder import SentenceEncoder
from tests.library import document_of, make_index

QUOTE = "Social workers in Northmere have twelve cases each."
SOUP = document_of("soup.html", ["The canteen serves soup on Fridays."])
ROOT = Path(__file__).parent.parent
CSV = "id,text,answerable,document,quote\nq1,Why?,yes,a.html,Because.\nq2,Who won?,no,,\n"


def run(settings: Settings, *arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "retriever", *arguments],
        cwd=ROOT,
        capture_output=True,
        check=False,
        env=settings.as_environment(),
        encoding="utf-8",
    )
    return done.returncode, done.stdout + done.stderr


def parsed(*arguments: str) -> argparse.Namespace:
    return parser().parse_args(arguments)


def test_questions_come_in_and_go_out_by_their_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in.csv").write_text(CSV, encoding="utf-8")
    settings = Settings(questions=tmp_path / "own")
    bring = parsed("questions", "import", str(tmp_path / "in.csv"))
    give = parsed("questions", "export", str(tmp_path / "out.csv"))

    assert (bring.run(bring, settings), give.run(give, settings)) == (0, 0)

    assert len(read_evaluation_set(tmp_path / "own").questions) == 2
    assert capsys.readouterr().out == (
        f"2 questions added to {tmp_path / 'own'}.\n"
        f"2 questions written to {tmp_path / 'out.csv'}.\n"
    )
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()[0].startswith("id,text")


def test_there_is_nothing_to_export_from_an_empty_folder(tmp_path: Path) -> None:
    give = parsed("questions", "export", "out.csv", "--folder", str(tmp_path))

    with pytest.raises(EvaluationFolderError, match="holds no question"):
        give.run(give, Settings())


def test_a_fault_is_one_line_with_file_and_line_and_status_2(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(CSV.replace("yes", "perhaps"), encoding="utf-8")

    status, said = run(Settings(), "questions", "import", str(tmp_path / "in.csv"))

    assert status == 2
    assert said == f'{tmp_path / "in.csv"}, line 2: "answerable" is yes or no.\n'


def test_an_unknown_command_of_questions_is_one_line() -> None:
    status, said = run(Settings(), "questions", "burn")

    assert (status, said.count("\n")) == (2, 1)


def test_a_report_and_its_data_are_written(tmp_path: Path) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    question = {"id": "q", "text": "kinship carers"}
    (folder / "queries.jsonl").write_text(json.dumps(question), encoding="utf-8")
    (folder / "qrels.tsv").write_text("q\ta\t1\n", encoding="utf-8")
    passage = {"id": "a", "title": "", "text": "Kinship carers may ask for training."}
    (folder / "corpus.jsonl").write_text(json.dumps(passage), encoding="utf-8")
    report = tmp_path / "out" / "report.html"
    measure = parsed(
        *("evaluate", str(folder), "--systems", "words", "--index", str(tmp_path / "index")),
        *("--report", str(report)),
    )

    assert measure.run(measure, Settings(runs=str(tmp_path / "runs"))) == 0

    (kept,) = read_runs(tmp_path / "runs").evaluations
    assert (kept.folder, kept.questions) == (str(folder), 1)
    assert report.read_text(encoding="utf-8").startswith("<!doctype html>")
    data = json.loads(report.with_suffix(".json").read_text(encoding="utf-8"))
    assert data["questions"][0]["ranks"] == {"words": 1}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder) -> Settings:
    place = tmp_path_factory.mktemp("library")
    settings = make_index(place, encoder, [document_of("cases.html", [QUOTE]), SOUP])
    return replace(settings, questions=place / "own", threshold=0.0)


def test_a_question_is_added_by_its_number_and_a_draft_is_judged(
    library: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("How many cases do social workers have?\n1\n0\n"))
    settings = library

    for words in (("add",), ("suggest",), ("add", "--pending")):
        command = parsed("questions", *words)
        assert command.run(command, settings) == 0

    evaluation = read_evaluation_set(settings.questions)
    assert [question.answerable for question in evaluation.questions] == [True, False]
    assert evaluation.questions[1].text == "What is “A post” about?"
    assert evaluation.qrels == {"q001": {"cases.html": 1}}
    assert evaluation.answers["q001"].spans[0].text == QUOTE
    assert (settings.questions / "pending.jsonl").read_text(encoding="utf-8") == ""
    assert capsys.readouterr().out.count("1 of 1 saved.") == 2


def test_two_settings_are_compared_over_a_folder_and_drift_is_told(
    library: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    question = {"id": "q", "text": "How many cases do social workers have?"}
    (folder / "queries.jsonl").write_text(json.dumps(question), encoding="utf-8")
    (folder / "qrels.tsv").write_text("q\tcases.html\t1\n", encoding="utf-8")
    for name, threshold in (("A", 0), ("B", 1)):
        text = f"threshold = {threshold}\n"
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    files = [str(tmp_path / f"{name}.toml") for name in "AB"]
    two = parsed("compare", *files, str(folder), "--json")
    drift = parsed("evaluate", str(folder), "--drift")

    assert two.run(two, library) == 0

    comparison = json.loads(capsys.readouterr().out)
    assert comparison["differences"]["refused_answerable"]["value"] == 1.0
    assert comparison["differences"]["nDCG@10"]["value"] == 0.0
    assert [change["second"] for change in comparison["changes"]] == [""]
    for said in ("1 questions of", "0 of 1 answers changed"):
        assert drift.run(drift, library) == 0
        assert capsys.readouterr().out.startswith(said)
