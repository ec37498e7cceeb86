"""Two posts and three reports that an answerer can be asked about."""

from datetime import date

from retriever.records import Metadata, PageSpan
from tests.library import document_of

POST = document_of(
    "posts/arrangements.html",
    [
        "We are changing how we inspect local authority children’s services.",
        (
            "The new inspection arrangements start in January 2018. They replace the single "
            "inspection framework."
        ),
        "Inspectors will listen to children, families and social workers.",
    ],
    Metadata(
        title="New inspection arrangements",
        doc_type="blog_post",
        authors=("Jo Field",),
        published=date(2017, 3, 3),
        categories=("Inspection",),
    ),
)
KINSHIP = document_of(
    "posts/kinship.html",
    [
        "Kinship carers are relatives or friends who bring up a child.",
        "In 2023 there were 141,000 children living with kinship carers in England.",
    ],
    Metadata(title="Kinship care", doc_type="blog_post", published=date(2024, 5, 1)),
)


def report(year: int, caseload: str, authority: str = "Northmere") -> Metadata:
    return Metadata(
        title=f"{authority}: inspection of children’s services",
        doc_type="inspection_report",
        authority=authority,
        inspection_start=date(year, 6, 3),
        inspection_end=date(year, 6, 7),
        published=date(year, 8, 1),
        overall_grade=caseload,
    )


OLD = document_of(
    "reports/northmere-2021.pdf",
    ["Social workers in Northmere hold 24 cases each, which is too many.", "Visits are late."],
    report(2021, "Inadequate"),
    (PageSpan(1, "i", 0, 68), PageSpan(2, "1", 68, 84)),
)
NEW = document_of(
    "reports/northmere-2024.pdf",
    ["Visits are timely.", "Social workers in Northmere hold 15 cases each, which is manageable."],
    report(2024, "Good"),
    (PageSpan(1, "i", 0, 20), PageSpan(2, "1", 20, 88)),
)
OTHER = document_of(
    "reports/aldercombe-2023.pdf",
    ["Social workers in Aldercombe hold 19 cases each, which is a lot."],
    report(2023, "Good", "Aldercombe"),
)
LIBRARY = (POST, KINSHIP, OLD, NEW, OTHER)
