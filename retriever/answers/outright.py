"""A quote that is known to answer, by metadata or by a heading: nothing about it need be judged."""

from dataclasses import fields

from retriever.answers.candidates import Candidate
from retriever.answers.evidence import Evidence
from retriever.answers.judged import Judged
from retriever.records import Document
from retriever.store.contract import View


def known_outright(
    view: View, document: Document, candidate: Candidate, probability: float
) -> Judged | None:
    """Return a candidate in its passage, without evidence; None where it stands in none."""
    nothing = Evidence(**dict.fromkeys((each.name for each in fields(Evidence)), 0.0))
    for passage in view.passages_of(document.doc_id):
        if passage.start <= candidate.start < passage.end:
            return Judged(0.0, probability, candidate, document, passage, nothing)
    return None
