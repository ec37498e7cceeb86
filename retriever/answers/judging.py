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
    "reading": 0.46,
    "weakest": 2.76,
    "likeness": 8.13,
    "coverage": 6.22,
    "phrases": 2.54,
    "passage_coverage": -4.51,
    "named_here": -0.23,
    "named": 2.39,
    "named_in_document": 1.48,
    "dense": -10.36,
    "fused": 12.15,
    "fits": 1.26,
    "question_back": -2.4,
    "short": 0.87,
}
"""For the first order; the sentence that answers is among the first 24 for .93 of the golden
questions, 1.00 of the inspection reports' and .99 of squad2_dev's."""

ORDER_WEIGHTS: Weights = {
    "reading": 1.08,
    "weakest": 2.97,
    "likeness": 3.27,
    "coverage": 4.56,
    "phrases": 1.48,
    "passage_coverage": -3.68,
    "named_here": -1.23,
    "named": 3.11,
    "named_in_document": 1.45,
    "dense": -9.93,
    "fused": 10.36,
    "fits": 1.12,
    "question_back": -2.06,
    "short": 1.19,
    "sentence": 7.67,
}
"""For the final order. Logistic regression over candidates (answers or not) of 76 golden, 90
inspection-report and 122 squad2_dev questions, each set weighing the same. The first candidate
answers, by cross-validation in five parts of a set: golden 46 of 78, reports 88 of 91, squad2_dev
96 of 122; fitted on the other two sets alone: 43, 74, 94. `dense` is below 0 because, between
candidates of one question, what a passage is alike for is told by its sentences."""

PROBABILITY_WEIGHTS: Weights = {
    "reading": 3.09,
    "weakest": -0.37,
    "likeness": 2.12,
    "coverage": 2.26,
    "phrases": -2.13,
    "passage_coverage": -0.55,
    "named_here": -0.97,
    "named": 3.09,
    "named_in_document": 4.61,
    "dense": 2.04,
    "fused": 3.44,
    "fits": 0.66,
    "short": 1.19,
    "sentence": 3.08,
}
PROBABILITY_BASE = -16.69
"""For the probability that the first candidate answers: the same regression over questions, those
of the three sets and 160 that were asked of a library that does not answer them. It tells a subject
or a council that the library lacks (refused at 0.2 by cross-validation: 93 % or more), and cannot
yet tell a thing that is named but not told (area under the curve .68 on the golden set, .61 on
squad2_dev)."""


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
