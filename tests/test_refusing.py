"""What a refusal says of the search: what was searched, and which filters could be dropped."""

from datetime import date

from retriever.answers.refusing import droppable, dropped_in_words, searched_in_words
from retriever.records import Filters, Metadata
from retriever.search.scope import Scope

LIBRARY = (
    ("n", Metadata("N", "inspection_report", authority="Northmere", published=date(2024, 8, 1))),
    ("a", Metadata("A", "inspection_report", authority="Aldercombe", published=date(2021, 8, 1))),
    ("p", Metadata("P", "blog_post", authors=("Jo Field",), published=date(2023, 1, 1))),
)


def test_all_documents_or_those_of_scope_and_filters_are_counted() -> None:
    northmere = Scope(doc_ids=("n", "p"), narrowed_to="on Northmere")
    reports = Filters(doc_types=("inspection_report",))

    assert searched_in_words(LIBRARY, Filters(), Scope()) == "Searched: 3 documents."
    assert searched_in_words(LIBRARY[:1], Filters(), Scope()) == "Searched: 1 document."
    assert searched_in_words(LIBRARY, Filters(), northmere) == (
        "Searched: 2 of 3 documents: those on Northmere."
    )
    assert searched_in_words(LIBRARY, reports, northmere) == (
        "Searched: 1 of 3 documents: those on Northmere, with the filter type inspection report."
    )


def test_each_filter_that_was_set_can_be_dropped_by_itself() -> None:
    filters = Filters(
        doc_types=("blog_post", "guidance"),
        authors=("Jo Field",),
        since=date(2022, 1, 1),
        doc_ids=("p",),
    )

    assert [*droppable(filters)] == [
        (
            "date from 1 January 2022",
            Filters(("blog_post", "guidance"), authors=("Jo Field",), doc_ids=("p",)),
        ),
        (
            "type blog post or guidance",
            Filters(authors=("Jo Field",), since=date(2022, 1, 1), doc_ids=("p",)),
        ),
        (
            "author Jo Field",
            Filters(("blog_post", "guidance"), since=date(2022, 1, 1), doc_ids=("p",)),
        ),
    ]
    assert [*droppable(Filters(doc_ids=("p",)))] == []


def test_the_filter_that_keeps_an_answer_out_is_named_with_the_document() -> None:
    assert dropped_in_words("type blog post", "Kinship care") == (
        "Without the filter type blog post the library answers this: see “Kinship care”."
    )
