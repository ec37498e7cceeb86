"""Which documents a question may be answered from, by the authority and time that it names."""

from dataclasses import replace

import pytest

from retriever.records import Metadata
from retriever.search.query import understand
from retriever.search.scope import Scope, of_its_place, scope_of
from tests.scoped import AUTHORITIES, LIBRARY, scope_for


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


@pytest.mark.parametrize(
    "question",
    [
        "Has Northmere got better since the summer of 2024?",
        "What happened in Northmere in the months following the August 2024 report?",
        "How many staff left Northmere after its 2024 inspection?",
    ],
)
def test_nothing_is_from_after_the_newest_document(question: str) -> None:
    assert scope_for(question).missing == (
        "The newest document that the library has on Northmere is from 2024."
    )


@pytest.mark.parametrize(
    "question",
    [
        "Has Northmere got better since 2021?",
        "What has improved in Northmere since the last inspection, says the 2024 report?",
        "Have services in Northmere improved since the last inspection in 2024?",
        "Who supports children after they go missing in Northmere in the 2024 report?",
        "Has Northmere or Aldercombe got better since 2024?",
        "What must Northmere do after its 2024 inspection?",
        "What has the 2024 report on Northmere said?",
        "Has anything changed since 2024?",
    ],
)
def test_what_came_before_the_newest_document_may_be_told(question: str) -> None:
    assert scope_for(question).missing == ""


def test_a_year_that_no_report_is_of_is_said_with_what_there_is() -> None:
    assert scope_for("What grade did Northmere get in its 2011 inspection?") == Scope(
        doc_ids=("n21", "n24"),
        missing=(
            "The library has no document on Northmere from 2011; "
            "what it has on Northmere is from 2021, 2024."
        ),
    )
    assert scope_for("What did the report of 3 June 2019 say on Aldercombe?") == Scope(
        doc_ids=("a23",),
        missing=(
            "The library has no document on Aldercombe from 3 June 2019; "
            "what it has on Aldercombe is from 2023."
        ),
    )


def test_a_year_in_a_question_that_is_not_about_an_inspection_leaves_nothing_out() -> None:
    assert scope_for("How many foster carers had Northmere in 2011?") == Scope(
        doc_ids=("n21", "n24", "post")
    )


def test_the_visit_of_a_year_is_an_inspection_and_visits_are_not() -> None:
    assert scope_for("Who led the 2021 visit to Northmere?").doc_ids == ("n21",)
    assert scope_for("Who led the team in Northmere in 2021?").doc_ids == ("n21",)
    assert scope_for("How late were 2021 visits to children in Northmere?").doc_ids == (
        "n21",
        "n24",
        "post",
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


@pytest.mark.parametrize(
    ("question", "doc_ids"),
    [
        ("What grade did Northmere get at its latest inspection?", ("n24",)),
        ("When was Northmere last inspected?", ("n24",)),
        ("Is Northmere currently rated good?", ("n24",)),
        ("What does the most recent report on Northmere say about visits?", ("n24",)),
        ("What was Northmere's previous grade?", ("n21",)),
        ("What has Northmere done since the last inspection?", ("n21", "n24", "post")),
        ("What has Northmere done since its previous inspection?", ("n21", "n24", "post")),
        # Of one inspection alone there is no previous one: its report may tell of it.
        ("What was Aldercombe's previous grade?", ("a23", "post")),
    ],
)
def test_the_latest_and_the_previous_inspection_are_each_one_report(
    question: str, doc_ids: tuple[str, ...]
) -> None:
    assert scope_for(question).doc_ids == doc_ids


def test_a_grade_is_asked_of_the_latest_inspection_that_gave_one() -> None:
    graded = replace(LIBRARY[0][1], judgements=(("Overall", "Good"),))
    library = (("n21", graded), *LIBRARY[1:])

    def doc_ids(question: str) -> tuple[str, ...]:
        return scope_of(understand(question, AUTHORITIES), library).doc_ids

    assert doc_ids("What grade did Northmere get at its latest inspection?") == ("n21",)
    assert doc_ids("Who led the latest inspection of Northmere?") == ("n24",)


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("What did the report of 3 to 7 June 2024 say on Northmere?", "3 to 7 June 2024"),
        ("What grade did the inspection of June 2024 give Northmere?", "June 2024"),
    ],
)
def test_days_and_months_of_an_inspection_leave_its_report_alone(
    question: str, period: str
) -> None:
    scope = scope_for(question)

    assert (scope.doc_ids, scope.narrowed_to) == (("n24",), f"on Northmere from {period}")


def test_a_kind_that_is_demanded_leaves_the_others_out() -> None:
    scope = scope_for("What do the blog posts say about visits?")

    assert (scope.doc_ids, scope.narrowed_to) == (("post",), "of the kind blog post")
    # No visit of that kind is in the library: nothing is left out.
    assert scope_for("What did the focused visit find in Aldercombe?").doc_ids == ("a23", "post")


def test_a_council_that_the_library_does_not_know_is_missing() -> None:
    assert scope_for("Was Eastmarl County Council graded good?") == Scope(
        missing="The library has no document on Eastmarl; it has documents on 2 authorities."
    )


def test_a_topic_of_a_place_is_looked_for_in_that_place_s_documents_first() -> None:
    query = understand("What do inspectors say about visits in Northmere?", AUTHORITIES)
    scope = scope_of(query, LIBRARY)

    preferred = of_its_place(scope, query, LIBRARY).preferred

    named = {doc_id for doc_id, about in LIBRARY if about.authority == "Northmere"}
    assert {*preferred} == named
    assert of_its_place(Scope(), understand("What is said of visits?", ()), LIBRARY) == Scope()
