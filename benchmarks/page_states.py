"""The states of the page that benchmarks/pictures.py takes, in the order of a visit.

Each state brings a page that is in the one before it into its own. What the visit adds to the
library it deletes again. docs/pictures.md names the same states.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from playwright.sync_api import Page, expect

from tests.served_page import UNANSWERED, add_files, ask, enter_library

LEADER = "Who led the inspection of Northmere in 2024?"
SURVEYED = "How did Northmere’s grades change?"
QUOTED_FROM_A_POST = "What happens when a home is not registered?"
SETTLED_MS = 1_000
NOTE = "winterby-visits.txt"
SHEET = "figures.xlsx"
NOTE_TEXT = "Visits in Winterby\n\nSocial workers in Winterby visit every family twice a month.\n"


@dataclass(frozen=True, slots=True)
class State:
    """A state: its name, and what brings the page there."""

    name: str
    enter: Callable[[Page], None]


def write_files(folder: Path) -> None:
    """Write what the visit adds: a note that is taken and a workbook that is not."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NOTE).write_text(NOTE_TEXT, encoding="utf-8")
    with ZipFile(folder / SHEET, "w") as workbook:
        workbook.writestr("[Content_Types].xml", "<Types/>")
        workbook.writestr("xl/workbook.xml", "<workbook/>")


def states(files: Path) -> tuple[State, ...]:
    """Return the states; `files` is where `write_files` wrote."""
    return (
        State("Ask, empty", _empty),
        State("Filters open", _filters),
        State("An answer", _answer),
        State("Questions to go on with", _follow_ups),
        State("Not useful: why", _feedback),
        State("A follow-up", _follow_up),
        State("A refusal", _refusal),
        State("A survey of documents", _survey),
        State("A report’s page, marked", _report),
        State("A post, marked", _post),
        State("Library", _library),
        State("Added and refused", lambda page: _added(page, files)),
        State("What was read", _read),
        State("Deleting, second step", _deleting),
        State("Quality", _quality),
        State("Question by question", _outcomes),
    )


def tidy(page: Page) -> None:
    """Delete what the visit added."""
    page.click(".rooms a[data-room='library']")
    # The room lists anew when it is entered, and what was asked in a row before is gone then.
    page.reload()
    page.wait_for_selector(".documents tbody tr")
    page.wait_for_timeout(SETTLED_MS)
    row = page.locator(".documents tbody tr", has_text="Visits in Winterby")
    row.get_by_role("button", name="Delete").click()
    row.get_by_role("button", name="Delete for good").click()
    expect(page.locator(".library")).to_have_attribute("data-busy", "false")
    expect(row).to_have_count(0)


def _empty(page: Page) -> None:
    page.wait_for_selector(".starters")


def _filters(page: Page) -> None:
    page.click(".narrow summary")
    authority = page.locator("[data-field='authorities']")
    authority.locator("option[value='Northmere']").wait_for(state="attached")
    authority.select_option("Northmere")


def _answer(page: Page) -> None:
    page.click(".chips button")
    page.click(".narrow summary")
    ask(page, LEADER)
    page.locator(".follow-ups").last.wait_for()


def _follow_ups(page: Page) -> None:
    _show(page, ".follow-ups")


def _feedback(page: Page) -> None:
    page.locator(".feedback-choice button", has_text="Not useful").last.click()
    _show(page, ".feedback")


def _follow_up(page: Page) -> None:
    page.locator(".feedback-reasons button", has_text="Cancel").click()
    ask(page, "and in 2021?")


def _refusal(page: Page) -> None:
    ask(page, UNANSWERED)


def _survey(page: Page) -> None:
    ask(page, SURVEYED)


def _report(page: Page) -> None:
    page.locator(".turn").last.locator(".citation").first.click()
    page.wait_for_selector(".page .box")
    page.wait_for_function("document.querySelector('.page img').complete")


def _post(page: Page) -> None:
    page.keyboard.press("Escape")
    ask(page, QUOTED_FROM_A_POST)
    page.locator(".turn").last.locator(".citation").first.click()
    page.wait_for_selector("dialog .source-text mark")


def _library(page: Page) -> None:
    page.keyboard.press("Escape")
    enter_library(page)


def _added(page: Page, files: Path) -> None:
    add_files(page, [files / NOTE, files / SHEET])
    _show(page, ".news")


def _read(page: Page) -> None:
    row = page.locator(".documents tbody tr", has_text="northmere-inspection-2024.pdf")
    row.get_by_role("button", name="What was read").click()
    page.wait_for_selector(".reading-body h3")


def _deleting(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page.locator("dialog.reading")).to_be_hidden()
    row = page.locator(".documents tbody tr", has_text="Visits in Winterby")
    row.get_by_role("button", name="Delete").click()
    row.get_by_role("button", name="Keep it").scroll_into_view_if_needed()


def _quality(page: Page) -> None:
    page.click(".rooms a[data-room='quality']")
    expect(page.locator(".quality")).to_have_attribute("data-shown", "true")


def _outcomes(page: Page) -> None:
    page.wait_for_selector(".outcomes tbody tr")
    _show(page, ".outcomes")


def _show(page: Page, selector: str) -> None:
    page.locator(selector).last.evaluate("each => each.scrollIntoView({ block: 'start' })")
