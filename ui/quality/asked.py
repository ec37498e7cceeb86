"""What came of each golden question, and which answers changed, as HTML.

Knows records, no folder and no request. Every text is escaped.
"""

from collections.abc import Sequence
from html import escape

from retriever.evaluation.drift import Change, Drift, Said
from retriever.evaluation.outcomes import Outcome
from retriever.evaluation.report.question_rows import question_cells
from retriever.evaluation.runs.records import KeptDrift

ROWS_AT_ONCE = 25
CHANGES_SHOWN = 50
HEADS = ("Question", "Expected", "Came", "Why")
NO_DRIFT = (
    "<p>The golden questions have not been asked again after a change of the library yet.</p>"
)


def question_rows(outcomes: Sequence[Outcome], first: int) -> str:
    """Return the rows of a stretch of the table, worst questions first.

    Args:
        outcomes: Of one run.
        first: How many rows come before; ROWS_AT_ONCE follow at most.
    """
    worst_first = sorted(outcomes, key=lambda outcome: -outcome.badness)
    return "".join(_row(each) for each in worst_first[first : first + ROWS_AT_ONCE])


def drift_html(drifts: Sequence[KeptDrift]) -> str:
    """Return what the last asking found, both quotes of each change side by side.

    Args:
        drifts: Newest first.
    """
    if not drifts:
        return NO_DRIFT
    last = drifts[0]
    when = f"{last.date:%d %B %Y, %H:%M} UTC"
    parts = [f'<p class="notice">{when}: {escape(last.fault)}</p>'] if last.fault else []
    told = next((each for each in drifts if each.drift is not None), None)
    if told is not None and told.drift is not None:
        parts += [f"<p>{told.date:%d %B %Y, %H:%M} UTC: {_summary(told.drift)}</p>"]
        changes = told.drift.changes[:CHANGES_SHOWN]
        if changes:
            parts.append(f'<ul class="changes">{"".join(map(_change, changes))}</ul>')
        if len(told.drift.changes) > CHANGES_SHOWN:
            parts.append(f"<p>And {len(told.drift.changes) - CHANGES_SHOWN} more.</p>")
    return "".join(parts)


def _summary(drift: Drift) -> str:
    if drift.generation_before is None:
        return f"{drift.asked} questions asked for the first time."
    words = "No answer" if not drift.changes else f"{len(drift.changes)} of {drift.asked} answers"
    return (
        f"{words} changed between generation {drift.generation_before} and {drift.generation} of "
        f"the index. {drift.new} {'question is' if drift.new == 1 else 'questions are'} new."
    )


def _change(change: Change) -> str:
    return (
        f"<li><h4>{escape(change.now.text)}</h4><div class='both'>"
        f"<div><p class='label'>Before</p>{_said(change.before)}</div>"
        f"<div><p class='label'>Now</p>{_said(change.now)}</div></div></li>"
    )


def _said(said: Said) -> str:
    if not said.quote:
        return "<p>Refused: the documents do not answer this.</p>"
    return f"<q>{escape(said.quote)}</q><p class='note'><bdi>{escape(said.path)}</bdi></p>"


def _row(outcome: Outcome) -> str:
    cells = "".join(
        f'<td role="cell" data-label="{head}"><div>{cell}</div></td>'
        for head, cell in zip(HEADS, question_cells(outcome), strict=True)
    )
    return f'<tr role="row">{cells}</tr>'
