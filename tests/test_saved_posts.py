"""Posts in the shapes in which they are saved as text, each with the blocks that it holds.

In `tests/saved_posts`, NAME.blocks lists the blocks of NAME.txt in order, one a line: kind and a
heading's level, text, and the texts that it needs to be understood. What must not come out has
"zebra" in it.
"""

from datetime import date

import pytest

from ingest.loaders.draft import Draft
from ingest.loaders.texts.saved_text import load_text
from tests.expected_blocks import expected_in, lines_of, names_in, text_in, unwanted_in

FOLDER = "saved_posts"
NAMES = names_in(FOLDER, ".txt")


def load(name: str) -> Draft:
    return load_text(text_in(FOLDER, f"{name}.txt"), name)


@pytest.mark.parametrize("name", NAMES)
def test_a_post_gives_its_blocks_once_in_order_and_no_others(name: str) -> None:
    assert lines_of(load(name)) == expected_in(FOLDER, name)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_readers_is_in_a_post(name: str) -> None:
    assert unwanted_in(load(name)) == []


def test_a_filled_byline_goes_before_the_address_and_keeps_no_offices() -> None:
    metadata = load("filled_byline_and_comments").metadata

    assert metadata.authors == ("Ann Marsh", "Joe Hill")
    assert metadata.published == date(2019, 5, 8)
    assert metadata.url == "https://notes.example/2019/05/08/quiet-rooms/"
    assert metadata.categories == ("Homes",)
    assert metadata.licence == "Open Government Licence v3.0"
    assert dict(metadata.origins)["published"] == "byline"


def test_a_month_in_a_byline_is_told_as_a_month() -> None:
    metadata = load("captions_in_the_body").metadata

    assert metadata.authors == ("The homes team",)
    assert metadata.published == date(2018, 3, 1)
    assert metadata.precisions == (("published", "month"),)
    assert metadata.categories == ()


def test_a_byline_of_several_lines_gives_author_days_and_change() -> None:
    letter, foot = load("signature_and_address").metadata, load("old_blog_foot").metadata

    assert (letter.authors, letter.published) == (("Ruth Penhale",), date(2020, 6, 12))
    assert (foot.published, foot.updated) == (date(2017, 2, 14), date(2017, 3, 3))


def test_a_byline_without_spaces_is_read() -> None:
    metadata = load("title_twice").metadata

    assert metadata.authors == ("Ruth Penhale",)
    assert metadata.published == date(2021, 7, 9)
    assert metadata.categories == ("Siblings",)


def test_only_a_list_of_teasers_is_warned_of() -> None:
    warned = [name for name in NAMES if any("index" in each for each in load(name).warnings)]

    assert warned == ["category_teasers"]


def test_a_text_that_is_no_post_loses_nothing() -> None:
    draft = load("plain_document")

    assert draft.removed == ()
    assert draft.metadata.doc_type == "document"
    assert draft.metadata.published is None
