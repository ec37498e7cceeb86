"""Judges candidates: from their evidence, an order and a probability that each answers.

Two steps: all candidates are put in order cheaply, then the sentences of the shortlist are
embedded alone and the shortlist is put in order again. The weights are fitted, not felt.
"""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from retriever.answers.candidates import candidates_of
from retriever.answers.direct import tells
from retriever.answers.evidence import Evidence, EvidenceReader
from retriever.answers.judged import Judged, Offered
from retriever.records import Document
from retriever.search.query import Query
from retriever.search.searcher import Found
from retriever.store.analyser import distinct
from retriever.store.contract import View
from retriever.store.encoder import Encoder

SHORTLIST = 12
"""How many candidates are embedded alone: of 60 golden questions answered right with 24, none lost
its sentence with 8; 12 sentences cost what one or two passages do."""

SHORTLIST_UNREAD = 6
"""The same where no reader is set: who does without one wants speed."""

WEIGHTS_FILE = Path(__file__).with_name("judging.toml")
"""Written by `benchmarks/judging.py`."""

Weights = Mapping[str, float]
"""By the name of a field of `Evidence`; one that is not named weighs nothing."""


@dataclass(frozen=True, slots=True)
class JudgingWeights:
    """What evidence weighs.

    Fitted by `benchmarks/judging.py`, beside what the demands take (see `demands`), on 88 golden
    questions, 250 of squad2_dev (half of them unanswerable), 100 of mtrag_un_dev (of which only the
    right passages are known, so that they count for the probability alone), 60 each of squad2_dev
    and orsharc_dev asked of a library that cannot answer them, and 456 questions written for 15
    documents of policy and 37 inspection reports, a fifth of them not answered there, in six sets.
    Golden counts six times, mtrag_un_dev four times and squad2_dev three times as much as each of
    the six. Cross-validated, by whole sets for the six: where one of the shortlist answers, the
    first does for 235 of 346 of those questions (213 with the weights before, 237 with golden
    counted once), 60 of 74 golden ones and 106 of squad2_dev's 118; Brier score .205, .134, .240
    and .187 for mtrag_un_dev. At .18, which the setting's default is, 3 of those 346 are refused, 2
    of the 74, 1 of the 118 and 4 of 68 of mtrag_un_dev's, and 46 of 110 that are not answered: what
    is named but not told is still hard. Trees in place of the regression: the Brier score .01 less.

    Attributes:
        shortlist: For the first order, before sentences are embedded alone.
        order: For the final order.
        probability: For the probability that the first candidate answers.
        base: Its log odds without evidence.
    """

    shortlist: Weights
    order: Weights
    probability: Weights
    base: float


@cache
def judging_weights() -> JudgingWeights:
    """Read the weights, once."""
    return JudgingWeights(**tomllib.loads(WEIGHTS_FILE.read_text(encoding="utf-8")))


class Judge:
    """Judges what may be quoted.

    Args:
        encoder: That embeds the shortlist's sentences.
        shortlist: How many of them.
    """

    def __init__(self, encoder: Encoder, shortlist: int = SHORTLIST) -> None:
        self._encoder = encoder
        self._shortlist = shortlist

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
        evidence = _evidence_reader(view, query)
        judged = []
        for hit in found:
            document = documents[hit.passage.doc_id]
            quotable = candidates_of(document, hit.passage)
            for candidate, each in evidence.read(hit, document, quotable):
                order = _weighted(each, judging_weights().shortlist)
                judged.append(Judged(order, 0.0, candidate, document, hit.passage, each))
        return self._judged_again(query, sorted(judged, key=_by_order)[: self._shortlist])

    def judge_each(
        self, view: View, query: Query, offered: Sequence[Offered], kept: int
    ) -> list[Judged]:
        """Judge what several passages offer, the best few of each: all are embedded at once.

        Args:
            view: For how rare the question's terms are.
            query: The question.
            offered: Passages, each with what may be quoted of it.
            kept: How many candidates of each passage are embedded.

        Returns:
            All of them, best first.
        """
        evidence = _evidence_reader(view, query)
        judged: list[Judged] = []
        for each in offered:
            passage = each.found.passage
            of_passage = [
                Judged(
                    _weighted(told, judging_weights().shortlist),
                    0.0,
                    one,
                    each.document,
                    passage,
                    told,
                )
                for one, told in evidence.read(each.found, each.document, each.candidates)
            ]
            judged.extend(sorted(of_passage, key=_by_order)[:kept])
        return self._judged_again(query, judged)

    def _judged_again(self, query: Query, shortlist: Sequence[Judged]) -> list[Judged]:
        if not shortlist:
            return []
        wordings = [text for text in (query.text, query.in_other_forms) if text]
        rows = self._encoder.encode(
            [*wordings, *(_alone(each) for each in shortlist)], asked=len(wordings)
        )
        likeness = (rows[len(wordings) :] @ rows[: len(wordings)].T).max(axis=1)
        judged = []
        for each, like in zip(shortlist, likeness, strict=True):
            evidence = replace(each.evidence, sentence=float(like), tells=tells(query, each))
            judged.append(
                replace(
                    each,
                    order=_weighted(evidence, judging_weights().order),
                    probability=probability_of(evidence),
                    evidence=evidence,
                )
            )
        return sorted(judged, key=_by_order)


def _evidence_reader(view: View, query: Query) -> EvidenceReader:
    asked = distinct([*query.terms, *query.other_terms])
    return EvidenceReader(query, view.document_frequencies(asked), view.size())


def probability_of(evidence: Evidence) -> float:
    """Return the probability that a candidate with this evidence answers, 0 to 1."""
    weights = judging_weights()
    return 1 / (1 + math.exp(-(weights.base + _weighted(evidence, weights.probability))))


def _alone(judged: Judged) -> str:
    """Return what is embedded of a candidate: its context, then its own words."""
    return f"{judged.context_words} {judged.own}".lstrip().replace("\t", ", ")


def _by_order(judged: Judged) -> tuple[float, str, int]:
    return -judged.order, judged.document.path, judged.candidate.start


def _weighted(evidence: Evidence, weights: Weights) -> float:
    return math.fsum(weight * getattr(evidence, name) for name, weight in weights.items())
