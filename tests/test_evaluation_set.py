"""An evaluation folder: both layouts, and every fault named with its file and line."""

import json
from pathlib import Path

import pytest

from retriever.answer_records import Turn
from retriever.errors import EvaluationFolderError
from retriever.evaluation.question_set import (
    GoldAnswer,
    GoldSpan,
    PassageText,
    Question,
    read_evaluation_set,
)

HEADER = "query-id\tdoc-id\trelevance\n"


def write_lines(path: Path, *values: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{json.dumps(each)}\n" for each in values), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a sound folder of two questions, to be spoiled."""
    write_lines(
        tmp_path / "queries.jsonl",
        {"id": "q1", "text": "What?"},
        {
            "id": 2,
            "text": "And why?",
            "answerable": False,
            "kind": "follow-up",
            "history": [{"role": "user", "text": "What?"}, {"role": "assistant", "text": "So."}],
        },
    )
    (tmp_path / "qrels.tsv").write_text(f"{HEADER}q1\ta.pdf\t2\nq1\tb.pdf\t0\n\n", encoding="utf-8")
    write_lines(
        tmp_path / "answers.jsonl",
        {
            "query-id": "q1",
            "answer": "84%",
            "spans": [
                {"doc-id": "a.pdf", "text": "84% of visits"},
                {"doc-id": "a.pdf", "text": "84%", "start": 4, "end": 7},
            ],
        },
        {"query-id": "q0", "answer": "None"},
    )
    return tmp_path


def fault_of(folder: Path) -> str:
    """Return what is said of a spoiled folder, without the folder's own path."""
    with pytest.raises(EvaluationFolderError) as caught:
        list(read_evaluation_set(folder).passage_texts())
    return str(caught.value).replace(f"{folder}/", "")


def test_questions_judgements_and_answers_are_read(folder: Path) -> None:
    evaluation = read_evaluation_set(folder)

    assert evaluation.questions == (
        Question("q1", "What?"),
        Question(
            "2",
            "And why?",
            answerable=False,
            history=(Turn("user", "What?"), Turn("assistant", "So.")),
            kind="follow-up",
        ),
    )
    assert evaluation.qrels == {"q1": {"a.pdf": 2, "b.pdf": 0}}
    assert evaluation.answers == {
        "q1": GoldAnswer(
            "84%", (GoldSpan("a.pdf", "84% of visits"), GoldSpan("a.pdf", "84%", 4, 7))
        ),
        "q0": GoldAnswer("None"),
    }


def test_the_layout_is_what_the_folder_brings(folder: Path) -> None:
    assert read_evaluation_set(folder).layout == "library"
    (folder / "files").mkdir()
    assert read_evaluation_set(folder).layout == "files"
    write_lines(folder / "corpus.jsonl", {"id": "a", "text": "x"})
    assert read_evaluation_set(folder).layout == "passages"


def test_passages_are_read_in_order(folder: Path) -> None:
    write_lines(
        folder / "corpus.jsonl",
        {"id": "b", "title": "T", "text": "One."},
        {"id": 1, "text": "Two.", "title": None},
    )

    assert list(read_evaluation_set(folder).passage_texts()) == [
        PassageText("b", "T", "One."),
        PassageText("1", "", "Two."),
    ]


def test_beir_s_layout_is_read_and_only_its_judged_questions_asked(tmp_path: Path) -> None:
    write_lines(
        tmp_path / "queries.jsonl",
        {"_id": "1", "text": "In train", "metadata": {}},
        {"_id": "2", "text": "In test", "metadata": {}},
    )
    write_lines(tmp_path / "corpus.jsonl", {"_id": "d1", "title": "T", "text": "One."})
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text(
        "query-id\tcorpus-id\tscore\r\n2\td1\t1\r\n", encoding="utf-8"
    )

    evaluation = read_evaluation_set(tmp_path)

    assert evaluation.questions == (Question("2", "In test"),)
    assert evaluation.qrels == {"2": {"d1": 1}}
    assert list(evaluation.passage_texts()) == [PassageText("d1", "T", "One.")]


def test_a_byte_order_mark_and_blank_lines_are_no_fault(folder: Path) -> None:
    plain = (folder / "queries.jsonl").read_bytes()
    (folder / "queries.jsonl").write_bytes(b"\xef\xbb\xbf" + plain.replace(b"\n", b"\r\n\r\n"))

    assert [question.id for question in read_evaluation_set(folder).questions] == ["q1", "2"]


def test_judgements_without_a_header_line_are_all_read(folder: Path) -> None:
    (folder / "qrels.tsv").write_text("q1\ta.pdf\t1\nq1\tb.pdf\t1\n", encoding="utf-8")

    assert read_evaluation_set(folder).qrels == {"q1": {"a.pdf": 1, "b.pdf": 1}}


def test_answers_may_be_missing(folder: Path) -> None:
    (folder / "answers.jsonl").unlink()

    assert read_evaluation_set(folder).answers == {}


def test_a_set_without_a_passage_or_a_judged_question_is_empty(
    folder: Path, tmp_path: Path
) -> None:
    write_lines(folder / "corpus.jsonl")
    assert fault_of(folder) == "corpus.jsonl holds no passage."

    (folder / "qrels").mkdir()
    (folder / "qrels" / "test.tsv").write_text(HEADER, encoding="utf-8")
    assert fault_of(folder) == (
        f"qrels/test.tsv judges none of the questions in {tmp_path / 'queries.jsonl'}."
    ).replace(f"{tmp_path}/", "")


def test_a_folder_without_its_files_is_named(folder: Path, tmp_path: Path) -> None:
    (folder / "qrels.tsv").unlink()
    assert fault_of(folder) == (
        "qrels.tsv is missing: it says which documents answer which question."
    )

    (folder / "queries.jsonl").write_text("\n", encoding="utf-8")
    assert fault_of(folder) == "queries.jsonl holds no question."

    (folder / "queries.jsonl").unlink()
    assert fault_of(folder) == (
        f"{tmp_path} has no queries.jsonl: name a folder laid out as docs/evaluation.md says."
    )


@pytest.mark.parametrize(
    ("name", "line", "said"),
    [
        ("queries.jsonl", b"{oops", "not JSON (Expecting property name enclosed in double quotes)"),
        ("queries.jsonl", b"[1, 2]", "expected an object, in braces"),
        ("queries.jsonl", b'{"id": "q3"}', 'a question needs "id" and "text"'),
        ("queries.jsonl", b'{"text": "Why?"}', 'a question needs "id" and "text"'),
        ("queries.jsonl", b'{"id": "q1", "text": "Why?"}', "the id 'q1' stands twice"),
        (
            "queries.jsonl",
            b'{"id": "q3", "text": "?!"}',
            (
                "Please type a question, for example: "
                "What does the review say about social workers' caseloads?"
            ),
        ),
        ("queries.jsonl", b'{"id": "q3", "text": "caf\xe9"}', "not UTF-8 text"),
        (
            "queries.jsonl",
            b'{"id": "q3", "text": "Why?", "history": [{"role": "user"}]}',
            '"history" is a list of {"role": "user" or "assistant", "text"}',
        ),
        (
            "queries.jsonl",
            b'{"id": "q3", "text": "Why?", "history": "before"}',
            '"history" is a list of {"role": "user" or "assistant", "text"}',
        ),
        ("answers.jsonl", b"84%", "not JSON (Extra data)"),
        (
            "answers.jsonl",
            b'{"answer": "84%"}',
            'an answer needs "query-id", and each of its spans "doc-id" and "text"',
        ),
        (
            "answers.jsonl",
            b'{"query-id": "q1", "spans": [{"text": "84%"}]}',
            'an answer needs "query-id", and each of its spans "doc-id" and "text"',
        ),
        ("corpus.jsonl", b'{"id": "c"}', 'a passage needs "id" and "text"'),
        ("corpus.jsonl", b'{"text": "One."}', 'a passage needs "id" and "text"'),
        ("corpus.jsonl", b"null", "expected an object, in braces"),
        ("corpus.jsonl", b'{"id": "b", "text": "Three."}', "the id 'b' stands twice"),
    ],
)
def test_a_line_that_does_not_fit_is_named_with_its_file(
    folder: Path, name: str, line: bytes, said: str
) -> None:
    write_lines(folder / "corpus.jsonl", {"id": "a", "text": "1"}, {"id": "b", "text": "2"})
    path = folder / name
    path.write_bytes(path.read_bytes() + line + b"\n")

    assert fault_of(folder) == f"{name}, line 3: {said}."


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("q1 a.pdf 1", "expected query-id, doc-id and relevance, tab-separated"),
        ("q1\ta.pdf", "expected query-id, doc-id and relevance, tab-separated"),
        ("q1\ta.pdf\tyes", "expected query-id, doc-id and relevance, tab-separated"),
        ("q1\ta.pdf\t²", "expected query-id, doc-id and relevance, tab-separated"),
        ("q1\ta.pdf\t-1", "expected query-id, doc-id and relevance, tab-separated"),
        ("q9\ta.pdf\t1", "there is no question 'q9' in queries.jsonl"),
        ("q1\ta.pdf\t2", "'a.pdf' is judged twice, and differently"),
    ],
)
def test_a_judgement_that_does_not_fit_is_named_with_its_line(
    folder: Path, line: str, said: str
) -> None:
    (folder / "qrels.tsv").write_text(f"{HEADER}q1\ta.pdf\t1\n{line}\n", encoding="utf-8")

    assert fault_of(folder) == f"qrels.tsv, line 3: {said}."
