"""In a real browser: everything is done by keys alone, and where the focus is can be seen.

The mouse is never used. Each step to the next control asserts that the focus has a thick outline
and that nothing lies over it.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as WaitedTooLongError

from tests.quality_site import serving_quality
from tests.served_page import WAIT_MS, Served, opened

pytestmark = pytest.mark.browser

LEADER = "Who led the inspection of Northmere in 2024?"
TRIES, CHOOSER_MS = 3, 20_000
NOTE = "Visits in Winterby\n\nSocial workers in Winterby visit every family twice a month.\n"
SEEN = """
() => {
  const focused = document.activeElement;
  const style = getComputedStyle(focused);
  const boxes = [...focused.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
  const box = boxes[0] ?? focused.getBoundingClientRect();
  const x = box.left + Math.min(box.width / 2, 40);
  const y = box.top + Math.min(box.height / 2, 10);
  const above = document.elementFromPoint(x, y);
  return {
    name: `${focused.tagName} ${focused.className} ${focused.textContent.trim().slice(0, 40)}`,
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    covered: above !== focused && !focused.contains(above) && !above?.contains(focused),
    above: above ? `${above.tagName} ${above.className}` : "nothing",
  };
}
"""


def check_seen(page: Page) -> None:
    """Check that what has the focus is outlined, and not under something for longer than a moment.

    A page that is still being drawn may lie over its first control for a tenth of a second.
    """
    for _ in range(10):
        seen = page.evaluate(SEEN)
        if not seen["covered"]:
            break
        page.wait_for_timeout(100)
    assert (seen["outline"], seen["covered"]) == (3, False), seen


def go(page: Page, selector: str, key: str = "Tab", most: int = 60) -> None:
    """Press a key until what matches has the focus; each stop on the way must be seen."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate("document.activeElement === document.body"):
            continue
        check_seen(page)
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} was not reached by {most} times {key}")


def back(page: Page, selector: str) -> None:
    go(page, selector, "Shift+Tab")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def ask_by_keys(page: Page, question: str) -> None:
    """Type into the box that has the focus, and wait for the answer."""
    asked = page.locator(".turn").count()
    page.keyboard.type(question)
    press(page, "Enter")
    expect(page.locator(".turn").nth(asked)).to_have_attribute(
        "data-progress", "done", timeout=WAIT_MS
    )
    expect(page.locator("body")).to_have_attribute("data-busy", "false")


def choose_by_keys(page: Page, file: Path) -> None:
    """Open the chooser by Enter on the button that has the focus, again if it does not come."""
    for _ in range(TRIES):
        with suppress(WaitedTooLongError):
            with page.expect_file_chooser(timeout=CHOOSER_MS) as chooser:
                press(page, "Enter")
            chooser.value.set_files(file)
            return
    pytest.fail("the file chooser did not open")


def test_a_question_its_sources_and_what_is_done_with_its_answer(
    browser: Browser, inspected: Served
) -> None:
    with opened(browser, inspected.address) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        go(page, ".skip")
        press(page, "Enter")
        expect(page.locator("#question textarea")).to_be_focused()
        ask_by_keys(page, LEADER)
        look_at_the_source(page)

        go(page, ".turn-tools .tool")
        press(page, "Enter")
        expect(page.locator(".spoken")).to_have_text("The answer was copied with its sources.")
        assert page.evaluate("navigator.clipboard.readText()").startswith(f"{LEADER}\n\n")
        judge(page)
        go(page, ".follow-ups button")
        press(page, "Enter")
        expect(page.locator(".turn").nth(1)).to_have_attribute(
            "data-progress", "done", timeout=WAIT_MS
        )
        narrow(page)
        go(page, "#save-word")
        with page.expect_download() as saved:
            press(page, "Enter")
        assert saved.value.suggested_filename.endswith(".docx")
        back(page, "#anew")
        press(page, "Enter")
        expect(page.locator(".turn")).to_have_count(0)


def look_at_the_source(page: Page) -> None:
    back(page, ".citation")
    press(page, "Enter")
    page.wait_for_selector(".page .box")
    expect(page.locator("#source-title")).to_be_focused()
    go(page, "[data-turn='next']")
    press(page, "Enter")
    expect(page.locator(".page-words")).to_have_text("Page ii (page 2 of 7 in the file)")
    expect(page.locator("[data-turn='next']")).to_be_focused()
    back(page, "[data-turn='previous']")
    press(page, "Enter")
    expect(page.locator(".page-words")).to_have_text("Page i (page 1 of 7 in the file)")
    go(page, ".zoom button")
    press(page, "Enter")
    go(page, ".page-frame")
    press(page, "Escape")
    expect(page.locator("dialog.viewer")).to_be_hidden()
    expect(page.locator(".citation:focus")).to_have_count(1)


