"""The table of documents: what a row says, how rows are searched, sorted and parted into pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from retriever.records import Document, Metadata, PageSpan
from tests.library import document_of
from ui.library.listing import Listing, Wanted

REPORT = replace(
    document_of(
        "review_reports/northmere.pdf",
        ["Words."],
        Metadata(
            "Inspection of Northmere", "review_report", "Northmere", published=date(2021, 5, 3)
        ),
        (PageSpan(1, "1", 0, 6), PageSpan(2, "2", 6, 6)),
    ),
    warnings=("page 2 has no text",),
    also_at=("other/northmere.pdf",),
)
LATER = document_of(
    "review_reports/northmere-2024.pdf",
    ["Later words."],
    Metadata("inspection of Northmere, later", "review_report", published=date(2024, 5, 3)),
)
POST = document_of(
    "demonstration/post.html",
    ["A post’s words."],
    Metadata("Caf\u00e9 <b>visits</b>", "blog_post", authors=("Amara O\u2019Neil",)),
)


@dataclass
class Library:
    held: list[Document]
    generation_now: int = 1
    readings: int = field(default=0)

    def generation(self) -> int:
        return self.generation_now

    def documents(self) -> Sequence[Document]:
        self.readings += 1
        return self.held


def titles(listing: Listing, sent: dict[str, object]) -> list[str]:
    return [row["title"] for row in listing.page(Wanted.from_browser(sent))["rows"]]


def listing() -> Listing:
    return Listing(Library([POST, replace(REPORT, superseded_by=LATER.doc_id), LATER]))


def test_a_row_says_what_is_known_of_a_document() -> None:
    page = listing().page(Wanted(search="northmere.pdf"))

    assert page["found"] == 1
    assert page["all"] == 3
    assert page["rows"] == [
        {
            "doc_id": REPORT.doc_id,
            "title": "Inspection of Northmere",
            "path": "review_reports/northmere.pdf",
            "also_at": ["other/northmere.pdf"],
            "kind": "Review report",
            "authority": "Northmere",
            "dated": "3 May 2021",
            "pages": 2,
            "warnings": ["page 2 has no text"],
            "superseded_by": "inspection of Northmere, later (3 May 2024)",
            "demonstration": False,
            "href": f"#source?doc_id={REPORT.doc_id}&start=0&end=0",
            "original": f"/library/original/{REPORT.doc_id}",
        }
    ]


def test_rows_stand_by_title_whatever_its_capitals() -> None:
    assert titles(listing(), {}) == [
        "Caf\u00e9 <b>visits</b>",
        "Inspection of Northmere",
        "inspection of Northmere, later",
    ]


def test_sorted_by_date_the_undated_stand_last_either_way() -> None:
    up: dict[str, object] = {"sort": "day"}
    down: dict[str, object] = {"sort": "day", "descending": True}

    assert titles(listing(), up)[-1] == titles(listing(), down)[-1] == "Caf\u00e9 <b>visits</b>"
    assert titles(listing(), down)[0] == "inspection of Northmere, later"


def test_a_search_looks_for_every_word_in_title_path_kind_and_author() -> None:
    assert titles(listing(), {"search": "O'NEIL  blog"}) == ["Caf\u00e9 <b>visits</b>"]
    assert titles(listing(), {"search": "neil report"}) == []


def test_rows_are_parted_into_pages() -> None:
    many = [
        document_of(f"{number:03}.txt", [f"Words {number}."], Metadata(f"{number:03}", "note"))
        for number in range(120)
    ]

    shown = titles(Listing(Library(many)), {"offset": 100})

    assert shown == [f"{number:03}" for number in range(100, 120)]


def test_rows_are_made_anew_only_when_the_library_changes() -> None:
    library = Library([POST])
    listed = Listing(library)
    listed.rows()
    listed.rows()
    assert library.readings == 1

    library.held, library.generation_now = [POST, LATER], 2

    assert len(listed.rows()) == 2


def test_what_a_browser_sends_and_does_not_fit_is_taken_as_not_said() -> None:
    assert Wanted.from_browser("x") == Wanted()
    assert Wanted.from_browser({"search": 3, "sort": "words", "offset": True}) == Wanted()
    assert Wanted.from_browser({"offset": -1, "descending": "yes"}) == Wanted()
