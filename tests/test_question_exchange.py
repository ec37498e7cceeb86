"""Questions in and out as JSON Lines and CSV; a fault names its file and line."""

from dataclasses import replace
from pathlib import Path

import pytest

from retriever.answer_records import Turn
from retriever.errors import EvaluationFolderError
from retriever.evaluation.question_set import GoldSpan, Question
from retriever.evaluation.questions.exchange import read_file, write_file
from retriever.evaluation.questions.records import JudgedQuestion

QUESTIONS = [
    JudgedQuestion(
        Question("q1", "How many “cases”, each?", kind="number"),
        "twelve, or more",
        (GoldSpan("a.pdf", "twelve\ncases"), GoldSpan("b.pdf", "12")),
        ("c.pdf",),
    ),
    JudgedQuestion(Question("q2", "Who won?", answerable=False)),
]


@pytest.mark.parametrize("name", ["own.jsonl", "own.csv", "OWN.CSV"])
def test_what_is_written_is_read_back(name: str, tmp_path: Path) -> None:
    write_file(tmp_path / name, QUESTIONS)

    assert read_file(tmp_path / name) == QUESTIONS


def test_history_and_offsets_go_into_lines_and_not_into_rows(tmp_path: Path) -> None:
    follows = JudgedQuestion(
        Question("q1", "And why?", history=(Turn("user", "What?"),)),
        spans=(GoldSpan("a", "x", 3, 4),),
    )

    write_file(tmp_path / "own.jsonl", [follows])

    assert read_file(tmp_path / "own.jsonl") == [follows]
    with pytest.raises(EvaluationFolderError, match=r"export to \.jsonl"):
        write_file(tmp_path / "own.csv", [follows])


def test_rows_without_ids_are_each_a_question(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("text,document\nWhy?,a.pdf\nWhy?,b.pdf\n", encoding="utf-8-sig")

    assert read_file(path) == [
        JudgedQuestion(Question("", "Why?"), documents=("a.pdf",)),
        JudgedQuestion(Question("", "Why?"), documents=("b.pdf",)),
    ]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "question\nWhy?\n", "line 1: the head lacks the column “text”"),
        ("a.csv", "text,document\nWhy?,a,b\n", "line 2: more cells than the head has columns"),
        ("a.csv", 'text\n"Why?\n', "no CSV"),
        ("a.csv", "text,answerable\nWhy?,perhaps\n", 'line 2: "answerable" is yes or no'),
        ("a.csv", "text\nWhy?\n", "line 2: a question that the documents answer needs a document"),
        ("a.csv", "text,answerable,document\nWhy?,no,a\n", "line 2: a document is named though"),
        ("a.csv", "id,text,document\nq,Why?,a\nq,How?,a\n", "line 3: the id 'q' stands twice"),
        ("a.csv", "text\n", "holds no question"),
        ("a.jsonl", '{"id": "q"}', 'line 1: a question needs "text"'),
        ("a.jsonl", '{"text": "Why?", "spans": [{"text": "x"}]}', 'each of its spans "doc-id"'),
        ("a.jsonl", '{"text": "?!", "documents": ["a"]}', "line 1: Please type a question"),
        ("a.jsonl", "{", "line 1: not JSON"),
        ("a.txt", "Why?", "is neither .jsonl nor .csv"),
    ],
)
def test_a_line_that_does_not_fit_is_named(name: str, text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")

    with pytest.raises(EvaluationFolderError) as caught:
        read_file(tmp_path / name)

    assert str(tmp_path / name) in str(caught.value)
    assert said in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvaluationFolderError, match=r"none\.csv cannot be read \(No such file"):
        read_file(tmp_path / "none.csv")


def test_an_unknown_ending_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(EvaluationFolderError, match="is neither"):
        write_file(tmp_path / "a.txt", [replace(QUESTIONS[1])])
