"""Pinning anew: floors go up by themselves, down only on purpose, and what got worse is said."""

import json
import tomllib
from pathlib import Path

import pytest

from retriever.errors import EvaluationFolderError
from retriever.evaluation.floors import faults_of, read_floors
from retriever.evaluation.gate import gate_lines, measure_golden, repin, worse_questions
from retriever.evaluation.outcomes import Evaluation
from retriever.settings import Settings
from tests.outcome_maker import Came, evaluation_of, outcome_of

RIGHT, WRONG = Came("It is twelve cases."), Came("It is ten.")
FLOORS = """# Why these are pinned.
documents = "old"
questions = "old"

[full]
"recall@1" = 0.5

[answers]
gold_in_first_quote = 0.5 # of ten
quotes_exact = 1.0
refused_answerable = 0.2
"""


@pytest.fixture
def floors(tmp_path: Path) -> Path:
    path = tmp_path / "floors.toml"
    path.write_text(FLOORS, encoding="utf-8")
    return path


def measured(folder: Path, wrong: int) -> Evaluation:
    """Ask ten questions, the first of which are answered wrong."""
    questions = folder / "golden"
    (folder / "corpus" / "demonstration").mkdir(parents=True, exist_ok=True)
    questions.mkdir(exist_ok=True)
    outcomes = [outcome_of(f"q{n}", WRONG if n < wrong else RIGHT) for n in range(10)]
    return evaluation_of(outcomes, questions, Settings(corpus=folder / "corpus"))


def test_floors_rise_to_a_question_and_a_half_below_what_is_measured(
    floors: Path, tmp_path: Path
) -> None:
    result = measured(tmp_path, wrong=2)

    moved = repin(result, floors)

    assert moved == [
        "recall@1: floor 0.5 becomes 0.85",
        "gold_in_first_quote: floor 0.5 becomes 0.65",
        "refused_answerable: ceiling 0.2 becomes 0.15",
    ]
    assert faults_of(result, read_floors(floors), tmp_path / "corpus" / "demonstration") == []
    text = floors.read_text(encoding="utf-8")
    assert text.startswith("# Why these are pinned.\n")
    assert "gold_in_first_quote = 0.65 # of ten" in text
    assert tomllib.loads(text)["answers"]["quotes_exact"] == 1.0


def test_a_floor_that_is_still_reached_stays(floors: Path, tmp_path: Path) -> None:
    repin(measured(tmp_path, wrong=2), floors)

    assert repin(measured(tmp_path, wrong=3), floors) == []
    assert tomllib.loads(floors.read_text(encoding="utf-8"))["answers"] == {
        "gold_in_first_quote": 0.65,
        "quotes_exact": 1.0,
        "refused_answerable": 0.15,
    }


def test_a_floor_is_not_lowered_without_being_told_and_the_worse_questions_are_named(
    floors: Path, tmp_path: Path
) -> None:
    repin(measured(tmp_path, wrong=0), floors)
    before = floors.read_text(encoding="utf-8"), (tmp_path / "outcomes.json").read_text("utf-8")

    with pytest.raises(EvaluationFolderError) as caught:
        repin(measured(tmp_path, wrong=2), floors)

    assert str(caught.value).splitlines() == [
        f"{floors} is not written: --allow-lower would lower 1 of its floors.",
        "gold_in_first_quote: floor 0.85 becomes 0.65",
        *(
            f"q{n} “What of q{n}?”: worse in gold in first quote, gold in any quote; "
            "was: It is twelve cases.; is: It is ten."
            for n in range(2)
        ),
    ]
    after = floors.read_text(encoding="utf-8"), (tmp_path / "outcomes.json").read_text("utf-8")
    assert after == before


def test_told_to_it_lowers_the_floor(floors: Path, tmp_path: Path) -> None:
    repin(measured(tmp_path, wrong=0), floors)

    moved = repin(measured(tmp_path, wrong=2), floors, allow_lower=True)

    assert moved == ["gold_in_first_quote: floor 0.85 becomes 0.65"]
    assert worse_questions(measured(tmp_path, wrong=2), floors) == []


def test_a_red_gate_says_the_floors_then_the_questions(floors: Path, tmp_path: Path) -> None:
    repin(measured(tmp_path, wrong=0), floors)

    lines = gate_lines(measured(tmp_path, wrong=1), floors, ["gold is less"])

    assert lines[:2] == [f"Below the floors of {floors}:", "gold is less"]
    assert [line[:2] for line in lines[2:]] == ["q0"]


def test_what_came_is_pinned_a_line_a_question(floors: Path, tmp_path: Path) -> None:
    repin(measured(tmp_path, wrong=1), floors)

    text = (tmp_path / "outcomes.json").read_text(encoding="utf-8")

    assert len(text.splitlines()) == 12
    assert json.loads(text)["q0"] == {
        "marks": {
            "recall@1": 1.0,
            "nDCG@10": 1.0,
            "gold_in_first_quote": 0.0,
            "gold_in_any_quote": 0.0,
            "right_document_cited": 1.0,
            "quotes_exact": 1.0,
            "refused_answerable": 0.0,
        },
        "quote": "It is ten.",
    }


def test_without_pinned_outcomes_it_says_that_the_questions_are_not_known(
    floors: Path, tmp_path: Path
) -> None:
    (line,) = worse_questions(measured(tmp_path, wrong=1), floors)

    assert line.startswith("(which questions got worse is not known")


def test_a_name_that_is_not_measured_is_refused(floors: Path, tmp_path: Path) -> None:
    floors.write_text(FLOORS.replace("quotes_exact", "quotes_exakt"), encoding="utf-8")

    with pytest.raises(EvaluationFolderError, match="pins quotes_exakt, which was not measured"):
        repin(measured(tmp_path, wrong=0), floors)


def test_without_the_demonstration_there_is_nothing_to_measure(tmp_path: Path) -> None:
    settings = Settings(corpus=tmp_path, index=tmp_path / "index")

    with pytest.raises(EvaluationFolderError, match="demonstration is missing"):
        measure_golden(tmp_path, settings)
