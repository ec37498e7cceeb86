"""The report's page: what was measured, plots with their tables, and every question, worst first.

One file: its style is in it, its plots are SVG, the same data stand in it as JSON; no script and
no network. Every text of documents and questions is escaped.
"""

import json
from html import escape
from pathlib import Path

from retriever.evaluation.evaluation_json import evaluation_json
from retriever.evaluation.figures import Figure
from retriever.evaluation.outcomes import Evaluation, KindFigures
from retriever.evaluation.report.figure_tables import (
    figures_table,
    reliability_table,
    systems_table,
    times_table,
)
from retriever.evaluation.report.plots import (
    BarRow,
    bar_rows,
    reliability_plot,
    time_counts,
    time_edges,
    time_histogram,
)
from retriever.evaluation.report.question_rows import question_table
from retriever.evaluation.table import name_in_words, time_in_words

STYLE = Path(__file__).with_name("report.css")
NO_KIND = "(no kind)"

KIND_SERIES = (
    ("right document first", "recall@1"),
    ("answer in first quote", "gold_in_first_quote"),
    ("rightly refused", "refused_unanswerable"),
    ("wrongly refused", "refused_answerable"),
)
"""What is shown for each kind of question, and the figure's name."""

CARDS = (
    "gold_in_first_quote",
    "right_document_cited",
    "right_page_cited",
    "quotes_exact",
    "refusal_f1",
    "brier",
)


def report_page(evaluation: Evaluation) -> str:
    """Return the whole HTML file."""
    name = evaluation.folder.resolve().name
    parts = [
        f"<h1>Evaluation of {escape(name)}</h1>",
        _about(evaluation),
        _cards(evaluation),
        _notices(evaluation),
        _systems(evaluation),
        _answers(evaluation),
        _kinds(evaluation.kinds),
        _reliability(evaluation),
        _times(evaluation),
        "<h2>Questions, worst first</h2>",
        question_table(evaluation.outcomes),
    ]
    # Within a script, "</" could end it and "<!--" begin a comment: no "<" is left.
    data = json.dumps(evaluation_json(evaluation), ensure_ascii=False).replace("<", "\\u003c")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">"
        f'<link rel="icon" href="data:,"><title>Evaluation of {escape(name)}</title>'
        f"<style>{STYLE.read_text(encoding='utf-8')}</style></head>"
        f"<body><main>{''.join(parts)}</main>"
        f'<script type="application/json" id="data">{data}</script></body></html>\n'
    )


def _about(evaluation: Evaluation) -> str:
    settings = evaluation.settings
    count = len(evaluation.outcomes)
    return (
        f'<p class="meta">{count} questions, {evaluation.date:%d %B %Y, %H:%M} UTC, commit '
        f"{escape(evaluation.commit)}. Encoder {escape(settings.encoder)}, reader "
        f"{escape(settings.reader)}, threshold {settings.threshold:g}. In brackets, and as thin "
        "lines in the plots: 95 % intervals, by bootstrap over the questions.</p>"
    )


def _cards(evaluation: Evaluation) -> str:
    shown = [
        (name_in_words(name), f"{figure.value:.3f}", f"of {figure.questions}")
        for name in CARDS
        if (figure := evaluation.answers.get(name)) is not None
    ]
    for system, figures in list(evaluation.systems.items())[-1:]:
        figure = figures["nDCG@10"]
        shown.insert(0, (f"nDCG@10, {system}", f"{figure.value:.3f}", f"of {figure.questions}"))
    shown += [
        (name_in_words(name), f"{figure.value:.0f} ms", f"of {figure.questions}")
        for name, figure in evaluation.times.items()
    ]
    items = "".join(
        f"<li><strong>{value}</strong>{escape(name)}<span>{of}</span></li>"
        for name, value, of in shown
    )
    return f'<ul class="cards">{items}</ul>'


def _notices(evaluation: Evaluation) -> str:
    if not evaluation.notices:
        return ""
    items = "".join(f"<li>{escape(notice.text)}</li>" for notice in evaluation.notices)
    return (
        f'<h2>Judgements to look at</h2><ul class="notices">{items}</ul>'
        "<p>A question whose quote has vanished still counts, as not found.</p>"
    )


def _systems(evaluation: Evaluation) -> str:
    systems = evaluation.systems
    measures = next(iter(systems.values()), {})
    rows = [BarRow(name, tuple(figures[name] for figures in systems.values())) for name in measures]
    return (
        "<h2>Finding the right document</h2><p>Words is BM25 alone, dense the embeddings alone, "
        "hybrid both together, full adds the reader: what staff use.</p>"
        f"<figure>{bar_rows('Measures by system', list(systems), rows)}</figure>"
        f"{systems_table(systems)}"
    )


def _answers(evaluation: Evaluation) -> str:
    if not evaluation.answers:
        return ""
    rows = [(name_in_words(name), [figure]) for name, figure in evaluation.answers.items()]
    return (
        "<h2>Answers</h2><p>Of refused answerable and of both Brier scores less is better.</p>"
        f"{figures_table(['figure'], rows)}"
    )


def _kinds(kinds: tuple[KindFigures, ...]) -> str:
    if not kinds:
        return ""
    table = {
        f"{kind.kind or NO_KIND} ({kind.questions})": [
            _of_kind(kind, figure) for _, figure in KIND_SERIES
        ]
        for kind in kinds
    }
    heads = [name for name, _ in KIND_SERIES]
    rows = [BarRow(label, tuple(row)) for label, row in table.items()]
    return (
        "<h2>By kind of question</h2><p>Of wrongly refused less is better.</p>"
        f"<figure>{bar_rows('Figures by kind of question', heads, rows)}</figure>"
        f"{figures_table(heads, list(table.items()))}"
    )


def _of_kind(kind: KindFigures, name: str) -> Figure | None:
    systems = list(kind.systems.values())
    figure = (systems[-1].get(name) if systems else None) or kind.answers.get(name)
    return figure if figure is not None and figure.questions else None


def _reliability(evaluation: Evaluation) -> str:
    if not evaluation.reliability:
        return ""
    return (
        "<h2>Is the probability honest?</h2><p>Of the answers that came with a probability of .8, "
        "eight in ten should begin with a right quote. A refusal shows none, so it counts as not "
        "right, whatever its probability.</p>"
        f"<figure>{reliability_plot('Reliability', evaluation.reliability)}</figure>"
        f"{reliability_table(evaluation.reliability)}"
    )


def _times(evaluation: Evaluation) -> str:
    times = [outcome.answer.total_ms for outcome in evaluation.outcomes if outcome.answer]
    if not times:
        return ""
    marks = [(name.removesuffix("_ms"), figure.value) for name, figure in evaluation.times.items()]
    told = ", ".join(
        f"{name_in_words(name)} {time_in_words(figure)}"
        for name, figure in evaluation.times.items()
    )
    edges = time_edges(times)
    return (
        f"<h2>Time of an answer</h2><p>{escape(told)}.</p>"
        f"<figure>{time_histogram('Time of an answer', times, marks)}</figure>"
        f"{times_table(edges, time_counts(times, edges))}"
    )
