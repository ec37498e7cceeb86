"""The figures of an evaluation, worked out by hand on a set of five questions."""

import json
import math
from datetime import UTC, datetime
from pathlib import Path

import pytest

from retriever.errors import EvaluationFolderError
from retriever.evaluation.evaluation_json import evaluation_json
from retriever.evaluation.figures import Figure, figure_of
from retriever.evaluation.measuring import evaluate
from retriever.evaluation.outcomes import Evaluation
from retriever.evaluation.table import in_words
from retriever.settings import Settings

CORPUS = {
    "cases": "Social workers in Northmere have twelve cases each.",
    "soup": "The canteen serves soup on Fridays.",
    "money": "Kinship carers receive an allowance of 200 pounds a week.",
    "adviser": "Care leavers keep their adviser until they are 25.",
    "hubs": "Family hubs open on Saturdays for new parents.",
    "course": "Kinship carers may ask for training.",
}
QUERIES = (
    {"id": "first", "text": "How many cases do social workers have?"},
    {"id": "second", "text": "kinship training"},
    {"id": "half", "text": "soup"},
    {"id": "nothing", "text": "zebra giraffe"},
    {"id": "off", "text": "Who won the football match?", "answerable": False},
)
QRELS = (
    ("first", "cases", 1),
    ("second", "money", 1),
    ("half", "soup", 1),
    ("half", "hubs", 1),
    ("nothing", "adviser", 1),
)
ANSWERS = (
    {
        "query-id": "first",
        "answer": "twelve",
        "spans": [{"doc-id": "cases", "text": "twelve cases", "start": 33, "end": 45}],
    },
    {"query-id": "second", "answer": "200 pounds"},
)


