"""Follow-ups on a place that is no authority of the library: changed, carried, told from others."""

import pytest

from retriever.conversation.standalone import standalone
from tests.test_following_up import GRADE, KNOWN, LEAVERS, talk

CARE = "How many children were in care in Wexcliffe in December 2023?"


@pytest.mark.parametrize(
    ("earlier", "question", "alone"),
    [
        (CARE, "and in Eastmarl?", "How many children were in care in Eastmarl in December 2023?"),
        (
            CARE,
            "what about Eastmarl?",
            "How many children were in care in Eastmarl in December 2023?",
        ),
        (CARE, "And for Eastmarl in 2022?", "How many children were in care in Eastmarl in 2022?"),
        (
            CARE,
            "and Ash-on-Wold?",
            "How many children were in care in Ash-on-Wold in December 2023?",
        ),
        (CARE, "and Northmere?", "How many children were in care in Northmere in December 2023?"),
        (
            CARE,
            "How many foster carers live there?",
            "How many foster carers live in Wexcliffe in December 2023?",
        ),
        (
            CARE,
            "and care leavers?",
            "How many care leavers were in care in Wexcliffe in December 2023?",
        ),
        (LEAVERS, "and in Wexcliffe?", "What does Wexcliffe do for care leavers?"),
    ],
)
def test_a_place_that_is_no_authority_is_changed_and_carried_like_one(
    earlier: str, question: str, alone: str
) -> None:
    assert standalone(question, talk(earlier), KNOWN).text == alone


@pytest.mark.parametrize(
    ("earlier", "question", "alone"),
    [
        (CARE, "and in foster homes?", f"In foster homes ({CARE[0].lower()}{CARE[1:-1]})?"),
        (CARE, "and in Ofsted reports?", f"In Ofsted reports ({CARE[0].lower()}{CARE[1:-1]})?"),
        ("What is kinship care?", "and in Eastmarl?", "In Eastmarl (what is kinship care)?"),
        (
            CARE,
            "and Adoption?",
            f"What about Adoption ({CARE[0].lower()}{CARE[1:-1]})?",
        ),
        (
            "How many plans did Northmere make for children?",
            "and for care leavers?",
            "How many plans did Northmere make for care leavers?",
        ),
        (GRADE, "and Safeguarding?", "What grade did Northmere get for Safeguarding in 2021?"),
        (CARE, "and in June 2022?", "How many children were in care in Wexcliffe in June 2022?"),
    ],
)
def test_what_is_no_place_or_comes_after_none_takes_no_places_place(
    earlier: str, question: str, alone: str
) -> None:
    assert standalone(question, talk(earlier), KNOWN).text == alone


@pytest.mark.parametrize(
    ("earlier", "question", "alone"),
    [
        (
            "How many inspectors took part?",
            "and when was it published?",
            "When was it published (how many inspectors took part)?",
        ),
        (
            "How many children are in care?",
            "and when was it published?",
            "When was it published (how many children are in care)?",
        ),
        (
            "What does the guidance say on neglect?",
            "when was it published?",
            "When was the guidance published?",
        ),
        (CARE, "When was it published?", f"When was it published ({CARE[0].lower()}{CARE[1:-1]})?"),
        ("What is Staying Close?", "When was it published?", "When was Staying Close published?"),
    ],
)
def test_only_a_text_or_a_title_is_published(earlier: str, question: str, alone: str) -> None:
    assert standalone(question, talk(earlier), KNOWN).text == alone
