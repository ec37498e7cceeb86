"""Reads an evaluation folder as examples to train on."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from retriever.errors import TrainingError
from retriever.evaluation.question_set import (
    EvaluationSet,
    GoldSpan,
    PassageText,
    Question,
    read_evaluation_set,
)
from retriever.records import Passage, Span
from retriever.store.encoder import Encoder
from retriever.training.examples import AnswerSpan, Example, ExampleSet
from retriever.training.windows import windows_of

OVERLAP_CHARS = 40
"""A window answers where it holds so much of the answering words, or half of them."""

Windows = Mapping[str, Sequence[int]]
"""For each document the places of its windows."""


def read_example_set(folder: Path, encoder: Encoder) -> ExampleSet:
    """Read a folder whose documents are passages (`corpus.jsonl`).

    A text past the encoder's limit is cut into windows if it is known where in it answers stand;
    else its beginning counts, as in the index.

    Raises:
        EvaluationFolderError: The folder does not fit docs/evaluation.md.
        TrainingError: It has no passages of its own, or no question with one that answers it.
    """
    evaluation = read_evaluation_set(folder)
    if evaluation.layout != "passages":
        message = (
            f"{folder} has no corpus.jsonl, and a reader is trained on passages: name a folder "
            "that has one; --library trains on the library's own index."
        )
        raise TrainingError(message)
    known = {
        span.doc_id
        for answer in evaluation.answers.values()
        for span in answer.spans
        if span.start is not None
    }
    passages, windows = _passages(evaluation, known, encoder)
    read = [_example(each, evaluation, passages, windows) for each in evaluation.questions]
    examples = tuple(each for each in read if each is not None)
    if not any(each.positives for each in examples):
        message = (
            f"{folder} has no question that a passage of its corpus.jsonl is judged to answer: "
            "name a folder with judgements in qrels.tsv."
        )
        raise TrainingError(message)
    name = folder.resolve().name
    left_out = len(read) - len(examples)
    return ExampleSet(name, _licence(folder), tuple(passages), examples, left_out)


def _passages(
    evaluation: EvaluationSet, known: set[str], encoder: Encoder
) -> tuple[list[Passage], dict[str, list[int]]]:
    passages: list[Passage] = []
    windows: dict[str, list[int]] = {}
    for line in evaluation.passage_texts():
        spans = [Span(0, len(line.text))]
        if line.doc_id in known and encoder.count_tokens([line.text])[0] > encoder.limit_tokens:
            spans = windows_of(line.text, encoder.count_tokens) or spans
        for ordinal, span in enumerate(spans):
            windows.setdefault(line.doc_id, []).append(len(passages))
            passages.append(_passage(line, ordinal, span))
    return passages, windows


def _passage(line: PassageText, ordinal: int, span: Span) -> Passage:
    identity = hashlib.sha256(line.doc_id.encode()).hexdigest()[:16]
    return Passage(
        passage_id=f"{identity}-{ordinal}",
        doc_id=identity,
        ordinal=ordinal,
        start=span.start,
        end=span.end,
        text=line.text[span.start : span.end],
        header=line.title,
    )


def _example(
    question: Question, evaluation: EvaluationSet, passages: Sequence[Passage], windows: Windows
) -> Example | None:
    """Return a question as an example; None where it says too little to be one."""
    if not question.answerable:
        asked_of = windows.get(question.paragraph, ())
        return Example(question.text, (), (), asked_of[0]) if len(asked_of) == 1 else None
    grades = evaluation.qrels.get(question.id, {})
    answer = evaluation.answers.get(question.id)
    positives: list[int] = []
    spans: list[AnswerSpan] = []
    for doc_id in sorted(each for each, grade in grades.items() if grade > 0):
        own = [each for each in (answer.spans if answer else ()) if each.doc_id == doc_id]
        places = windows.get(doc_id, ())
        found = [each for place in places for each in _spans_in(place, passages[place], own)]
        spans += found
        positives += places if len(places) == 1 else sorted({each.place for each in found})
    return Example(question.text, tuple(positives), tuple(spans)) if positives else None


def _spans_in(place: int, passage: Passage, spans: Sequence[GoldSpan]) -> list[AnswerSpan]:
    found = []
    for span in spans:
        if span.start is None or span.end is None:
            continue
        start, end = max(passage.start, span.start), min(passage.end, span.end)
        if end - start >= max(1, min(OVERLAP_CHARS, (span.end - span.start) // 2)):
            found.append(AnswerSpan(place, start - passage.start, end - passage.start))
    return found


def _licence(folder: Path) -> str:
    path = folder / "LICENSE.txt"
    if not path.is_file():
        return "not stated"
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((line.strip() for line in lines if line.strip()), "not stated")
