"""The quality gate: golden questions over the demonstration library, against pinned floors."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest

from ingest.chunker import CHUNKER_VERSION
from ingest.sync import Sync
from retriever.answers.answerer import Answerer
from retriever.evaluation.figures import Figure
from retriever.evaluation.floors import Floors, faults_of, folder_hash, read_floors
from retriever.evaluation.measuring import evaluate, measure
from retriever.evaluation.outcomes import Evaluation
from retriever.evaluation.question_set import read_evaluation_set
from retriever.reader.maxsim import MaxSimReader, Reader
from retriever.reader.remembering import RememberingTokens
from retriever.settings import Settings
from retriever.store.contract import Store
from retriever.store.encoder import SentenceEncoder
from retriever.store.opening import open_store
from tests.golden_faults import (
    UpsideDownStore,
    index_with,
    without_every_tenth,
    without_headers,
)

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "eval" / "golden"
FLOORS = ROOT / "tests" / "eval" / "floors.toml"


@pytest.fixture(scope="session")
def golden(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder) -> Evaluation:
    folder = tmp_path_factory.mktemp("golden")
    shutil.copytree(ROOT / "corpus" / "demonstration", folder / "corpus" / "demonstration")
    settings = Settings(corpus=folder / "corpus", index=folder / "index")
    Sync(settings, encoder, open_store(settings, encoder, CHUNKER_VERSION)).run()
    return evaluate(GOLDEN, ("full",), settings)


def test_the_golden_questions_reach_every_floor(golden: Evaluation) -> None:
    documents = golden.settings.corpus / "demonstration"

    assert faults_of(golden, read_floors(FLOORS), documents) == []


def test_every_quote_of_the_golden_answers_is_its_document_s_own_text(golden: Evaluation) -> None:
    assert golden.answers["quotes_exact"].value == 1.0


@pytest.fixture(scope="module")
def reader(encoder: SentenceEncoder) -> Reader:
    """Read each passage once for all the faults: most of them meet the same ones."""
    return MaxSimReader(RememberingTokens(encoder, limit=2_000))


def red(settings: Settings, store: Store, encoder: SentenceEncoder, reader: Reader) -> set[str]:
    """Measure the golden questions with a fault; return the figures that are past their floors."""
    answerer = Answerer(store, encoder, reader, settings)
    faulty = measure(read_evaluation_set(GOLDEN), ("full",), answerer, settings)
    documents = settings.corpus / "demonstration"
    return {fault.split()[0] for fault in faults_of(faulty, read_floors(FLOORS), documents)}


def test_a_chunker_that_loses_every_tenth_passage_turns_the_gate_red(
    golden: Evaluation, encoder: SentenceEncoder, reader: Reader, tmp_path: Path
) -> None:
    store = index_with(without_every_tenth, golden.settings, encoder, tmp_path)

    assert "gold_in_first_quote" in red(golden.settings, store, encoder, reader)


def test_passages_without_headers_turn_the_gate_red(
    golden: Evaluation, encoder: SentenceEncoder, reader: Reader, tmp_path: Path
) -> None:
    store = index_with(without_headers, golden.settings, encoder, tmp_path)

    assert red(golden.settings, store, encoder, reader) & {
        "nDCG@10",
        "recall@1",
        "gold_in_first_quote",
    }


def test_a_fusion_with_the_wrong_sign_turns_the_gate_red(
    golden: Evaluation, encoder: SentenceEncoder, reader: Reader
) -> None:
    sound = open_store(golden.settings, encoder)
    upside_down = cast("Store", UpsideDownStore(sound))

    assert {"nDCG@10", "recall@1"} <= red(golden.settings, upside_down, encoder, reader)


def test_a_threshold_of_nothing_turns_the_gate_red(
    golden: Evaluation, encoder: SentenceEncoder, reader: Reader
) -> None:
    settings = replace(golden.settings, threshold=0.0)
    store = open_store(settings, encoder)

    assert "refused_unanswerable" in red(settings, store, encoder, reader)


def figures(values: Mapping[str, float]) -> dict[str, Figure]:
    return {name: Figure(value, value, value, 10) for name, value in values.items()}


def measured(folder: Path, full: Mapping[str, float], answers: Mapping[str, float]) -> Evaluation:
    return Evaluation(
        folder=folder,
        systems={"full": figures(full)},
        answers=figures(answers),
        median_ms=1.0,
        settings=Settings(),
        commit="abc",
        date=datetime(2026, 1, 1, tzinfo=UTC),
    )


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    documents, questions = tmp_path / "documents", tmp_path / "questions"
    for folder in (documents, questions):
        folder.mkdir()
        (folder / "file.txt").write_text("words", encoding="utf-8")
    return documents, questions


def pinned(folders: tuple[Path, Path]) -> Floors:
    documents, questions = folders
    return Floors(
        documents=folder_hash(documents),
        questions=folder_hash(questions),
        full={"recall@1": 0.9},
        answers={"gold_in_first_quote": 0.5, "refused_answerable": 0.1},
    )


def test_figures_at_their_floors_pass(folders: tuple[Path, Path]) -> None:
    documents, questions = folders
    at_floor = measured(
        questions, {"recall@1": 0.9}, {"gold_in_first_quote": 0.5, "refused_answerable": 0.1}
    )

    assert faults_of(at_floor, pinned(folders), documents) == []


def test_a_figure_below_its_floor_or_above_its_ceiling_is_named(
    folders: tuple[Path, Path],
) -> None:
    documents, questions = folders
    worse = measured(
        questions, {"recall@1": 0.89}, {"gold_in_first_quote": 0.6, "refused_answerable": 0.2}
    )

    assert faults_of(worse, pinned(folders), documents) == [
        "recall@1 is 0.8900, past its floor of 0.9",
        "refused_answerable is 0.2000, past its ceiling of 0.1",
    ]


def test_a_figure_that_was_not_measured_does_not_pass(folders: tuple[Path, Path]) -> None:
    documents, questions = folders
    less = measured(questions, {"recall@1": 0.9}, {"refused_answerable": 0.1})

    assert faults_of(less, pinned(folders), documents) == [
        "gold_in_first_quote was not measured; its floor is 0.5"
    ]


def test_other_documents_or_questions_than_pinned_do_not_pass(folders: tuple[Path, Path]) -> None:
    documents, questions = folders
    good = measured(
        questions, {"recall@1": 1.0}, {"gold_in_first_quote": 1.0, "refused_answerable": 0.0}
    )
    floors = replace(pinned(folders), documents="0" * 64)

    (fault,) = faults_of(good, floors, documents)

    assert fault == (
        f"{documents} is not what the floors were measured on: measure again, "
        f"and pin its hash {folder_hash(documents)}"
    )
