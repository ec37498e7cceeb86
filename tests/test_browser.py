"""The whole way in a real browser: ask, click a citation, see the quoted words marked.

The library is made here, ingested by the real command and served by the real app. Every test gets
a fresh browser session, which at its end must have asked nothing of another machine and reported
no error.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

ROOT = Path(__file__).parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
WAIT_MS = 30_000
PAYLOAD = "<img src=x onerror=\"document.body.dataset.hacked='yes'\">"
POST_QUESTION = "How long did kinship carers in Eastmere wait for an assessment?"
POST_QUOTE = "Kinship carers in Eastmere waited eleven weeks on average for an assessment."
PDF_QUESTION = "What is the average caseload of social workers in Norborough?"
PDF_QUOTE = (
    "The average caseload of social workers in Norborough is sixteen children, which is lower "
    "than the twenty-one children that each of them held at the last inspection."
)
UNANSWERED = "Which telescope observed the rings of Saturn?"
POST = f"""<!doctype html>
<html lang="en"><head><title>Kinship care in Eastmere &lt;img src=x onerror=alert(1)&gt;</title>
<meta name="description" content="A post"></head><body>
<a href="#main">Skip to main content</a>
<main id="main"><article>
<h1>Kinship care in Eastmere {PAYLOAD.replace("<", "&lt;").replace(">", "&gt;")}</h1>
<p>We visited Eastmere in the spring and spoke to forty families about the help that they get.</p>
<p>{POST_QUOTE} Foster carers waited six weeks. The council has said that it will employ two more
assessors before the summer.</p>
<h2>What comes next</h2>
<p>We will go back in the autumn to see whether families are told sooner what help there is.</p>
<p>A paragraph of the post that shows markup: {PAYLOAD.replace("<", "&lt;")}</p>
</article></main></body></html>
"""


@dataclass(frozen=True, slots=True)
class Served:
    """Where the app is, and the PDF that it shows."""

    address: str
    pdf: Path


def write_report(path: Path) -> None:
    """Write a report of two pages whose quote stands on the second."""
    styles = getSampleStyleSheet()
    SimpleDocTemplate(str(path), pagesize=A4, title="Inspection of Norborough").build(
        [
            Paragraph("Inspection of Norborough children’s services", styles["Title"]),
            Paragraph("This report was written after a visit of five days.", styles["BodyText"]),
            PageBreak(),
            Paragraph("Caseloads", styles["Heading1"]),
            Paragraph("1. Managers look at the work of every team.", styles["BodyText"]),
            Paragraph(f"2. {PDF_QUOTE}", styles["BodyText"]),
            Paragraph("3. Care leavers are helped to find homes.", styles["BodyText"]),
        ]
    )


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Ingest the two files and serve them."""
    folder = tmp_path_factory.mktemp("library")
    posts, reports = folder / "corpus/blog_posts", folder / "corpus/demonstration"
    posts.mkdir(parents=True)
    reports.mkdir()
    (posts / "kinship.html").write_text(POST, encoding="utf-8")
    write_report(reports / "norborough.pdf")
    environment = os.environ | {
        "CANDOUR_CORPUS": str(folder / "corpus"),
        "CANDOUR_INDEX": str(folder / "index"),
    }
    subprocess.run(
        [sys.executable, "-m", "ingest", "sync"], cwd=ROOT, env=environment, check=True, timeout=300
    )
    with subprocess.Popen(
        [sys.executable, "app.py", "--port", "0"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        line = server.stdout.readline().strip()
        yield Served(line.removeprefix("Candour is ready at "), reports / "norborough.pdf")
        server.terminate()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no chromium on PATH: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """Open the page in a session of its own; at the end nothing has left or gone wrong."""
    context = browser.new_context(viewport={"width": 1366, "height": 850})
    page = context.new_page()
    page.set_default_timeout(WAIT_MS)
    strangers: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: strangers.extend(outside(request.url)))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type == "error" else None,
    )
    page.goto(served.address)
    page.wait_for_selector(".opening")
    yield page
    context.close()
    assert strangers == []
    assert complaints == []


def outside(url: str) -> list[str]:
    parts = urlsplit(url)
    is_ours = parts.scheme in {"data", "blob"} or parts.hostname == "127.0.0.1"
    return [] if is_ours else [url]


def ask(page: Page, question: str) -> None:
    """Type a question, press Enter and wait until it is answered, one way or another."""
    asked = page.locator(".turn").count()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    last = page.locator(".turn").nth(asked)
    expect(last).to_have_attribute("data-progress", re.compile("done|failed"), timeout=WAIT_MS)


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def words_under_boxes(page: Page, pdf: Path, page_index: int) -> str:
    """Read from the PDF itself what stands under the boxes that the browser draws."""
    percents = page.eval_on_selector_all(
        ".box",
        "boxes => boxes.map(box => ['left', 'top', 'width', 'height']"
        ".map(side => parseFloat(box.style[side])))",
    )
    document = pypdfium2.PdfDocument(pdf)
    leaf = document[page_index]
    width, height = leaf.get_size()
    text = leaf.get_textpage()
    words = [
        text.get_text_bounded(
            left=left / 100 * width,
            bottom=height - (top + tall) / 100 * height,
            right=(left + wide) / 100 * width,
            top=height - top / 100 * height,
        )
        for left, top, wide, tall in percents
    ]
    text.close()
    leaf.close()
    document.close()
    return " ".join(words)


