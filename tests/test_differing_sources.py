"""Sources that disagree, over a real index: both are quoted, with their dates."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from retriever.answers.opening import open_answerer
from retriever.store.encoder import SentenceEncoder
from tests.library import document_of, make_index
from tests.small_library import OTHER, report

REPORT = document_of(
    "reports/northmere.pdf",
    [
        "Managers know the strengths of the service.",
        "In June 2023 the average caseload of social workers in Northmere was 24 children.",
    ],
    report(2023, "Good"),
)
LETTER = document_of(
    "posts/letter.html",
    [
        "The council wrote to families.",
        "The average caseload of social workers in Northmere is 21 children.",
    ],
    replace(
        report(2024, "Good"),
        title="A letter on Northmere",
        doc_type="blog_post",
        inspection_start=None,
        inspection_end=None,
        published=date(2024, 9, 1),
    ),
)


def test_both_are_quoted_the_newer_first_and_the_difference_is_told(
    tmp_path: Path, encoder: SentenceEncoder
) -> None:
    settings = make_index(tmp_path / "index", encoder, [REPORT, LETTER, OTHER])

    answer = open_answerer(settings).ask("What is the average caseload in Northmere?")

    assert [(each.path, each.quote) for each in answer.citations] == [
        ("posts/letter.html", LETTER.text.split("\n")[-1]),
        ("reports/northmere.pdf", REPORT.text.split("\n")[-1]),
    ]
    assert answer.notices == (
        (
            "The sources differ: [1] “21” (1 September 2024) and "
            "[2] “24” (inspected 3 to 7 June 2023)."
        ),
    )
