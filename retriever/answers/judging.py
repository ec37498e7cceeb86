"""Judges candidates: from their evidence, an order and a probability that each answers.

Two steps: all candidates are put in order cheaply, then the sentences of the shortlist are
embedded alone and the shortlist is put in order again. The weights are fitted, not felt.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from retriever.answers.candidates import Candidate, candidates_of
from retriever.answers.evidence import Evidence, EvidenceReader
from retriever.records import Document, Passage
from retriever.search.query import Query
from retriever.search.searcher import Found
from retriever.store.contract import View
from retriever.store.encoder import Encoder

SHORTLIST = 24
"""How many candidates are embedded alone: 24 sentences cost what three passages do."""

Weights = Mapping[str, float]
"""By the name of a field of `Evidence`; one that is not named weighs nothing."""

SHORTLIST_WEIGHTS: Weights = {
    "reading": 1.19,
    "weakest": 2.55,
    "likeness": 8.9,
    "coverage": 5.54,
    "phrases": 2.15,
    "passage_coverage": -4.72,
    "named": 1.57,
    "named_in_document": 1.03,
    "dense": -9.81,
    "fused": 11.5,
    "fits": 1.16,
    "short": 1.01,
    "leans": -0.92,
    "leads_in": 2.71,
}
"""For the first order; the candidate that answers is among the first 24 for .97 of the golden
questions, 1.00 of the inspection reports' and .99 of squad2_dev's."""

ORDER_WEIGHTS: Weights = {
    "reading": 2.02,
    "weakest": 2.46,
    "likeness": 4.96,
    "coverage": 4.18,
    "phrases": 0.82,
    "passage_coverage": -4.04,
    "named": 1.45,
    "named_in_document": 1.26,
    "dense": -8.22,
    "fused": 10.13,
    "fits": 1.07,
    "short": 1.4,
    "leans": -1.1,
    "leads_in": 2.76,
    "sentence": 5.22,
}
"""For the final order. Logistic regression over the candidates (answers or not) of 75 golden, 94
inspection-report and 73 squad2_dev questions, each set weighing the same. The first candidate
answers, by cross-validation in five parts of a set: golden 44 of 78, reports 91 of 94, squad2_dev
60 of 73; fitted on the other two sets alone: 41, 80, 59. `dense` is below 0 because, between the
candidates of one question, what a passage is alike for is told by its sentences. Tried and left
out, without loss: whether it is a table's row, whether it is a question, the names in the sentence
alone."""

PROBABILITY_WEIGHTS: Weights = {
    "reading": 5.75,
    "weakest": 0.21,
    "likeness": 2.78,
    "coverage": 1.54,
    "phrases": -2.86,
    "passage_coverage": 0.4,
    "named": 2.31,
    "named_in_document": 3.35,
    "dense": 2.31,
    "fused": 4.49,
    "fits": 1.11,
    "short": 1.08,
    "leans": 0.07,
    "leads_in": 3.36,
    "sentence": 2.2,
}
PROBABILITY_BASE = -18.78
"""For the probability that the first candidate answers: the same regression over the questions of
the three sets and 160 that were asked of a library that does not answer them. By cross-validation
it refuses 90 % or more of what the library has no subject or council for at .3, and cannot yet
tell a thing that is named but not told (area under the curve .74 golden, .66 squad2_dev)."""


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


class Judge:
    """Judges what may be quoted.

    Args:
        encoder: That embeds the shortlist's sentences.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def judge(
        self,
        view: View,
        query: Query,
        found: Sequence[Found],
        documents: Mapping[str, Document],
    ) -> list[Judged]:
        """Judge the candidates of the passages found.

        Args:
            view: For how rare the question's terms are.
            query: The question.
            found: The head of the list.
            documents: Theirs, by id.

        Returns:
            The shortlist, best first.
        """
        evidence = EvidenceReader(query, view.document_frequencies(query.terms), view.size())
        judged = []
        for hit in found:
            document = documents[hit.passage.doc_id]
            quotable = candidates_of(document, hit.passage)
            for candidate, each in evidence.read(hit, document, quotable):
                order = _weighted(each, SHORTLIST_WEIGHTS)
                judged.append(Judged(order, 0.0, candidate, document, hit.passage, each))
        return self._judged_again(query, sorted(judged, key=_by_order)[:SHORTLIST])

    def _judged_again(self, query: Query, shortlist: Sequence[Judged]) -> list[Judged]:
        if not shortlist:
            return []
        asked, *rows = self._encoder.encode([query.text, *(_alone(each) for each in shortlist)])
        judged = []
        for each, row in zip(shortlist, rows, strict=True):
            evidence = replace(each.evidence, sentence=float(row @ asked))
            judged.append(
                replace(
                    each,
                    order=_weighted(evidence, ORDER_WEIGHTS),
                    probability=probability_of(evidence),
                    evidence=evidence,
                )
            )
        return sorted(judged, key=_by_order)


def probability_of(evidence: Evidence) -> float:
    """Return the probability that a candidate with this evidence answers, 0 to 1."""
    return 1 / (1 + math.exp(-(PROBABILITY_BASE + _weighted(evidence, PROBABILITY_WEIGHTS))))


def _alone(judged: Judged) -> str:
    """Return what is embedded of a candidate: its context, then its own words."""
    text, candidate = judged.document.text, judged.candidate
    spans = [*((span.start, span.end) for span in candidate.context)]
    spans.append((candidate.start, candidate.end))
    return " ".join(text[start:end] for start, end in spans).replace("\t", ", ")


def _by_order(judged: Judged) -> tuple[float, str, int]:
    return -judged.order, judged.document.path, judged.candidate.start


def _weighted(evidence: Evidence, weights: Weights) -> float:
    return math.fsum(weight * getattr(evidence, name) for name, weight in weights.items())
