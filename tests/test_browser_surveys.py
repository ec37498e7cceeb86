"""In a real browser: follow-ups that can be edited, and answers over several documents."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.served_page import Served, ask, opened

pytestmark = pytest.mark.browser

GRADE = "What was Northmere's overall grade in 2024?"
FOLLOW_UP = "And in 2021?"
MADE_OF_IT = "What was Northmere's overall grade in 2021?"
COMPARED = "How did Northmere's grade change?"
POSTS = "Which blog posts were published in 2023?"


def test_a_follow_up_shows_what_was_searched_for_and_edit_puts_it_into_the_box(
    inspected_page: Page,
) -> None:
    page = inspected_page
    ask(page, GRADE)
    ask(page, FOLLOW_UP)
    box = page.locator("#question textarea")

    expect(page.locator(".searched-query")).to_have_text([MADE_OF_IT])
    page.get_by_role("button", name="Edit what was searched for").press("Enter")

    expect(box).to_have_value(MADE_OF_IT)
    expect(box).to_be_focused()
    box.press_sequentially("!")
    box.press("Enter")
    expect(page.locator(".turn .question bdi").nth(2)).to_have_text(f"{MADE_OF_IT}!")


def test_a_new_conversation_forgets_what_a_follow_up_would_lean_on(inspected_page: Page) -> None:
    page = inspected_page
    ask(page, GRADE)
    page.click("#anew")
    page.wait_for_selector(".opening")

    ask(page, FOLLOW_UP)

    assert page.locator(".searched").count() == 0


def test_another_session_s_question_is_nothing_to_lean_on(
    inspected_page: Page, inspected: Served, browser: Browser
) -> None:
    ask(inspected_page, GRADE)

    with opened(browser, inspected.address) as stranger:
        ask(stranger, FOLLOW_UP)

        assert stranger.locator(".searched").count() == 0


def test_a_list_shows_its_count_and_a_citation_in_it_opens_the_source(
    inspected_page: Page,
) -> None:
    page = inspected_page
    ask(page, COMPARED)

    assert page.inner_text(".counted").startswith("2 of 2 reports on Northmere give a grade")
    assert page.locator(".group-label").all_inner_texts() == [
        "Northmere, inspected 13 to 24 September 2021",
        "Northmere, inspected 3 to 14 June 2024",
    ]
    expect(page.locator(".sources .source").first).to_be_hidden()
    page.locator(".groups .citation").nth(1).click()

    page.wait_for_selector("dialog .page .box")
    assert page.locator("dialog .cited td").all_inner_texts() == ["Overall effectiveness", "Good"]
    page.keyboard.press("Escape")
    page.get_by_text("Sources: 2 documents").click()
    expect(page.locator(".sources .source")).to_have_count(2)
    expect(page.locator(".sources .source").first).to_be_visible()


def test_a_document_without_a_quote_is_opened_at_its_beginning(inspected_page: Page) -> None:
    page = inspected_page
    ask(page, POSTS)

    page.get_by_role("link", name="Open the document").click()

    page.wait_for_selector("dialog .source-text")
    assert page.locator("dialog :is(mark, .cited, .notice)").count() == 0


@pytest.mark.parametrize("width", [390, 320])
def test_a_list_does_not_scroll_sideways_on_a_small_screen(
    inspected_page: Page, width: int
) -> None:
    page = inspected_page
    page.set_viewport_size({"width": width, "height": 640})
    ask(page, COMPARED)

    assert page.evaluate("document.documentElement.scrollWidth") == width
