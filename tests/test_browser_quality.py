"""In a real browser: the Quality room as an evaluator uses it, and axe finds no violation in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.axe import violations
from tests.quality_site import (
    DRAFT,
    PATH,
    QUESTION,
    REPORTED,
    SENTENCE,
    golden_lines,
    questions_folder,
    serving_quality,
)
from tests.served_page import opened

pytestmark = pytest.mark.browser
CALLS = re.compile("/component_server")


@dataclass(frozen=True, slots=True)
class Site:
    """Where the page is, and the folder of golden questions."""

    address: str
    questions: Path


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("quality")
    with serving_quality(folder) as address:
        yield Site(address, questions_folder(folder))


def enter(page: Page) -> None:
    page.click(".rooms a[data-room='quality']")
    page.wait_for_selector(".quality[data-shown='true']")


def faults(page: Page, width: int) -> list[str]:
    found = violations(page)
    if page.evaluate("document.documentElement.scrollWidth") > width:
        found.append("it scrolls sideways")
    return found


@pytest.mark.parametrize(("scheme", "width"), [("dark", 1366), ("light", 390)])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: Browser, site: Site, scheme: Literal["light", "dark"], width: int
) -> None:
    with opened(browser, site.address) as page:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 844})
        page.goto(f"{site.address}/#quality")
        page.reload()
        page.wait_for_selector(".quality[data-shown='true']")
        for summary in page.locator(".quality summary").all():
            summary.click()
        page.fill("#golden-text", QUESTION)
        page.press("#golden-text", "Enter")
        page.wait_for_selector(".offer")

        assert faults(page, width) == []


def test_an_evaluator_sees_marks_saves_and_dismisses(browser: Browser, site: Site) -> None:
    with opened(browser, site.address) as page:
        enter(page)
        news = page.locator(".golden-news")

        # What is drawn never lies on another: each system has a line of its own.
        lines = page.locator(".dots[aria-label^='Systems'] .whisker")
        heights = [line.get_attribute("y1") for line in lines.all()]
        assert (len(heights), len(set(heights))) == (16, 16)
        expect(page.locator(".outcomes tbody tr")).to_have_count(25)
        page.click(".outcomes-more")
        expect(page.locator(".outcomes tbody tr")).to_have_count(31)

        page.fill("#golden-text", QUESTION)
        page.press("#golden-text", "Enter")
        expect(page.locator(".offer input").first).to_be_focused()
        page.click(".golden-save")
        expect(news).to_have_text("Mark the words that answer, or “Not answered here”.")
        page.get_by_label("Not answered here").check()
        page.get_by_label(SENTENCE).check()
        expect(page.get_by_label("Not answered here")).not_to_be_checked()
        page.click(".golden-save")
        expect(news).to_have_text("Saved as golden question q001.")

        waiting = page.locator("[data-section='waiting'] li")
        waiting.filter(has_text=DRAFT).get_by_role("button", name="Mark the right answer").click()
        page.get_by_label("Not answered here").check()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(news).to_have_text("Saved as golden question q002.")
        expect(waiting).to_have_count(1)
        waiting.get_by_role("button", name="Dismiss").press("Enter")
        expect(waiting).to_have_count(0)
        expect(page.locator("#waiting-title")).to_be_focused()
        assert page.evaluate("document.body.dataset.hacked") is None

    asked = [(each["text"], each.get("answerable", True)) for each in golden_lines(site.questions)]
    assert asked == [(QUESTION, True), (DRAFT, False)]
    (answer,) = golden_lines(site.questions, "answers.jsonl")
    assert answer["spans"] == [{"doc-id": PATH, "text": SENTENCE}]
    assert REPORTED not in (site.questions / "dismissed.txt").read_text(encoding="utf-8")


def test_a_late_reply_of_an_earlier_question_changes_nothing(browser: Browser, site: Site) -> None:
    with opened(browser, site.address) as page:
        enter(page)
        held: list[Route] = []

        def hold_the_first(route: Route) -> None:
            sent = route.request.post_data_buffer or b""
            if b"ask_golden" in sent and not held:
                held.append(route)
            else:
                route.continue_()

        page.route(CALLS, hold_the_first)
        page.fill("#golden-text", "Was she born on 3 May 2014?")
        page.press("#golden-text", "Enter")
        page.fill("#golden-text", QUESTION)
        page.press("#golden-text", "Enter")
        expect(page.locator(".offer input").first).to_be_focused()
        with page.expect_response(CALLS) as late:
            held[0].continue_()
        assert "looks like" in late.value.json()["error"]
        page.evaluate("new Promise((done) => setTimeout(done, 200))")

        assert page.inner_text(".golden-news") == ""
        assert page.get_by_label(SENTENCE).is_visible()


def test_the_room_is_a_column_of_the_library_s_width(browser: Browser, site: Site) -> None:
    with opened(browser, site.address) as page:
        page.set_viewport_size({"width": 1600, "height": 900})
        boxes = []
        for room in ("library", "quality"):
            page.click(f".rooms a[data-room='{room}']")
            title = page.locator(f"#room-{room} .room-title")
            title.wait_for()
            boxes.append(title.bounding_box())

        assert boxes[0] == boxes[1]
        assert boxes[0] is not None
        # 76rem less the padding of 2rem on both sides, in the middle of the window.
        assert (boxes[0]["x"], boxes[0]["width"]) == (224, 1152)