pytestmark = pytest.mark.browser


def test_a_citation_of_a_post_opens_its_text_with_the_quote_marked(page: Page) -> None:
    ask(page, POST_QUESTION)

    page.locator(".citation").first.click()

    page.wait_for_selector("dialog .source-text mark")
    assert page.inner_text("dialog .source-text mark") == POST_QUOTE
    assert page.inner_text(".quotes .words >> nth=0").startswith(POST_QUOTE)
    expect(page.locator("dialog .source-text mark")).to_be_in_viewport()


def test_a_citation_of_a_pdf_opens_its_page_with_boxes_over_the_quote(
    page: Page, served: Served
) -> None:
    ask(page, PDF_QUESTION)

    page.locator(".citation").first.click()

    page.wait_for_selector(".page .box")
    expect(page.locator(".page-words")).to_have_text("Page 2 of 2")
    assert letters(words_under_boxes(page, served.pdf, 1)) == letters(PDF_QUOTE)
    expect(page.locator(".box").first).to_be_in_viewport()


def test_the_boxes_stand_inside_the_page_image(page: Page) -> None:
    ask(page, PDF_QUESTION)
    page.locator(".citation").first.click()
    page.wait_for_selector(".page .box")
    page.wait_for_function("document.querySelector('.page img').complete")

    image = page.locator(".page img").bounding_box()
    boxes = [box.bounding_box() for box in page.locator(".box").all()]

    assert image is not None
    assert len(boxes) >= 2
    for box in boxes:
        assert box is not None
        assert image["x"] <= box["x"]
        assert image["y"] <= box["y"]
        assert box["x"] + box["width"] <= image["x"] + image["width"]
        assert box["y"] + box["height"] <= image["y"] + image["height"]


def test_pages_are_turned_and_boxes_stand_only_where_the_quote_is(page: Page) -> None:
    ask(page, PDF_QUESTION)
    page.locator(".citation").first.click()
    page.wait_for_selector(".page .box")

    page.click("text=Previous page")

    expect(page.locator(".page-words")).to_have_text("Page 1 of 2")
    assert page.locator(".box").count() == 0


def test_a_demonstration_source_is_badged_in_the_list_and_in_the_viewer(page: Page) -> None:
    ask(page, PDF_QUESTION)
    page.locator(".citation").first.click()
    page.wait_for_selector(".page img")

    assert page.inner_text(".sources .badge") == "Demonstration"
    assert page.inner_text("dialog .badge") == "Demonstration"


def test_escape_and_close_give_the_focus_back_to_the_citation(page: Page) -> None:
    ask(page, POST_QUESTION)
    first = page.locator(".citation").first
    first.click()
    page.wait_for_selector("dialog mark")

    page.keyboard.press("Escape")

    expect(page.locator("dialog")).to_be_hidden()
    expect(first).to_be_focused()
    first.press("Enter")
    page.wait_for_selector("dialog mark")
    page.click("dialog >> text=Close")
    expect(first).to_be_focused()


def test_on_a_phone_the_source_is_a_dialog_over_the_page(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    ask(page, POST_QUESTION)
    page.locator(".citation").first.click()
    page.wait_for_selector("dialog mark")

    assert page.locator("dialog:modal").bounding_box() == {
        "x": 0,
        "y": 0,
        "width": 390,
        "height": 844,
    }
    page.keyboard.press("Escape")
    expect(page.locator(".citation").first).to_be_focused()


@pytest.mark.parametrize("width", [390, 320])
def test_nothing_scrolls_sideways_on_a_small_screen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    ask(page, PDF_QUESTION)
    ask(page, UNANSWERED)

    assert page.evaluate("document.documentElement.scrollWidth") == width


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
    expect(page.locator("dialog")).to_be_hidden()
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

    expect(page.locator("dialog .note")).to_have_text("This document is no longer in the library.")


def test_the_answer_is_announced_once_and_the_region_is_not_busy_any_more(page: Page) -> None:
    ask(page, POST_QUESTION)

    expect(page.locator(".transcript")).to_have_attribute("aria-busy", "false")
    expect(page.locator(".spoken")).to_have_text(re.compile("^Answer ready: "))


def test_a_second_question_keeps_the_first_answer_untouched(page: Page) -> None:
    ask(page, POST_QUESTION)
    before = page.locator(".turn").first.inner_html()

    ask(page, UNANSWERED)

    assert page.locator(".turn").first.inner_html() == before
    assert json.loads(page.evaluate("JSON.stringify(document.body.dataset)"))["busy"] == "false"
