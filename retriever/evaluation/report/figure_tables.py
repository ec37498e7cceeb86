"""The tables that stand beneath the report's plots: the same figures, to be read exactly."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise

from retriever.evaluation.figures import Figure
from retriever.evaluation.refusals import ReliabilityBin


def systems_table(systems: Mapping[str, Mapping[str, Figure]]) -> str:
    """Return a row for each measure and a column for each system."""
    measures = next(iter(systems.values()), {})
    rows = [[name, *(_figure(figures[name]) for figures in systems.values())] for name in measures]
    return _table("", list(systems), rows)


def figures_table(heads: Sequence[str], rows: Sequence[tuple[str, Sequence[Figure | None]]]) -> str:
    """Return a row for each label, with how many questions each figure is of."""
    return _table(
        "",
        heads,
        [
            [
                escape(label),
                *(f"{_figure(each)} of {each.questions}" if each else "–" for each in row),
            ]
            for label, row in rows
        ],
    )


def reliability_table(bins: Sequence[ReliabilityBin]) -> str:
    """Return a row for each bin that has questions."""
    rows = [
        [
            f"{each.low:.1f} to {each.high:.1f}",
            str(each.questions),
            f"{each.mean_probability:.3f}",
            _figure(each.share_right),
        ]
        for each in bins
        if each.questions
    ]
    return _table("Probability", ["questions", "mean said", "share right"], rows)


def times_table(edges: Sequence[float], counts: Sequence[int]) -> str:
    """Return a row for each bar that has answers."""
    rows = [
        [f"{low:.0f} to {high:.0f}", str(count)]
        for (low, high), count in zip(pairwise(edges), counts, strict=True)
        if count
    ]
    return _table("Milliseconds", ["answers"], rows)


def _table(corner: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table; the cells are HTML already, the first of a row is its head."""
    top = "".join(f'<th scope="col" class="number">{escape(head)}</th>' for head in heads)
    body = "".join(
        f'<tr><th scope="row">{label}</th>'
        + "".join(f'<td class="number">{cell}</td>' for cell in cells)
        + "</tr>"
        for label, *cells in rows
    )
    return (
        f'<div class="scroll"><table><thead><tr><th scope="col">{escape(corner)}</th>{top}</tr>'
        f"</thead><tbody>{body}</tbody></table></div>"
    )


def _figure(figure: Figure) -> str:
    interval = f'<span class="interval">[{figure.low:.3f}, {figure.high:.3f}]</span>'
    return f"{figure.value:.3f} {interval}"
