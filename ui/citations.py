"""Citations as HTML: a quote with its number, and the list of sources under an answer.

Every link opens the place of its quote. Knows citations, no answer.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from retriever.answer_records import Citation
from ui.fragments import (
    DEMONSTRATION,
    SUPERSEDED,
    badge,
    facts,
    hidden,
    link,
    page_words,
    text,
)
from ui.place import Place
from ui.quotes import only_place, quoted, quoted_rows


def quote(citation: Citation, mark: str = "") -> str:
    """Return a quote with its number; the words `mark` are marked in it, where that is sure."""
    place = only_place(citation.quote, mark)
    ending = f"&nbsp;{number(citation)}"
    return f"<blockquote>{quoted(citation.quote, citation.context, ending, place)}</blockquote>"


def quotes(citations: Sequence[Citation]) -> str:
    """Return the quotes of one document; its table rows as tables, those of one table in one."""
    return "".join(_together(list(alike)) for _, alike in groupby(citations, _table))


def number(citation: Citation) -> str:
    """Return a citation's number, which opens its source."""
    where = f", {page_words(citation.page, citation.page_label)}" if citation.page else ""
    spoken = hidden(f"Source {citation.number}: {citation.title}{where}")
    mark = f'<span class="number">[{citation.number}]</span>'
    return link(Place.of_citation(citation), mark + spoken, "citation")


def sources(citations: Sequence[Citation]) -> str:
    """Return the sources, each document once, in the order in which the answer cites them."""
    heading = '<h3 class="label">Sources</h3>'
    return _section(f"{heading}<ul>{''.join(_sources(citations))}</ul>")


def folded_sources(citations: Sequence[Citation]) -> str:
    """Return the sources of an answer over many documents, folded away; "" without any."""
    items = list(_sources(citations))
    if not items:
        return ""
    count = "1 document" if len(items) == 1 else f"{len(items)} documents"
    summary = f"<summary>Sources: {count}</summary>"
    return _section(f"<details>{summary}<ul>{''.join(items)}</ul></details>")


def _section(inner: str) -> str:
    return f'<section class="sources" aria-label="Sources">{inner}</section>'


def _table(citation: Citation) -> tuple[str, ...] | int:
    """Return what rows of one table share, their heads; another quote shares nothing."""
    if "\t" not in citation.quote:
        return citation.number
    return tuple(piece.text for piece in citation.context)


def _together(alike: Sequence[Citation]) -> str:
    if "\t" not in alike[0].quote:
        return quote(alike[0])
    rows = [(each.quote, number(each)) for each in alike]
    return f"<blockquote>{quoted_rows(rows, alike[0].context)}</blockquote>"


def _sources(citations: Sequence[Citation]) -> Iterator[str]:
    by_document: dict[str, list[Citation]] = {}
    for citation in citations:
        by_document.setdefault(citation.doc_id, []).append(citation)
    return map(_source, by_document.values())


def _source(cited: Sequence[Citation]) -> str:
    """Return one document with the places that are cited of it."""
    first = cited[0]
    title = link(Place.of_citation(first), text(first.title), "source-title")
    badges = badge(DEMONSTRATION) if first.is_demonstration else ""
    badges += badge(SUPERSEDED) if first.superseded_by else ""
    known = facts(first.doc_type, first.authority, first.dated)
    places = "".join(f"<li>{_place(citation)}</li>" for citation in cited)
    return (
        f'<li class="source">{title} {badges}<div class="facts">{known}</div>'
        f'<ul class="places">{places}</ul></li>'
    )


def _place(citation: Citation) -> str:
    """Return the link to one cited place: its number, and its page or section."""
    if citation.page:
        where = page_words(citation.page, citation.page_label)
    else:
        where = citation.section[-1] if citation.section else "in the text"
    inner = f"[{citation.number}] {text(where)}"
    return link(Place.of_citation(citation), inner, "place")
