"""What may be quoted, judged: the records that pass between judging, choosing and citing.

Knows the records; judges nothing.
"""

from dataclasses import dataclass

from retriever.answers.candidates import Candidate
from retriever.answers.evidence import Evidence
from retriever.records import Document, Passage
from retriever.search.searcher import Found


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate judged: its place in the order, its probability, and where it stands."""

    order: float
    probability: float
    candidate: Candidate
    document: Document
    passage: Passage
    evidence: Evidence

    @property
    def quote(self) -> str:
        """The words that are shown: `document.text[start:quote_end]`."""
        return self.document.text[self.candidate.start : self.candidate.quote_end]

    @property
    def own(self) -> str:
        """The sentence or row that was judged, without what follows it in the quote."""
        return self.document.text[self.candidate.start : self.candidate.end]

    @property
    def context_words(self) -> str:
        """What it needs to be understood, as one text; "" where it needs nothing."""
        text = self.document.text
        return " ".join(text[span.start : span.end] for span in self.candidate.context)

    @property
    def whole(self) -> str:
        """The quote with what it needs to be understood."""
        return f"{self.context_words} {self.quote}"


@dataclass(frozen=True, slots=True)
class Offered:
    """A passage, its document, and what of it may be quoted."""

    found: Found
    document: Document
    candidates: tuple[Candidate, ...]
