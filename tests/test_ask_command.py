"""`python -m retriever ask` and `search`, as processes: what they print and how they end."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from retriever.records import Metadata
from retriever.store.encoder import SentenceEncoder
from tests.library import document_of, make_index

ROOT = Path(__file__).parent.parent
KINSHIP = document_of(
    "demonstration/kinship.html",
    [
        "Kinship carers are relatives or friends who bring up a child.",
        "The canteen serves soup on Fridays.",
    ],
    Metadata(title="Kinship care", doc_type="blog_post"),
)
QUOTE = "Kinship carers are relatives or friends who bring up a child."


@dataclass(frozen=True, slots=True)
class Done:
    """What a finished command left."""

    status: int
    output: str
    errors: str


def run(*arguments: str | bytes, **environment: str) -> Done:
    """Run `python -m retriever` with the arguments."""
    done = subprocess.run(
        [sys.executable, "-m", "retriever", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder) -> str:
    return str(make_index(tmp_path_factory.mktemp("commands"), encoder, [KINSHIP]).index)


@pytest.fixture
def copied(index: str, tmp_path: Path) -> Path:
    """Copy the index, to be damaged."""
    return Path(shutil.copytree(index, tmp_path / "index"))


def test_ask_prints_the_quote_and_its_source(index: str) -> None:
    done = run("ask", "Who are kinship carers?", "--index", index)

    assert (done.status, done.errors) == (0, "")
    assert done.output.splitlines() == [
        f"{QUOTE} [1]",
        "",
        "Sources",
        "[1] Kinship care, demonstration — demonstration/kinship.html",
    ]


def test_a_file_of_questions_gives_one_object_a_line_and_status_1_for_what_cannot_be_asked(
    index: str, tmp_path: Path
) -> None:
    questions = tmp_path / "questions.jsonl"
    lines = [
        {"id": "a", "text": "Who are kinship carers?"},
        {"id": "b", "text": "\x00"},
        {"text": "And?\u2028", "history": [{"role": "user", "text": "Who are kinship carers?"}]},
        {"id": "d", "text": "\ud800 soup?"},
        {"id": "e", "text": "x" * 2001},
    ]
    first, second, third, fourth, fifth = map(json.dumps, lines)
    third = third.replace("\\u2028", "\u2028")
    texts = (first, second, "", third, fourth, fifth)
    questions.write_text("\n".join(texts), encoding="utf-8")

    done = run("ask", "--questions", str(questions), "--index", index)

    answers = [json.loads(line) for line in done.output.split("\n") if line]
    assert (done.status, done.errors) == (1, "")
    assert [answer["id"] for answer in answers] == ["a", "b", "4", "d", "e"]
    assert answers[0]["citations"][0]["quote"] == QUOTE
    assert answers[1]["error"].startswith("Please type a question")
    assert answers[3]["query"] == "soup?"
    assert answers[4]["error"].startswith("The question is 2,001 characters long")


def test_search_json_holds_the_hits_that_the_filters_let_through(index: str) -> None:
    none = ("search", "soup", "--json", "--since", "2024-01-01", "--index", index)

    done = run(*none)

    assert (done.status, done.errors) == (0, "")
    assert json.loads(done.output) == {"query": "soup", "hits": []}


def test_letters_that_neither_terminal_nor_unicode_has_end_no_answer(index: str) -> None:
    asked = b"Who are kinship carers \xe9?"

    done = run("ask", asked, "--json", "--k", "1", "--index", index, PYTHONIOENCODING="ascii")

    answer = json.loads(done.output)
    assert (done.status, done.errors) == (0, "")
    assert answer["question"] == asked.decode("utf-8", "surrogateescape")
    assert answer["query"] == "Who are kinship carers ?"
    assert (answer["found"], answer["citations"][0]["quote"]) == (True, QUOTE)
    assert [hit["rank"] for hit in answer["hits"]] == [1]
    assert answer["timings_ms"]["total"] > 0


def test_a_damaged_cache_still_answers_and_says_so(copied: Path) -> None:
    (vectors,) = copied.glob("vectors-*")
    vectors.write_bytes(bytes(vectors.stat().st_size))

    done = run("search", "soup in the canteen", "--k", "1", "--index", str(copied))

    assert done.status == 0
    assert done.output.splitlines()[1:] == ["   The canteen serves soup on Fridays."]
    assert done.errors == (
        f"The cache {vectors} is missing or damaged: rebuilt from the database.\n"
    )


# What ends with status 2, and one line that says what to do next


def test_no_index_is_said_in_one_line(tmp_path: Path) -> None:
    done = run("ask", "Why?", "--index", str(tmp_path / "none"))

    assert done == Done(
        2, "", f"There is no index in {tmp_path / 'none'}: make one with `python -m ingest`.\n"
    )


def test_an_empty_index_is_said_in_one_line(tmp_path: Path, encoder: SentenceEncoder) -> None:
    folder = make_index(tmp_path, encoder, ()).index

    done = run("search", "soup", "--index", str(folder), CANDOUR_CORPUS="library")

    assert done == Done(
        2,
        "",
        f"The index in {folder} is empty: add documents to library and run `python -m ingest`.\n",
    )


def test_an_unknown_encoder_is_said_in_one_line(index: str) -> None:
    done = run("ask", "Why?", "--index", index, CANDOUR_ENCODER="magic")

    assert (done.status, done.output) == (2, "")
    assert done.errors == (
        "There is no encoder 'magic': CANDOUR_ENCODER takes all-MiniLM-L6-v2, "
        "a folder that exists, or an OWNER/MODEL of a hub.\n"
    )


def test_another_encoder_than_the_index_s_is_said_in_one_line(index: str, tmp_path: Path) -> None:
    connection = sqlite3.connect(Path(shutil.copytree(index, tmp_path / "i")) / "candour.sqlite3")
    connection.execute("UPDATE facts SET value = 'other' WHERE name = 'encoder'")
    connection.commit()
    connection.close()

    done = run("ask", "Why?", "--index", str(tmp_path / "i"))

    assert done == Done(
        2,
        "",
        f"The index in {tmp_path / 'i'} was made with encoder other, this Candour uses "
        "all-MiniLM-L6-v2: run `python -m ingest` to make it anew from the corpus.\n",
    )


def test_a_damaged_database_is_said_in_one_line(copied: Path) -> None:
    (copied / "candour.sqlite3").write_bytes(b"no database" * 1000)

    done = run("ask", "Why?", "--index", str(copied))

    assert done == Done(
        2,
        "",
        f"The index in {copied} is damaged (file is not a database): delete that folder and make "
        "it anew from the corpus with `python -m ingest`; no document is lost.\n",
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["ask"],
            'Give a question in quotation marks: python -m retriever ask "...?"\n',
        ),
        (
            ["ask", " \x1b "],
            (
                "Please type a question, for example: "
                "What does the review say about social workers' caseloads?\n"
            ),
        ),
        (
            ["search", "x" * 2001],
            "The question is 2,001 characters long; the limit is 2,000. Please shorten it.\n",
        ),
        (
            ["ask", "--questions", "nowhere.jsonl"],
            "nowhere.jsonl cannot be read (No such file or directory): name a JSON Lines file.\n",
        ),
    ],
)
def test_a_question_that_cannot_be_asked_is_said_in_one_line(
    arguments: list[str], said: str
) -> None:
    assert run(*arguments) == Done(2, "", said)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{oops", "line 1: not JSON (Expecting property name enclosed in double quotes)."),
        (b'\n"text"', 'line 2: expected an object with "id" and "text".'),
        (
            b'{"id": 1, "text": "?", "history": [1]}',
            'line 1: "history" is a list of {"role": "user" or "assistant", "text"}.',
        ),
    ],
)
def test_a_line_that_is_no_question_is_named(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_bytes(content)

    assert run("ask", "--questions", str(path)) == Done(2, "", f"{path}, {said}\n")


def test_questions_that_are_not_utf_8_are_said_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_bytes(b'{"text": "caf\xe9"}')

    assert run("ask", "--questions", str(path)) == Done(
        2, "", f"{path} is not UTF-8 text: save it as UTF-8.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", "?", "--k", "0"], "argument --k: give a whole number from 1"),
        (["ask", "?", "--since", "May"], "'May' is not a date: write it as 2024-05-31"),
        (["guess"], "invalid choice: 'guess'"),
    ],
)
def test_bad_usage_ends_with_status_2_and_says_why(arguments: list[str], said: str) -> None:
    done = run(*arguments)

    assert (done.status, done.output) == (2, "")
    assert said in done.errors.splitlines()[-1]


def test_a_setting_that_cannot_be_used_is_said_in_one_line() -> None:
    assert run("ask", "Why?", CANDOUR_THRESHOLD="high") == Done(
        2, "", "CANDOUR_THRESHOLD is 'high', not a float: give it one, or unset it.\n"
    )


def test_a_reader_that_closes_the_pipe_ends_the_command_quietly(index: str) -> None:
    command = f'"{sys.executable}" -m retriever search kinship --index "{index}" | true'

    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stderr == ""
