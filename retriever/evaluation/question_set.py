"""Reads an evaluation folder: questions, judgements, answers, and what they are asked of.

The layout is the contract's (`queries.jsonl`, `qrels.tsv`, `answers.jsonl`, and `corpus.jsonl` or
`files/`); BEIR's own (`_id`, `qrels/test.tsv`) is read too. Every fault names its file and line.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from retriever.answer_records import Turn
from retriever.errors import EvaluationFolderError, QuestionError
from retriever.search.query import clean_question
from retriever.settings import COMMAND_QUESTION_LIMIT_CHARS


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a set.

    Attributes:
        id: Unique in the set.
        text: As it is asked.
        answerable: Whether the documents answer it.
        history: What was said before, oldest first.
        kind: What sort of question it is, or "".
        paragraph: The id of the document that it was asked of, or ""; an unanswerable question's
            too, which that document only seems to answer.
    """

    id: str
    text: str
    answerable: bool = True
    history: tuple[Turn, ...] = ()
    kind: str = ""
    paragraph: str = ""


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

    def relevant(self, question: str) -> set[str]:
        """Return the documents that are judged to answer a question."""
        return {doc_id for doc_id, grade in self.qrels.get(question, {}).items() if grade > 0}

    def passage_texts(self) -> Iterator[PassageText]:
        """Read the passages of `corpus.jsonl`, in the file's order."""
        path = self.folder / "corpus.jsonl"
        seen: set[str] = set()
        for line, values in lines_of(path):
            identity = values.get("id", values.get("_id"))
            if identity is None or "text" not in values:
                raise _fault(path, line, 'a passage needs "id" and "text"')
            if str(identity) in seen:
                raise _fault(path, line, f"the id {str(identity)!r} stands twice")
            seen.add(str(identity))
            title = str(values.get("title") or "")
            yield PassageText(str(identity), title, str(values["text"]))
        if not seen:
            message = f"{path} holds no passage."
            raise EvaluationFolderError(message)

    def judgement_place(self, question: str, doc_id: str) -> str:
        """Return the file and line that judge a document, for a message."""
        path = _qrels_path(self.folder)
        for number, line in _text_lines(path):
            if [part.strip() for part in line.split("\t")][:2] == [question, doc_id]:
                return f"{path}, line {number}"
        return str(path)


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
    for line, values in lines_of(queries):
        question = _question(queries, line, values)
        if question.id in questions:
            raise _fault(queries, line, f"the id {question.id!r} stands twice")
        questions[question.id] = question
    if not questions:
        message = f"{queries} holds no question."
        raise EvaluationFolderError(message)
    qrels_path = _qrels_path(folder)
    qrels = _qrels(qrels_path, set(questions))
    asked = [
        question
        for question in questions.values()
        if qrels_path.parent == folder or question.id in qrels
    ]
    if not asked:
        message = f"{qrels_path} judges none of the questions in {queries}."
        raise EvaluationFolderError(message)
    return EvaluationSet(folder, _layout(folder), tuple(asked), qrels, _answers(folder))


def _qrels_path(folder: Path) -> Path:
    beir = folder / "qrels" / "test.tsv"
    return beir if beir.is_file() else folder / "qrels.tsv"


def _layout(folder: Path) -> Layout:
    if (folder / "corpus.jsonl").is_file():
        return "passages"
    return "files" if (folder / "files").is_dir() else "library"


def _question(path: Path, line: int, values: dict[str, Any]) -> Question:
    identity = values.get("id", values.get("_id"))
    if identity is None or "text" not in values:
        raise _fault(path, line, 'a question needs "id" and "text"')
    try:
        clean_question(str(values["text"]), COMMAND_QUESTION_LIMIT_CHARS)
        history = turns_of(values)
    except (QuestionError, ValueError) as error:
        raise _fault(path, line, str(error).rstrip(".")) from error
    return Question(
        id=str(identity),
        text=str(values["text"]),
        answerable=bool(values.get("answerable", True)),
        history=history,
        kind=str(values.get("kind", "")),
        paragraph=str(values.get("paragraph") or ""),
    )


def turns_of(values: dict[str, Any]) -> tuple[Turn, ...]:
    """Return the `history` of a question's JSON object, oldest first; none where it has none.

    Raises:
        ValueError: It is not a list of turns.
    """
    history = values.get("history") or []
    fits = isinstance(history, list) and all(
        isinstance(turn, dict) and turn.get("role") in {"user", "assistant"} and "text" in turn
        for turn in history
    )
    if not fits:
        raise ValueError('"history" is a list of {"role": "user" or "assistant", "text"}')
    return tuple(Turn(turn["role"], str(turn["text"])) for turn in history)


def _qrels(path: Path, questions: set[str]) -> dict[str, dict[str, int]]:
    if not path.is_file():
        message = f"{path} is missing: it says which documents answer which question."
        raise EvaluationFolderError(message)
    qrels: dict[str, dict[str, int]] = {}
    for number, line in _text_lines(path):
        parts = [part.strip() for part in line.split("\t")]
        fits = len(parts) == 3  # noqa: PLR2004 - three columns
        is_header = number == 1 and not (fits and parts[2].isdecimal())
        if is_header:
            continue
        if not fits or not parts[2].isdecimal():
            raise _fault(path, number, "expected query-id, doc-id and relevance, tab-separated")
        if parts[0] not in questions:
            raise _fault(path, number, f"there is no question {parts[0]!r} in queries.jsonl")
        judged = qrels.setdefault(parts[0], {})
        if judged.get(parts[1], int(parts[2])) != int(parts[2]):
            raise _fault(path, number, f"{parts[1]!r} is judged twice, and differently")
        judged[parts[1]] = int(parts[2])
    return qrels


def _answers(folder: Path) -> dict[str, GoldAnswer]:
    path = folder / "answers.jsonl"
    if not path.is_file():
        return {}
    answers = {}
    for line, values in lines_of(path):
        try:
            spans = tuple(
                GoldSpan(str(span["doc-id"]), str(span["text"]), span.get("start"), span.get("end"))
                for span in values.get("spans") or ()
            )
            question = str(values["query-id"])
        except (KeyError, TypeError) as error:
            what = 'an answer needs "query-id", and each of its spans "doc-id" and "text"'
            raise _fault(path, line, what) from error
        answers[question] = GoldAnswer(str(values.get("answer", "")), spans)
    return answers


def lines_of(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (1-based line number, object) of a JSON Lines file.

    Raises:
        EvaluationFolderError: A line is no JSON object, or no UTF-8.
    """
    for number, line in _text_lines(path):
        try:
            values = json.loads(line)
        except json.JSONDecodeError as error:
            raise _fault(path, number, f"not JSON ({error.msg})") from error
        if not isinstance(values, dict):
            raise _fault(path, number, "expected an object, in braces")
        yield number, values


def _text_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (1-based line number, line) of the lines that are not blank."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                text = line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                raise _fault(path, number, "not UTF-8 text") from error
            if text.strip():
                yield number, text


def _fault(path: Path, line: int, what: str) -> EvaluationFolderError:
    return EvaluationFolderError(f"{path}, line {line}: {what}.")
