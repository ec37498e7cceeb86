"""Writes the table of measured figures, docs/measured.md, from evaluations: nothing is typed.

    python benchmarks/table.py EVALUATION.json|FOLDER... [--to docs/measured.md]

Each argument is what `python -m retriever evaluate FOLDER --json` printed (or the file beside a
report), or an evaluation folder, which is measured now. Published figures stand beside a set that
has them; each says where it was published.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from retriever.errors import CandourError, EvaluationFolderError
from retriever.evaluation.evaluation_json import evaluation_json
from retriever.evaluation.measuring import evaluate
from retriever.search.searcher import SYSTEMS
from retriever.settings import Settings

PUBLISHED: Mapping[str, Mapping[str, tuple[float, str]]] = {
    "scifact": {
        "words": (0.687, "BM25, as published for BEIR's SciFact"),
        "dense": (0.645, "all-MiniLM-L6-v2, as published for BEIR's SciFact"),
    },
}
"""nDCG@10 by set and system, and who published it."""

ANSWERS = (
    ("gold_in_first_quote", "answer in first quote"),
    ("right_document_cited", "right document cited"),
    ("right_page_cited", "right page cited"),
    ("citation_precision", "citation precision"),
    ("citation_coverage", "citation coverage"),
    ("quotes_exact", "quotes exact"),
    ("refusal_precision", "refusal precision"),
    ("refusal_recall", "refusal recall"),
    ("refusal_f1", "refusal F1"),
    ("refusal_auroc", "refusal AUROC"),
    ("brier", "Brier score (right quote)"),
    ("brier_answerable", "Brier score (answerable)"),
)
HEAD = """# Measured

Written by `python benchmarks/table.py`; do not edit. In brackets 95 % intervals, by bootstrap over
the questions; docs/evaluation.md says what each figure means. Where a set knows only which passage
answers (mtrag, orsharc, privacy_qa), hardly a quote holds all of it: there the document counts. The
times are those of the run, whatever else the machine did.
"""


def main() -> int:
    """Write the page; return the exit status."""
    parser = argparse.ArgumentParser(description="Write the table of measured figures.")
    parser.add_argument("evaluations", type=Path, nargs="+", metavar="JSON|FOLDER")
    parser.add_argument("--to", type=Path, default=Path("docs/measured.md"))
    arguments = parser.parse_args()
    try:
        results = [_evaluation(path) for path in arguments.evaluations]
        arguments.to.write_text(measured_page(results), encoding="utf-8")
    except CandourError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{arguments.to} is written: {len(results)} sets.")
    return 0


def measured_page(results: Sequence[Mapping[str, Any]]) -> str:
    """Return the page of some evaluations, each as the contract's JSON object."""
    return "\n".join([HEAD, *_ranking_table(results), "", *_answer_table(results)]) + "\n"


def _evaluation(path: Path) -> Mapping[str, Any]:
    if path.is_dir():
        return evaluation_json(evaluate(path, SYSTEMS, Settings.from_environment()))
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        return {name: values[name] for name in ("folder", "systems", "answers", "commit", "date")}
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{path} is no evaluation ({type(error).__name__}: {error})."
        raise EvaluationFolderError(message) from error


def _ranking_table(results: Sequence[Mapping[str, Any]]) -> list[str]:
    lines = [
        "| Set | System | nDCG@10 | Published | MRR@10 | recall@10 | recall@100 | Questions |",
        "|---|---|---|---|---|---|---|---|",
    ]
    sources = {}
    for result in results:
        name = Path(result["folder"]).name
        for system, values in result["systems"].items():
            metrics = values["metrics"]
            published = PUBLISHED.get(name, {}).get(system)
            if published:
                sources[f"{name}, {system}"] = published[1]
            cells = [
                name,
                system,
                _figure(metrics["nDCG@10"]),
                f"{published[0]:.3f}" if published else "–",
                *(_figure(metrics[each]) for each in ("MRR@10", "recall@10", "recall@100")),
                str(metrics["nDCG@10"]["questions"]),
            ]
            lines.append(f"| {' | '.join(cells)} |")
    told = [f"Published: {what}: {source}." for what, source in sources.items()]
    return [*lines, "", *told] if told else lines


def _answer_table(results: Sequence[Mapping[str, Any]]) -> list[str]:
    answered = [result for result in results if "quotes_exact" in result["answers"]]
    if not answered:
        return []
    names = [Path(result["folder"]).name for result in answered]
    lines = [f"| Answers | {' | '.join(names)} |", f"|---{'|---' * len(names)}|"]
    for name, words in ANSWERS:
        figures = [result["answers"].get(name) for result in answered]
        if any(figures):
            cells = [f"{_figure(each)} of {each['questions']}" if each else "–" for each in figures]
            lines.append(f"| {words} | {' | '.join(cells)} |")
    for name, words in (("p50_ms", "median time"), ("p95_ms", "95th percentile of time")):
        cells = [f"{result['answers'][name]['value']:.0f} ms" for result in answered]
        lines.append(f"| {words} | {' | '.join(cells)} |")
    days = [
        f"{datetime.fromisoformat(each['date']):%d %B %Y}, commit {each['commit']}"
        for each in answered
    ]
    lines.append(f"| measured on | {' | '.join(days)} |")
    return lines


def _figure(figure: Mapping[str, float]) -> str:
    return f"{figure['value']:.3f} [{figure['low']:.3f}, {figure['high']:.3f}]"


if __name__ == "__main__":
    sys.exit(main())
