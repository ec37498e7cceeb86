"""The table of measured figures: made of evaluations, with what is published beside."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from retriever.evaluation.evaluation_json import evaluation_json
from tests.outcome_maker import Came, evaluation_of, outcome_of

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def table() -> ModuleType:
    """Load the script, which is in no package."""
    spec = importlib.util.spec_from_file_location("table", ROOT / "benchmarks" / "table.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_has_a_row_for_each_system_and_a_column_for_each_set(table: ModuleType) -> None:
    right = evaluation_of([outcome_of("a", Came("It is twelve cases."))], Path("x/scifact"))
    plain = evaluation_json(right)
    plain["systems"]["words"] = plain["systems"]["full"]

    lines = table.measured_page([plain]).splitlines()

    one = "1.000 [1.000, 1.000]"
    assert f"| scifact | full | {one} | – | {one} | {one} | {one} | 1 |" in lines
    assert f"| scifact | words | {one} | 0.687 | {one} | {one} | {one} | 1 |" in lines
    assert "| Answers | scifact |" in lines
    assert f"| answer in first quote | {one} of 1 |" in lines
    assert "| median time | 100 ms |" in lines
    assert "| measured on | 02 November 2026, commit abc1234 |" in lines


def test_without_answers_there_is_one_table(table: ModuleType) -> None:
    plain = evaluation_json(evaluation_of([outcome_of("a", Came("It is twelve cases."))]))
    plain["answers"] = {"median_ms": 0.0}

    assert "| Answers" not in table.measured_page([plain])
