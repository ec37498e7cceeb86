"""Pages of the shapes that government blogs and councils use, each with the blocks that it holds.

In `tests/blog_pages`, NAME.blocks lists the blocks of NAME.html in order, one a line: kind and a
heading's level, text, and the texts that it needs to be understood. What must not come out of a
page has "zebra" in it.
"""

from datetime import date

import pytest

from ingest.loaders.draft import Draft
from ingest.loaders.pages.web_page import load_page
from tests.expected_blocks import expected_in, lines_of, names_in, text_in, unwanted_in

FOLDER = "blog_pages"
NAMES = names_in(FOLDER, ".html")


def load(name: str) -> Draft:
    return load_page(text_in(FOLDER, f"{name}.html"), name)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_gives_its_blocks_once_in_order_and_no_others(name: str) -> None:
    assert lines_of(load(name)) == expected_in(FOLDER, name)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_readers_menus_or_banners_is_in_a_page(name: str) -> None:
    assert unwanted_in(load(name)) == []


def test_a_blog_s_post_tells_who_wrote_it_when_and_under_which_licence() -> None:
    metadata = load("blog_theme").metadata

    assert metadata.authors == ("Ruth Penhale",)
    assert (metadata.published, metadata.updated) == (date(2021, 6, 23), date(2021, 7, 2))
    assert metadata.categories == ("Children's homes", "Inspection")
    assert metadata.publisher == "Notes on care"
    assert metadata.licence == "Open Government Licence v3.0"
    assert metadata.url == "https://notes.example/2021/06/23/why-we-visit-at-teatime/"
    assert metadata.doc_type == "blog_post"
    assert dict(metadata.origins) == {
        "title": "page",
        "authors": "byline",
        "publisher": "page",
        "categories": "page",
        "licence": "page",
        "url": "page",
        "published": "byline",
        "updated": "page",
    }


def test_guidance_is_published_by_its_organisation_and_by_no_author() -> None:
    metadata = load("guidance_page").metadata

    assert metadata.title == "Keeping records of visits"
    assert metadata.publisher == "Office for Example Standards"
    assert metadata.authors == ()
    assert (metadata.published, metadata.updated) == (date(2019, 4, 1), date(2023, 11, 20))
    assert metadata.licence == "Open Government Licence v3.0"
    assert metadata.doc_type == "document"


def test_a_day_of_change_alone_is_no_day_of_publication() -> None:
    metadata = load("council_page").metadata

    assert (metadata.published, metadata.updated) == (None, date(2022, 9, 5))
    assert metadata.authors == ()


def test_a_month_is_told_as_a_month() -> None:
    block_theme, old_page = load("block_theme").metadata, load("old_page").metadata

    assert (block_theme.published, old_page.published) == (date(2024, 3, 1), date(2009, 3, 1))
    assert block_theme.precisions == (("published", "month"),)
    assert old_page.precisions == (("published", "month"),)


def test_json_ld_gives_authors_sections_and_the_change() -> None:
    metadata = load("block_theme").metadata

    assert metadata.authors == ("Idris Vale", "June Hart")
    assert metadata.categories == ("Rules", "Homes")
    assert metadata.updated == date(2024, 5, 14)
    assert metadata.publisher == "Care blog"


def test_only_an_index_of_other_pages_is_warned_of() -> None:
    warned = [name for name in NAMES if any("index" in each for each in load(name).warnings)]

    assert warned == ["category_index"]


def test_what_was_left_out_is_named() -> None:
    removed = load("unmarked_comments").removed

    assert "3 responses to “Listening again”" in removed
    assert "Zebra says that this is nonsense from start to finish." in removed
