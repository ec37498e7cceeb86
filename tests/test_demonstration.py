"""The demonstration library and its golden questions fit together."""

import json
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
GOLDEN = ROOT / "tests" / "eval" / "golden"
POSTS = sorted((CORPUS / "demonstration" / "blog_posts").glob("*.html"))
REPORTS = sorted((CORPUS / "demonstration" / "review_reports").glob("*.pdf"))
BODY_PAGES = {
    "aldercombe-inspection-2023": 5,
    "close-to-home-thematic-review-2024": 5,
    "harrowfen-inspection-2023": 4,
    "northmere-inspection-2021": 4,
    "northmere-inspection-2024": 4,
}
LAST_PARAGRAPH = {
    "aldercombe-inspection-2023": 36,
    "close-to-home-thematic-review-2024": 31,
    "harrowfen-inspection-2023": 34,
    "northmere-inspection-2021": 27,
    "northmere-inspection-2024": 33,
}
SMALL_WORDS = (
    "a an and any are at be by can did do does for from get have how in is it its long many may"
    " much of on or s so that the their there they to was we were what when where which who why"
    " will with"
)


class TextOfPage(HTMLParser):
    """Gathers an HTML page's text, scripts and styles left out."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.hidden += tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)


def lines_of_pages(path: Path) -> list[list[str]]:
    with pypdfium2.PdfDocument(path) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    return [
        [line.strip() for line in text.splitlines() if line.strip()]
        for text in (text.replace("\ufffe", "-") for text in texts)
    ]


@cache
def text_of(path: Path) -> str:
    """Return what a document says, white space collapsed, without a PDF's header and footer."""
    if path.suffix == ".html":
        page = TextOfPage()
        page.feed(path.read_text(encoding="utf-8"))
        return " ".join("".join(page.parts).split())
    cover, *others = lines_of_pages(path)
    return " ".join(" ".join([*cover, *(line for page in others for line in page[1:-1])]).split())


def lines_of(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLDEN / name).read_text(encoding="utf-8").splitlines()]


def qrels() -> list[list[str]]:
    return [line.split("\t") for line in (GOLDEN / "qrels.tsv").read_text("utf-8").splitlines()]


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", text.lower())) - set(SMALL_WORDS.split())


def test_the_library_holds_twelve_posts_and_five_reports() -> None:
    counts = (len(POSTS), len(REPORTS))

    assert counts == (12, 5)


def test_the_reports_are_byte_for_byte_what_the_script_draws(tmp_path: Path) -> None:
    script = ROOT / "tests" / "demonstration_reports.py"

    subprocess.run([sys.executable, script, tmp_path], check=True)

    drawn = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert drawn == {path.name: path.read_bytes() for path in REPORTS}


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.stem)
def test_page_labels_are_roman_then_arabic_and_printed_on_the_page(report: Path) -> None:
    expected = ["i", "ii", "iii", *(str(n + 1) for n in range(BODY_PAGES[report.stem]))]

    labels = PdfReader(report).page_labels
    printed = [lines[-1].split()[-1] for lines in lines_of_pages(report)[1:]]

    assert labels == expected
    assert printed == expected[1:]


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.stem)
def test_paragraphs_are_numbered_without_a_gap(report: Path) -> None:
    lines = [line for page in lines_of_pages(report) for line in page]

    numbers = [int(found[1]) for line in lines if (found := re.match(r"(\d{1,3})\. [A-Z]", line))]

    assert numbers == list(range(1, LAST_PARAGRAPH[report.stem] + 1))


def test_the_two_columns_read_left_before_right() -> None:
    report = CORPUS / "demonstration/review_reports/close-to-home-thematic-review-2024.pdf"

    with pypdfium2.PdfDocument(report) as document:
        page = document[5].get_textpage()
        text = page.get_text_range()
        left = text.index("Lionel, 68")
        right = text.index("A duty manager")
        places = (page.get_charbox(left)[0], page.get_charbox(right)[0])

    assert left < right
    assert [round(place) for place in places] == [71, 309]


@pytest.mark.parametrize("post", POSTS, ids=lambda path: path.stem)
def test_a_post_says_that_it_is_invented_and_has_a_blogs_markup(post: Path) -> None:
    html = post.read_text(encoding="utf-8")

    counts = {mark: html.count(mark) for mark in ("<h1", "<time class=", "<figcaption>", "<main")}

    assert '<meta name="candour-demonstration" content="invented">' in html
    assert "<table>" in html
    assert counts == {"<h1": 1, "<time class=": 1, "<figcaption>": 1, "<main": 1}


def test_every_span_stands_in_its_document_and_in_no_other() -> None:
    documents = {path.relative_to(CORPUS).as_posix(): text_of(path) for path in POSTS + REPORTS}

    wrong = [
        (answer["query-id"], span["text"], holders)
        for answer in lines_of("answers.jsonl")
        for span in answer["spans"]
        if (holders := [name for name, text in documents.items() if span["text"] in text])
        != [span["doc-id"]]
    ]

    assert wrong == []


def test_answerable_questions_have_a_judgement_and_an_answer_and_others_have_none() -> None:
    queries = lines_of("queries.jsonl")
    answerable = [query["id"] for query in queries if query.get("answerable", True)]
    header, *judgements = qrels()

    assert header == ["query-id", "doc-id", "relevance"]
    assert [judgement[0] for judgement in judgements] == answerable
    assert {judgement[2] for judgement in judgements} == {"1"}
    assert [answer["query-id"] for answer in lines_of("answers.jsonl")] == answerable
    assert {(judgement[0], judgement[1]) for judgement in judgements} == {
        (answer["query-id"], span["doc-id"])
        for answer in lines_of("answers.jsonl")
        for span in answer["spans"]
    }


def test_ids_and_questions_are_unique() -> None:
    queries = lines_of("queries.jsonl")

    counts = Counter(query["id"] for query in queries) + Counter(q["text"] for q in queries)

    assert set(counts.values()) == {1}


def test_there_are_questions_of_every_kind() -> None:
    kinds = Counter(query["kind"] for query in lines_of("queries.jsonl"))

    assert kinds == {
        "date": 6,
        "definition": 6,
        "exception": 8,
        "grade": 6,
        "list": 4,
        "name": 5,
        "number": 12,
        "paraphrase": 10,
        "table": 14,
        "yes-no": 7,
        "unanswerable-council": 3,
        "unanswerable-future": 2,
        "unanswerable-not-told": 4,
        "unanswerable-opinion": 2,
        "unanswerable-outside": 3,
        "unanswerable-year": 3,
    }


def test_every_document_is_asked_about() -> None:
    asked = {judgement[1] for judgement in qrels()[1:]}

    assert asked == {path.relative_to(CORPUS).as_posix() for path in POSTS + REPORTS}


def test_at_most_half_of_the_questions_share_most_of_their_words_with_the_span() -> None:
    spans = {answer["query-id"]: answer["spans"] for answer in lines_of("answers.jsonl")}
    asked = [query for query in lines_of("queries.jsonl") if query["id"] in spans]

    close = [
        query["id"]
        for query in asked
        for words in (words_of(query["text"]),)
        if max(len(words & words_of(span["text"])) for span in spans[query["id"]]) > len(words) / 2
    ]

    assert len(close) <= len(asked) // 2
