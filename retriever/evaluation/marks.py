"""Marks one answer against what is known to be right."""

import re
from dataclasses import dataclass, fields

from retriever.answer_records import Answer, Citation
from retriever.answers.answerer import Answerer
from retriever.evaluation.question_set import EvaluationSet, GoldAnswer, Question
from retriever.store.analyser import fold


@dataclass(frozen=True, slots=True)
class AnswerMarks:
    """One answer's marks; None where a mark cannot be given.

    Attributes:
        gold_in_first_quote: The first quote holds the gold span (or, where only the short answer
            is known, its words) and stands in a right document; a refusal counts as wrong.
        gold_in_any_quote: One of the quotes does.
        right_document_cited: The first quote stands in a right document.
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
    relevant = {
        document for document, grade in evaluation.qrels.get(question.id, {}).items() if grade > 0
    }
    gold = evaluation.answers.get(question.id) if question.answerable else None
    by_place = evaluation.layout == "passages"
    held = [
        gold is not None and _holds(citation, gold, relevant, by_place=by_place)
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
        quotes_exact=(
            all(_is_exact(citation, answerer) for citation in answer.citations)
            if answer.citations
            else None
        ),
        refused_unanswerable=None if question.answerable else not answer.found,
        refused_answerable=not answer.found if question.answerable else None,
    )


def _holds(citation: Citation, gold: GoldAnswer, relevant: set[str], *, by_place: bool) -> bool:
    """Say whether a quote holds the answer: by offsets in a passage set, else by its words."""
    quote = _plain(citation.quote)
    if not gold.spans:
        # Not \b, which never matches beside the sign of "£5" or "84%".
        words = re.compile(rf"(?<!\w){re.escape(_plain(gold.text))}(?!\w)")
        return citation.path in relevant and words.search(quote) is not None
    for span in gold.spans:
        if span.doc_id != citation.path:
            continue
        if by_place and span.start is not None and span.end is not None:
            if citation.start <= span.start and span.end <= citation.end:
                return True
        elif _plain(span.text) in quote:
            return True
    return False


def _is_exact(citation: Citation, answerer: Answerer) -> bool:
    text = answerer.document(citation.doc_id).text
    return text[citation.start : citation.end] == citation.quote


def _plain(text: str) -> str:
    return " ".join(fold(text).split())
