"""What many tests need and is dear to make: the encoder, the served page, a browser."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from retriever.store.encoder import SentenceEncoder
from tests.served_page import (
    CHROMIUM,
    FLAGS,
    POST,
    ROOT,
    WAIT_MS,
    Served,
    outside,
    write_report,
)


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    """Load the bundled encoder once: it takes four seconds."""
    loaded = SentenceEncoder()
    loaded.encode(["warm up"])
    return loaded


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
