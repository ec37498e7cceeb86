"""In a real browser: filters, questions to go on with, copying, saving, links that ask."""

import io
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from docx import Document as WordDocument
from playwright.sync_api import Browser, Page, Route, expect

from tests.served_page import PDF_QUESTION, UNANSWERED, WAIT_MS, Served, ask

pytestmark = pytest.mark.browser

LEADER = "Who led the inspection of Northmere in 2024?"


def choose(page: Page, field: str, value: str) -> None:
    """Open the filters and choose a value."""
    if page.get_attribute(".narrow", "open") is None:
        page.click(".narrow summary")
    select = page.locator(f"[data-field='{field}']")
    expect(select.locator(f"option[value='{value}']")).to_be_attached()
    select.select_option(value)


@contextmanager
def asked_before_the_starters(
    browser: Browser, served: Served
) -> Iterator[tuple[Page, list[Route]]]:
    """Open the page, hold what the library's starters come by, and ask."""
    held: list[Route] = []
    with closing(browser.new_page()) as page:
        page.route("**/gradio_api/run/**", lambda route: held.append(route))  # noqa: PLW0108 - playwright marks its handlers
        page.goto(served.address)
        page.wait_for_selector(".opening")
        ask(page, PDF_QUESTION)
        yield page, held


def test_starters_that_come_late_take_no_question_away(browser: Browser, served: Served) -> None:
    with asked_before_the_starters(browser, served) as (page, held):
        assert page.locator(".starters").count() == 0

        for route in held:
            with page.expect_response("**/gradio_api/run/**"):
                route.continue_()
        page.wait_for_timeout(500)

        assert held
        assert page.locator(".turn").count() == 1
        assert page.locator(".opening").count() == 0


def test_what_was_asked_before_the_starters_came_is_there_when_the_page_is_loaded_again(
    browser: Browser, served: Served
) -> None:
    with asked_before_the_starters(browser, served) as (page, held):
        page.unroute("**/gradio_api/run/**")

        page.reload()

        page.wait_for_selector(".turn", timeout=WAIT_MS)
        assert held
        assert page.locator(".turn .question bdi").all_inner_texts() == [PDF_QUESTION]


def test_filters_stand_as_chips_narrow_the_search_and_are_told_in_a_refusal(
    inspected_page: Page,
) -> None:
    page = inspected_page
    choose(page, "doc_types", "blog_post")
    page.fill("[data-field='since']", "2022-01-01")
    assert page.locator(".chips li").all_text_contents() == [
        "Remove filter: Type: Blog post ×",
        "Remove filter: From: 1 January 2022 ×",
    ]

    ask(page, LEADER)

    assert page.inner_text(".within") == (
        "Only documents with: date from 1 January 2022; type blog post"
    )
    assert page.locator(".reasons li").all_inner_texts() == [
        (
            "Searched: 0 of 3 documents: those on Northmere from 2024, with the filter date from "
            "1 January 2022, with the filter type blog post."
        ),
        (
            "Without the filter type blog post the library answers this: see “Inspection of "
            "Northmere local authority children’s services”."
        ),
    ]
    page.click(".chips button >> nth=1")
    page.click(".chips button >> nth=0")
    expect(page.locator(".chips li")).to_have_count(0)
    expect(page.locator(".narrow summary")).to_be_focused()
    ask(page, LEADER)
    assert page.locator(".turn").nth(1).locator(".citation").count() >= 1


def test_an_answer_is_copied_with_its_full_reference(
    inspected_page: Page, inspected: Served
) -> None:
    page = inspected_page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=inspected.address)
    ask(page, LEADER)

    page.get_by_role("button", name="Copy answer").click()
    expect(page.locator(".spoken")).to_have_text("The answer was copied with its sources.")
    copied = page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".spoken")).to_have_text("A link to this question was copied.")
    link = page.evaluate("navigator.clipboard.readText()")

    assert copied.startswith(f"{LEADER}\n\n")
    assert re.search(
        r"\nSources\n\[1\] Inspection of Northmere local authority children’s services\. "
        r"Review report\. Northmere\. Inspected 3 to 14 June 2024\. "
        r"Page i \(page 1 of the file\)\. "
        r"File: demonstration/review_reports/northmere-inspection-2024\.pdf\.",
        copied,
    )
    assert (
        link
        == f"{inspected.address}/?q=Who%20led%20the%20inspection%20of%20Northmere%20in%202024%3F"
    )


def test_a_question_to_go_on_with_is_one_that_the_library_answers(inspected_page: Page) -> None:
    page = inspected_page
    ask(page, LEADER)

    page.locator(".follow-ups button").first.click(timeout=WAIT_MS)

    second = page.locator(".turn").nth(1)
    expect(second).to_have_attribute("data-progress", "done", timeout=WAIT_MS)
    assert second.locator(".citation").count() >= 1
    assert second.locator(".refusal").count() == 0


def test_a_conversation_is_saved_as_page_and_as_word_document(
    inspected_page: Page, tmp_path: Path
) -> None:
    page = inspected_page
    ask(page, LEADER)
    ask(page, UNANSWERED)

    with page.expect_download() as web:
        page.click("#save-page")
    with page.expect_download() as word:
        page.click("#save-word")

    web.value.save_as(tmp_path / "pack.html")
    word.value.save_as(tmp_path / "pack.docx")
    html = (tmp_path / "pack.html").read_text("utf-8")
    paragraphs = WordDocument(io.BytesIO((tmp_path / "pack.docx").read_bytes())).paragraphs
    assert web.value.suggested_filename.endswith(".html")
    assert html.count("<h2>") == 2
    assert re.search(r"of generation \d+ of the index\.", html)
    assert "<script" not in html
    styled = [(each.style.name if each.style else "", each.text) for each in paragraphs]
    assert [text for name, text in styled if name == "Heading 2"] == [LEADER, UNANSWERED]
    quotes = [text for name, text in styled if name == "Quote"]
    assert len(quotes) == page.locator(".quotes > li").count()
    assert quotes[0] in page.inner_text(".quotes")


def test_a_link_with_a_question_asks_it_once(inspected_page: Page, inspected: Served) -> None:
    page = inspected_page
    page.goto(f"{inspected.address}/?q=Who+led+the+inspection+of+Northmere+in+2024%3F")

    expect(page.locator(".turn")).to_have_attribute("data-progress", "done", timeout=WAIT_MS)

    assert page.inner_text(".turn .question bdi") == LEADER
    page.click("#anew")
    page.wait_for_selector(".opening")
    ask(page, UNANSWERED)
    assert page.locator(".turn .question bdi").all_inner_texts() == [UNANSWERED]


def test_a_room_has_a_link_of_its_own_and_the_conversation_stays(
    inspected_page: Page, inspected: Served
) -> None:
    page = inspected_page
    ask(page, LEADER)

    page.click(".rooms a[data-room='library']")

    expect(page.locator("#library .room-title")).to_be_focused()
    assert page.title() == "Library – Candour"
    assert page.url == f"{inspected.address}/#library"
    expect(page.locator("#question")).to_be_hidden()
    page.go_back()
    expect(page.locator(".turn .question")).to_be_visible()
