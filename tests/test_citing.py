"""What was chosen, written into the records of an answer."""

from dataclasses import replace
from datetime import date

from retriever.answer_records import REFUSAL, Citation, ContextQuote, Hit
from retriever.answers.candidates import Candidate
from retriever.answers.citing import (
    answer_in_words,
    citation_of,
    hits_of,
    superseded_in_words,
)
from retriever.answers.judged import Judged
from retriever.records import BlockKind, Document, Metadata, PageSpan, Span
from retriever.search.searcher import Found
from tests.library import document_of, judged_of, passage_of

REPORT = document_of(
    "demonstration/reports/hubs.pdf",
    ["The board met. It agreed.", "Hubs opened."],
    Metadata(
        title="Hubs",
        doc_type="inspection_report",
        authority="Northmere",
        url="https://example.org/hubs",
        published=date(2024, 8, 1),
    ),
    (PageSpan(1, "i", 0, 15), PageSpan(2, "", 15, 39)),
)
PASSAGE = replace(passage_of(REPORT, 0, 39), section=("Findings", "Board"))


def judged(start: int, end: int, *context: Span) -> Judged:
    candidate = Candidate(start, end, end, BlockKind.PARAGRAPH, context=context)
    return judged_of(PASSAGE, REPORT, candidate, 0.75)


def test_a_citation_carries_the_words_and_their_place() -> None:
    citation = citation_of(2, judged(15, 25, Span(0, 14)))

    assert citation == Citation(
        number=2,
        quote="It agreed.",
        passage_id=f"{REPORT.doc_id}-0",
        doc_id=REPORT.doc_id,
        title="Hubs",
        doc_type="inspection_report",
        authority="Northmere",
        path="demonstration/reports/hubs.pdf",
        url="https://example.org/hubs",
        published=date(2024, 8, 1),
        superseded_by=None,
        page=2,
        page_label=None,
        section=("Findings", "Board"),
        start=15,
        end=25,
        probability=0.75,
        context=(ContextQuote("The board met.", 0, 14),),
        dated="1 August 2024",
    )
    assert citation.is_demonstration


def test_the_page_is_that_of_the_quote_not_of_its_passage() -> None:
    first, later = citation_of(1, judged(0, 14)), citation_of(2, judged(27, 39))

    assert (first.page, first.page_label) == (1, "i")
    assert (later.page, later.page_label) == (2, None)


def test_a_document_without_pages_is_cited_without_one() -> None:
    bare = replace(REPORT, pages=(), path="posts/hubs.html")

    citation = citation_of(1, replace(judged(0, 14), document=bare))

    assert (citation.page, citation.page_label) == (None, None)
    assert not citation.is_demonstration


def test_the_answer_is_the_quotes_with_their_marks() -> None:
    assert answer_in_words([judged(0, 14), judged(27, 39)], ()) == (
        "The board met. [1]\n\nHubs opened. [2]"
    )


def test_without_quotes_the_answer_is_the_refusal_and_what_is_missing() -> None:
    assert answer_in_words([], ()) == REFUSAL == "The documents do not answer this."
    assert answer_in_words([], ("No report from 2011.", "Searched: 2 documents.")) == (
        "The documents do not answer this. No report from 2011. Searched: 2 documents."
    )


def test_hits_are_ranked_from_one() -> None:
    found = [Found(PASSAGE, score, 0.5, 0.5, None) for score in (2.5, 0.5)]

    assert hits_of(found, {REPORT.doc_id: REPORT}) == (
        Hit(1, 2.5, PASSAGE, REPORT),
        Hit(2, 0.5, PASSAGE, REPORT),
    )


def test_a_superseded_source_is_told_with_what_takes_its_place() -> None:
    old = replace(REPORT, superseded_by="newer")
    citations = [
        citation_of(1, replace(judged(0, 14), document=old)),
        citation_of(2, replace(judged(15, 25), document=old)),
    ]
    newer = Metadata(
        title="Hubs again",
        doc_type="inspection_report",
        inspection_start=date(2025, 6, 9),
        inspection_end=date(2025, 6, 13),
    )

    library = {"newer": replace(REPORT, metadata=newer)}

    assert superseded_in_words(citations, library.get) == (
        (
            "[1][2] come from a superseded document: "
            "the later one is Hubs again (inspected 9 to 13 June 2025)."
        ),
    )


def test_a_source_superseded_by_what_the_library_lacks_is_told_as_it_was_stated() -> None:
    stated = replace(REPORT, superseded_by="the 2025 edition")

    library: dict[str, Document] = {}

    assert superseded_in_words(
        [citation_of(1, replace(judged(0, 14), document=stated))], library.get
    ) == ("[1] comes from a superseded document: the later one is the 2025 edition.",)
