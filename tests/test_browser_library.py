"""In a real browser: the Library room, from a dropped file to its answer and to its end.

What a test adds it removes again, because the served library is shared.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.served_page import PAYLOAD, WAIT_MS, Served, add_files, ask, enter_library

pytestmark = pytest.mark.browser

POST = "Caseloads in Winterby\n\nSocial workers in Winterby hold an average of {n} children each.\n"
QUESTION = "How many children do social workers in Winterby hold?"
NAME = "<img src=x onerror=alert(1)> visits.html"
HOSTILE = f"""<!doctype html><html lang="en"><head><title>Visits {PAYLOAD}</title>
<meta name="author" content="{PAYLOAD}"></head><body><main><article><h1>Visits {PAYLOAD}</h1>
<p>Inspectors visit every home in Ashbeck twice a year, and write down what they are told.</p>
<p>A paragraph of the post that shows markup: {PAYLOAD.replace("<", "&lt;")}</p>
</article></main></body></html>"""


def drop(page: Page, name: str, words: str) -> None:
    """Drop a file on the room, as a mouse does."""
    page.evaluate(
        """([name, words]) => {
            const carried = new DataTransfer();
            carried.items.add(new File([words], name));
            const event = new DragEvent("drop", { dataTransfer: carried, bubbles: true });
            document.querySelector(".drop").dispatchEvent(event);
        }""",
        [name, words],
    )
    expect(page.locator(".library")).to_have_attribute("data-busy", "false", timeout=WAIT_MS)


def delete(page: Page, title: str) -> None:
    row = page.locator(".documents tbody tr", has_text=title)
    row.get_by_role("button", name="Delete").click()
    row.get_by_role("button", name="Delete for good").click()
    expect(page.locator(".library")).to_have_attribute("data-busy", "false", timeout=WAIT_MS)
    expect(row).to_have_count(0)


def test_a_file_is_added_asked_about_replaced_and_deleted(
    inspected_page: Page, tmp_path: Path
) -> None:
    page = inspected_page
    (tmp_path / "winterby.txt").write_text(POST.format(n=14), "utf-8")
    (tmp_path / "fake.pdf").write_text("This is no PDF at all.", "utf-8")
    (tmp_path / "empty.txt").write_text("", "utf-8")
    (tmp_path / "newer.txt").write_text(POST.format(n=17), "utf-8")
    enter_library(page)

    add_files(page, [tmp_path / name for name in ("winterby.txt", "fake.pdf", "empty.txt")])

    assert page.locator(".news-item").all_inner_texts() == [
        "Failed empty.txt\n\nIt is empty: download or save it again.",
        "Added winterby.txt",
        "Skipped fake.pdf\n\nIt is named .pdf, but it is plain text: download the document again.",
    ]
    assert page.inner_text(".news-summary") == "1 added, 1 skipped. 1 not taken."
    spoken = page.inner_text(".news-spoken")
    assert "winterby.txt: Added." in spoken
    assert "empty.txt: Failed. It is empty: download or save it again." in spoken
    expect(page.locator(".documents-count")).to_have_text("4 documents")
    page.click(".rooms a[data-room='ask']")
    ask(page, QUESTION)
    assert "an average of 14 children each" in page.inner_text(".quotes")

    page.click(".rooms a[data-room='library']")
    row = page.locator(".documents tbody tr", has_text="Caseloads in Winterby")
    with page.expect_file_chooser() as chooser:
        row.get_by_role("button", name="Replace").click()
    chooser.value.set_files(tmp_path / "newer.txt")
    expect(page.locator(".news-item")).to_have_text("Replaced newer.txt", timeout=WAIT_MS)
    expect(page.locator(".library")).to_have_attribute("data-busy", "false", timeout=WAIT_MS)
    page.click(".rooms a[data-room='ask']")
    ask(page, QUESTION)
    assert "an average of 17 children each" in page.locator(".quotes").last.inner_text()

    page.click(".rooms a[data-room='library']")
    delete(page, "Caseloads in Winterby")
    expect(page.locator(".documents-count")).to_have_text("3 documents")
    assert page.inner_text(".news-summary") == "1 removed."


def test_a_hostile_file_is_shown_as_text_wherever_it_is_named(inspected_page: Page) -> None:
    page = inspected_page
    enter_library(page)

    drop(page, NAME, HOSTILE)

    row = page.locator(".documents tbody tr", has_text="Visits")
    expect(row).to_have_count(1)
    assert "img src=x onerror" in row.inner_text()
    row.get_by_role("button", name="What was read").click()
    page.wait_for_selector(".reading-body h3")
    assert "onerror" in page.inner_text(".reading-body")
    page.keyboard.press("Escape")
    row.locator(".source-title").click()
    page.wait_for_selector("dialog.viewer .source-text")
    page.keyboard.press("Escape")
    assert page.evaluate("document.body.dataset.hacked") is None
    assert page.locator("img[src='x']").count() == 0
    delete(page, "Visits")


def test_why_the_gate_refuses_a_file_is_told(inspected_page: Page, tmp_path: Path) -> None:
    page = inspected_page
    (tmp_path / "visits.txt").write_text("Visits", "utf-8")
    enter_library(page)
    ended = {"detail": "Sign in at /login."}
    # What the page gets once its session has ended; 200, or the browser logs an error of its own.
    page.route("**/library/upload", lambda route: route.fulfill(json=ended))

    page.set_input_files(".files", tmp_path / "visits.txt")

    expect(page.locator(".news-item")).to_have_text("Failed visits.txtSign in at /login.")


def test_the_table_is_searched_and_sorted(inspected_page: Page) -> None:
    page = inspected_page
    enter_library(page)

    page.click("th >> text=Date")
    expect(page.locator("th[aria-sort='ascending']")).to_have_text("Date")
    page.click("th >> text=Date")
    expect(page.locator("th[aria-sort='descending']")).to_have_text("Date")
    assert "2024" in page.locator(".documents tbody tr").first.inner_text()
    page.fill("#documents-search", "kinship")
    expect(page.locator(".documents-count")).to_have_text("1 of 3 documents")
    assert page.locator(".documents tbody tr").count() == 1


def test_what_was_read_shows_facts_with_their_origin_and_gives_the_focus_back(
    inspected_page: Page,
) -> None:
    page = inspected_page
    enter_library(page)
    row = page.locator(".documents tbody tr", has_text="northmere-inspection-2024.pdf")
    button = row.get_by_role("button", name="What was read")

    button.press("Enter")
    page.wait_for_selector(".reading-body h3")

    facts = page.inner_text(".reading-body .cells >> nth=0")
    assert "Lead inspector" in facts
    assert "page 1" in facts
    assert page.locator(".reading-body h3").all_inner_texts()[0] == "Facts"
    assert page.locator(".reading-body .lines li").count() > 0
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_deleting_asks_first_and_can_be_left(inspected_page: Page) -> None:
    page = inspected_page
    enter_library(page)
    row = page.locator(".documents tbody tr").first

    row.get_by_role("button", name="Delete").press("Enter")
    expect(row.get_by_role("button", name="Keep it")).to_be_focused()
    page.keyboard.press("Escape")

    expect(row.get_by_role("button", name="Delete")).to_be_focused()
    assert page.inner_text(".documents-count") == "3 documents"


def test_an_original_is_opened_at_its_page_or_saved(
    inspected_page: Page, inspected: Served
) -> None:
    page = inspected_page
    ask(page, "Who led the inspection of Northmere in 2024?")
    page.locator(".citation").first.click()
    page.wait_for_selector(".page .box")

    link = page.locator(".ways-on .file")

    assert link.inner_text() == "Open the file at page 1 (opens a new tab)"
    href = link.get_attribute("href") or ""
    assert href.endswith("#page=1")
    answer = page.request.get(f"{inspected.address}{href}")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")
