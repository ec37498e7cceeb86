"""Marks one answer against what is known to be right."""

import re
from dataclasses import dataclass, fields

from retriever.answer_records import Answer, Citation
from retriever.answers.answerer import Answerer
from retriever.answers.citing import citation_of
from retriever.answers.judged import Judged
from retriever.errors import DocumentError
from retriever.evaluation.gold import groups_of, holds, pages_of, plain, touches
from retriever.evaluation.question_set import EvaluationSet, GoldAnswer, Question
from retriever.records import doc_id_of

CLOSE = 0.75
"""Share of the question's words, by weight, from which a sentence speaks of what is asked."""


@dataclass(frozen=True, slots=True)
class AnswerMarks:
    """One answer's marks; None where a mark cannot be given.

    Attributes:
        gold_in_first_quote: The first quote holds the gold span (or, where only the short answer
            is known, its words) and stands in a right document; a refusal counts as wrong.
        gold_in_any_quote: One of the quotes does.
        right_document_cited: The first quote stands in a right document.
        right_page_cited: The first quote's page is one that a gold span stands on.
        citation_precision: The share of the quotes shown that bear on the answer; 0 where an
            unanswerable question was answered.
        citation_coverage: The share of the things that answer which some quote holds.
        quotes_exact: Every quote is its document's text at its offsets.
        refused_unanswerable: An unanswerable question was refused.
        refused_answerable: An answerable one was: smaller is better.
    """

    gold_in_first_quote: bool | None
    gold_in_any_quote: bool | None
    right_document_cited: bool | None
    quotes_exact: bool | None
    refused_unanswerable: bool | None
    refused_answerable: bool | None
    right_page_cited: bool | None = None
    citation_precision: float | None = None
    citation_coverage: float | None = None

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the marks' names in order."""
        return tuple(field.name for field in fields(cls))


def mark_answer(
    question: Question, evaluation: EvaluationSet, answer: Answer, answerer: Answerer
) -> AnswerMarks:
    """Mark one answer.

    Args:
        question: The question.
        evaluation: Its set, for the judgements and the right answers.
        answer: What was answered.
        answerer: Who answered, asked again for the documents.
    """
    relevant = evaluation.relevant(question.id)
    gold = evaluation.answers.get(question.id) if question.answerable else None
    by_place = evaluation.layout == "passages"
    held = [
        gold is not None and answers(citation, gold, relevant, by_place=by_place)
        for citation in answer.citations
    ]
    known = gold is not None and (gold.spans or gold.text) and relevant
    return AnswerMarks(
        gold_in_first_quote=(bool(held) and held[0]) if known else None,
        gold_in_any_quote=any(held) if known else None,
        right_document_cited=(
            bool(answer.citations) and answer.citations[0].path in relevant
            if question.answerable and relevant
            else None
        ),
        right_page_cited=(
            _right_page(gold, answer, answerer) if known and gold and not by_place else None
        ),
        citation_precision=(
            _precision(gold, answer, held, by_place=by_place)
            if known or not question.answerable
            else None
        ),
        citation_coverage=_coverage(gold, answer, held, by_place=by_place) if known else None,
        quotes_exact=(
            all(_is_exact(citation, answerer) for citation in answer.citations)
            if answer.citations
            else None
        ),
        refused_unanswerable=None if question.answerable else not answer.found,
        refused_answerable=not answer.found if question.answerable else None,
    )


def mark_candidate(question: Question, evaluation: EvaluationSet, judged: Judged) -> bool:
    """Say whether what may be quoted holds a question's answer.

    Where only the answer's words are known ("good"), it must also speak of what is asked: be a row
    that the question names, or hold most of the question's words.
    """
    gold = evaluation.answers.get(question.id) if question.answerable else None
    if gold is None or not (gold.spans or gold.text):
        return False
    by_place = evaluation.layout == "passages"
    if not answers(
        citation_of(1, judged), gold, evaluation.relevant(question.id), by_place=by_place
    ):
        return False
    evidence = judged.evidence
    is_close = evidence.row_named > 0 or evidence.coverage > CLOSE or evidence.fits_closely > 0
    return bool(gold.spans) or is_close


def answers(citation: Citation, gold: GoldAnswer, relevant: set[str], *, by_place: bool) -> bool:
    """Say whether a quote holds the answer: a span, or in a right document the short answer."""
    if gold.spans:
        return any(holds(citation, span, by_place=by_place) for span in gold.spans)
    # Not \b, which never matches beside the sign of "£5" or "84%".
    words = re.compile(rf"(?<!\w){re.escape(plain(gold.text))}(?!\w)")
    return citation.path in relevant and words.search(plain(citation.quote)) is not None


def _right_page(gold: GoldAnswer, answer: Answer, answerer: Answerer) -> bool | None:
    """Say whether the first quote's page is a gold span's; None where no span's page is known."""
    pages: set[tuple[str, int | None]] = set()
    for span in gold.spans:
        try:
            document = answerer.document(doc_id_of(span.doc_id))
        except DocumentError:
            continue  # vanished: `judgements` has said so
        pages |= {(span.doc_id, page) for page in pages_of(document, span.text)}
    if not pages:
        return None
    return bool(answer.citations) and (answer.citations[0].path, answer.citations[0].page) in pages


def _precision(
    gold: GoldAnswer | None, answer: Answer, held: list[bool], *, by_place: bool
) -> float | None:
    if not answer.citations:
        return None
    spans = gold.spans if gold else ()
    right = [
        holding or touches(citation, spans, by_place=by_place)
        for citation, holding in zip(answer.citations, held, strict=True)
    ]
    return sum(right) / len(right)


def _coverage(
    gold: GoldAnswer | None, answer: Answer, held: list[bool], *, by_place: bool
) -> float:
    groups = groups_of(gold) if gold else []
    if not groups:
        return float(any(held))
    covered = [
        any(
            holds(citation, span, by_place=by_place)
            for citation in answer.citations
            for span in group.spans
        )
        for group in groups
    ]
    return sum(covered) / len(covered)


def _is_exact(citation: Citation, answerer: Answerer) -> bool:
    text = answerer.document(citation.doc_id).text
    return text[citation.start : citation.end] == citation.quote
