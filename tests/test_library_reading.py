"""What the Library room shows of a document: its facts, and which golden questions it answers."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from retriever.evaluation.question_set import Question
from retriever.evaluation.questions.folder import add_questions
from retriever.evaluation.questions.records import JudgedQuestion
from retriever.records import Metadata
from tests.library import document_of
from ui.facts_table import facts_table
from ui.library.citing import questions_citing

POST = document_of(
    "blog_posts/hubs.html",
    ["Hubs open early."],
    Metadata(
        title="Hubs",
        doc_type="blog_post",
        authors=("Jo Field", "Al Marsh"),
        published=date(2024, 5, 3),
        origins=(("authors", "byline"),),
    ),
)


def test_a_fact_is_named_once_by_its_row() -> None:
    rows = re.findall(r"<tr><td>(.*?)</td></tr>", facts_table(POST))

    assert [re.sub("</?bdi>", "", row).split("</td><td>") for row in rows] == [
        ["Title", "Hubs", ""],
        ["Type", "Blog post", ""],
        ["Authors", "Jo Field, Al Marsh", "byline"],
        ["Published", "3 May 2024", ""],
        ["File", "blog_posts/hubs.html", ""],
    ]


def test_a_question_is_cited_by_path_wherever_its_document_stands(tmp_path: Path) -> None:
    asked = {
        "In the post?": POST.path,
        "At its copy?": "copies/hubs.html",
        "In another file of the same name?": "reports/hubs.html",
    }
    add_questions(
        tmp_path,
        [JudgedQuestion(Question("", text), documents=(path,)) for text, path in asked.items()],
    )
    kept = replace(POST, also_at=("copies/hubs.html",))

    assert questions_citing(kept, tmp_path) == ("In the post?", "At its copy?")
