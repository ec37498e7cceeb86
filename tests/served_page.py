"""The page served as users run it, and a browser session on it: what the browser tests share.

The library is made here, ingested by the real command and served by the real app.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pypdfium2
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as WaitedTooLongError
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
WAIT_MS = 60_000
expect.set_options(timeout=WAIT_MS)
INSPECTED = (
    "corpus/demonstration/review_reports/northmere-inspection-2021.pdf",
    "corpus/demonstration/review_reports/northmere-inspection-2024.pdf",
    "corpus/demonstration/blog_posts/2023-11-07-kinship-care.html",
)
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


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Ingest a folder's corpus and serve it; yield the address."""
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
        try:
            yield line.removeprefix("Candour is ready at ")
        finally:
            server.terminate()


@contextmanager
def opened(browser: Browser, address: str) -> Iterator[Page]:
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
    try:
        page.goto(address)
        page.wait_for_selector(".opening")
        yield page
    finally:
        # Whatever fails: the server waits for a page that is open before it ends.
        context.close()
    assert strangers == [], strangers
    assert complaints == [], complaints


def outside(url: str) -> list[str]:
    parts = urlsplit(url)
    is_ours = parts.scheme in {"data", "blob"} or parts.hostname == "127.0.0.1"
    return [] if is_ours else [url]


def ask(page: Page, question: str) -> None:
    """Type a question, press Enter and wait until it is answered, one way or another.

    Enter does nothing until the page knows that the answer before is over, a moment after its last
    word is shown: who presses it that early presses it again.
    """
    asked = page.locator(".turn").count()
    last = page.locator(".turn").nth(asked)
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    for _ in range(5):
        with suppress(WaitedTooLongError):
            last.wait_for(state="attached", timeout=WAIT_MS / 5)
            break
        page.press("#question textarea", "Enter")
    expect(last).to_have_attribute("data-progress", re.compile("done|failed"), timeout=WAIT_MS)


def enter_library(page: Page) -> None:
    """Go into the Library room and wait for its table."""
    page.click(".rooms a[data-room='library']")
    page.wait_for_selector(".documents tbody tr")


def add_files(page: Page, files: Sequence[Path]) -> None:
    """Choose files in the Library room and wait until they are dealt with."""
    page.set_input_files(".files", files)
    expect(page.locator(".library")).to_have_attribute("data-busy", "true")
    expect(page.locator(".library")).to_have_attribute("data-busy", "false", timeout=WAIT_MS)


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
