"""An answer as safe HTML: quotes with numbered citations, sources, or the nearest passages.

Records in, one gated fragment out. Knows no gradio, no library and no conversation. The `[1]`
marks become links to the place that they quote; nothing is taken from an answer's text, so a
document cannot write a citation.
"""

from html import escape

from retriever.answer_records import UNSURE, Answer, Hit
from retriever.dating import date_in_words
from ui.citations import folded_sources, number, quote, sources
from ui.fragments import (
    DEMONSTRATION,
    SUPERSEDED,
    badge,
    facts,
    gate,
    hidden,
    link,
    page_words,
    text,
)
from ui.groups import counted, grouped
from ui.model_text import model_sentences
from ui.place import Place

REFUSAL = "The documents do not answer this"
SEARCHING = "Searching the library…"
WRITING = "A language model is writing. Each sentence is checked when it has ended."
DRAFT = "By a language model, not yet checked against the documents"
STOPPED = "Stopped."
LEFT = "The page was loaded again before this was answered. Press Ask to ask it again."
INTERRUPTED = "Something went wrong while answering. Please ask again."
NEAREST_LIMIT = 5
EXCERPT_LIMIT_CHARS = 240
QUESTION_SHOWN_CHARS = 300
# A longer question is set smaller, or it fills a phone's screen before its answer.
QUESTION_LONG_CHARS = 120


def render_question(question: str, within: str = "") -> str:
    """Return the question as it was asked, cut where it is longer than one may be.

    Args:
        question: As it was typed.
        within: The filters under which it was asked, in words.
    """
    shown = question.strip()
    if len(shown) > QUESTION_SHOWN_CHARS:
        shown = shown[:QUESTION_SHOWN_CHARS].rstrip() + "…"
    kind = "question question-long" if len(shown) > QUESTION_LONG_CHARS else "question"
    heading = f'<h2 class="{kind}">{hidden("You asked: ")}{text(shown)}</h2>'
    if within:
        heading += f'<p class="within">Only documents with: {text(within)}</p>'
    return gate(heading)


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
    searched = _searched(answer)
    if not answer.found:
        return gate(searched + _refusal(answer))
    if UNSURE in answer.notices:
        # Before the answer, which would be believed first.
        searched += f'<p class="notice">{escape(UNSURE)}</p>'
    after = (notice for notice in answer.notices if notice != UNSURE)
    notices = "".join(f'<p class="notice">{escape(notice)}</p>' for notice in after)
    if answer.groups is not None:
        return gate(searched + grouped(answer) + notices + folded_sources(answer.citations))
    if answer.sentences is not None:
        own = _direct(answer) + _quotes(answer, shown)
        return gate(searched + model_sentences(answer, own) + notices + sources(answer.citations))
    body = searched + _direct(answer) + _quotes(answer, shown)
    if shown is not None and shown < len(answer.citations):
        return gate(body)
    return gate(body + notices + sources(answer.citations))


def spoken_summary(answer: Answer) -> str:
    """Return what a screen reader says when an answer is complete."""
    if answer.is_small_talk:
        return answer.answer
    if not answer.found:
        nearest = _count(len(answer.hits[:NEAREST_LIMIT]), "passage")
        return f"{_refused(answer).rstrip('.')}. {nearest} shown instead."
    if answer.groups is not None:
        return f"Answer ready: {counted(answer).rstrip('.:')}."
    ready = "Answer ready, not certain" if UNSURE in answer.notices else "Answer ready"
    if answer.sentences is not None:
        failed = sum(not sentence.supported for sentence in answer.sentences)
        told = f"{failed} of them not supported by its source" if failed else "each with its source"
        return f"{ready}: {_count(len(answer.sentences), 'sentence')}, {told}."
    documents = len({citation.doc_id for citation in answer.citations})
    quotes = _count(len(answer.citations), "quote")
    return f"{ready}: {quotes} from {_count(documents, 'document')}."


def is_rewritten(answer: Answer) -> bool:
    """Say whether something else was searched than what was typed, white space apart."""
    return answer.query.split() != answer.question.split()


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _searched(answer: Answer) -> str:
    """Return what was searched where a follow-up was made standalone, to be edited; or ""."""
    if not is_rewritten(answer):
        return ""
    edit = f'<button type="button" class="edit">Edit{hidden(" what was searched for")}</button>'
    query = f'<span class="searched-query">{text(answer.query)}</span>'
    return f'<p class="searched"><span>Searched for:</span> {query} {edit}</p>'


def _direct(answer: Answer) -> str:
    """Return the answer in a line, with the number of the quote that holds its words; or ""."""
    if answer.direct is None:
        return ""
    cited = answer.citations[answer.direct.citation - 1]
    return f'<p class="direct">{text(answer.direct.text)}&nbsp;{number(cited)}</p>'


def _quotes(answer: Answer, shown: int | None) -> str:
    """Return the quotes; in the one that the direct line is of, its words are marked."""
    documents = {citation.doc_id for citation in answer.citations}
    label = "The documents say" if len(documents) > 1 else "The document says"
    direct = answer.direct
    items = "".join(
        f"<li>{quote(each, direct.text if direct and direct.citation == each.number else '')}</li>"
        for each in answer.citations[:shown]
    )
    return f'<p class="label">{label}</p><ol class="quotes">{items}</ol>'


def _refused(answer: Answer) -> str:
    """Return the line of a refusal: of many documents how few there are, which is none."""
    return counted(answer) or REFUSAL


def _refusal(answer: Answer) -> str:
    """Return the refusal: what was searched, and the nearest passages, which open like citations.

    What the answerer says of it is a list, each sentence an item.
    """
    body = f'<p class="refusal">{escape(_refused(answer))}</p>'
    if answer.notices:
        items = "".join(f"<li>{escape(notice)}</li>" for notice in answer.notices)
        body += f'<ul class="reasons">{items}</ul>'
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
    marked += badge(SUPERSEDED) if document.superseded_by else ""
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
