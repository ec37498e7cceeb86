"""In a real browser: Back, reload and a second tab lose nothing that was asked."""

from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.served_page import WAIT_MS, Served, ask, enter_library

pytestmark = pytest.mark.browser

LEADER = "Who led the inspection of Northmere in 2024?"
LINKED = "What is kinship care?"


def test_back_closes_the_source_and_forward_opens_it_again(
    inspected_page: Page, inspected: Served
) -> None:
    page = inspected_page
    ask(page, LEADER)
    citation = page.locator(".citation").first
    citation.click()
    page.wait_for_selector(".page .box")
    place = page.url

    page.go_back()

    expect(page.locator("dialog.viewer")).to_be_hidden()
    expect(citation).to_be_focused()
    assert page.url == f"{inspected.address}/"
    page.go_forward()
    page.wait_for_selector(".page .box")
    assert page.url == place


def test_sources_that_are_closed_by_hand_do_not_pile_up_behind_back(inspected_page: Page) -> None:
    page = inspected_page
    ask(page, LEADER)
    before = page.evaluate("history.length")

    for _ in range(3):
        page.locator(".citation").first.click()
        page.wait_for_selector(".page .box")
        page.keyboard.press("Escape")

    assert page.evaluate("history.length") == before + 1


def test_a_page_that_is_loaded_again_has_its_conversation_and_goes_on_with_it(
    inspected_page: Page,
) -> None:
    page = inspected_page
    ask(page, LEADER)
    answer = page.inner_html(".turn .answer")

    page.reload()

    page.wait_for_selector(".turn")
    assert page.inner_html(".turn .answer") == answer
    page.goto("about:blank")
    page.go_back()
    page.wait_for_selector(".turn")
    ask(page, "and in 2021?")
    assert page.inner_text(".turn:last-child .searched").startswith(
        "Searched for: Who led the inspection of Northmere in 2021?"
    )


def test_a_link_s_question_is_asked_once_beside_what_was_asked_before(
    inspected_page: Page, inspected: Served
) -> None:
    page = inspected_page
    ask(page, LEADER)

    for _ in range(2):
        page.goto(f"{inspected.address}/?q=What+is+kinship+care%3F")
        last = page.locator(".turn").nth(1)
        expect(last).to_have_attribute("data-progress", "done", timeout=WAIT_MS)

    assert page.locator(".turn .question bdi").all_inner_texts() == [LEADER, LINKED]


def test_the_browser_asks_before_it_leaves_a_file_that_is_being_sent(
    inspected_page: Page, tmp_path: Path
) -> None:
    page = inspected_page
    (tmp_path / "visits.txt").write_text("Visits", "utf-8")
    enter_library(page)
    held: list[Route] = []
    page.route("**/library/upload", lambda route: held.append(route))  # noqa: PLW0108 - playwright marks its handlers
    page.set_input_files(".files", tmp_path / "visits.txt")
    expect(page.locator(".news-summary")).to_have_text("Sending 1 of 1.")
    # A browser asks only on behalf of a page that was used.
    page.click("#documents-search")

    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)

    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    held[0].fulfill(json={"error": "It is empty: download or save it again."})
    expect(page.locator(".news-summary")).to_have_text("Nothing was added.")


def test_a_change_whose_server_went_away_says_so_and_another_can_be_tried(
    browser: Browser, inspected: Served, tmp_path: Path
) -> None:
    (tmp_path / "visits.txt").write_text("Visits", "utf-8")
    held: list[Route] = []
    with closing(browser.new_page()) as page:
        page.goto(f"{inspected.address}/#library")
        page.wait_for_selector(".documents tbody tr")
        page.route("**/library/upload", lambda route: held.append(route))  # noqa: PLW0108 - playwright marks its handlers
        page.set_input_files(".files", tmp_path / "visits.txt")
        expect(page.locator(".library")).to_have_attribute("data-busy", "true")

        page.route("**/healthz", lambda route: route.abort())

        expect(page.locator(".news-summary")).to_have_text(
            "The connection to Candour is lost. When it is back, load the page again to see what "
            "was added."
        )
        expect(page.locator(".choose")).to_have_attribute("aria-disabled", "false")
        held[0].abort()
