"""An answer as safe HTML: quotes with numbered citations, sources, or the nearest passages.

Records in, one gated fragment out. Knows no gradio, no library and no conversation. The `[1]`
marks become links to the place that they quote; nothing is taken from an answer's text, so a
document cannot write a citation.
"""

from collections.abc import Sequence
from html import escape

from retriever.answer_records import Answer, Citation, Hit
from retriever.dating import date_in_words
from ui.fragments import (
    DEMONSTRATION,
    SUPERSEDED,
    badge,
    facts,
    gate,
    hidden,
    link,
    page_words,
    quoted,
    text,
)
from ui.model_text import model_sentences
from ui.place import Place

REFUSAL = "The documents do not answer this"
SEARCHING = "Searching the library…"
WRITING = "A language model is writing. Each sentence is checked when it has ended."
DRAFT = "By a language model, not yet checked against the documents"
STOPPED = "Stopped."
INTERRUPTED = "Something went wrong while answering. Please ask again."
NEAREST_LIMIT = 5
EXCERPT_LIMIT_CHARS = 240
QUESTION_SHOWN_CHARS = 300
# A longer question is set smaller, or it fills a phone's screen before its answer.
QUESTION_LONG_CHARS = 120


def render_question(question: str) -> str:
    """Return the question as it was asked, cut where it is longer than one may be."""
    shown = question.strip()
    if len(shown) > QUESTION_SHOWN_CHARS:
        shown = shown[:QUESTION_SHOWN_CHARS].rstrip() + "…"
    kind = "question question-long" if len(shown) > QUESTION_LONG_CHARS else "question"
    return gate(f'<h2 class="{kind}">{hidden("You asked: ")}{text(shown)}</h2>')


def render_note(words: str, kind: str) -> str:
    """Return one sentence of ours: that we search, that an error happened."""
    return gate(f'<p class="note note-{kind}">{escape(words)}</p>')


def render_draft(so_far: str) -> str:
    """Return what a model has written so far: nothing of it is checked, and that is said."""
    return gate(f'<p class="label">{escape(DRAFT)}</p><p class="draft">{text(so_far)}</p>')


def render_answer(answer: Answer, shown: int | None = None) -> str:
    """Return an answer, or its beginning while it is streamed.

    Args:
        answer: The answer.
        shown: How many of its quotes to show; all, with their sources, by default.
    """
    if answer.is_small_talk:
        return render_note(answer.answer, "reply")
    notices = "".join(f'<p class="notice">{escape(notice)}</p>' for notice in answer.notices)
    if not answer.found:
        return gate(_refusal(answer, notices))
    citations = answer.citations[:shown]
    quotes = "".join(f"<li>{_quote(citation)}</li>" for citation in citations)
    label = "The documents say" if len(citations) > 1 else "The document says"
    body = f'{_direct(answer)}<p class="label">{label}</p><ol class="quotes">{quotes}</ol>'
    if answer.sentences is not None:
        return gate(model_sentences(answer, body) + notices + _sources(citations))
    if shown is not None and shown < len(answer.citations):
        return gate(body)
    return gate(body + notices + _sources(citations))


def spoken_summary(answer: Answer) -> str:
    """Return what a screen reader says when an answer is complete."""
    if answer.is_small_talk:
        return answer.answer
    if not answer.found:
        return f"{REFUSAL}. {_count(len(answer.hits[:NEAREST_LIMIT]), 'passage')} shown instead."
    if answer.sentences is not None:
        failed = sum(not sentence.supported for sentence in answer.sentences)
        told = f"{failed} of them not supported by its source" if failed else "each with its source"
        return f"Answer ready: {_count(len(answer.sentences), 'sentence')}, {told}."
    documents = len({citation.doc_id for citation in answer.citations})
    quotes = _count(len(answer.citations), "quote")
    return f"Answer ready: {quotes} from {_count(documents, 'document')}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _direct(answer: Answer) -> str:
    """Return the answer in a line, with the number of the quote that holds its words; or ""."""
    if answer.direct is None:
        return ""
    cited = answer.citations[answer.direct.citation - 1]
    return f'<p class="direct">{text(answer.direct.text)}&nbsp;{_number(cited)}</p>'


def _quote(citation: Citation) -> str:
    """Return a quote with its number."""
    words = quoted(citation.quote, citation.context, f"&nbsp;{_number(citation)}")
    return f"<blockquote>{words}</blockquote>"


def _number(citation: Citation) -> str:
    """Return a citation's number, which opens its source."""
    where = f", {page_words(citation.page, citation.page_label)}" if citation.page else ""
    spoken = hidden(f"Source {citation.number}: {citation.title}{where}")
    mark = f'<span class="number">[{citation.number}]</span>'
    return link(Place.of_citation(citation), mark + spoken, "citation")


def _sources(citations: Sequence[Citation]) -> str:
    """Return the sources, each document once, in the order in which the answer cites them."""
    by_document: dict[str, list[Citation]] = {}
    for citation in citations:
        by_document.setdefault(citation.doc_id, []).append(citation)
    items = "".join(_source(cited) for cited in by_document.values())
    heading = '<h3 class="label">Sources</h3>'
    return f'<section class="sources" aria-label="Sources">{heading}<ul>{items}</ul></section>'


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


def _refusal(answer: Answer, notices: str) -> str:
    """Return the refusal with the nearest passages, which open like citations do."""
    body = f'<p class="refusal">{escape(REFUSAL)}</p>{notices}'
    nearest = answer.hits[:NEAREST_LIMIT]
    if not nearest:
        return body + '<p class="advice">Nothing in the library comes near this question.</p>'
    items = "".join(f"<li>{_nearest(hit)}</li>" for hit in nearest)
    advice = "These passages come nearest. Open one to judge for yourself."
    return body + f'<p class="advice">{advice}</p><ol class="nearest">{items}</ol>'


def _nearest(hit: Hit) -> str:
    """Return one passage of those that come nearest."""
    document, passage = hit.document, hit.passage
    title = link(Place.of_hit(hit), text(document.metadata.title), "source-title")
    marked = badge(DEMONSTRATION) if document.is_demonstration else ""
    metadata = document.metadata
    known = facts(metadata.doc_type, metadata.authority, date_in_words(metadata))
    if passage.page:
        where = escape(page_words(passage.page, passage.page_label))
        known += f'<span class="dot"> · </span><span>{where}</span>'
    excerpt = escape(excerpt_of(passage.text))
    return f'{title} {marked}<div class="facts">{known}</div><p class="excerpt">{excerpt}</p>'


def excerpt_of(passage: str) -> str:
    """Return a passage's beginning, line by line, cut after a whole word and marked there."""
    lines = [" ".join(line.replace("\t", " · ").split()) for line in passage.split("\n")]
    words = "\n".join(line for line in lines if line)
    if len(words) <= EXCERPT_LIMIT_CHARS:
        return words
    return words[: EXCERPT_LIMIT_CHARS + 1].rsplit(maxsplit=1)[0] + "…"
