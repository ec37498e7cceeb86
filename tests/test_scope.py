"""Which documents a question may be answered from, by the authority and time that it names."""

from datetime import date

from retriever.records import Metadata
from retriever.search.query import understand
from retriever.search.scope import Scope, scope_of


def report(authority: str, start: date, end: date, published: date) -> Metadata:
    return Metadata(
        title=authority,
        doc_type="inspection_report",
        authority=authority,
        inspection_start=start,
        inspection_end=end,
        published=published,
    )


LIBRARY = (
    ("n21", report("Northmere", date(2021, 3, 1), date(2021, 3, 5), date(2021, 5, 4))),
    ("n24", report("Northmere", date(2024, 6, 3), date(2024, 6, 7), date(2024, 8, 1))),
    ("a23", report("Aldercombe", date(2023, 1, 9), date(2023, 1, 13), date(2023, 3, 1))),
    ("post", Metadata(title="A post", doc_type="blog_post", published=date(2022, 1, 1))),
)
AUTHORITIES = ("Aldercombe", "Northmere")


def scope_for(text: str) -> Scope:
    return scope_of(understand(text, AUTHORITIES), LIBRARY)


def test_a_question_that_names_no_authority_may_be_answered_from_all() -> None:
    assert scope_for("What grade was given in the inspection of 2011?") == Scope()


def test_another_authority_s_documents_are_left_out() -> None:
    assert scope_for("What is good in Northmere?") == Scope(doc_ids=("n21", "n24", "post"))


def test_an_inspection_s_year_leaves_that_report_alone() -> None:
    assert scope_for("How was Northmere judged in the 2024 inspection?") == Scope(doc_ids=("n24",))
    assert scope_for("How was Northmere rated in June 2024?") == Scope(doc_ids=("n24",))


def test_two_authorities_may_both_answer() -> None:
    assert scope_for("Were Northmere and Aldercombe judged good in 2023 and 2024?") == Scope(
        doc_ids=("n24", "a23")
    )


def test_a_year_that_no_report_is_of_is_said_with_what_there_is() -> None:
    assert scope_for("What grade did Northmere get in its 2011 inspection?") == Scope(
        missing=(
            "The library has no document on Northmere from 2011; "
            "what it has on Northmere is from 2021, 2024."
        )
    )
    assert scope_for("What did the report of 3 June 2019 say on Aldercombe?") == Scope(
        missing=(
            "The library has no document on Aldercombe from 3 June 2019; "
            "what it has on Aldercombe is from 2023."
        )
    )


def test_a_year_in_a_question_that_is_not_about_an_inspection_leaves_nothing_out() -> None:
    assert scope_for("How many foster carers had Northmere in 2011?") == Scope(
        doc_ids=("n21", "n24", "post")
    )


def test_a_document_without_dates_may_be_the_one_asked_for() -> None:
    undated = Metadata(title="U", doc_type="review_report", authority="Northmere")
    query = understand("How was Northmere judged in the 2011 inspection?", AUTHORITIES)

    assert scope_of(query, (*LIBRARY, ("u", undated))) == Scope(doc_ids=("n21", "n24", "u", "post"))


def test_a_year_that_is_not_the_inspections_refuses_nothing() -> None:
    everything = Scope(doc_ids=("n21", "n24", "post"))

    for question in (
        "What does the report say of section 47 of the Children Act 1989 in Northmere?",
        "Has Northmere improved since the previous inspection in 2019?",
        "What did inspectors find filled in Northmere in September 2023?",
    ):
        assert scope_for(question) == everything
