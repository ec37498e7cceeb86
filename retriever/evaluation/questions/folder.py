"""A folder of golden questions that people add to: the files of an evaluation folder.

Each file is written whole or not at all, the questions last, so that a stopped command never leaves
a question without its judgements. Pending questions stand in a file of their own, which no
evaluation reads.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

from retriever.errors import EvaluationFolderError
from retriever.evaluation.gold import plain
from retriever.evaluation.question_set import GoldAnswer, lines_of, read_evaluation_set
from retriever.evaluation.questions.records import JudgedQuestion, PendingQuestion

HEAD = "query-id\tdoc-id\trelevance\n"
PENDING = "pending.jsonl"


def read_questions(folder: Path) -> list[JudgedQuestion]:
    """Return a folder's questions in order; none where there is no such folder yet.

    Raises:
        EvaluationFolderError: A file is missing or a line does not fit.
    """
    if not (folder / "queries.jsonl").is_file():
        return []
    evaluation = read_evaluation_set(folder)
    questions = []
    for question in evaluation.questions:
        gold = evaluation.answers.get(question.id, GoldAnswer(""))
        quoted = {span.doc_id for span in gold.spans}
        others = sorted(evaluation.relevant(question.id) - quoted)
        questions.append(JudgedQuestion(question, gold.text, gold.spans, tuple(others)))
    return questions


def add_questions(folder: Path, added: Sequence[JudgedQuestion]) -> list[JudgedQuestion]:
    """Add questions to a folder, which is made where there is none.

    Returns:
        What was added, each with its id.

    Raises:
        EvaluationFolderError: An id or a question stands there already; nothing is written.
    """
    present = read_questions(folder)
    ids = {each.question.id for each in present}
    texts = {_key(each): each.question.id for each in present}
    numbered = []
    for each in added:
        identity = each.question.id or _free_id(ids)
        if identity in ids:
            message = f"{folder / 'queries.jsonl'}: the id {identity!r} stands there already."
            raise EvaluationFolderError(message)
        if _key(each) in texts:
            message = (
                f"{folder / 'queries.jsonl'}: “{each.question.text}” stands there already "
                f"({texts[_key(each)]})."
            )
            raise EvaluationFolderError(message)
        ids.add(identity)
        texts[_key(each)] = identity
        numbered.append(replace(each, question=replace(each.question, id=identity)))
    if numbered:
        folder.mkdir(parents=True, exist_ok=True)
        _append(folder / "answers.jsonl", "", [_answer_line(each) for each in numbered])
        _append(folder / "qrels.tsv", HEAD, [line for each in numbered for line in _qrels(each)])
        _append(folder / "queries.jsonl", "", [_query_line(each) for each in numbered])
    return numbered


def read_pending(folder: Path) -> list[PendingQuestion]:
    """Return the questions that wait to be judged, oldest first.

    Raises:
        EvaluationFolderError: A line does not fit.
    """
    path = folder / PENDING
    if not path.is_file():
        return []
    pending = []
    for number, values in lines_of(path):
        try:
            noted = values.get("noted")
            day = date.fromisoformat(noted) if noted else None
            pending.append(PendingQuestion(**{**values, "noted": day}))
        except (TypeError, ValueError) as error:
            message = f"{path}, line {number}: no pending question ({error})."
            raise EvaluationFolderError(message) from error
    return pending


def note_pending(folder: Path, noted: Iterable[PendingQuestion]) -> list[PendingQuestion]:
    """Add questions to those that wait, but for what waits or is judged already; return the new."""
    waiting = read_pending(folder)
    known = {plain(each.text) for each in waiting}
    known |= {plain(each.question.text) for each in read_questions(folder)}
    new = []
    for each in noted:
        if plain(each.text) not in known:
            known.add(plain(each.text))
            new.append(each)
    if new:
        folder.mkdir(parents=True, exist_ok=True)
        _write_pending(folder, [*waiting, *new])
    return new


def drop_pending(folder: Path, text: str) -> None:
    """Take a question out of those that wait; nothing happens where it is not among them."""
    waiting = read_pending(folder)
    kept = [each for each in waiting if plain(each.text) != plain(text)]
    if len(kept) < len(waiting):
        _write_pending(folder, kept)


def _write_pending(folder: Path, pending: Sequence[PendingQuestion]) -> None:
    lines = []
    for each in pending:
        values = {**asdict(each), "noted": each.noted.isoformat() if each.noted else None}
        lines.append(_line({name: value for name, value in values.items() if value}))
    _write(folder / PENDING, "".join(lines))


def _key(judged: JudgedQuestion) -> tuple[str, ...]:
    """Return what makes a question: its words, and what was said before it."""
    turns = (turn.text for turn in judged.question.history)
    return tuple(plain(text) for text in (judged.question.text, *turns))


def _free_id(taken: set[str]) -> str:
    number = len(taken) + 1
    while f"q{number:03}" in taken:
        number += 1
    return f"q{number:03}"


def _query_line(judged: JudgedQuestion) -> str:
    question = judged.question
    values = {
        "id": question.id,
        "text": question.text,
        **({"kind": question.kind} if question.kind else {}),
        **({} if question.answerable else {"answerable": False}),
        **({"history": [asdict(turn) for turn in question.history]} if question.history else {}),
    }
    return _line(values)


def _answer_line(judged: JudgedQuestion) -> str:
    if not judged.answer and not judged.spans:
        return ""
    spans = []
    for span in judged.spans:
        places = {"start": span.start, "end": span.end} if span.start is not None else {}
        spans.append({"doc-id": span.doc_id, "text": span.text, **places})
    return _line({"query-id": judged.question.id, "answer": judged.answer, "spans": spans})


def _qrels(judged: JudgedQuestion) -> list[str]:
    return [f"{judged.question.id}\t{doc_id}\t1\n" for doc_id in judged.relevant]


def _line(values: object) -> str:
    return json.dumps(values, ensure_ascii=False) + "\n"


def _append(path: Path, head: str, lines: Sequence[str]) -> None:
    before = path.read_text(encoding="utf-8") if path.is_file() else head
    if before and not before.endswith("\n"):
        before += "\n"
    _write(path, before + "".join(lines))


def _write(path: Path, text: str) -> None:
    draft = path.with_name(f"{path.name}.new")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
