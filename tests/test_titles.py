"""Documents that a question names by their titles."""

from datetime import date

import pytest

from retriever.records import Metadata
from retriever.search.titles import Named, main_words, named_documents

LIBRARY = (
    ("w23", Metadata("Working with families well 2023: statutory guidance", "guidance")),
    ("k24", Metadata("Keeping homes safe together", "guidance", published=date(2024, 9, 2))),
    ("act", Metadata("Homes Act 2004", "document")),
    ("care", Metadata("Kinship care", "blog_post")),
    ("court", Metadata("Family Court of Northmere", "document")),
    ("the", Metadata("The County Court - Northmere", "document")),
    ("frame", Metadata("National practice framework", "guidance")),
    ("report", Metadata("Working with families well", "inspection_report", authority="Northmere")),
)
MISSING = "The library has no “Working with families well” of 2018; it has that of 2023."


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("In Working with Families 2023, who leads?", Named(wholly=("w23",))),
        ("Who leads under Working with families well?", Named(wholly=("w23",))),
        ("What does Working with Families say of leads?", Named(partly=("w23",))),
        ("Under Working with Families 2018, who leads?", Named(missing=MISSING)),
        ("What does Keeping homes safe together 2024 say?", Named(wholly=("k24",))),
        ("What does KHST say about doors?", Named(wholly=("k24",))),
        ("What the KHST says about doors", Named(wholly=("k24",))),
        ("Is the KHST guidance new?", Named(wholly=("k24",))),
        ("Is my KHST medicine free?", Named()),
        ("Who sees children with long trouble (KHST) in homes?", Named()),
        ("What does section 4 of the Homes Act 2004 say?", Named(partly=("act",))),
        ("What does section 4 of the Homes Act 1989 say?", Named()),
        ("What does the Working with Families guidance say?", Named(partly=("w23",))),
        ("Why can I not get National Practice Framework?", Named()),
        ("What stops me from getting Working with Families?", Named()),
        ("Who sits in the Family Court of Northmere?", Named()),
        ("Who sits in The County Court, Northmere?", Named()),
        ("Who sits, according to The County Court?", Named(wholly=("the",))),
        ("Who sits, according to the Family Court of Northmere?", Named(wholly=("court",))),
        ("Who leads in the National practice framework?", Named(wholly=("frame",))),
        ("Consider “Keeping homes safe together”’s rules; who leads?", Named(wholly=("k24",))),
        ("How is working with families going?", Named()),
        ("What is kinship care?", Named()),
        ("Kinship care: what is it?", Named()),
    ],
)
def test_a_title_is_named_wholly_partly_or_by_chance(question: str, named: Named) -> None:
    assert named_documents(question, LIBRARY) == named


def test_a_title_is_compared_without_its_subtitle_and_year() -> None:
    assert main_words("Working with families 2023: guidance") == ["working", "with", "families"]


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("In Working with Families 2023, who leads?", "who leads?"),
        ("Who leads, according to the Working with families well?", "Who leads?"),
        ("What does Keeping homes safe together 2024 say of doors?", "What does it say of doors?"),
        ("What does KHST say about doors?", "What does it say about doors?"),
        ("Consider Keeping Homes Safe Together; who leads?", "who leads?"),
        ("Regarding “Keeping homes safe together”: who leads?", "who leads?"),
        ("What does Working with Families say of leads?", ""),
        ("What does “Keeping homes safe together” say of doors?", ""),
    ],
)
def test_a_question_is_searched_without_the_title_that_narrows_it(question: str, left: str) -> None:
    assert named_documents(question, LIBRARY).question == left
