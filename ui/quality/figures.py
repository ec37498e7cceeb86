"""Draws kept runs as HTML: figures over time, systems side by side, each plot with its table.

Knows records, no folder and no request. Every text is escaped.
"""

from collections.abc import Sequence
from html import escape

from retriever.evaluation.figures import Figure
from retriever.evaluation.report.dots import course, dot_rows, legend
from retriever.evaluation.report.plots import BarRow
from retriever.evaluation.runs.records import KeptRun

RUNS_SHOWN = 20
OVER_TIME = {
    "gold_in_first_quote": "Right quote first",
    "right_document_cited": "Right document first",
    "quotes_exact": "Quotes exact",
    "refusal_f1": "Refusals (F1)",
}
"""The figures that are drawn over time, each on its own axes, and their names here."""

MEASURES = ("recall@1", "recall@5", "MRR@10", "nDCG@10")
NO_RUNS = (
    "<p>Nothing is measured yet. Write golden questions below: they are asked after each change of "
    "the library. Or run <code>python -m retriever evaluate</code>.</p>"
)


def figures_html(runs: Sequence[KeptRun]) -> str:
    """Return the runs over the newest run's questions: its summary, the plots and the tables.

    Args:
        runs: Newest first, all over the same questions.
    """
    if not runs:
        return NO_RUNS
    shown = list(runs[:RUNS_SHOWN])
    return f"{_summary(shown[0])}{_over_time(shown)}{_systems(shown)}"


def _table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table that scrolls in its own box; cells are texts."""
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="cells" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{top}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def moment(run: KeptRun) -> str:
    """Return when a run was, for people."""
    return f"{run.date:%d %b %Y, %H:%M}"


def _summary(run: KeptRun) -> str:
    generation = "" if run.generation is None else f", generation {run.generation} of the index"
    return (
        f'<p class="note">Last run: {run.questions} questions, {moment(run)} UTC, commit '
        f"{escape(run.commit)}{generation}. Thin lines and brackets are 95 % intervals.</p>"
    )


def _over_time(runs: Sequence[KeptRun]) -> str:
    panels, heads = [], []
    for name, words in OVER_TIME.items():
        told = [(moment(run), run.answers[name]) for run in reversed(runs) if name in run.answers]
        if told:
            heads.append(name)
            title = f"{words}: {len(told)} runs, the last {told[-1][1].value:.3f}"
            panels.append(f"<figure><figcaption>{words}</figcaption>{course(title, told)}</figure>")
    rows = [
        [moment(run), run.commit, *(_figure(run.answers.get(name)) for name in heads)]
        for run in runs
    ]
    columns = ["Run", "Commit", *(OVER_TIME[name] for name in heads)]
    return (
        f'<h4>Over time</h4><div class="panels">{"".join(panels)}</div>'
        f"{_folded('Figures of each run', columns, rows)}"
    )


def _systems(runs: Sequence[KeptRun]) -> str:
    """Draw the systems of the newest run that ranked several, or else of the newest."""
    run = next((each for each in runs if len(each.systems) > 1), runs[0])
    names = list(run.systems)
    rows = [
        BarRow(measure, tuple(run.systems[name].get(measure) for name in names))
        for measure in MEASURES
    ]
    if not any(figure and figure.questions for row in rows for figure in row.bars):
        return ""
    table = [[row.label, *map(_figure, row.bars)] for row in rows]
    title = f"Systems side by side: {', '.join(names)}"
    return (
        f'<h4>Systems side by side</h4><p class="note">{moment(run)} UTC. '
        "Words, meaning, both together, and with the reader: what the page uses is “full”.</p>"
        f"{legend(names)}<figure>{dot_rows(title, names, rows)}</figure>"
        f"{_folded('Figures of each system', ['Measure', *names], table)}"
    )


def _folded(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return (
        f"<details><summary>{escape(caption)}, as a table</summary>"
        f"{_table(caption, heads, rows)}</details>"
    )


def _figure(figure: Figure | None) -> str:
    if figure is None:
        return "–"
    return f"{figure.value:.3f} [{figure.low:.3f}, {figure.high:.3f}]"
