"""In a real browser: a citation opens its source, with the quoted words marked."""

import pytest
from playwright.sync_api import Page, expect

from tests.served_page import (
    PDF_QUESTION,
    PDF_QUOTE,
    POST_QUESTION,
    POST_QUOTE,
    UNANSWERED,
    Served,
    ask,
    letters,
    words_under_boxes,
)

pytestmark = pytest.mark.browser


def test_a_citation_of_a_post_opens_its_text_with_the_quote_marked(page: Page) -> None:
    ask(page, POST_QUESTION)

    page.locator(".citation").first.click()

    page.wait_for_selector("dialog .source-text mark")
    assert page.inner_text("dialog .source-text mark") == POST_QUOTE
    assert page.inner_text(".quotes .words >> nth=0").startswith(POST_QUOTE)
    expect(page.locator("dialog .source-text mark")).to_be_in_viewport()


def test_a_citation_of_a_pdf_opens_its_page_with_boxes_over_the_quote(
    page: Page, served: Served
) -> None:
    ask(page, PDF_QUESTION)

    page.locator(".citation").first.click()

    page.wait_for_selector(".page .box")
    expect(page.locator(".page-words")).to_have_text("Page 2 of 2")
    assert letters(words_under_boxes(page, served.pdf, 1)) == letters(PDF_QUOTE)
    expect(page.locator(".box").first).to_be_in_viewport()


def test_the_boxes_stand_inside_the_page_image(page: Page) -> None:
    ask(page, PDF_QUESTION)
    page.locator(".citation").first.click()
    page.wait_for_selector(".page .box")
    page.wait_for_function("document.querySelector('.page img').complete")

    image = page.locator(".page img").bounding_box()
    boxes = [box.bounding_box() for box in page.locator(".box").all()]

    assert image is not None
    assert len(boxes) >= 2
    for box in boxes:
        assert box is not None
        assert image["x"] <= box["x"]
        assert image["y"] <= box["y"]
        assert box["x"] + box["width"] <= image["x"] + image["width"]
        assert box["y"] + box["height"] <= image["y"] + image["height"]


def test_a_quote_low_on_its_page_is_scrolled_into_sight(inspected_page: Page) -> None:
    ask(inspected_page, "How did Northmere’s grades change?")

    inspected_page.locator(".citation").first.click()

    box = inspected_page.locator(".box").first
    expect(box).to_be_in_viewport()


def test_pages_are_turned_and_boxes_stand_only_where_the_quote_is(page: Page) -> None:
    ask(page, PDF_QUESTION)
    page.locator(".citation").first.click()
    page.wait_for_selector(".page .box")

    page.click("text=Previous page")

    expect(page.locator(".page-words")).to_have_text("Page 1 of 2")
    assert page.locator(".box").count() == 0


def test_a_demonstration_source_is_badged_in_the_list_and_in_the_viewer(page: Page) -> None:
    ask(page, PDF_QUESTION)
    page.locator(".citation").first.click()
    page.wait_for_selector(".page img")

    assert page.inner_text(".sources .badge") == "Demonstration"
    assert page.inner_text("dialog .badge") == "Demonstration"


def test_escape_and_close_give_the_focus_back_to_the_citation(page: Page) -> None:
    ask(page, POST_QUESTION)
    first = page.locator(".citation").first
    first.click()
    page.wait_for_selector("dialog mark")

    page.keyboard.press("Escape")

    expect(page.locator("dialog.viewer")).to_be_hidden()
    expect(first).to_be_focused()
    first.press("Enter")
    page.wait_for_selector("dialog mark")
    page.click("dialog.viewer >> text=Close")
    expect(first).to_be_focused()


def test_on_a_phone_the_source_is_a_dialog_over_the_page(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    ask(page, POST_QUESTION)
    page.locator(".citation").first.click()
    page.wait_for_selector("dialog mark")

    assert page.locator("dialog:modal").bounding_box() == {
        "x": 0,
        "y": 0,
        "width": 390,
        "height": 844,
    }
    page.keyboard.press("Escape")
    expect(page.locator(".citation").first).to_be_focused()


@pytest.mark.parametrize("width", [390, 320])
def test_nothing_scrolls_sideways_on_a_small_screen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    ask(page, PDF_QUESTION)
    ask(page, UNANSWERED)

    assert page.evaluate("document.documentElement.scrollWidth") == width
