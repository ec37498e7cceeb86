"""Suggests questions about documents that no question covers: drafts, for a person to judge.

From a heading comes the question what the document says about it, from a document without headings
what it is about; the first sentence beneath is kept as what may answer. Knows no language model.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from retriever.answers.sentences import sentence_spans
from retriever.evaluation.questions.records import JudgedQuestion, PendingQuestion
from retriever.records import Block, BlockKind, Document
from retriever.store.analyser import terms

HEADING_LIMIT_CHARS = 80
TITLE_LIMIT_CHARS = 120
FOR_EACH = 2
"""How many are suggested of one document."""

_BODY = {BlockKind.PARAGRAPH, BlockKind.NUMBERED_PARAGRAPH}


def suggest_questions(
    documents: Sequence[Document], present: Sequence[JudgedQuestion], today: date
) -> list[PendingQuestion]:
    """Return drafts for the documents that no question is judged on.

    Args:
        documents: Of the library.
        present: The questions that there are.
        today: Noted with each draft.
    """
    covered = {doc_id for each in present for doc_id in each.relevant}
    drafts = []
    for document in documents:
        if covered.isdisjoint({document.path, *document.also_at}):
            drafts += _of_document(document, today)
    return drafts


def _of_document(document: Document, today: date) -> list[PendingQuestion]:
    title = document.metadata.title[:TITLE_LIMIT_CHARS].strip()
    headings = list(_headings(document))[:FOR_EACH]
    if not headings:
        first = next((block for block in document.blocks if block.kind in _BODY), None)
        quote = _first_sentence(document, first) if first else ""
        asked = f"What is “{title}” about?"
        return [PendingQuestion(asked, "suggested", document.path, quote, today)] if quote else []
    return [
        PendingQuestion(
            f"What does “{title}” say about {heading[:1].lower()}{heading[1:]}?",
            "suggested",
            document.path,
            quote,
            today,
        )
        for heading, quote in headings
    ]


def _headings(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the headings that say what follows, each with the first sentence beneath it."""
    for block, beneath in zip(document.blocks, document.blocks[1:], strict=False):
        heading = document.text[block.start : block.end].strip()
        if (
            block.kind is BlockKind.HEADING
            and block.level > 1
            and beneath.kind in _BODY
            and len(heading) <= HEADING_LIMIT_CHARS
            and not heading.endswith("?")
            and terms(heading)
        ):
            quote = _first_sentence(document, beneath)
            if quote:
                yield heading, quote


def _first_sentence(document: Document, block: Block) -> str:
    spans = sentence_spans(document.text, block.start, block.end)
    return document.text[spans[0].start : spans[0].end] if spans else ""
