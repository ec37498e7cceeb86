"""Measures what each step of the search brings: nDCG@10 of a set, a step added at a time.

    python benchmarks/ablation.py FOLDER... [--questions 300]

A folder is an evaluation folder with `corpus.jsonl`; its index goes where `python -m retriever
evaluate` keeps it. Each question is asked with what was said before it, where the set has that. "By
the question's own words": without acronyms, corrected slips and what was said before. In brackets
95 % intervals by bootstrap over the questions. Prints a table in Markdown.
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

from retriever.answers.answerer import Answerer
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
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--questions", type=int, default=300, help="at most, evenly spread")
    arguments = parser.parse_args()
    columns: dict[str, dict[str, str]] = {}
    try:
        for folder in arguments.folders:
            columns[folder.name] = _column(folder, arguments.questions)
            print(f"{folder.name}: measured", file=sys.stderr, flush=True)
    except CandourError as error:
        print(error, file=sys.stderr)
        return 2
    steps = list(dict.fromkeys(step for column in columns.values() for step in column))
    print(f"| {MEASURE} | {' | '.join(columns)} |")
    print(f"|---|{'---|' * len(columns)}")
    for step in steps:
        print(f"| {step} | {' | '.join(column.get(step, '–') for column in columns.values())} |")
    return 0


def _column(folder: Path, limit: int) -> dict[str, str]:
    """Return each step's figure over a set."""
    evaluation = _some(read_evaluation_set(folder), limit)
    if evaluation.layout != "passages":
        message = f"{folder} has no corpus.jsonl: only passage sets are measured step by step."
        raise EvaluationFolderError(message)
    answerer = _answerer(evaluation, Settings.from_environment())
    paths = answerer.paths()
    system = cache(lambda name: run_of_system(evaluation, answerer, name, paths))
    runs: dict[str, Callable[[], Run]] = {
        "words": lambda: system("words"),
        "dense": lambda: system("dense"),
        "reciprocal ranks": lambda: _fused(system("words"), system("dense"), _by_ranks),
        "convex": lambda: _fused(system("words"), system("dense"), fuse_convex),
        "+ phrases (hybrid)": lambda: system("hybrid"),
        "hybrid without headers": lambda: _without_headers(evaluation),
        "hybrid by the question's own words": lambda: _plain(evaluation, paths),
        "+ reader (full)": lambda: system("full"),
    }
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


def _answerer(evaluation: EvaluationSet, settings: Settings) -> Answerer:
    own = replace(settings.with_folder(evaluation_index(evaluation, settings)), model_address="")
    index_passage_set(evaluation, SentenceEncoder(own.encoder), own)
    return open_answerer(own)


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
        settings = replace(Settings.from_environment(), index=Path(name) / "index")
        bare = replace(evaluation, folder=folder)
        answerer = _answerer(bare, settings)
        return run_of_system(bare, answerer, "hybrid", answerer.paths())


def _plain(evaluation: EvaluationSet, paths: Mapping[str, str]) -> Run:
    """Rank with the question's own words alone."""
    base = Settings.from_environment()
    settings = base.with_folder(evaluation_index(evaluation, base))
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
