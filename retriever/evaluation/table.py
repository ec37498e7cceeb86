"""Puts the figures of an evaluation into a table for people."""

from collections.abc import Mapping

from retriever.evaluation.measuring import Evaluation, Figure


def in_words(evaluation: Evaluation) -> str:
    """Return the figures as lines: systems side by side, then the answers."""
    lines = [f"{evaluation.folder} ({evaluation.date:%d %B %Y}, commit {evaluation.commit})", ""]
    lines += _systems(evaluation.systems)
    if evaluation.answers:
        lines.append("")
        lines += [
            f"{name.replace('_', ' '):24} {_figure(figure)}  of {figure.questions}"
            for name, figure in evaluation.answers.items()
        ]
        lines.append(f"{'median time':24} {evaluation.median_ms:.0f} ms")
    return "\n".join(lines)


def _systems(systems: Mapping[str, Mapping[str, Figure]]) -> list[str]:
    measures = next(iter(systems.values()), {})
    lines = [f"{'':12}" + "".join(f"{system:>22}" for system in systems)]
    for name in measures:
        cells = "".join(f"{_figure(figures[name]):>22}" for figures in systems.values())
        lines.append(f"{name:12}{cells}")
    return lines


def _figure(figure: Figure) -> str:
    return f"{figure.value:.3f} [{figure.low:.3f}, {figure.high:.3f}]"
