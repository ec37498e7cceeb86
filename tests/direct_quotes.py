"""Quotes of one made-up report, and the direct line that each gives to a question."""

from datetime import date

from retriever.answers.candidates import Candidate
from retriever.answers.direct import direct_line
from retriever.answers.judged import Judged
from retriever.records import BlockKind, Metadata, Span
from retriever.search.query import understand
from tests.library import document_of, judged_of, passage_of

REPORT = Metadata(
    title="Inspection of Northmere children’s services",
    doc_type="inspection_report",
    authority="Northmere",
    inspection_start=date(2024, 6, 3),
    inspection_end=date(2024, 6, 14),
    published=date(2024, 8, 1),
    lead_inspector="Daniel Okoro",
)


def quoted(words: str, kind: BlockKind = BlockKind.PARAGRAPH, heads: str = "") -> Judged:
    """Judge a quote; `heads` stand before it as its context."""
    paragraphs = [heads, words] if heads else [words]
    document = document_of("a.pdf", paragraphs, REPORT)
    start = len(document.text) - len(words)
    context = (Span(0, len(heads)),) if heads else ()
    candidate = Candidate(start, len(document.text), len(document.text), kind, context=context)
    passage = passage_of(document, 0, len(document.text))
    return judged_of(passage, document, candidate, 0.9)


def line(question: str, quote: Judged) -> str | None:
    """Return the direct line, which the quote must hold."""
    direct = direct_line(understand(question, ("Northmere",)), [quote])
    assert direct is None or (direct.text in quote.quote and direct.citation == 1)
    return None if direct is None else direct.text


def row(words: str, heads: str = "") -> Judged:
    return quoted(words, BlockKind.TABLE_ROW, heads)
