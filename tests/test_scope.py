"""Which documents a question may be answered from, by the authority and time that it names."""

from dataclasses import replace
from datetime import date

import pytest

from retriever.records import Metadata
from retriever.search.beyond import NO_OPINION, NOT_YET
from retriever.search.query import understand
from retriever.search.scope import Scope, of_its_place, scope_of


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


@pytest.mark.parametrize(
    "question",
    [
        "What grade will Northmere get?",
        "Who will be the lead inspector for Northmere at the next inspection?",
        "Will Aldercombe be judged outstanding?",
        "What outcome will the Tern House home be given next?",
        "Will Northmere improve by 2028?",
        "When will the next visit to Northmere take place?",
        "How many social workers will Northmere recruit next year?",
        "Who will be the next director of children's services in Northmere?",
        "Who's going to lead the next inspection of Northmere?",
        "Is Northmere going to get to outstanding at its next inspection?",
        "What will caseloads be like in Northmere in two years' time?",
        "Will Northmere keep its grade next time round?",
        "Which council is likely to be judged inadequate next?",
        "On what date does Ofsted come to Northmere again?",
        "When is Northmere due to be inspected by Ofsted next?",
        "Next year's budget for Northmere?",
        "Will Northmere still run its hubs in ten years?",
        "What will caseloads look like in Northmere five years from now?",
        "Is Northmere going to be merged with Aldercombe?",
        "What are the chances that Northmere gets to outstanding?",
        "Can you predict Northmere's grade?",
        "What will the next framework look like?",
        "What will happen to Northmere's services after the reorganisation?",
        "Are any councils going to be judged inadequate next year?",
        "If the council changes hands in May what happens in Northmere?",
    ],
)
def test_a_grade_still_to_be_given_is_in_no_document(question: str) -> None:
    assert scope_for(question) == Scope(missing=NOT_YET)


@pytest.mark.parametrize(
    "question",
    [
        "What must Northmere do before its next inspection?",
        "What will the next steps be for Northmere?",
        "What did leaders in Northmere plan for the next year?",
        "What is the plan for next year's intake in Northmere?",
        "How do the chances of living with kin compare between Northmere and Aldercombe?",
        "Should Northmere have moved them, according to the report?",
        "Should care leavers in Northmere have a pathway plan?",
        "Should foster carers in Northmere have delegated authority?",
        "Who should have oversight of placements in Northmere?",
        "Do you think caseloads in Northmere are manageable?",
        "How has Northmere managed to be outstanding in three years?",
        "How many times in three years has Northmere had to be inspected?",
        "How will elected members in Northmere hold leaders to account?",
        "Will children in Northmere lose their social worker at 18?",
        "When children return from missing episodes in Northmere do inspectors see interviews?",
        "Do inspectors mention next year's budget pressures in Northmere?",
        "Do inspectors in Northmere say what they think of it?",
    ],
)
def test_what_is_planned_may_be_told(question: str) -> None:
    assert scope_for(question).missing == ""


@pytest.mark.parametrize(
    "question",
    [
        "Do you agree with the judgement on Northmere?",
        "Would you recommend working there?",
        "Should I move my child to a school in Northmere?",
        "Is it fair to judge councils so?",
        "Who is the best lead inspector?",
        "Would you send your own child to a home there?",
        "Are Ofsted inspectors too harsh on councils?",
        "Was the inspection of Northmere fair?",
        "Is it right that Northmere was judged outstanding?",
        "What is the best council in England for children?",
        "I've been offered jobs in Northmere and Aldercombe, which one should I take?",
        "Who is to blame for the delays in Northmere?",
        "Should I take the post in Northmere or hold out for Aldercombe?",
        "Do you reckon fostering in Northmere would suit a couple like us?",
        "Which council would you rather have grown up with, Northmere or Aldercombe?",
        "Would I enjoy working nights in Northmere?",
        "In your view, which is the better place to work?",
        "What was the lead inspector's own personal feeling?",
        "Which director do you like best?",
        "Would you rather be a social worker in Northmere or in Aldercombe?",
        "If you were running Northmere's services, what would you sort out first?",
        "Ought Northmere to have sacked its managers?",
        "Who deserves more of the credit in Northmere?",
        "How would the children feel if they read the report?",
        "Your honest opinion of the grades?",
        "Do you think that Northmere is doing well?",
        "Where should we move to foster, Northmere or Aldercombe?",
        "Between ourselves, was Northmere's 2024 grade too harsh?",
        "I live in Northmere. Can I trust these people?",
        "Would it be sensible to move from Northmere to Aldercombe?",
        "Adam Grey or Bela Hart: who's the fairer inspector?",
    ],
)
def test_an_opinion_is_not_the_documents(question: str) -> None:
    assert scope_for(question) == Scope(missing=NO_OPINION)


@pytest.mark.parametrize(
    "question",
    [
        "Should I refer a child who is missing?",
        "Do social workers think that caseloads are right?",
        "What do children say is fair?",
        "How do you work out a caseload?",
        "Do you think that caseloads are lower now?",
        "Should I apply for an allowance?",
        "What is the children's favourite room?",
        "Would you tell me who led the inspection?",
        "Is it right that social workers visit every six weeks?",
        "What is the best place for a private meeting with a child?",
        "Were reports of unfair treatment followed up?",
        "Is a report needed when restraint is justified?",
        "Is a family group conference a good way to involve fathers?",
        "How would staff react if a child goes missing?",
        "How would a child feel able to make a complaint?",
        "When would it be safe for a child to return home?",
        "Who is the former director?",
        "Who is the most senior inspector?",
        "Did inspectors find it too hard for families to get help?",
        "Do children deserve better care according to the review?",
        "What must be said if your view of a child differs?",
        "Would it be safe to place a child near a former address?",
        "Should we tell the parents?",
        "Ought a manager to have a plan?",
        "How would you like to be told of it?",
        "Which school should I send the file to?",
    ],
)
def test_what_the_documents_may_say_of_opinions_is_theirs(question: str) -> None:
    assert scope_for(question) == Scope()


def test_a_topic_of_a_place_is_looked_for_in_that_place_s_documents_first() -> None:
    query = understand("What do inspectors say about visits in Northmere?", AUTHORITIES)
    scope = scope_of(query, LIBRARY)

    preferred = of_its_place(scope, query, LIBRARY).preferred

    named = {doc_id for doc_id, about in LIBRARY if about.authority == "Northmere"}
    assert {*preferred} == named
    assert of_its_place(Scope(), understand("What is said of visits?", ()), LIBRARY) == Scope()


@pytest.mark.parametrize(
    "question",
    [
        "What grade will a home get if children are not safe?",
        "What outcome will a complainant receive at stage 2?",
    ],
)
def test_what_will_always_be_given_may_be_told(question: str) -> None:
    assert scope_for(question).missing == ""
