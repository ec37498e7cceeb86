"""Which questions are surveys, and what is understood of them."""

from datetime import date

import pytest

from retriever.records import Metadata
from retriever.search.query import understand
from retriever.surveys.asked import Survey, SurveyKind, survey_of


def report(authority: str, inspector: str) -> Metadata:
    return Metadata(
        title=f"Inspection of {authority}",
        doc_type="inspection_report",
        authority=authority,
        lead_inspector=inspector,
        inspection_start=date(2021, 9, 13),
    )


LIBRARY = (
    ("1", report("Northmere", "Helen Ashdown")),
    ("2", report("Harrowfen", "Farida Haddow")),
)


def asked(question: str) -> Survey | None:
    return survey_of(understand(question, ("Harrowfen", "Northmere")), LIBRARY)


@pytest.mark.parametrize(
    "question",
    [
        "What grade was Northmere given for leadership?",
        "What is Northmere's overall grade?",
        "Was Northmere judged outstanding for leadership in 2021?",
        "Who led the inspection of Northmere?",
        "Who was the lead inspector for Harrowfen in the inspection carried out in 2021?",
        "When was Northmere inspected?",
        "What did the 2021 report on Northmere say about caseloads?",
        "What did inspectors say about supervision in Northmere?",
        "What does the thematic review say about kinship care?",
        "What must reports contain?",
        "Which services can I get?",
        "Which areas were judged good in Northmere?",
        "Which councils were inadequate and why?",
        "How many posts were vacant in 2023?",
        "How many children were looked after in 2023?",
        "How many children's homes were there on 31 March 2024?",
        "How has the law on adoption changed?",
        "How did Northmere bring its caseloads down?",
        "What changed in the framework?",
        "What do councils get wrong?",
        "Which authorities in the north are outstanding?",
        "Which reports are from 2018, 2020 and 2024?",
    ],
)
def test_an_ordinary_question_is_no_survey(question: str) -> None:
    assert asked(question) is None


@pytest.mark.parametrize(
    ("question", "area", "grades"),
    [
        (
            "Which authorities were judged outstanding for leadership?",
            "leadership",
            ("Outstanding",),
        ),
        (
            "Which councils were good or better for care leavers?",
            "care leavers",
            ("Outstanding", "Good"),
        ),
        (
            "List the councils that require improvement for children in care",
            "children in care",
            ("Requires improvement",),
        ),
        ("Which council was rated inadequate?", "overall effectiveness", ("Inadequate",)),
        (
            "How many councils got less than good for help and protection?",
            "help and protection",
            ("Requires improvement", "Inadequate", "Adequate", "Satisfactory"),
        ),
        (
            "Which councils were not good overall?",
            "overall effectiveness",
            ("Requires improvement", "Inadequate", "Adequate", "Satisfactory"),
        ),
        (
            "Which councils were not outstanding for the impact of leaders on social work?",
            "leadership",
            ("Good", "Requires improvement", "Inadequate", "Adequate", "Satisfactory"),
        ),
    ],
)
def test_a_list_by_grade_names_what_was_judged(
    question: str, area: str, grades: tuple[str, ...]
) -> None:
    survey = asked(question)

    assert survey is not None
    assert survey.area is not None
    assert (survey.kind, survey.area.name, survey.grades) == (SurveyKind.LIST, area, grades)


@pytest.mark.parametrize(
    ("question", "noun", "when", "inspector", "authorities"),
    [
        ("List the inspections led by Helen Ashdown", "inspections", "", "Helen Ashdown", ()),
        ("Which reports did Haddow lead?", "reports", "", "Farida Haddow", ()),
        ("List the inspections led by Jo Field", "inspections", "", "Jo Field", ()),
        ("Which reports were published in March 2024?", "reports", "in March 2024", "", ()),
        ("What blog posts were published since 2023?", "posts", "since 2023", "", ()),
        (
            "Which inspections took place between 2021 and 2023?",
            "inspections",
            "between 2021 and 2023",
            "",
            (),
        ),
        ("How many reports are there on Northmere?", "reports", "", "", ("Northmere",)),
        ("Show me the reports on Harrowfen", "reports", "", "", ("Harrowfen",)),
        ("How many blog posts are there?", "posts", "", "", ()),
    ],
)
def test_a_list_by_inspector_time_place_or_kind(
    question: str, noun: str, when: str, inspector: str, authorities: tuple[str, ...]
) -> None:
    survey = asked(question)

    assert survey is not None
    assert (survey.kind, survey.noun.many) == (SurveyKind.LIST, noun)
    assert (survey.when.words if survey.when else "", survey.inspector) == (when, inspector)
    assert survey.authorities == authorities


