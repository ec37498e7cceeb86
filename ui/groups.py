"""An answer over several documents as HTML: the count first, then what each document says.

Plain lists, because there may be two hundred; the sources are folded away. Knows no ordinary
answer.
"""

from html import escape

from retriever.answer_records import Answer, Group
from ui.citations import quotes
from ui.fragments import hidden, link
from ui.place import Place


def counted(answer: Answer) -> str:
    """Return the first line of an answer over several documents: the count, as plain text."""
    return answer.heading.split("\n", 1)[0]


def grouped(answer: Answer) -> str:
    """Return the count and one block for each document; not gated yet."""
    return _heading(answer.heading) + _list(answer.groups or ()) + _left_out(answer.left_out)


def _heading(heading: str) -> str:
    """Return the count, and under it the counts of its parts ("2023: 2 Good")."""
    first, *parts = heading.split("\n")
    items = "".join(f"<li>{escape(part)}</li>" for part in parts)
    return f'<p class="counted">{escape(first)}</p>' + (
        f'<ul class="counts">{items}</ul>' * bool(items)
    )


def _list(groups: tuple[Group, ...]) -> str:
    items = "".join(f"<li>{_group(group)}</li>" for group in groups)
    return f'<ol class="groups">{items}</ol>'


def _group(group: Group) -> str:
    """Return a document's name and quotes, or that there is none, with a link to the document."""
    label = f'<p class="group-label">{escape(group.label)}</p>'
    remark = _sentence(group.remark)
    if not group.citations:
        opening = f"Open the document{hidden(f': {group.label}')}"
        remark = f"{remark} {link(Place.of_document(group.doc_id), opening, 'place')}"
    note = f'<p class="remark">{remark}</p>' if remark else ""
    return label + quotes(group.citations) + note


def _sentence(remark: str) -> str:
    """Return a remark, which stands in brackets in a line of text, as a sentence."""
    words = remark.strip("() ")
    return escape(words[:1].upper() + words[1:].rstrip(".") + ".") if words else ""


def _left_out(words: str) -> str:
    return f'<p class="left-out">{escape(words)}</p>' if words else ""
