"""The source viewer's server side: places are checked, words are marked where they were read."""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest.page_image import Box, PageImage
from retriever.errors import DocumentError, UnreadableFileError
from retriever.records import Block, BlockKind, Document, Metadata, PageSpan, Span
from tests.access_users import anybodys_request, request_of
from ui.marked_text import marked_text, same_words_before
from ui.place import Place
from ui.source_page import SourcePage, source_page
from ui.source_viewer import GONE, source_opener

PAYLOAD = "<img src=x onerror=alert(1)>"
POST_TEXT = "Kinship\nWe look at:\nspeed;\nhelp.\nStep\tWhen\nPilot\tAutumn\nThe end."
POST = Document(
    "post",
    "blog_posts/post.html",
    "0" * 64,
    POST_TEXT,
    (
        Block(BlockKind.HEADING, 0, 7, level=1),
        Block(BlockKind.PARAGRAPH, 8, 19),
        Block(BlockKind.LIST_ITEM, 20, 26, context=(Span(8, 19),)),
        Block(BlockKind.LIST_ITEM, 27, 32, context=(Span(8, 19),)),
        Block(BlockKind.TABLE_ROW, 33, 42),
        Block(BlockKind.TABLE_ROW, 43, 55, context=(Span(33, 37), Span(38, 42))),
        Block(BlockKind.PARAGRAPH, 56, 64),
    ),
    Metadata("A post", "blog_posts", published=date(2024, 6, 17), url="https://example.org/post"),
)
REPORT_TEXT = (
    "Sixteen children each.\nThe plan is late and\nit is not funded. Sixteen children, each!"
)
REPORT = Document(
    "report",
    "demonstration/report.pdf",
    "0" * 64,
    REPORT_TEXT,
    (
        Block(BlockKind.PARAGRAPH, 0, 22),
        Block(BlockKind.PARAGRAPH, 23, len(REPORT_TEXT)),
    ),
    Metadata("A report", "inspection_reports", "Norborough"),
    (PageSpan(1, "i", 0, 44), PageSpan(2, "", 44, len(REPORT_TEXT)), PageSpan(3, "1", 85, 85)),
)
SPANNING = Place("report", 23, 61, 1)


@dataclass
class Drawer:
    """Draws nothing, remembers what was asked for, and answers with the boxes it was given."""

    boxes: tuple[Box, ...] = ()
    asked: list[tuple[Path, int, str, int]] = field(default_factory=list)

    def draw(self, path: Path, page: int, quote: str = "", occurrence: int = 0) -> PageImage:
        self.asked.append((path, page, quote, occurrence))
        return PageImage(b"jpeg", 100, 200, 3, self.boxes)


class FailingDrawer:
    def draw(self, path: Path, page: int, quote: str = "", occurrence: int = 0) -> PageImage:  # noqa: ARG002
        message = "The page cannot be drawn."
        raise UnreadableFileError(message)


class Library:
    def document(self, doc_id: str) -> Document:
        if doc_id != "post":
            message = "There is no such document."
            raise DocumentError(message)
        return POST


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "demonstration").mkdir()
    (tmp_path / "demonstration" / "report.pdf").write_bytes(b"%PDF")
    return tmp_path


def shown(place: Place, corpus: Path, drawer: Drawer | FailingDrawer | None = None) -> SourcePage:
    document = REPORT if place.doc_id == "report" else POST
    return source_page(document, place, corpus, drawer or Drawer())


def picture_of(page: SourcePage) -> dict[str, Any]:
    assert page.picture is not None
    return page.picture


@pytest.mark.parametrize(("start", "end", "page"), [(5, 5, 1), (0, 87, 1), (9, 3, 1), (0, 5, 4)])
def test_a_place_outside_the_document_is_refused(start: int, end: int, page: int) -> None:
    with pytest.raises(DocumentError, match="This link to a source is damaged"):
        Place("report", start, end, page).check(REPORT)


