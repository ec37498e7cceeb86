"""In a real browser: attack strings in every place where a stranger's words are shown.

None may run, change the page's own parts, or make it ask anything of another machine: the session's
end asserts that no request left and that nothing, a content policy's refusal included, was logged.
"""

import os
from html import escape
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.served_page import WAIT_MS, ask, enter_library

pytestmark = pytest.mark.browser

DATA = Path(os.environ.get("CANDOUR_EVAL_DATA") or "/nonexistent") / "hostile" / "payloads"
RUN = "document.body.dataset.hacked='yes'"
ATTACKS = (
    f'<img src=x onerror="{RUN}">',
    f"<svg/onload={RUN}>",
    f"<script>{RUN}</script>",
    f'"><script>{RUN}</script>',
    f"'-{RUN}-'",
    f"</textarea></title></style><img src=x onerror={RUN}>",
    f'<iframe srcdoc="<script>parent.{RUN}</script>"></iframe>',
    f'<a href="javascript:{RUN}">click</a>',
    f'<a href="java&#115;cript:{RUN}">click</a>',
    f'<form action="javascript:{RUN}"><button>go</button></form>',
    f"<details open ontoggle={RUN}>",
    f"<math><mtext></form><form><mglyph><style></math><img src onerror={RUN}>",
    '{{constructor.constructor("' + RUN + '")()}}',
    "${" + RUN + "}",
    "<img src=http://attacker.example/x.png>",
    "![x](http://attacker.example/x.png)",
    "<style>@import url(http://attacker.example/x.css)</style>",
    "<link rel=stylesheet href=http://attacker.example/x.css>",
    "<meta http-equiv=refresh content='0;url=http://attacker.example'>",
    "<base href=http://attacker.example/>",
    "\u202eDELROW\u202c \u200bzero\ufeff",
)
LONGEST_QUESTION_CHARS = 280


def page_of_attacks() -> str:
    """Return a post that is made of nothing else: escaped, so that they are its words."""
    lines = list(ATTACKS)
    if DATA.is_dir():
        texts = [file.read_text("utf-8", "replace") for file in sorted(DATA.rglob("*.*"))]
        lines += [line[:500] for text in texts for line in text.splitlines() if "<" in line][:150]
    words = "".join(
        f"<p>Attack number {n} on Ashbeck: {escape(each)}</p>" for n, each in enumerate(lines)
    )
    title, author = escape(f"Ashbeck {ATTACKS[0]}"), escape(ATTACKS[1])
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title><meta name="author" '
        f'content="{author}"><meta name="keywords" content="{escape(ATTACKS[7])}"></head><body>'
        f"<main><article><h1>{title}</h1>{words}{''.join(ATTACKS[:6])}</article></main></body></html>"
    )


def test_no_attack_string_runs_wherever_it_is_shown(inspected_page: Page) -> None:
    page = inspected_page
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.set_default_timeout(WAIT_MS)
    enter_library(page)
    name, attacks = f"{ATTACKS[0]}.html", page_of_attacks().encode()
    page.set_input_files(".files", FilePayload(name=name, mimeType="text/html", buffer=attacks))
    expect(page.locator(".news-item")).to_contain_text("Added", timeout=WAIT_MS)
    expect(page.locator(".library")).to_have_attribute("data-busy", "false", timeout=WAIT_MS)

    row = page.locator(".documents tbody tr", has_text="Ashbeck")
    row.get_by_role("button", name="What was read").click()
    page.wait_for_selector(".reading-body h3")
    read = page.inner_text(".reading-body")
    page.keyboard.press("Escape")
    row.locator(".source-title").click()
    page.wait_for_selector("dialog.viewer .source-text")
    shown = page.inner_text("dialog.viewer .source-text")
    page.keyboard.press("Escape")
    page.click(".rooms a[data-room='ask']")
    page.click(".narrow summary")
    ask(page, f"Attack on Ashbeck {ATTACKS[0]}")
    ask(page, " ".join(ATTACKS)[:LONGEST_QUESTION_CHARS])
    page.wait_for_timeout(200)

    for attack in (ATTACKS[0], ATTACKS[12], ATTACKS[13]):
        assert attack in read
        assert attack in shown
    assert ATTACKS[0] in page.inner_text(".turn .question >> nth=0")
    assert dialogs == []
    assert page.evaluate("document.body.dataset.hacked") is None
    # The page's own form, which asks why an answer is wrong, is none of a stranger's.
    strange = ":is(img[src='x'], iframe, form:not(.feedback-reasons), base)"
    assert page.locator(f":is(.turn, dialog, .documents) {strange}").count() == 0
    enter_library(page)
    row.get_by_role("button", name="Delete").click()
    row.get_by_role("button", name="Delete for good").click()
    expect(row).to_have_count(0, timeout=WAIT_MS)
