"""The commands `evaluate` and `compare`: figures as text, JSON or a report for a browser."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from retriever.answers.opening import open_answerer
from retriever.command_line import DONE, SOME_FAILED
from retriever.commands.output import Commands, add_output, print_json, with_index
from retriever.evaluation.commit import commit_of_code
from retriever.evaluation.comparing import compare, comparison_in_words, comparison_json
from retriever.evaluation.drift import ask_again, drift_in_words, drift_json, state_path
from retriever.evaluation.evaluation_json import evaluation_json
from retriever.evaluation.floors import faults_of, read_floors
from retriever.evaluation.gate import documents_of, gate_lines, measure_golden
from retriever.evaluation.measuring import evaluate
from retriever.evaluation.outcomes import Evaluation
from retriever.evaluation.question_set import read_evaluation_set
from retriever.evaluation.report.page import report_page
from retriever.evaluation.runs.keeping import keep_drift, keep_evaluation
from retriever.evaluation.set_index import evaluation_index, index_for_encoder, sync_corpus
from retriever.evaluation.table import in_words
from retriever.search.searcher import SYSTEMS
from retriever.settings import Settings


def add_commands(commands: Commands) -> None:
    """Add `evaluate` and `compare` to the parser."""
    measure = commands.add_parser("evaluate", help="measure retrieval and answers over a folder")
    measure.add_argument("folder", type=Path, help="laid out as docs/evaluation.md says")
    measure.add_argument("--systems", default=",".join(SYSTEMS), help="of %(default)s")
    measure.add_argument("--report", type=Path, metavar="FILE.html", help="write a report")
    measure.add_argument(
        "--floors", type=Path, metavar="FILE.toml", help="ask the demonstration; fail below these"
    )
    measure.add_argument(
        "--drift", action="store_true", help="only say which answers changed since the last time"
    )
    measure.set_defaults(run=run_evaluate)
    two = commands.add_parser("compare", help="measure two settings over the same questions")
    two.add_argument("first", type=Path, metavar="A.toml", help="settings, by name")
    two.add_argument("second", type=Path, metavar="B.toml", help="other settings")
    two.add_argument("folder", type=Path, help="laid out as docs/evaluation.md says")
    two.add_argument("--systems", default="full", help="of %(default)s")
    two.set_defaults(run=run_compare)
    for command in (measure, two):
        add_output(command)


def run_evaluate(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the figures of a folder; return the exit status."""
    if arguments.drift:
        return _run_drift(arguments, with_index(settings, arguments))
    if arguments.floors is not None:
        result = measure_golden(arguments.folder, with_index(settings, arguments))
    else:
        own = with_index(settings, arguments)
        result = evaluate(arguments.folder, _systems(arguments), own, arguments.index)
    if arguments.report is not None:
        _write_report(arguments.report, result)
    if arguments.json:
        print_json(evaluation_json(result))
    else:
        print(in_words(result))
    _keep(settings, lambda folder: keep_evaluation(folder, result))
    if arguments.floors is None:
        return DONE
    faults = faults_of(result, read_floors(arguments.floors), documents_of(result))
    if faults:
        print("\n".join(gate_lines(result, arguments.floors, faults)), file=sys.stderr)
    return SOME_FAILED if faults else DONE


def run_compare(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print what two settings give and their differences; return the exit status."""
    results = [
        _evaluate_with(Settings.from_file(path, settings), settings, arguments)
        for path in (arguments.first, arguments.second)
    ]
    comparison = compare(*results)
    names = (str(arguments.first), str(arguments.second))
    if arguments.json:
        print_json(comparison_json(comparison, names))
    else:
        print(comparison_in_words(comparison, names))
    return DONE


def _evaluate_with(own: Settings, base: Settings, arguments: argparse.Namespace) -> Evaluation:
    """Evaluate with the settings of a file; another encoder's embeddings go to their own index."""
    evaluation = read_evaluation_set(arguments.folder)
    index = evaluation_index(evaluation, own)
    if own.index == base.index:
        own, index = with_index(own, arguments), arguments.index or index
        if own.encoder != base.encoder:
            index = index_for_encoder(index, own.encoder)
            if evaluation.layout == "library":
                sync_corpus(own.corpus, own.with_folder(index))
    return evaluate(arguments.folder, _systems(arguments), own, index)


def _run_drift(arguments: argparse.Namespace, settings: Settings) -> int:
    drift = ask_again(arguments.folder, open_answerer(settings), state_path(settings))
    if arguments.json:
        print_json(drift_json(drift))
    else:
        print(drift_in_words(drift))
    _keep(settings, lambda folder: keep_drift(folder, commit_of_code(), drift))
    return DONE


def _keep(settings: Settings, keep: Callable[[Path], str]) -> None:
    """Keep a run; the figures are told already, so a folder that cannot be written loses none."""
    try:
        keep(settings.runs_folder)
    except OSError as error:
        print(f"The run is not kept in {settings.runs_folder} ({error}).", file=sys.stderr)


def _systems(arguments: argparse.Namespace) -> tuple[str, ...]:
    return tuple(name.strip() for name in arguments.systems.split(",") if name.strip())


def _write_report(path: Path, result: Evaluation) -> None:
    """Write the report, and the same data as JSON beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(report_page(result), encoding="utf-8")
    text = json.dumps(evaluation_json(result), ensure_ascii=False, indent=1)
    path.with_suffix(".json").write_text(text, encoding="utf-8")
