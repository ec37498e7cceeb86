"""Finds the judged documents again by what is quoted of them, so that judgements outlive changes.

A document that was moved or renamed is found by its quote; a quote that has vanished is reported
and its question still counts, as not found. Only a judgement without a quote, of a document that is
not there, cannot be mended: that is an error with its file and line.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from retriever.errors import EvaluationFolderError
from retriever.evaluation.gold import plain
from retriever.evaluation.question_set import EvaluationSet, GoldAnswer, GoldSpan
from retriever.records import Document

SHOWN_CHARS = 80


@dataclass(frozen=True, slots=True)
class JudgementNotice:
    """What happened to a judgement.

    Attributes:
        question: The question's id.
        doc_id: The document that was judged.
        vanished: Whether its quote stands nowhere (any more); else it was found elsewhere.
        text: In words, for people.
    """

    question: str
    doc_id: str
    vanished: bool
    text: str


class _Library:
    """The documents by path, their texts folded once each."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = {document.path: document for document in documents}
        self._copies = {path: document.path for document in documents for path in document.also_at}
        self._plain: dict[str, str] = {}

    def path_of(self, doc_id: str) -> str | None:
        """Return the path under which a document is indexed, or None."""
        return doc_id if doc_id in self._documents else self._copies.get(doc_id)

    def has(self, path: str, span: GoldSpan) -> bool:
        """Say whether a document has the words (and where offsets are given, there)."""
        document = self._documents[path]
        there = document.text[span.start : span.end] if span.start is not None else ""
        return plain(there) == plain(span.text) or plain(span.text) in self._text(path)

    def holders(self, spans: Sequence[GoldSpan]) -> list[str]:
        """Return the documents that have all the words."""
        wanted = [plain(span.text) for span in spans]
        return [
            path for path in self._documents if all(words in self._text(path) for words in wanted)
        ]

    def _text(self, path: str) -> str:
        if path not in self._plain:
            self._plain[path] = plain(self._documents[path].text)
        return self._plain[path]


def found_again(
    evaluation: EvaluationSet, documents: Sequence[Document]
) -> tuple[EvaluationSet, tuple[JudgementNotice, ...]]:
    """Return the set with its judgements of documents as they are now, and what happened to them.

    Args:
        evaluation: As it was read.
        documents: All that are indexed.

    Raises:
        EvaluationFolderError: A document is judged that is not there, and nothing is quoted of it.
    """
    library = _Library(documents)
    notices: list[JudgementNotice] = []
    qrels, answers = {}, dict(evaluation.answers)
    for question in evaluation.questions:
        judged = evaluation.qrels.get(question.id, {})
        gold = evaluation.answers.get(question.id, GoldAnswer(""))
        moved: dict[str, str] = {}
        for doc_id in dict.fromkeys([*judged, *(span.doc_id for span in gold.spans)]):
            spans = [span for span in gold.spans if span.doc_id == doc_id]
            if not spans and library.path_of(doc_id) is None:
                raise EvaluationFolderError(_unknown(evaluation, question.id, doc_id))
            moved[doc_id], notice = _place_now(library, question.id, doc_id, spans)
            notices += [notice] if notice else []
        if judged:
            qrels[question.id] = {moved[doc_id]: grade for doc_id, grade in judged.items()}
        if question.id in answers:
            spans_now = tuple(replace(span, doc_id=moved[span.doc_id]) for span in gold.spans)
            answers[question.id] = replace(gold, spans=spans_now)
    return replace(evaluation, qrels=qrels, answers=answers), tuple(notices)


def _place_now(
    library: _Library, question: str, doc_id: str, spans: Sequence[GoldSpan]
) -> tuple[str, JudgementNotice | None]:
    """Return the path of a judged document now, and what there is to say of that."""
    path = library.path_of(doc_id)
    if path is not None and all(library.has(path, span) for span in spans):
        return path, None
    lost = [span for span in spans if path is None or not library.has(path, span)]
    words = _shown(lost[0].text)
    holders = library.holders(lost if path is not None else spans)
    if len(holders) == 1 and (path is None or len(lost) == len(spans)):
        text = f"Question {question}: {doc_id} has moved or changed: “{words}” is in {holders[0]}."
        return holders[0], JudgementNotice(question, doc_id, vanished=False, text=text)
    where = f"in {len(holders)} documents" if holders else "nowhere"
    text = (
        f"Question {question}: “{words}” was quoted of {doc_id} and now stands {where}: quote it "
        "anew in answers.jsonl."
    )
    return path or doc_id, JudgementNotice(question, doc_id, vanished=True, text=text)


def _unknown(evaluation: EvaluationSet, question: str, doc_id: str) -> str:
    return (
        f"{evaluation.judgement_place(question, doc_id)}: judges {doc_id!r} (question {question}), "
        "which is not in the index: correct the id or add the document."
    )


def _shown(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= SHOWN_CHARS else f"{one_line[: SHOWN_CHARS - 1]}…"
