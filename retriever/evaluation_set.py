"""Reads an evaluation folder: questions, judgements, answers, and what they are asked of.

The layout is the contract's (`queries.jsonl`, `qrels.tsv`, `answers.jsonl`, and `corpus.jsonl` or
`files/`); BEIR's own (`_id`, `qrels/test.tsv`) is read too. Every fault names its file and line.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from retriever.errors import EvaluationFolderError
from retriever.records import Turn


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a set.

    Attributes:
        id: Unique in the set.
        text: As it is asked.
        answerable: Whether the documents answer it.
        history: What was said before, oldest first.
        kind: What sort of question it is, or "".
    """

    id: str
    text: str
    answerable: bool = True
    history: tuple[Turn, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """Words that answer, and the document that they stand in.

    `start` and `end` are offsets into a passage set's text, None where only the words are known.
    """

    doc_id: str
    text: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class GoldAnswer:
    """The short answer, and every span that gives it."""

    text: str
    spans: tuple[GoldSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageText:
    """One line of a passage set: a document of the size of a passage."""

    doc_id: str
    title: str
    text: str


Layout = Literal["passages", "files", "library"]


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """A folder's content.

    Attributes:
        folder: Where it was read.
        layout: Whether it brings passages, files, or questions for the library's own index.
        questions: In the file's order.
        qrels: For each question, the relevance of documents by id.
        answers: For each question that has one, the answer.
    """

    folder: Path
    layout: Layout
    questions: tuple[Question, ...]
    qrels: dict[str, dict[str, int]]
    answers: dict[str, GoldAnswer]

    def passage_texts(self) -> Iterator[PassageText]:
        """Read the passages of `corpus.jsonl`, in the file's order."""
        for _, values in _lines(self.folder / "corpus.jsonl"):
            doc_id = str(values.get("id", values.get("_id")))
            yield PassageText(doc_id, str(values.get("title", "")), str(values["text"]))


def read_evaluation_set(folder: Path) -> EvaluationSet:
    """Read an evaluation folder.

    Raises:
        EvaluationFolderError: A file is missing, empty, or has a line that does not fit.
    """
    queries = folder / "queries.jsonl"
    if not queries.is_file():
        message = (
            f"{folder} has no queries.jsonl: name a folder laid out as docs/evaluation.md says."
        )
        raise EvaluationFolderError(message)
    questions: dict[str, Question] = {}
    for line, values in _lines(queries):
        question = _question(queries, line, values)
        if question.id in questions:
            message = f"{queries}, line {line}: the id {question.id!r} stands twice."
            raise EvaluationFolderError(message)
        questions[question.id] = question
    if not questions:
        message = f"{queries} holds no question."
        raise EvaluationFolderError(message)
    qrels_path = folder / "qrels" / "test.tsv"
    if not qrels_path.is_file():
        qrels_path = folder / "qrels.tsv"
    qrels = _qrels(qrels_path)
    asked = [
        question
        for question in questions.values()
        if qrels_path.parent == folder or question.id in qrels
    ]
    return EvaluationSet(folder, _layout(folder), tuple(asked), qrels, _answers(folder))


def _layout(folder: Path) -> Layout:
    if (folder / "corpus.jsonl").is_file():
        return "passages"
    return "files" if (folder / "files").is_dir() else "library"


def _question(path: Path, line: int, values: dict[str, Any]) -> Question:
    identity = values.get("id", values.get("_id"))
    if identity is None or "text" not in values:
        message = f'{path}, line {line}: a question needs "id" and "text".'
        raise EvaluationFolderError(message)
    history = tuple(Turn(turn["role"], turn["text"]) for turn in values.get("history") or ())
    return Question(
        id=str(identity),
        text=str(values["text"]),
        answerable=bool(values.get("answerable", True)),
        history=history,
        kind=str(values.get("kind", "")),
    )


def _qrels(path: Path) -> dict[str, dict[str, int]]:
    if not path.is_file():
        message = f"{path} is missing: it says which documents answer which question."
        raise EvaluationFolderError(message)
    qrels: dict[str, dict[str, int]] = {}
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines[1:], start=2):
        parts = line.split("\t")
        if not line.strip():
            continue
        if len(parts) != 3 or not parts[2].strip().isdigit():  # noqa: PLR2004 - three columns
            message = (
                f"{path}, line {number}: expected query-id, doc-id and relevance, tab-separated."
            )
            raise EvaluationFolderError(message)
        qrels.setdefault(parts[0], {})[parts[1]] = int(parts[2])
    return qrels


def _answers(folder: Path) -> dict[str, GoldAnswer]:
    path = folder / "answers.jsonl"
    if not path.is_file():
        return {}
    answers = {}
    for _, values in _lines(path):
        spans = tuple(
            GoldSpan(str(span["doc-id"]), str(span["text"]), span.get("start"), span.get("end"))
            for span in values.get("spans") or ()
        )
        answers[str(values["query-id"])] = GoldAnswer(str(values.get("answer", "")), spans)
    return answers


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (1-based line number, object) of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                values = json.loads(line)
            except json.JSONDecodeError as error:
                message = f"{path}, line {number}: not JSON ({error.msg})."
                raise EvaluationFolderError(message) from error
            if not isinstance(values, dict):
                message = f"{path}, line {number}: expected an object, in braces."
                raise EvaluationFolderError(message)
            yield number, values
