"""In a real browser: axe finds no violation, in any room and state, light, dark, on small screens.

The rules are those of WCAG 2.2 AA and axe's own best practice.
"""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.axe import violations
from tests.served_page import UNANSWERED, Served, ask, enter_library, opened

pytestmark = pytest.mark.browser

LEADER = "Who led the inspection of Northmere in 2024?"
LOOKS: list[tuple[Literal["light", "dark"], int, int]] = [
    ("light", 1366, 850),
    ("dark", 1366, 850),
    ("dark", 390, 844),
    ("light", 320, 640),
]


def states(page: Page) -> Iterator[str]:
    """Bring the page into each of its states; yield the state's name."""
    yield "start"
    page.click(".narrow summary")
    page.locator("[data-field='authorities'] option[value='Northmere']").wait_for(state="attached")
    page.select_option("[data-field='authorities']", "Northmere")
    yield "filters"
    ask(page, LEADER)
    ask(page, UNANSWERED)
    yield "answer and refusal"
    page.locator(".citation").first.click()
    page.wait_for_selector(".page .box")
    yield "source"
    page.keyboard.press("Escape")
    enter_library(page)
    yield "library"
    row = page.locator(".documents tbody tr").first
    row.get_by_role("button", name="Delete").click()
    yield "deleting"
    page.keyboard.press("Escape")
    row.get_by_role("button", name="What was read").click()
    page.wait_for_selector(".reading-body h3")
    yield "what was read"
    page.keyboard.press("Escape")
    expect(page.locator("dialog.reading")).to_be_hidden()


@pytest.mark.parametrize(("scheme", "width", "height"), LOOKS)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: Browser, inspected: Served, scheme: Literal["light", "dark"], width: int, height: int
) -> None:
    with opened(browser, inspected.address) as page:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": height})
        page.reload()
        page.wait_for_selector(".opening")

        found = {}
        for state in states(page):
            found[state] = violations(page)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found[state].append("it scrolls sideways")

    assert {state: each for state, each in found.items() if each} == {}
