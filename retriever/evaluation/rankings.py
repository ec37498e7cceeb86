"""The rankings of documents that the systems give, and the published measures of them.

A document's score is that of its best passage. Measures come from ir-measures; a question that
returns nothing scores 0 and counts.
"""

from collections.abc import Iterable, Mapping

import ir_measures
from ir_measures import AP, RR, R, nDCG

from retriever.answer_records import Answer
from retriever.answers.answerer import Answerer
from retriever.evaluation.question_set import EvaluationSet

MEASURES = {
    "nDCG@10": nDCG @ 10,
    "MRR@10": RR @ 10,
    "MAP@10": AP @ 10,
    "recall@1": R @ 1,
    "recall@5": R @ 5,
    "recall@10": R @ 10,
    "recall@100": R @ 100,
}
DEPTH = 100

Run = dict[str, dict[str, float]]
"""For each question, the score of each document found, by path, best first."""

Scores = dict[str, dict[str, float]]
"""For each question, the value of each measure."""


def run_of_system(
    evaluation: EvaluationSet, answerer: Answerer, system: str, paths: Mapping[str, str]
) -> Run:
    """Rank the documents for every judged question by one of SYSTEMS.

    Args:
        evaluation: The set.
        answerer: That ranks.
        system: Which.
        paths: Of the documents, by id.
    """
    judged = [question for question in evaluation.questions if question.id in evaluation.qrels]
    histories = [question.history for question in judged]
    ranked = answerer.rank([question.text for question in judged], DEPTH, system, histories)
    return {
        question.id: _documents(pairs, paths)
        for question, pairs in zip(judged, ranked, strict=True)
    }


def ranking_of(answer: Answer, paths: Mapping[str, str]) -> dict[str, float]:
    """Return the ranking of documents that an answer's own hits give: the full system's."""
    return _documents(((hit.passage.doc_id, hit.score) for hit in answer.hits), paths)


def scores_of(evaluation: EvaluationSet, run: Run) -> Scores:
    """Return every measure of every judged question."""
    judged = {
        question.id: evaluation.qrels[question.id]
        for question in evaluation.questions
        if question.id in evaluation.qrels
    }
    scores: Scores = {question: dict.fromkeys(MEASURES, 0.0) for question in judged}
    names = {str(measure): name for name, measure in MEASURES.items()}
    for each in ir_measures.iter_calc(list(MEASURES.values()), judged, run):
        if each.query_id in judged:
            scores[each.query_id][names[str(each.measure)]] = each.value
    return scores


def first_right_rank(run: Run, question: str, relevant: set[str]) -> int | None:
    """Return the 1-based rank of the first right document; None where none was found."""
    ranked = sorted(run.get(question, {}).items(), key=lambda item: -item[1])
    for rank, (path, _) in enumerate(ranked, start=1):
        if path in relevant:
            return rank
    return None


def _documents(pairs: Iterable[tuple[str, float]], paths: Mapping[str, str]) -> dict[str, float]:
    """Give each document the score of its best passage; `pairs` are (doc_id, score)."""
    best: dict[str, float] = {}
    for doc_id, score in pairs:
        # A document that came while the questions were being asked takes its rank by its id.
        path = paths.get(doc_id, doc_id)
        best[path] = max(score, best.get(path, score))
    return best