def test_a_post_is_shown_whole_with_the_quote_marked_in_its_block(corpus: Path) -> None:
    page = shown(Place("post", 27, 32), corpus)

    assert page.picture is None
    assert page.html.endswith(
        '<div class="source-text"><h3>Kinship</h3><p>We look at:</p>'
        "<ul><li>speed;</li><li><mark>help.</mark></li></ul>"
        '<div class="cells"><table><tbody><tr><th>Step</th><th>When</th></tr>'
        "<tr><td>Pilot</td><td>Autumn</td></tr></tbody></table></div>"
        "<p>The end.</p></div>"
    )


def test_a_document_as_a_whole_is_shown_with_nothing_quoted_or_missed(corpus: Path) -> None:
    post, report = shown(Place.of_document("post"), corpus), Place.of_document("report")
    drawer = Drawer()

    paged = shown(report, corpus, drawer)

    assert "blockquote" not in post.html + paged.html
    assert "could not be marked" not in post.html + paged.html
    assert "<h3>Kinship</h3>" in post.html
    assert picture_of(paged)["page"] == 1
    assert drawer.asked[0][1:] == (1, "", 0)


def test_a_quoted_table_row_is_marked_cell_by_cell(corpus: Path) -> None:
    page = shown(Place("post", 43, 55), corpus)

    assert "<tr><td><mark>Pilot</mark></td><td><mark>Autumn</mark></td></tr>" in page.html
    assert page.html.count("<mark>") == 2


def test_facts_and_quoted_words_with_their_lead_in_come_first(corpus: Path) -> None:
    page = shown(Place("post", 27, 32), corpus)

    assert page.title == "A post"
    assert page.html.startswith(
        '<div class="facts"><span>Blog post</span><span class="dot"> · </span><span>'
        '17 June 2024</span><span class="dot"> · </span>'
        '<a class="original" target="_blank" href="https://example.org/post" '
        'rel="noopener noreferrer">Original on the web (opens a new tab)</a> </div>'
        '<blockquote class="cited"><p class="context"><bdi>We look at:</bdi></p>'
        '<p class="words">help.</p></blockquote>'
    )


def test_a_quote_between_blocks_is_said_not_to_be_marked(corpus: Path) -> None:
    page = shown(Place("post", 7, 8), corpus)

    assert "The place could not be marked exactly." in page.html
    assert "<mark>" not in page.html


def test_a_documents_own_tags_are_text(corpus: Path) -> None:
    text = f"{PAYLOAD}\n{PAYLOAD}\t{PAYLOAD}"
    blocks = (
        Block(BlockKind.HEADING, 0, 28, level=1),
        Block(BlockKind.TABLE_ROW, 29, 86, context=(Span(0, 28),)),
    )
    hostile = Document("d", "a.html", "0" * 64, text, blocks, Metadata(PAYLOAD, PAYLOAD, PAYLOAD))

    page = source_page(hostile, Place("d", 29, 86), corpus, Drawer())

    assert "<img" not in page.html
    assert page.html.count("&lt;img src=x onerror=alert(1)&gt;") == 11


def test_a_pdf_page_comes_as_an_image_with_its_boxes(corpus: Path) -> None:
    drawer = Drawer((Box(10.0, 20.0, 30.0, 2.5),))

    page = shown(Place("report", 0, 22, 1), corpus, drawer)

    picture = picture_of(page)
    assert picture["image"] == "data:image/jpeg;base64,anBlZw=="
    assert picture["boxes"] == [{"left": 10.0, "top": 20.0, "width": 30.0, "height": 2.5}]
    assert picture["words"] == "Page i (page 1 of 3 in the file)"
    assert picture["previous"] is None
    assert picture["next"] == "#source?doc_id=report&start=0&end=22&page=2"
    assert drawer.asked == [(corpus / "demonstration/report.pdf", 1, "Sixteen children each.", 0)]
    assert "could not be marked" not in page.html


def test_each_page_of_a_quote_over_two_pages_gets_its_own_part(corpus: Path) -> None:
    drawer = Drawer((Box(1.0, 1.0, 1.0, 1.0),))

    shown(SPANNING, corpus, drawer)
    second = shown(Place("report", 23, 61, 2), corpus, drawer)

    assert [(page, quote) for _, page, quote, _ in drawer.asked] == [
        (1, "The plan is late and\n"),
        (2, "it is not funded."),
    ]
    assert picture_of(second)["words"] == "Page 2 of 3"
    assert second.page_text == (
        '<div class="source-text"><p><mark>it is not funded.</mark>'
        " Sixteen children, each!</p></div>"
    )


