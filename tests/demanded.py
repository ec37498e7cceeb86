"""Words judged by hand, and what a question's demands leave of them."""

from dataclasses import replace

from retriever.answers.candidates import Candidate
from retriever.answers.demands import meeting_demands
from retriever.answers.judged import Judged
from retriever.records import BlockKind
from retriever.search.query import understand
from tests.library import document_of, judged_of, passage_of


def said(
    words: str,
    authority: str | None = None,
    kind: BlockKind = BlockKind.PARAGRAPH,
    **evidence: float,
) -> Judged:
    """Judge words as even odds, fifth in the order."""
    document = document_of("a.pdf", [words])
    document = replace(document, metadata=replace(document.metadata, authority=authority))
    passage = passage_of(document, 0, len(words))
    candidate = Candidate(0, len(words), len(words), kind)
    judged = replace(judged_of(passage, document, candidate, 0.5), order=5.0)
    return replace(judged, evidence=replace(judged.evidence, **evidence))


def met(question: str, judged: Judged) -> tuple[float, float]:
    """Return the order and the probability that are left."""
    (left,) = meeting_demands(understand(question, ("Northmere", "Harrowfen")), [judged])
    return left.order, left.probability
