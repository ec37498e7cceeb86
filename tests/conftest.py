"""What many tests need and is dear to make: the encoder, the served page, a browser."""

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from retriever.store.encoder import SentenceEncoder
from tests.access_site import Closed, serving_closed
from tests.access_users import users_file
from tests.postgres_server import PostgresServer
from tests.served_page import (
    CHROMIUM,
    FLAGS,
    INSPECTED,
    POST,
    ROOT,
    Served,
    opened,
    serving,
    write_report,
)
from tests.store_places import FolderPlace, Place, new_schema

# A shell that starts the tests with "&" has them ignore Ctrl+C, and what they start ignores it too.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    """Load the bundled encoder once: it takes four seconds."""
    loaded = SentenceEncoder()
    loaded.encode(["warm up"])
    return loaded


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """Start a real PostgreSQL once: it takes seconds."""
    server = PostgresServer()
    try:
        server.make()
        yield server
    finally:
        server.remove()


@pytest.fixture(params=["folder", "database"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Where a store of each kind can be made."""
    if request.param == "folder":
        yield FolderPlace(tmp_path / "index")
        return
    made = new_schema(request.getfixturevalue("postgres"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def kept_users(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Write the users once, for hashing is slow on purpose."""
    return users_file(tmp_path_factory.mktemp("users")).read_text(encoding="utf-8")


@pytest.fixture
def users_path(kept_users: str, tmp_path: Path) -> Path:
    """Return a users file of a test's own."""
    path = tmp_path / "users.json"
    path.touch(mode=0o600)
    path.write_text(kept_users, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Ingest the two files and serve them."""
    folder = tmp_path_factory.mktemp("library")
    posts, reports = folder / "corpus/blog_posts", folder / "corpus/demonstration"
    posts.mkdir(parents=True)
    reports.mkdir()
    (posts / "kinship.html").write_text(POST, encoding="utf-8")
    write_report(reports / "norborough.pdf")
    with serving(folder) as address:
        yield Served(address, reports / "norborough.pdf")


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Closed]:
    """Serve the page with access set up."""
    with serving_closed(tmp_path_factory.mktemp("closed")) as site:
        yield site


@pytest.fixture(scope="session")
def inspected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Ingest two demonstration reports on one council, and a post, and serve them."""
    folder = tmp_path_factory.mktemp("inspected")
    for path in INSPECTED:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, target)
    with serving(folder) as address:
        yield Served(address, folder / INSPECTED[0])


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
    with opened(browser, served.address) as page:
        yield page


@pytest.fixture
def inspected_page(browser: Browser, inspected: Served) -> Iterator[Page]:
    """Open the page over the two reports, in a session of its own."""
    with opened(browser, inspected.address) as page:
        yield page