def test_the_place_of_repeated_words_is_counted_on_its_own_page(corpus: Path) -> None:
    drawer = Drawer()
    text = "Sixteen children. Sixteen children."
    repeated = replace(
        REPORT,
        text=text,
        blocks=(Block(BlockKind.PARAGRAPH, 0, 35),),
        pages=(PageSpan(1, "", 0, 35),),
    )

    shown(Place("report", 62, 85, 2), corpus, drawer)
    source_page(repeated, Place("report", 18, 35, 1), corpus, drawer)

    assert drawer.asked[0][2:] == ("Sixteen children, each!", 0)
    assert drawer.asked[1][2:] == ("Sixteen children.", 1)
    assert same_words_before("Six-\nteen, SIXTEEN. Sixty", "six teen") == 2
    assert same_words_before("anana", "ana") == 2
    assert same_words_before("anything", "!?") == 0


def test_a_page_without_the_quote_is_shown_without_boxes_or_warning(corpus: Path) -> None:
    drawer = Drawer()

    page = shown(Place("report", 0, 22, 2), corpus, drawer)

    assert drawer.asked[0][1:] == (2, "", 0)
    assert "could not be marked" not in page.html


def test_where_no_box_is_found_the_quote_is_shown_and_that_is_said(corpus: Path) -> None:
    page = shown(Place("report", 0, 22, 1), corpus, Drawer())

    assert "The place could not be marked exactly." in page.html
    assert '<p class="words">Sixteen children each.</p>' in page.html


def test_a_page_that_cannot_be_drawn_is_shown_as_marked_text(corpus: Path) -> None:
    page = shown(Place("report", 0, 22, 1), corpus, FailingDrawer())

    assert "The page could not be drawn, so its text is shown." in page.html
    assert "<mark>Sixteen children each.</mark>" in page.html
    assert picture_of(page)["image"] is None


def test_a_file_that_is_gone_is_shown_as_text_and_never_drawn(tmp_path: Path) -> None:
    drawer = Drawer()

    page = shown(Place("report", 0, 22, 1), tmp_path, drawer)

    assert drawer.asked == []
    assert "<mark>Sixteen children each.</mark>" in page.html


def test_a_path_that_leaves_the_corpus_is_never_drawn(corpus: Path) -> None:
    outside = corpus.parent / "secret.pdf"
    outside.write_bytes(b"%PDF")
    escaping = replace(REPORT, path="../secret.pdf")
    drawer = Drawer()

    source_page(escaping, Place("report", 0, 22, 1), corpus, drawer)

    assert drawer.asked == []


def test_only_the_stretch_that_is_asked_for_is_shown() -> None:
    text = marked_text(REPORT, Span(44, 61))

    assert text.html == "<p>it is not funded.</p>"
    assert text.is_marked is False


def test_a_deleted_document_is_said_to_be_gone(corpus: Path) -> None:
    open_source = source_opener(Library(), corpus, Drawer())

    told = open_source({"doc_id": "gone", "start": 0, "end": 5}, anybodys_request())

    assert told == {"error": GONE}


def test_the_opener_answers_every_request_in_words_or_with_the_page(corpus: Path) -> None:
    open_source = source_opener(Library(), corpus, Drawer())
    request = anybodys_request()
    damaged = {
        "error": "This link to a source is damaged: ask the question again to get a fresh one."
    }

    assert open_source({"doc_id": "post", "start": 0, "end": 999}, request) == damaged
    assert open_source({"path": "/etc/passwd"}, request) == damaged
    assert open_source({"doc_id": "post", "start": 0, "end": 7}, request)["title"] == "A post"


def test_nobody_opens_a_source_unless_the_gate_let_them_in(corpus: Path) -> None:
    open_source = source_opener(Library(), corpus, Drawer())

    assert open_source({"doc_id": "post", "start": 0, "end": 7}, request_of(None)) == {
        "error": "You are not signed in: load the page again."
    }
