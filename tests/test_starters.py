"""Starter questions: from the library's own documents, one of each kind."""

from dataclasses import replace
from datetime import date

from retriever.answers.starters import starter_questions
from retriever.records import Block, BlockKind, Document, Metadata
from tests.library import document_of


def post(path: str, title: str, heading: str, published: date | None) -> Document:
    document = document_of(
        path, [heading, "Words."], Metadata(title=title, doc_type="blog_post", published=published)
    )
    first, second = document.blocks
    return replace(document, blocks=(Block(BlockKind.HEADING, 0, first.end, level=2), second))


def report(path: str, authority: str, end: date) -> Document:
    return document_of(
        path,
        ["Words."],
        Metadata(
            title=authority,
            doc_type="inspection_report",
            authority=authority,
            inspection_start=end.replace(day=end.day - 4),
            inspection_end=end,
            lead_inspector="A. Smith",
            judgements=(("The impact of leaders", "Good"), ("Overall", "Good")),
        ),
    )


OLDER = post("a.html", "Kinship care", "What carers say to us", date(2023, 1, 1))
NEWER = post("b.html", "Early help", "Family hubs", date(2024, 1, 1))
NORTHMERE = report("n.pdf", "Northmere", date(2024, 6, 7))
ALDERCOMBE = report("c.pdf", "Aldercombe", date(2023, 3, 17))


def test_three_questions_of_three_kinds_of_three_documents_newest_first() -> None:
    assert starter_questions((OLDER, ALDERCOMBE, NEWER, NORTHMERE), 3) == (
        "What does “Early help” say about family hubs?",
        (
            "What grade was Northmere given for the impact of leaders "
            "in the inspection of 3 to 7 June 2024?"
        ),
        "Who was the lead inspector for the inspection of Aldercombe in 2023?",
    )


def test_more_of_one_kind_where_no_other_is_left() -> None:
    assert starter_questions((OLDER, NEWER), 3) == (
        "What does “Early help” say about family hubs?",
        "What does “Kinship care” say about what carers say to us?",
    )


def test_no_more_than_asked_for() -> None:
    assert len(starter_questions((OLDER, NEWER, NORTHMERE), 1)) == 1
    assert starter_questions((OLDER, NEWER, NORTHMERE), 0) == ()


def test_a_library_that_suggests_nothing_has_none() -> None:
    untitled = post("x.html", "X", "Why now?", None)
    one_word = post("y.html", "Y", "Background", None)
    long = post("z.html", "Z", "A heading " * 7, None)

    assert starter_questions((untitled, one_word, long, document_of("t", ["Words."])), 3) == ()
    assert starter_questions((), 3) == ()
