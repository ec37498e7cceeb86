"""In a real browser: asking, refusals, links, sessions; each test in a fresh session.

At its end a session must have asked nothing of another machine and reported no error.
"""

import json
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.served_page import (
    PAYLOAD,
    POST_QUESTION,
    POST_QUOTE,
    UNANSWERED,
    WAIT_MS,
    Served,
    ask,
)

pytestmark = pytest.mark.browser


def test_what_the_documents_do_not_answer_is_refused_with_the_nearest_passages(
    page: Page,
) -> None:
    ask(page, UNANSWERED)

    assert page.inner_text(".refusal") == "The documents do not answer this"
    assert page.locator(".citation").count() == 0
    assert page.locator(".nearest > li").count() >= 1
    page.locator(".nearest .source-title").first.click()
    page.wait_for_selector("dialog .cited")


def test_a_starter_question_is_asked_by_one_click(page: Page) -> None:
    starter = page.locator(".starters button").first
    question = starter.inner_text()

    starter.click()

    expect(page.locator(".turn .question bdi")).to_have_text(question)
    expect(page.locator(".turn")).to_have_attribute("data-progress", "done", timeout=WAIT_MS)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (
            "x" * 301,
            "The question is 301 characters long; the limit is 300. Please shorten it.",
        ),
        (
            "   ",
            (
                "Please type a question, for example: "
                "What does the review say about social workers' caseloads?"
            ),
        ),
    ],
)
def test_a_question_that_cannot_be_asked_gets_a_sentence_and_stays_to_be_mended(
    page: Page, question: str, sentence: str
) -> None:
    ask(page, question)

    assert page.inner_text(".note-error") == sentence
    expect(page.locator("#question textarea")).to_have_value(question)
    assert page.locator(".citation").count() == 0


def test_the_count_is_shown_near_the_end_of_the_question(page: Page) -> None:
    page.fill("#question textarea", "x" * 239)
    assert page.inner_text(".count") == ""

    page.fill("#question textarea", "x" * 240)
    assert page.inner_text(".count") == "60 characters left"

    page.fill("#question textarea", "x" * 302)
    assert page.inner_text(".count") == "2 characters too many"


def test_nothing_that_a_document_or_a_question_holds_is_run(page: Page) -> None:
    ask(page, f"Kinship carers {PAYLOAD}")
    ask(page, POST_QUESTION)
    page.locator(".citation").first.click()
    page.wait_for_selector("dialog mark")

    assert page.evaluate("document.body.dataset.hacked") is None
    assert page.locator("img[src='x']").count() == 0
    assert "onerror" in page.locator(".question").first.inner_text()
    assert "onerror" in page.inner_text("dialog .source-text")


def test_a_new_conversation_empties_the_page_and_closes_the_source(page: Page) -> None:
    ask(page, POST_QUESTION)
    page.locator(".citation").first.click()
    page.wait_for_selector("dialog mark")

    page.click("#anew")

    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator("dialog.viewer")).to_be_hidden()
    page.wait_for_selector(".opening")


def test_two_sessions_do_not_see_each_other(page: Page, browser: Browser, served: Served) -> None:
    ask(page, POST_QUESTION)
    other = browser.new_context()
    stranger = other.new_page()

    stranger.goto(served.address)
    stranger.wait_for_selector(".opening")

    assert stranger.locator(".turn").count() == 0
    other.close()


def test_a_link_to_a_source_opens_it_in_a_fresh_page(page: Page, served: Served) -> None:
    ask(page, POST_QUESTION)
    link = page.locator(".citation").first.get_attribute("href")

    page.goto("about:blank")
    page.goto(f"{served.address}/{link}")

    page.wait_for_selector("dialog .source-text mark")
    assert page.inner_text("dialog .source-text mark") == POST_QUOTE


def test_a_source_that_is_gone_is_said_to_be_gone(page: Page, served: Served) -> None:
    page.goto("about:blank")
    page.goto(f"{served.address}/#source?doc_id=gone&start=0&end=5")

    expect(page.locator("dialog .note")).to_have_text(
        "This document is no longer in the library. Ask your question again, to see what the "
        "library says without it."
    )


def test_the_answer_is_announced_once_and_the_region_is_not_busy_any_more(page: Page) -> None:
    ask(page, POST_QUESTION)

    expect(page.locator(".transcript")).to_have_attribute("aria-busy", "false")
    expect(page.locator(".spoken")).to_have_text(re.compile("^Answer ready: "))


def test_a_second_question_keeps_the_first_answer_untouched(page: Page) -> None:
    ask(page, POST_QUESTION)
    before = page.locator(".turn .answer").first.inner_html()

    ask(page, UNANSWERED)

    assert page.locator(".turn .answer").first.inner_html() == before
    assert json.loads(page.evaluate("JSON.stringify(document.body.dataset)"))["busy"] == "false"
