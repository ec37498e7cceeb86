"""Puts the figures of an evaluation into a table for people at a terminal."""

from collections.abc import Mapping

from retriever.evaluation.figures import Figure
from retriever.evaluation.outcomes import Evaluation

IN_WORDS = {
    "refusal_f1": "refusal F1",
    "refusal_auroc": "refusal AUROC",
    "brier": "Brier score (right quote)",
    "brier_answerable": "Brier score (answerable)",
    "p50_ms": "median time",
    "p95_ms": "95th percentile of time",
}
"""Names that are not their own words."""


def in_words(evaluation: Evaluation) -> str:
    """Return the figures as lines: systems side by side, then the answers, then notices."""
    lines = [f"{evaluation.folder} ({evaluation.date:%d %B %Y}, commit {evaluation.commit})", ""]
    lines += _systems(evaluation.systems)
    if evaluation.answers:
        lines.append("")
        lines += [
            f"{name_in_words(name):26} {_figure(figure)}  of {figure.questions}"
            for name, figure in evaluation.answers.items()
        ]
        lines += [
            f"{name_in_words(name):26} {time_in_words(figure)}"
            for name, figure in evaluation.times.items()
        ]
    if evaluation.notices:
        lines += ["", "Judgements", *(notice.text for notice in evaluation.notices)]
    return "\n".join(lines)


def name_in_words(name: str) -> str:
    """Return a figure's name as people read it."""
    return IN_WORDS.get(name, name.replace("_", " "))


def time_in_words(figure: Figure) -> str:
    """Return milliseconds with their interval."""
    return f"{figure.value:.0f} ms [{figure.low:.0f}, {figure.high:.0f}]"


def _systems(systems: Mapping[str, Mapping[str, Figure]]) -> list[str]:
    measures = next(iter(systems.values()), {})
    lines = [f"{'':12}" + "".join(f"{system:>22}" for system in systems)]
    for name in measures:
        cells = "".join(f"{_figure(figures[name]):>22}" for figures in systems.values())
        lines.append(f"{name:12}{cells}")
    return lines


def _figure(figure: Figure) -> str:
    return f"{figure.value:.3f} [{figure.low:.3f}, {figure.high:.3f}]"
