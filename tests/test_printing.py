"""What people at a terminal are shown."""

from dataclasses import replace
from datetime import date

import pytest

from retriever.answer_records import UNSURE, Answer, Citation, Direct, Hit, ModelSentence
from retriever.printing import place_in_words, print_answer, print_hits
from retriever.records import Metadata, PageSpan
from tests.library import document_of, passage_of

TEXT = "The board met. It agreed."
REPORT = document_of(
    "demonstration/reports/hubs.pdf",
    [TEXT],
    Metadata(
        title="Hubs",
        doc_type="inspection_report",
        authority="Northmere",
        published=date(2024, 8, 1),
    ),
    (PageSpan(1, "iv", 0, 25),),
)
PASSAGE = passage_of(REPORT, 0, 25)
CITATION = Citation(
    number=1,
    quote=TEXT,
    passage_id=PASSAGE.passage_id,
    doc_id=REPORT.doc_id,
    title="Hubs",
    doc_type="inspection_report",
    authority="Northmere",
    path=REPORT.path,
    url=None,
    published=date(2024, 8, 1),
    superseded_by=None,
    page=1,
    page_label="iv",
    section=(),
    start=0,
    end=25,
    probability=0.9,
    dated="1 August 2024",
)
ANSWER = Answer(
    id="q",
    question="?",
    query="?",
    found=True,
    probability=0.9,
    answer=f"{TEXT} [1]",
    citations=(CITATION,),
    hits=tuple(Hit(rank, 1 / rank, PASSAGE, REPORT) for rank in range(1, 6)),
    generation=1,
)


def test_an_answer_is_its_words_and_the_places_that_they_stand(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_answer(replace(ANSWER, notices=("Mind this.",)))

    assert capsys.readouterr().out.splitlines() == [
        f"{TEXT} [1]",
        "Note: Mind this.",
        "",
        "Sources",
        "[1] Hubs, Northmere, 1 August 2024, page 1 (printed iv), demonstration —",
        "demonstration/reports/hubs.pdf",
    ]


def test_that_an_answer_is_not_certain_is_said_first(capsys: pytest.CaptureFixture[str]) -> None:
    print_answer(replace(ANSWER, notices=(UNSURE,), direct=Direct("The board", 1)))

    told = " ".join(capsys.readouterr().out.split())
    assert told.startswith(f"Note: {UNSURE} The board [1] {TEXT} [1] Sources")
    assert told.count(UNSURE) == 1


def test_the_direct_line_stands_above_the_quotes(capsys: pytest.CaptureFixture[str]) -> None:
    print_answer(replace(ANSWER, direct=Direct("The board", 1)))

    assert capsys.readouterr().out.splitlines()[:3] == ["The board [1]", "", f"{TEXT} [1]"]


def test_a_model_s_answer_comes_before_the_documents_own_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = ModelSentence("It met.", (1,), supported=True)
    print_answer(replace(ANSWER, mode="model", answer="It met. [1]", sentences=(said,)))

    assert capsys.readouterr().out.splitlines()[:5] == [
        "It met. [1]",
        "",
        "The documents’ own words",
        "",
        f"{TEXT} [1]",
    ]


def test_a_refusal_says_what_is_missing_once_and_shows_three_passages(
    capsys: pytest.CaptureFixture[str],
) -> None:
    refusal = "The documents do not answer this. No report from 2011."

    print_answer(
        replace(
            ANSWER, found=False, answer=refusal, citations=(), notices=("No report from 2011.",)
        )
    )

    assert capsys.readouterr().out.splitlines() == [
        refusal,
        "",
        "Nearest passages",
        "1. Hubs, page 1 (score 1.000)",
        f"   {TEXT}",
        "2. Hubs, page 1 (score 0.500)",
        f"   {TEXT}",
        "3. Hubs, page 1 (score 0.333)",
        f"   {TEXT}",
    ]


def test_a_long_passage_is_cut_between_words(capsys: pytest.CaptureFixture[str]) -> None:
    long = replace(PASSAGE, text="word " * 100, page=None)

    print_hits([Hit(1, 2.0, long, REPORT)])

    first, *lines = capsys.readouterr().out.splitlines()
    assert first == "1. Hubs (score 2.000)"
    assert " ".join(line.strip() for line in lines) == "word " * 58 + "word …"
    assert max(map(len, lines)) <= 99


def test_a_place_says_only_what_is_known() -> None:
    bare = replace(CITATION, authority=None, dated="", page=None, page_label=None, path="a.txt")
    plainly = replace(CITATION, page=3, page_label="3", path="a.txt")

    assert place_in_words(bare) == "Hubs — a.txt"
    assert place_in_words(plainly) == "Hubs, Northmere, 1 August 2024, page 3 — a.txt"
