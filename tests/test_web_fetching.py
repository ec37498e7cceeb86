import gzip
from collections.abc import Iterator
from dataclasses import replace
from importlib import metadata

import pytest

from ingest.web.addresses import address_of
from ingest.web.fetching import FetchedPage, GonePageError, Validators
from retriever.errors import SkippedFileError, UnreadableFileError
from retriever.settings import Settings
from tests.web_site import HTML, Reply, Site, StillClock, fetcher_of, running_site

PAGE = b"<!DOCTYPE html><html><body><p>Visits are weekly.</p></body></html>"
SETTINGS = Settings(fetch_private=True, fetch_timeout_s=1, max_file_mb=1)
MEGABYTE = 1024 * 1024


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


def fetch(
    site: Site, path: str, settings: Settings = SETTINGS, known: Validators | None = None
) -> FetchedPage:
    return fetcher_of(settings).fetch(address_of(site.address + path), known)


def test_a_page_is_fetched_with_what_to_ask_by_the_next_time(site: Site) -> None:
    said = {**HTML, "ETag": '"7"', "Last-Modified": "Fri, 03 Mar 2017 09:00:00 GMT"}
    site.replies["/a"] = Reply(PAGE, said)

    page = fetch(site, "/a")

    assert page == FetchedPage(
        address=address_of(site.address + "/a"),
        kind="html",
        body=PAGE,
        content_type="text/html; charset=utf-8",
        validators=Validators('"7"', "Fri, 03 Mar 2017 09:00:00 GMT"),
    )


def test_a_request_says_who_asks_and_what_is_kept(site: Site) -> None:
    site.replies["/a"] = Reply(status=304)
    settings = replace(SETTINGS, fetch_contact="library@inspectorate.example\r\nX: 1")

    page = fetch(site, "/a", settings, Validators('"7"', "Fri, 03 Mar 2017 09:00:00 GMT"))

    assert page.is_unmodified
    headers = site.headers_of("/a")
    version = metadata.version("candour")
    assert headers["user-agent"] == f"Candour/{version} (library@inspectorate.exampleX: 1)"
    assert headers["if-none-match"] == '"7"'
    assert headers["if-modified-since"] == "Fri, 03 Mar 2017 09:00:00 GMT"
    assert "x" not in headers


def test_redirects_are_followed_to_the_final_address(site: Site) -> None:
    site.replies["/old"] = Reply(status=301, headers={"Location": "/newer"})
    site.replies["/newer"] = Reply(status=302, headers={"Location": f"{site.address}/a"})
    site.replies["/a"] = Reply(PAGE)

    assert fetch(site, "/old").address.text == f"{site.address}/a"


def test_redirects_without_end_are_left_after_five(site: Site) -> None:
    site.replies["/a"] = Reply(status=302, headers={"Location": "/a"})

    with pytest.raises(UnreadableFileError, match="redirects more than 5 times"):
        fetch(site, "/a")
    assert site.paths == ["/a"] * 6


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("http://169.254.169.254/latest/", "169.254.169.254 is no public web server's address"),
        ("ftp://example.org/a", "only http:// and https://"),
        ("http://ann:secret@127.0.0.1/", "with a user name or password"),
    ],
)
def test_a_redirect_is_checked_like_an_address(site: Site, target: str, message: str) -> None:
    site.replies["/a"] = Reply(status=302, headers={"Location": target})

    with pytest.raises(UnreadableFileError, match=message):
        fetch(site, "/a")


def test_a_private_site_is_not_even_asked_for_its_rules(site: Site) -> None:
    with pytest.raises(UnreadableFileError, match=r"^127\.0\.0\.1 is a private address"):
        fetch(site, "/a", replace(SETTINGS, fetch_private=False))
    assert site.requests == []


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_named_so(site: Site, status: int) -> None:
    site.replies["/a"] = Reply(status=status)

    with pytest.raises(GonePageError, match=f"answered {status}"):
        fetch(site, "/a")


def test_a_page_for_people_who_log_in_is_left(site: Site) -> None:
    site.replies["/a"] = Reply(status=403)

    with pytest.raises(UnreadableFileError, match="answered 403 and gives it to no program"):
        fetch(site, "/a")


def test_a_busy_server_is_asked_again_when_it_says(site: Site) -> None:
    site.replies["/a"] = [Reply(status=503, headers={"Retry-After": "7"}), Reply(PAGE)]
    clock = StillClock()

    page = fetcher_of(SETTINGS, clock).fetch(address_of(f"{site.address}/a"))

    assert page.body == PAGE
    assert clock.waits == [1.0, 7.0]  # between robots.txt and the page; then as it says


