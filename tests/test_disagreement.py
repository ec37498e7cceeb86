"""Two sources that answer a question of fact differently."""

from dataclasses import replace
from datetime import date

from retriever.answers.candidates import Candidate
from retriever.answers.disagreement import differing_in_words, with_other_source
from retriever.answers.judged import Judged
from retriever.records import BlockKind, Metadata
from retriever.search.query import Query, understand
from tests.library import document_of, judged_of, passage_of


def said(
    year: int, words: str, authority: str | None = "Northmere", title: str = "A report"
) -> Judged:
    """Judge a quote of a document of a year."""
    about = Metadata(
        title=title,
        doc_type="inspection_report",
        authority=authority,
        published=date(year, 8, 1),
    )
    document = document_of(f"{authority}-{year}", [words], about)
    kind = BlockKind.TABLE_ROW if "\t" in words else BlockKind.PARAGRAPH
    candidate = Candidate(0, len(words), len(words), kind)
    passage = passage_of(document, 0, len(words))
    return judged_of(passage, document, candidate, 0.9)


def asked(text: str) -> Query:
    return understand(text, ("Northmere", "Aldercombe"))


OLD = said(2021, "The council of Northmere looked after 402 children.")
NEW = said(2024, "Northmere now looks after 371 children, and far fewer homes.")
QUESTION = asked("How many children does Northmere look after?")


def test_both_are_quoted_the_newer_one_first_with_their_dates() -> None:
    chosen = with_other_source(QUESTION, [OLD, NEW], [OLD])

    assert chosen == [NEW, OLD]
    assert differing_in_words(QUESTION, chosen) == (
        "The sources differ: [1] “371” (1 August 2024) and [2] “402” (1 August 2021).",
    )


def test_sources_that_agree_are_quoted_once() -> None:
    same = said(2024, "The council of Northmere looked after 402 children.")

    assert with_other_source(QUESTION, [OLD, same], [OLD]) == [OLD]
    assert differing_in_words(QUESTION, [OLD]) == ()


def test_another_authority_s_or_a_weak_source_does_not_disagree() -> None:
    other = said(2024, "The council looked after 371 children.", "Aldercombe")

    assert with_other_source(QUESTION, [OLD, other], [OLD]) == [OLD]
    assert with_other_source(QUESTION, [OLD, replace(NEW, probability=0.6)], [OLD]) == [OLD]
    assert with_other_source(QUESTION, [OLD, replace(NEW, order=-2.5)], [OLD]) == [OLD]


def test_editions_of_one_title_may_disagree_other_documents_not() -> None:
    question = asked("How many days may a visit last?")
    first = said(2021, "A visit may last 5 days at most.", None, "Visits 2021: guidance")
    second = said(2024, "A visit may last 9 days at most.", None, "Visits 2024: guidance")
    third = said(2024, "A visit may last 9 days at most.", None, "Holidays")

    assert with_other_source(question, [first, second], [first]) == [second, first]
    assert with_other_source(question, [first, third], [first]) == [first]


def test_a_question_that_names_a_time_has_one_source() -> None:
    for text in (
        "How many children did Northmere look after in 2021?",
        "How many children did the latest report say Northmere looks after?",
    ):
        assert with_other_source(asked(text), [OLD, NEW], [OLD]) == [OLD]


def test_rows_disagree_only_under_one_label() -> None:
    question = asked("What overall grade was Northmere given?")
    good = said(2024, "Overall effectiveness\tGood")
    poor = said(2021, "Overall effectiveness\tInadequate")
    leaders = said(2021, "The impact of leaders\tInadequate")

    assert with_other_source(question, [poor, good], [poor]) == [good, poor]
    assert with_other_source(question, [good, leaders], [good]) == [good]


def test_a_question_that_asks_for_no_fact_keeps_its_quotes() -> None:
    question = asked("Why does Northmere look after children?")

    assert with_other_source(question, [OLD, NEW], [OLD, NEW]) == [OLD, NEW]