def judge(page: Page) -> None:
    """Say that the answer was of no use, and why."""
    go(page, ".feedback-choice button[aria-expanded]")
    press(page, "Enter")
    expect(page.locator(".feedback-reasons input").first).to_be_focused()
    press(page, "ArrowDown")
    go(page, ".feedback-reasons textarea")
    page.keyboard.type("It is the older report.")
    go(page, ".feedback-reasons [type='submit']")
    press(page, "Enter")
    expect(page.locator(".feedback-told")).not_to_have_text("")


def narrow(page: Page) -> None:
    """Set a filter, ask under it, take it off again."""
    go(page, ".narrow summary")
    press(page, "Enter")
    expect(page.locator("[data-field='doc_types'] option[value='blog_post']")).to_be_attached()
    go(page, "[data-field='doc_types']")
    press(page, "B")
    expect(page.locator(".chips button")).to_have_count(1)
    go(page, "#question textarea")
    ask_by_keys(page, LEADER)
    assert page.locator(".turn").last.locator(".refusal").count() == 1
    back(page, ".chips button")
    press(page, "Enter")
    expect(page.locator(".chips button")).to_have_count(0)
    expect(page.locator(".narrow summary")).to_be_focused()
    press(page, "Enter")
    expect(page.locator(".narrow")).not_to_have_attribute("open", "")


def test_a_document_is_added_found_looked_at_and_deleted(
    browser: Browser, inspected: Served, tmp_path: Path
) -> None:
    (tmp_path / "winterby.txt").write_text(NOTE, "utf-8")
    with opened(browser, inspected.address) as page:
        go(page, ".rooms a[data-room='library']")
        press(page, "Enter")
        expect(page.locator("#library .room-title")).to_be_focused()
        expect(page.locator(".documents-count")).to_have_text("3 documents")
        go(page, ".choose")
        choose_by_keys(page, tmp_path / "winterby.txt")
        expect(page.locator(".news-summary")).to_have_text("1 added.", timeout=WAIT_MS)
        expect(page.locator(".library")).to_have_attribute("data-busy", "false")
        expect(page.locator(".choose")).to_be_focused()

        go(page, "#documents-search")
        page.keyboard.type("winterby")
        expect(page.locator(".documents-count")).to_have_text("1 of 4 documents")
        go(page, "th button[data-sort='day']")
        press(page, "Enter")
        expect(page.locator("th[aria-sort='ascending']")).to_have_text("Date")
        go(page, "tbody .row-action")
        press(page, "Enter")
        page.wait_for_selector(".reading-body h3")
        go(page, ".reading-body")
        press(page, "Escape")
        expect(page.locator("tbody .row-action").first).to_be_focused()
        go(page, "tbody button:last-of-type:not(:first-of-type)")
        press(page, "Enter")
        expect(page.get_by_role("button", name="Keep it")).to_be_focused()
        go(page, ".danger")
        press(page, "Enter")
        expect(page.locator(".news-summary")).to_have_text("1 removed.", timeout=WAIT_MS)
        expect(page.locator("#documents-search")).to_be_focused()


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving_quality(tmp_path_factory.mktemp("measured")) as address:
        yield address


def test_every_control_of_the_quality_room_is_reached(browser: Browser, measured: str) -> None:
    with opened(browser, measured) as page:
        go(page, ".rooms a[data-room='quality']")
        press(page, "Enter")
        expect(page.locator("#quality .room-title")).to_be_focused()
        expect(page.locator(".quality")).to_have_attribute("data-shown", "true")
        stops = walk(page)

    assert stops == []


def walk(page: Page) -> list[str]:
    """Go to the end of the page by Tab; return the controls that no stop was at."""
    page.evaluate("() => { window.stops = new Set(); }")
    for _ in range(200):
        press(page, "Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        check_seen(page)
        page.evaluate("() => { window.stops.add(document.activeElement); }")
    missed: list[str] = page.eval_on_selector_all(
        "#quality :is(a[href], button, select, input, textarea, summary)",
        """controls => controls
            .filter((each) => each.checkVisibility() && !each.disabled && !window.stops.has(each))
            .map((each) => each.outerHTML.slice(0, 80))""",
    )
    return missed