def write_set(folder: Path, qrels: tuple[tuple[str, str, int], ...] = QRELS) -> Path:
    folder.mkdir()
    lines = [{"id": name, "title": "", "text": text} for name, text in CORPUS.items()]
    for name, values in (("corpus", lines), ("queries", QUERIES), ("answers", ANSWERS)):
        text = "".join(f"{json.dumps(each)}\n" for each in values)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    judged = "".join(f"{question}\t{document}\t{grade}\n" for question, document, grade in qrels)
    (folder / "qrels.tsv").write_text(f"query-id\tdoc-id\trelevance\n{judged}", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("evaluation")


@pytest.fixture(scope="module")
def measured(place: Path) -> Evaluation:
    """Measure every system once: indexing and asking load the encoder."""
    systems = ("words", "dense", "hybrid", "full")
    return evaluate(write_set(place / "set"), systems, Settings(), place / "index")


def test_the_word_search_s_figures_are_those_worked_out_by_hand(measured: Evaluation) -> None:
    figures = {name: figure.value for name, figure in measured.systems["words"].items()}

    # "first": right at rank 1. "second": "course" holds both words, "money" comes second.
    # "half": one of two right ones, at rank 1. "nothing": no word is known, so nothing is found.
    second = 1 / math.log2(3)
    half = 1 / (1 + 1 / math.log2(3))
    assert figures == pytest.approx(
        {
            "nDCG@10": (1 + second + half + 0) / 4,
            "MRR@10": (1 + 1 / 2 + 1 + 0) / 4,
            "MAP@10": (1 + 1 / 2 + 1 / 2 + 0) / 4,
            "recall@1": (1 + 0 + 1 / 2 + 0) / 4,
            "recall@5": (1 + 1 + 1 / 2 + 0) / 4,
            "recall@10": (1 + 1 + 1 / 2 + 0) / 4,
            "recall@100": (1 + 1 + 1 / 2 + 0) / 4,
        }
    )


def test_a_question_that_returns_nothing_counts_and_an_unjudged_one_does_not(
    measured: Evaluation,
) -> None:
    for system in ("words", "dense", "hybrid", "full"):
        assert {figure.questions for figure in measured.systems[system].values()} == {4}


def test_searches_that_return_everything_recall_everything(measured: Evaluation) -> None:
    for system in ("dense", "hybrid", "full"):
        assert measured.systems[system]["recall@10"] == Figure(1.0, 1.0, 1.0, 4)


def test_every_quote_is_its_document_s_text_and_each_mark_counts_its_own_questions(
    measured: Evaluation,
) -> None:
    answers = measured.answers

    assert answers["quotes_exact"].value == 1.0
    assert answers["gold_in_first_quote"].questions == 2
    assert answers["right_document_cited"].questions == 4
    assert answers["refused_answerable"].questions == 4
    assert answers["refused_unanswerable"] == Figure(1.0, 1.0, 1.0, 1)
    assert measured.median_ms > 0


def test_the_same_set_is_not_indexed_again(measured: Evaluation, place: Path) -> None:
    database = place / "index" / "candour.sqlite3"
    before = database.read_bytes()

    again = evaluate(place / "set", ("words",), Settings(), place / "index")

    assert again.systems == {"words": measured.systems["words"]}
    assert again.answers == {}
    assert database.read_bytes() == before


def test_a_judgement_of_an_unknown_document_is_refused(measured: Evaluation, place: Path) -> None:
    assert measured.folder == place / "set"
    spoiled = write_set(place / "spoiled", (*QRELS, ("first", "casess", 1)))

    with pytest.raises(EvaluationFolderError) as caught:
        evaluate(spoiled, ("words",), Settings(), place / "index")

    assert str(caught.value) == (
        f"{spoiled / 'qrels.tsv'}, line 7: judges 'casess' (question first), which is not in the "
        "index: correct the id or add the document."
    )


@pytest.mark.parametrize(("systems", "named"), [(("words", "magic"), "magic"), ((), "(none)")])
def test_an_unknown_system_is_refused_before_anything_is_read(
    systems: tuple[str, ...], named: str, tmp_path: Path
) -> None:
    with pytest.raises(EvaluationFolderError) as caught:
        evaluate(tmp_path / "nowhere", systems, Settings())

    assert str(caught.value) == (f"There is no system {named}: name words, dense, hybrid, full.")


def test_the_json_has_the_contract_s_keys(measured: Evaluation) -> None:
    plain = evaluation_json(measured)

    assert list(plain) == [
        *("folder", "systems", "answers", "settings", "commit", "date", "generation"),
        *("kinds", "reliability", "notices", "questions"),
    ]
    assert list(plain["systems"]) == ["words", "dense", "hybrid", "full"]
    assert list(plain["systems"]["words"]["metrics"]) == [
        *("nDCG@10", "MRR@10", "MAP@10"),
        *("recall@1", "recall@5", "recall@10", "recall@100"),
    ]
    assert plain["systems"]["full"]["metrics"]["recall@10"] == {
        "value": 1.0,
        "low": 1.0,
        "high": 1.0,
        "questions": 4,
    }
    assert "model_key" not in plain["settings"]
    assert plain["settings"]["model_address"] == ""
    assert json.loads(json.dumps(plain)) == plain


def test_the_table_shows_each_system_beside_the_others() -> None:
    figures = {"MRR@10": Figure(0.625, 0.25, 1.0, 4)}
    evaluation = Evaluation(
        folder=Path("golden"),
        systems={"words": figures, "full": figures},
        answers={"quotes_exact": Figure(1.0, 1.0, 1.0, 3)},
        median_ms=41.6,
        times={"p50_ms": Figure(41.6, 40.0, 44.2, 3)},
        settings=Settings(),
        commit="abc1234",
        date=datetime(2026, 11, 2, tzinfo=UTC),
    )

    assert in_words(evaluation).splitlines() == [
        "golden (02 November 2026, commit abc1234)",
        "",
        "                             words                  full",
        "MRR@10        0.625 [0.250, 1.000]  0.625 [0.250, 1.000]",
        "",
        "quotes exact               1.000 [1.000, 1.000]  of 3",
        "median time                42 ms [40, 44]",
    ]


def test_a_figure_is_the_mean_with_an_interval_that_is_the_same_each_time() -> None:
    figure = figure_of([0.0, 1.0, 1.0, 1.0])

    assert figure.value == 0.75
    assert 0.0 <= figure.low < 0.75 < figure.high <= 1.0
    assert figure.questions == 4
    assert figure_of([0.0, 1.0, 1.0, 1.0]) == figure


def test_a_figure_of_one_of_equal_or_of_no_values_has_no_spread() -> None:
    assert figure_of([]) == Figure(0.0, 0.0, 0.0, 0)
    assert figure_of([0.3]) == Figure(0.3, 0.3, 0.3, 1)
    assert figure_of([1.0, 1.0]) == Figure(1.0, 1.0, 1.0, 2)