@pytest.mark.parametrize(
    ("question", "area", "authorities"),
    [
        ("How did Northmere's grade change?", "overall effectiveness", ("Northmere",)),
        ("Has Northmere improved since 2021?", "overall effectiveness", ("Northmere",)),
        ("How has the judgement on care leavers changed since 2021?", "care leavers", ()),
        (
            "Compare Northmere and Harrowfen on leadership",
            "leadership",
            ("Harrowfen", "Northmere"),
        ),
        (
            "How do Northmere and Harrowfen compare on the experiences of children in care?",
            "children in care",
            ("Harrowfen", "Northmere"),
        ),
        ("Compare Northmere and Harrowfen", None, ("Harrowfen", "Northmere")),
        ("Compare Northmere and Leeds", None, ("Northmere",)),
    ],
)
def test_a_change_or_comparison_of_judgements(
    question: str, area: str | None, authorities: tuple[str, ...]
) -> None:
    survey = asked(question)

    assert survey is not None
    assert survey.kind is SurveyKind.CHANGE
    assert (survey.area.name if survey.area else None, survey.authorities) == (area, authorities)


@pytest.mark.parametrize(
    ("question", "topic", "noun", "authorities"),
    [
        ("What do the reports say about caseloads?", "caseloads", "reports", ()),
        (
            "Compare the caseloads in Northmere and Harrowfen",
            "caseloads",
            "reports",
            ("Harrowfen", "Northmere"),
        ),
        (
            "How do caseloads in Northmere and Harrowfen compare?",
            "caseloads",
            "reports",
            ("Harrowfen", "Northmere"),
        ),
        (
            "What do inspectors say about supervision across councils?",
            "supervision",
            "reports",
            (),
        ),
        ("Which reports mention return home interviews?", "return home interviews", "reports", ()),
        ("Which reports mention Northmere?", "Northmere", "reports", ()),
        ("Which councils' reports mention agency staff?", "agency staff", "reports", ()),
        ("What do the blog posts say about kinship care?", "kinship care", "posts", ()),
        ("List the posts on kinship care", "kinship care", "posts", ()),
        (
            "What do the reports on Northmere say about caseloads?",
            "caseloads",
            "reports",
            ("Northmere",),
        ),
        (
            "Compare Northmere with Harrowfen on caseloads",
            "caseloads",
            "reports",
            ("Harrowfen", "Northmere"),
        ),
        (
            "Compare Northmere, Harrowfen and Leeds on caseloads",
            "caseloads",
            "reports",
            ("Harrowfen", "Northmere"),
        ),
        ("Compare Leeds and Northmere on caseloads", "caseloads", "reports", ("Northmere",)),
        ("How do caseloads in Northmere compare to Leeds?", "caseloads", "reports", ("Northmere",)),
        (
            "How do caseloads in Northmere differ from those in Harrowfen?",
            "caseloads",
            "reports",
            ("Harrowfen", "Northmere"),
        ),
        ("How have caseloads changed in Northmere?", "caseloads", "reports", ("Northmere",)),
        ("What do the 2021 reports say about agency staff?", "agency staff", "reports", ()),
    ],
)
def test_a_topic_is_taken_from_its_own_place(
    question: str, topic: str, noun: str, authorities: tuple[str, ...]
) -> None:
    survey = asked(question)

    assert survey is not None
    assert (survey.kind, survey.topic, survey.noun.many) == (SurveyKind.TOPIC, topic, noun)
    assert survey.authorities == authorities


def test_one_place_alone_is_not_compared_nor_are_two_looked_for() -> None:
    assert asked("Compare Northmere") is None
    assert asked("Which reports mention Northmere and Leeds?") is None
