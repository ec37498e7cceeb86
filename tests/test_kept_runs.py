"""Runs are kept and read again; what came of each question is what was measured."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from retriever.errors import EvaluationFolderError
from retriever.evaluation.drift import Change, Drift, Said
from retriever.evaluation.runs.keeping import KEPT, keep_drift, keep_evaluation
from retriever.evaluation.runs.reading import read_outcomes, read_runs
from retriever.evaluation.runs.records import KeptRuns
from retriever.settings import Settings
from tests.outcome_maker import Came, evaluation_of, outcome_of

OUTCOMES = (
    outcome_of("first", Came("Each has twelve cases.")),
    outcome_of("second", Came("It has ten.\u2028Or more."), rank=2),
    outcome_of("off", Came("", 0.05), gold=""),
)
CHANGE = Change("first", Said("What?", "Ten.", "a.pdf"), Said("What?", "", ""))
DRIFT = Drift(Path("questions"), 3, 0, (CHANGE,), 4, 5)


def test_a_run_is_read_as_it_was_measured(tmp_path: Path) -> None:
    evaluation = replace(evaluation_of(OUTCOMES), generation=7)

    name = keep_evaluation(tmp_path / "runs", evaluation)

    (run,) = read_runs(tmp_path / "runs").evaluations
    assert name == "20261102T093000000000-evaluation"
    assert (run.name, run.folder, run.commit, run.generation) == (name, "golden", "abc1234", 7)
    assert (run.date, run.questions) == (evaluation.date, 3)
    assert run.systems == evaluation.systems
    assert run.answers == {**evaluation.answers, **evaluation.times}
    assert read_outcomes(tmp_path / "runs", name) == OUTCOMES


def test_drift_is_kept_and_so_is_why_there_is_none(tmp_path: Path) -> None:
    keep_drift(tmp_path, "abc1234", DRIFT)
    keep_drift(tmp_path, "abc1234", None, "No index.")

    failed, told = read_runs(tmp_path).drifts

    assert (failed.drift, failed.fault) == (None, "No index.")
    assert (told.drift, told.fault, told.commit) == (DRIFT, "", "abc1234")


def test_a_file_that_cannot_be_read_is_named_and_hides_no_other(tmp_path: Path) -> None:
    name = keep_evaluation(tmp_path, evaluation_of(OUTCOMES))
    for broken, content in (
        ("20260101T000000000000-evaluation", "{"),
        (name[:-10] + "drift", "[]"),
    ):
        (tmp_path / f"{broken}.jsonl").write_text(content, encoding="utf-8")
    (tmp_path / "other.jsonl").write_text("{}", encoding="utf-8")

    runs = read_runs(tmp_path)

    assert [each.name for each in runs.evaluations] == [name]
    assert runs.unreadable == (
        "20261102T093000000000-drift.jsonl",
        "20260101T000000000000-evaluation.jsonl",
    )


@pytest.mark.parametrize("name", ["../golden", "", "20261102T093000000000-evaluation"])
def test_a_run_that_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(EvaluationFolderError):
        read_outcomes(tmp_path, name)


def test_without_a_folder_there_are_no_runs(tmp_path: Path) -> None:
    assert read_runs(tmp_path / "none") == KeptRuns()


def test_the_oldest_of_each_kind_are_removed(tmp_path: Path) -> None:
    drift = keep_drift(tmp_path, "abc1234", DRIFT)
    whole = evaluation_of(OUTCOMES)
    dates = [whole.date + timedelta(minutes=minute) for minute in range(KEPT + 1)]

    names = [keep_evaluation(tmp_path, replace(whole, date=date)) for date in dates]

    assert [each.name for each in read_runs(tmp_path).evaluations] == names[:0:-1]
    assert [each.name for each in read_runs(tmp_path).drifts] == [drift]


def test_runs_stand_beside_the_index_or_where_the_setting_says() -> None:
    assert Settings(index=Path("a/index")).runs_folder == Path("a/runs")
    assert Settings(runs="elsewhere").runs_folder == Path("elsewhere")
