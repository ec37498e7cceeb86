"""Two citations, and answers made of them, as the page is given them."""

from dataclasses import replace
from datetime import date

from retriever.answer_records import Answer, Citation, ContextQuote

PAYLOAD = "<img src=x onerror=alert(1)>"
ESCAPED_PAYLOAD = "&lt;img src=x onerror=alert(1)&gt;"

FIRST = Citation(
    number=1,
    quote="Each worker holds 16 children.",
    passage_id="p1",
    doc_id="d1",
    title="Inspection of Norborough",
    doc_type="inspection_reports",
    authority="Norborough",
    path="demonstration/report.pdf",
    url=None,
    published=date(2024, 3, 12),
    dated="12 March 2024",
    superseded_by=None,
    page=4,
    page_label="ii",
    section=("Caseloads",),
    start=10,
    end=40,
    probability=0.9,
)
SECOND = replace(
    FIRST,
    number=2,
    quote="Pilot\tAutumn",
    doc_id="d2",
    title="A post",
    doc_type="blog_posts",
    authority=None,
    path="blog_posts/post.html",
    page=None,
    page_label=None,
    start=5,
    end=17,
    context=(ContextQuote("Step\tWhen", 0, 4),),
)


def answer_of(*citations: Citation) -> Answer:
    return Answer(
        id="q1",
        question="How many?",
        query="How many?",
        found=bool(citations),
        probability=0.9,
        answer="",
        citations=citations,
        hits=(),
        generation=1,
    )
