"""What readers missed, as HTML: questions that wait to be judged, and gaps of the library.

Knows records, no folder and no request. Every text is escaped.
"""

from collections.abc import Callable, Sequence
from html import escape

from retriever.activity.records import Gap
from retriever.evaluation.questions.records import PendingQuestion

SHOWN = 50
NO_WAITING = (
    "<p>No question waits. One waits here when a reader says that its answer was of no use.</p>"
)
NO_GAPS = "<p>No question of a reader was refused or judged of no use.</p>"
SOURCES = {
    "suggested": "A draft, made from a document",
    "thumbs-down": "A reader found the answer of no use",
    "wrong source": "A reader says that the source is wrong",
}
OTHER_SOURCE = "Written down among the questions that wait"
"""Of a source that another version, or a person's hand, wrote into the file."""


def waiting_html(waiting: Sequence[PendingQuestion], path_of: Callable[[str], str]) -> str:
    """Return the questions that wait, each with what can be done.

    Args:
        waiting: In order.
        path_of: A document's path by its id; "" where it is gone.
    """
    if not waiting:
        return NO_WAITING
    items = "".join(_waiting(each, path_of) for each in waiting[:SHOWN])
    return f'<ul class="asked">{items}</ul>{_more(len(waiting))}'


def gaps_html(gaps: Sequence[Gap]) -> str:
    """Return the gaps, most frequent first."""
    if not gaps:
        return NO_GAPS
    return f'<ul class="asked">{"".join(map(_gap, gaps[:SHOWN]))}</ul>{_more(len(gaps))}'


def _waiting(pending: PendingQuestion, path_of: Callable[[str], str]) -> str:
    day = f", {pending.noted:%d %B %Y}" if pending.noted else ""
    told = [f'<p class="note">{SOURCES.get(pending.source, OTHER_SOURCE)}{day}.</p>']
    if pending.doc_id:
        path = path_of(pending.doc_id) or pending.doc_id
        told.append(f'<p class="note">About <bdi>{escape(path)}</bdi></p>')
    if pending.quote:
        told.append(f"<q>{escape(pending.quote)}</q>")
    return _item(
        pending.text,
        "".join(told),
        (("judge", "Mark the right answer"), ("dismiss", "Dismiss")),
    )


def _gap(gap: Gap) -> str:
    counts = f"Asked {_times(gap.asked)}, last on {gap.last:%d %B %Y}: "
    kinds = [f"{gap.refused} refused"] if gap.refused else []
    kinds += [f"{gap.not_useful} judged of no use"] if gap.not_useful else []
    others = "".join(f"<li>{escape(each)}</li>" for each in gap.wordings[1:SHOWN])
    told = f'<p class="note">{counts}{", ".join(kinds)}.</p>'
    if others:
        told += f"<details><summary>Other wordings</summary><ul>{others}</ul></details>"
    return _item(gap.text, told, (("judge", "Write a golden question"),))


def _item(text: str, told: str, actions: Sequence[tuple[str, str]]) -> str:
    words = escape(text)
    buttons = "".join(
        f'<button type="button" data-do="{name}" data-text="{words}">{label}'
        f'<span class="for-screen-readers">: {words}</span></button>'
        for name, label in actions
    )
    return f'<li><p class="asked-text">{words}</p>{told}<p class="asked-actions">{buttons}</p></li>'


def _more(count: int) -> str:
    return f'<p class="note">And {count - SHOWN} more.</p>' if count > SHOWN else ""


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
