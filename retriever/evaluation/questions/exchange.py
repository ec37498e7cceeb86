"""Questions in and out as one file: JSON Lines or CSV, a row or line each, judgements included.

A CSV row has one document and quote; a further row with the same id adds another. Every fault names
its file and line, and nothing is taken of a file that has one.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from retriever.errors import EvaluationFolderError, QuestionError
from retriever.evaluation.question_set import GoldSpan, Question, lines_of, turns_of
from retriever.evaluation.questions.records import JudgedQuestion
from retriever.search.query import clean_question
from retriever.settings import COMMAND_QUESTION_LIMIT_CHARS

COLUMNS = ("id", "text", "kind", "answerable", "answer", "document", "quote")
ANSWERABLE = {
    "": True,
    "yes": True,
    "true": True,
    "1": True,
    "no": False,
    "false": False,
    "0": False,
}


def read_file(path: Path) -> list[JudgedQuestion]:
    """Read questions from a .jsonl or .csv file.

    Raises:
        EvaluationFolderError: It cannot be read, is of another kind, or a line does not fit.
    """
    readers = {".jsonl": _read_lines, ".csv": _read_rows}
    if path.suffix.lower() not in readers:
        message = f"{path} is neither .jsonl nor .csv: name a file of one of these kinds."
        raise EvaluationFolderError(message)
    try:
        questions = readers[path.suffix.lower()](path)
    except OSError as error:
        message = f"{path} cannot be read ({error.strerror})."
        raise EvaluationFolderError(message) from error
    if not questions:
        message = f"{path} holds no question."
        raise EvaluationFolderError(message)
    return questions


def write_file(path: Path, questions: Iterable[JudgedQuestion]) -> None:
    """Write questions to a .jsonl or .csv file.

    Raises:
        EvaluationFolderError: It is of another kind, or has what a CSV file cannot hold.
    """
    writers = {".jsonl": _as_lines, ".csv": _as_rows}
    if path.suffix.lower() not in writers:
        message = f"{path} is neither .jsonl nor .csv: name a file of one of these kinds."
        raise EvaluationFolderError(message)
    path.write_text(writers[path.suffix.lower()](questions), encoding="utf-8", newline="")


def _read_lines(path: Path) -> list[JudgedQuestion]:
    questions: list[JudgedQuestion] = []
    seen: set[str] = set()
    for line, values in lines_of(path):
        try:
            spans = tuple(
                GoldSpan(str(span["doc-id"]), str(span["text"]), span.get("start"), span.get("end"))
                for span in values.get("spans") or ()
            )
            documents = tuple(str(each) for each in values.get("documents") or ())
            question = _question(values)
        except (KeyError, TypeError, ValueError, QuestionError) as error:
            raise _fault(path, line, _reason(error)) from error
        judged = JudgedQuestion(question, str(values.get("answer") or ""), spans, documents)
        _check(judged, path, line, seen)
        questions.append(judged)
    return questions


def _read_rows(path: Path) -> list[JudgedQuestion]:
    questions: list[JudgedQuestion] = []
    seen: set[str] = set()
    for line, row in _rows(path):
        try:
            question = _question(row)
        except (KeyError, ValueError, QuestionError) as error:
            raise _fault(path, line, _reason(error)) from error
        quoted = row.get("quote", ""), row.get("document", "")
        spans: tuple[GoldSpan, ...] = ()
        documents: tuple[str, ...] = ()
        if all(quoted):
            spans = (GoldSpan(quoted[1], quoted[0]),)
        elif quoted[1]:
            documents = (quoted[1],)
        last = questions[-1] if questions else None
        if last is not None and question.id and last.question == question:
            spans, documents = last.spans + spans, last.documents + documents
            questions[-1] = replace(last, spans=spans, documents=documents)
            continue
        judged = JudgedQuestion(question, row.get("answer", ""), spans, documents)
        _check(judged, path, line, seen)
        questions.append(judged)
    return questions


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield (1-based line number where the row ends, row) of a CSV file with a head."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{path} is not UTF-8 text: save it as “CSV UTF-8”."
        raise EvaluationFolderError(message) from error
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    if "text" not in (reader.fieldnames or ()):
        raise _fault(path, 1, f"the head lacks the column “text”: it is {','.join(COLUMNS)}")
    try:
        for row in reader:
            if None in row:
                raise _fault(path, reader.line_num, "more cells than the head has columns")
            yield reader.line_num, {name: (value or "").strip() for name, value in row.items()}
    except csv.Error as error:
        raise _fault(path, reader.line_num, f"no CSV ({error})") from error


def _question(values: Mapping[str, Any]) -> Question:
    text = clean_question(str(values["text"] or ""), COMMAND_QUESTION_LIMIT_CHARS)
    told = values.get("answerable", True)
    told = told if isinstance(told, bool) else ANSWERABLE.get(str(told).lower())
    if told is None:
        raise ValueError('"answerable" is yes or no')
    return Question(
        id=str(values.get("id") or ""),
        text=text,
        answerable=told,
        history=turns_of(dict(values)),
        kind=str(values.get("kind") or ""),
    )


def _check(judged: JudgedQuestion, path: Path, line: int, seen: set[str]) -> None:
    identity = judged.question.id
    if identity in seen:
        raise _fault(path, line, f"the id {identity!r} stands twice")
    if identity:
        seen.add(identity)
    if judged.question.answerable and not judged.relevant:
        what = "a question that the documents answer needs a document, and best a quote of it"
        raise _fault(path, line, what)
    if not judged.question.answerable and judged.relevant:
        raise _fault(path, line, "a document is named though the question is not answerable")


def _as_lines(questions: Iterable[JudgedQuestion]) -> str:
    lines = []
    for each in questions:
        question = each.question
        spans: Sequence[Mapping[str, Any]] = [
            {
                "doc-id": span.doc_id,
                "text": span.text,
                **({"start": span.start, "end": span.end} if span.start is not None else {}),
            }
            for span in each.spans
        ]
        values = {
            "id": question.id,
            "text": question.text,
            "kind": question.kind,
            "answerable": question.answerable,
            "answer": each.answer,
            "spans": spans,
            "documents": list(each.documents),
            "history": [asdict(turn) for turn in question.history],
        }
        kept = {name: value for name, value in values.items() if value not in ("", [], ())}
        lines.append(json.dumps(kept, ensure_ascii=False))
    return "".join(f"{line}\n" for line in lines)


def _as_rows(questions: Iterable[JudgedQuestion]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for each in questions:
        question = each.question
        if question.history:
            message = (
                f"Question {question.id} follows earlier messages, which CSV has no place for: "
                "export to .jsonl."
            )
            raise EvaluationFolderError(message)
        answerable = "yes" if question.answerable else "no"
        head = (question.id, question.text, question.kind, answerable, each.answer)
        places = [(span.doc_id, span.text) for span in each.spans]
        places += [(doc_id, "") for doc_id in each.documents]
        writer.writerows((*head, *place) for place in places or [("", "")])
    return out.getvalue()


def _reason(error: Exception) -> str:
    if isinstance(error, KeyError | TypeError):
        return 'a question needs "text", and each of its spans "doc-id" and "text"'
    return str(error).rstrip(".")


def _fault(path: Path, line: int, what: str) -> EvaluationFolderError:
    return EvaluationFolderError(f"{path}, line {line}: {what}.")