def test_a_server_that_stays_busy_is_left_after_three_tries(site: Site) -> None:
    site.replies["/a"] = Reply(status=429)

    with pytest.raises(UnreadableFileError, match=r"busy or failing \(it answered 429\)"):
        fetch(site, "/a")
    assert site.paths == ["/a"] * 3


def test_a_server_that_asks_for_an_hour_is_left_at_once(site: Site) -> None:
    site.replies["/a"] = Reply(status=503, headers={"Retry-After": "3600"})

    with pytest.raises(UnreadableFileError, match="try again in 3600 s"):
        fetch(site, "/a")
    assert site.paths == ["/a"]


def test_one_site_is_asked_once_a_second(site: Site) -> None:
    site.replies["/a"] = site.replies["/b"] = Reply(PAGE)
    clock = StillClock()
    fetcher = fetcher_of(SETTINGS, clock)

    for path in ("/a", "/b"):
        fetcher.fetch(address_of(site.address + path))

    assert [path for path, _ in site.requests] == ["/robots.txt", "/a", "/b"]
    assert clock.waits == [1.0, 1.0]


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        ({"Content-Type": "image/png"}, "It is image/png: web pages, feeds and PDF"),
        ({"Content-Type": "application/zip"}, "It is application/zip: web pages"),
    ],
)
def test_what_is_not_read_is_not_downloaded(
    site: Site, headers: dict[str, str], message: str
) -> None:
    site.replies["/a"] = Reply(b"x" * 100, headers, pause_s=30)

    with pytest.raises(SkippedFileError, match=message):
        fetch(site, "/a")


def test_a_file_of_no_stated_type_is_told_by_its_bytes(site: Site) -> None:
    site.replies["/a"] = Reply(b"%PDF-1.7 ...", {"Content-Type": "application/octet-stream"})
    site.replies["/b"] = Reply(b"Just words.", {"Content-Type": "text/plain"})

    assert fetch(site, "/a").kind == "pdf"
    with pytest.raises(SkippedFileError, match="It is text/plain"):
        fetch(site, "/b")


def test_a_body_over_the_limit_is_refused_by_its_stated_length(site: Site) -> None:
    site.replies["/a"] = Reply(headers={**HTML, "Content-Length": str(MEGABYTE + 1)})

    with pytest.raises(UnreadableFileError, match="more than the limit of 1 MB"):
        fetch(site, "/a")


def test_a_body_over_the_limit_is_refused_without_a_stated_length(site: Site) -> None:
    site.replies["/a"] = Reply(b"x" * (MEGABYTE + 1), has_length=False)

    with pytest.raises(UnreadableFileError, match="more than the limit of 1 MB"):
        fetch(site, "/a")


def test_a_compressed_body_is_counted_unpacked(site: Site) -> None:
    packed = gzip.compress(b" " * (300 * MEGABYTE), compresslevel=1)
    site.replies["/bomb"] = Reply(packed[: 2 * MEGABYTE], {**HTML, "Content-Encoding": "gzip"})
    site.replies["/a"] = Reply(gzip.compress(PAGE), {**HTML, "Content-Encoding": "gzip"})

    assert len(packed) < 2 * MEGABYTE
    with pytest.raises(UnreadableFileError, match="more than the limit of 1 MB"):
        fetch(site, "/bomb")
    assert fetch(site, "/a").body == PAGE


def test_a_silent_server_is_left(site: Site) -> None:
    site.replies["/a"] = Reply(PAGE, pause_s=3)

    with pytest.raises(UnreadableFileError, match=r"sent nothing for 1 s.*FETCH_TIMEOUT_S"):
        fetch(site, "/a")


def test_a_body_that_is_cut_short_is_not_taken_for_whole(site: Site) -> None:
    site.replies["/a"] = Reply(PAGE, {**HTML, "Content-Length": str(len(PAGE) + 10)})

    with pytest.raises(UnreadableFileError, match="gave no whole answer"):
        fetch(site, "/a")


@pytest.mark.parametrize(
    "stated", ["9" * 5_000, "Fri, 31 Dec 99999 23:59:59 GMT", "Fri, 31 Dec 9999999999"]
)
def test_a_wait_that_is_no_time_counts_as_none(site: Site, stated: str) -> None:
    site.replies["/a"] = Reply(status=503, headers={"Retry-After": stated})

    with pytest.raises(UnreadableFileError, match=r"answered 503\): try again later"):
        fetch(site, "/a")
    assert site.paths == ["/a"] * 3
