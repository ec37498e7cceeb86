"""Measures what each step of the search brings: nDCG@10 of a set, a step added at a time.

    python benchmarks/ablation.py FOLDER[=INDEX]... [--questions 300]

A folder is an evaluation folder with `corpus.jsonl`, whose index goes where `python -m retriever
evaluate` keeps it; or any other, with an index that holds its documents. Each question is asked
with what was said before it, where the set has that. "By the question's own words": without
acronyms, corrected slips and what was said before. In brackets 95 % intervals by bootstrap over the
questions. Prints a table in Markdown.
"""

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from retriever.answers.opening import open_answerer
from retriever.errors import CandourError, EvaluationFolderError
from retriever.evaluation.figures import figure_of
from retriever.evaluation.question_set import EvaluationSet, read_evaluation_set
from retriever.evaluation.rankings import DEPTH, Run, run_of_system, scores_of
from retriever.evaluation.set_index import evaluation_index, index_passage_set
from retriever.reader.steady import SteadyReader
from retriever.records import ScoredPassage
from retriever.search.fusion import fuse_convex
from retriever.search.query import understand
from retriever.search.searcher import Searcher
from retriever.settings import Settings
from retriever.store.encoder import SentenceEncoder
from retriever.store.opening import open_store

MEASURE = "nDCG@10"
Fuse = Callable[[Sequence[ScoredPassage], Sequence[ScoredPassage]], list[ScoredPassage]]

RANK_CONSTANT = 60
"""Of reciprocal rank fusion, as its authors set it (Cormack, Clarke, Büttcher 2009)."""


def main() -> int:
    """Print the table; return the exit status."""
    parser = argparse.ArgumentParser(description="What each step of the search brings.")
    parser.add_argument("folders", nargs="+", metavar="FOLDER[=INDEX]")
    parser.add_argument("--questions", type=int, default=300, help="at most, evenly spread")
    arguments = parser.parse_args()
    columns: dict[str, dict[str, str]] = {}
    try:
        for given in arguments.folders:
            folder, _, index = given.partition("=")
            name = Path(folder).name
            columns[name] = _column(Path(folder), index, arguments.questions)
            print(f"{name}: measured", file=sys.stderr, flush=True)
    except CandourError as error:
        print(error, file=sys.stderr)
        return 2
    steps = list(dict.fromkeys(step for column in columns.values() for step in column))
    print(f"| {MEASURE} | {' | '.join(columns)} |")
    print(f"|---|{'---|' * len(columns)}")
    for step in steps:
        print(f"| {step} | {' | '.join(column.get(step, '–') for column in columns.values())} |")
    return 0


def _column(folder: Path, index: str, limit: int) -> dict[str, str]:
    """Return each step's figure over a set; without headers only where the index is made here."""
    evaluation = _some(read_evaluation_set(folder), limit)
    if evaluation.layout != "passages" and not index:
        message = f"{folder} has no corpus.jsonl: give the index of its documents, {folder}=INDEX."
        raise EvaluationFolderError(message)
    settings = _settings(evaluation, index)
    if not index:
        index_passage_set(evaluation, SentenceEncoder(settings.encoder), settings)
    answerer = open_answerer(settings)
    paths = answerer.paths()
    system = cache(lambda name: run_of_system(evaluation, answerer, name, paths))
    runs: dict[str, Callable[[], Run]] = {
        "words": lambda: system("words"),
        "dense": lambda: system("dense"),
        "reciprocal ranks": lambda: _fused(system("words"), system("dense"), _by_ranks),
        "convex": lambda: _fused(system("words"), system("dense"), fuse_convex),
        "+ phrases (hybrid)": lambda: system("hybrid"),
        "hybrid by the question's own words": lambda: _plain(evaluation, settings, paths),
        "+ reader (full)": lambda: system("full"),
    }
    if not index:
        runs["hybrid without headers"] = lambda: _without_headers(evaluation)
    if any(question.history for question in evaluation.questions):
        runs["full, the last turn alone"] = lambda: run_of_system(
            _bare(evaluation), answerer, "full", paths
        )
    return {step: _figure(evaluation, run()) for step, run in runs.items()}


def _figure(evaluation: EvaluationSet, run: Run) -> str:
    scores = [each[MEASURE] for each in scores_of(evaluation, run).values()]
    figure = figure_of(scores)
    shown = (f"{value:.3f}".lstrip("0") for value in (figure.value, figure.low, figure.high))
    return "{} [{}, {}]".format(*shown)


def _some(evaluation: EvaluationSet, limit: int) -> EvaluationSet:
    judged = [each for each in evaluation.questions if each.id in evaluation.qrels]
    step = max(1, -(-len(judged) // limit))
    return replace(evaluation, questions=tuple(judged[::step]))


def _bare(evaluation: EvaluationSet) -> EvaluationSet:
    questions = (replace(each, history=()) for each in evaluation.questions)
    return replace(evaluation, questions=tuple(questions))


def _settings(evaluation: EvaluationSet, index: str = "") -> Settings:
    """Return the settings of the set's index: the one given, or the one that is kept for it."""
    settings = replace(Settings.from_environment(), model_address="")
    folder = Path(index) if index else evaluation_index(evaluation, settings)
    return settings.with_folder(folder)


def _without_headers(evaluation: EvaluationSet) -> Run:
    """Rank in an index of the same passages without their titles, made for this alone."""
    lines = [
        {"_id": each.doc_id, "title": "", "text": each.text} for each in evaluation.passage_texts()
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "set"
        folder.mkdir()
        text = "".join(json.dumps(line) + "\n" for line in lines)
        (folder / "corpus.jsonl").write_text(text, encoding="utf-8")
        bare = replace(evaluation, folder=folder)
        settings = _settings(bare, str(Path(name) / "index"))
        index_passage_set(bare, SentenceEncoder(settings.encoder), settings)
        answerer = open_answerer(settings)
        return run_of_system(bare, answerer, "hybrid", answerer.paths())


def _plain(evaluation: EvaluationSet, settings: Settings, paths: Mapping[str, str]) -> Run:
    """Rank with the question's own words alone."""
    encoder = SentenceEncoder(settings.encoder)
    searcher = Searcher(encoder, SteadyReader(None))
    run: Run = {}
    with open_store(settings, encoder).read() as view:
        for question in evaluation.questions:
            ranked = searcher.rank(view, understand(question.text, ()), DEPTH, "hybrid")
            passages = view.passages([each.passage_id for each in ranked])
            pairs = zip(passages, ranked, strict=True)
            run[question.id] = {paths[passage.doc_id]: each.score for passage, each in pairs}
    return run


def _fused(words: Run, dense: Run, fuse: Fuse) -> Run:
    fused: Run = {}
    for question in words.keys() | dense.keys():
        lists = (_scored(run.get(question, {})) for run in (dense, words))
        fused[question] = {each.passage_id: each.score for each in fuse(*lists)}
    return fused


def _by_ranks(
    dense: Sequence[ScoredPassage], words: Sequence[ScoredPassage]
) -> list[ScoredPassage]:
    scores: dict[str, float] = defaultdict(float)
    for ranked in (dense, words):
        for rank, each in enumerate(ranked, start=1):
            scores[each.passage_id] += 1 / (RANK_CONSTANT + rank)
    return [ScoredPassage(name, score) for name, score in scores.items()]


def _scored(ranked: Mapping[str, float]) -> list[ScoredPassage]:
    best_first = sorted(ranked.items(), key=lambda pair: -pair[1])
    return [ScoredPassage(name, score) for name, score in best_first]


if __name__ == "__main__":
    sys.exit(main())
