"""What is kept of an answer for copying and for the evidence pack: its quotes and references.

Plain text, no HTML. A reference is full: title, kind, authority, date, page, where it was found.
Knows answers, no conversation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from retriever.answer_records import UNSURE, Answer, Citation, Hit
from retriever.dating import date_in_words
from ui.fragments import kind_words, page_words, web_address
from ui.rendering import NEAREST_LIMIT, is_rewritten

SUPERSEDED = "Superseded by a later document."
DEMONSTRATION = "Demonstration document: invented."
NEAREST = "The passages that come nearest:"
SOURCES = "Sources"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One question with all that was shown for it.

    Attributes:
        question: As it was asked.
        searched: What was searched, where it differs; else "".
        within: The filters in words, or "".
        found: Whether the documents answer.
        summary: What stands above the quotes: the answer in a line, what was counted, or what a
            language model wrote, with [1] marks; for a refusal all of it. "" for quotes alone.
        citations: What it quotes.
        nearest: References of the passages that come nearest, for a refusal.
        notices: What the reader should know.
        generation: Of the index that it was read from.
        asked_at: When.
    """

    question: str
    searched: str
    within: str
    found: bool
    summary: str
    citations: tuple[Citation, ...]
    nearest: tuple[str, ...]
    notices: tuple[str, ...]
    generation: int
    asked_at: datetime

    @classmethod
    def of(cls, answer: Answer, within: str, asked_at: datetime) -> Self:
        """Return what is kept of an answer."""
        return cls(
            question=answer.question.strip(),
            searched=answer.query if is_rewritten(answer) else "",
            within=within,
            found=answer.found,
            summary=_summary(answer),
            citations=answer.citations,
            nearest=() if answer.found else tuple(map(_nearest, answer.hits[:NEAREST_LIMIT])),
            notices=answer.notices if answer.found else (),
            generation=answer.generation,
            asked_at=asked_at,
        )

    def as_text(self) -> str:
        """Return the answer for the clipboard: question, text, references."""
        lines = [self.question, ""]
        if self.searched:
            lines += [f"Searched for: {self.searched}", ""]
        if self.within:
            lines += [f"Only documents with: {self.within}", ""]
        lines += [UNSURE, ""] if UNSURE in self.notices else []
        lines += [self.summary, ""] if self.summary else []
        for each in self.citations:
            lines += [f"{quote_in_text(each)} [{each.number}]", ""]
        lines += [notice for notice in self.notices if notice != UNSURE]
        if self.citations:
            lines += [SOURCES, *references_of(self.citations)]
        if self.nearest:
            lines += ["", NEAREST, *self.nearest]
        return "\n".join(lines)


def references_of(citations: Sequence[Citation]) -> list[str]:
    """Return a full reference for each citation, with its number."""
    return [f"[{each.number}] {reference_of(each)}" for each in citations]


def reference_of(citation: Citation) -> str:
    """Return a citation's full reference."""
    facts = [
        citation.title,
        kind_words(citation.doc_type),
        citation.authority or "",
        citation.dated,
        page_words(citation.page, citation.page_label) if citation.page else _section(citation),
        web_address(citation.url) or f"File: {citation.path}",
        SUPERSEDED if citation.superseded_by else "",
        DEMONSTRATION if citation.is_demonstration else "",
    ]
    return _sentences(facts)


def _section(citation: Citation) -> str:
    return f"section “{citation.section[-1]}”" if citation.section else ""


def quote_in_text(citation: Citation) -> str:
    """Return a quote as plain text, with what it needs before it; cells are parted by bars."""
    pieces = [*(piece.text for piece in citation.context), citation.quote]
    return "\n".join(piece.replace("\t", " | ") for piece in pieces)


def _summary(answer: Answer) -> str:
    if not answer.found or answer.mode == "model":
        return answer.answer
    if answer.direct is not None:
        return f"{answer.direct.text} [{answer.direct.citation}]"
    return answer.heading


def _nearest(hit: Hit) -> str:
    about, passage = hit.document.metadata, hit.passage
    facts = [
        about.title,
        kind_words(about.doc_type),
        about.authority or "",
        date_in_words(about),
        page_words(passage.page, passage.page_label) if passage.page else "",
        web_address(about.url) or f"File: {hit.document.path}",
        SUPERSEDED if hit.document.superseded_by else "",
        DEMONSTRATION if hit.document.is_demonstration else "",
    ]
    return _sentences(facts)


def _sentences(facts: Sequence[str]) -> str:
    return " ".join(map(_sentence, filter(None, facts)))


def _sentence(fact: str) -> str:
    """Return a fact as a sentence; an address is copied out of it, and stays as it is."""
    is_address = "://" in fact
    return fact if is_address else f"{fact[:1].upper()}{fact[1:].rstrip('.')}."
