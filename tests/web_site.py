"""A real web server on loopback, whose every answer a test writes, and a run against it."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from ingest.parser_process import ParserProcess
from ingest.web.addresses import address_of
from ingest.web.fetching import Fetcher
from ingest.web.importing import Importer
from ingest.web.outcome import Outcome
from ingest.web.pace import Clock
from ingest.web.shelf import Shelf
from retriever.settings import Settings

HTML = {"Content-Type": "text/html; charset=utf-8"}
RSS = {"Content-Type": "application/rss+xml; charset=utf-8"}
JSON = {"Content-Type": "application/json"}
PDF = {"Content-Type": "application/pdf"}


@dataclass(frozen=True)
class Reply:
    """One answer.

    Attributes:
        body: Its bytes.
        headers: Beside Content-Length, which is added unless it stands here.
        status: Of the answer.
        pause_s: Slept before each piece.
        piece_bytes: The body is sent in pieces of this size.
        has_length: Whether Content-Length is stated at all.
    """

    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=lambda: HTML)
    status: int = 200
    pause_s: float = 0
    piece_bytes: int = 1_000_000
    has_length: bool = True


@dataclass
class Site:
    """A running server: answers by path and query, several of one path in turn."""

    parser: ParserProcess
    address: str = ""
    replies: dict[str, Reply | list[Reply]] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order, robots.txt left out."""
        return [path for path, _ in self.requests if path != "/robots.txt"]

    def headers_of(self, path: str) -> dict[str, str]:
        """Return the headers, in lower case, of the last request for a path."""
        return [headers for asked, headers in self.requests if asked == path][-1]

    def reply_to(self, path: str) -> Reply:
        found = self.replies.get(path, Reply(b"There is no such page.", status=404))
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found


@contextmanager
def running_site(parser: ParserProcess | None = None) -> Iterator[Site]:
    """Serve a site until the block ends, beside a parser's process for what is fetched."""
    site = Site(parser or ParserProcess(Settings()))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            site.requests.append((self.path, headers))
            reply = site.reply_to(self.path)
            self.send_response(reply.status)
            if reply.has_length and "Content-Length" not in reply.headers:
                self.send_header("Content-Length", str(len(reply.body)))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.send_body(reply)

        def send_body(self, reply: Reply) -> None:
            try:
                for start in range(0, len(reply.body), reply.piece_bytes):
                    time.sleep(reply.pause_s)
                    self.wfile.write(reply.body[start : start + reply.piece_bytes])
                    self.wfile.flush()
            except OSError:
                return  # the client has had enough, as it should in such a test

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    site.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class StillClock:
    """A clock that moves only when it is waited on; it notes each wait."""

    def __init__(self) -> None:
        self.time_s = 0.0
        self.waits: list[float] = []

    def as_clock(self) -> Clock:
        return Clock(lambda: self.time_s, self.sleep)

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.time_s += seconds


def fetcher_of(settings: Settings, clock: StillClock | None = None) -> Fetcher:
    """Make a fetcher that never really waits."""
    return Fetcher(settings, (clock or StillClock()).as_clock())


def bring(
    site: Site,
    path: str,
    settings: Settings,
    doc_type: str = "",
    between: Callable[[Outcome], None] = lambda _: None,
) -> list[Outcome]:
    """Add an address of the site, as one run of the command does; the site is its own GOV.UK."""
    outcomes = []
    shelf = Shelf(settings.corpus, site.parser)
    importer = Importer(fetcher_of(settings), site.parser, shelf, doc_type, govuk=site.address)
    for outcome in importer.bring(address_of(site.address + path)):
        between(outcome)
        outcomes.append(outcome)
    return outcomes


def corpus_names(corpus: Path) -> list[str]:
    """List every file of a corpus, hidden ones too."""
    return sorted(
        path.relative_to(corpus).as_posix() for path in corpus.rglob("*") if path.is_file()
    )
