from collections.abc import Iterator

import pytest

from ingest.web.addresses import address_of
from retriever.errors import SkippedFileError, UnreadableFileError
from retriever.settings import Settings
from tests.web_site import Reply, Site, StillClock, fetcher_of, running_site

PAGE = Reply(b"<!DOCTYPE html><html><body><p>Visits are weekly.</p></body></html>")
SETTINGS = Settings(fetch_private=True, fetch_timeout_s=1)
TEXT = {"Content-Type": "text/plain"}


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        running.replies["/a"] = running.replies["/closed/a"] = PAGE
        yield running


def fetch(site: Site, *paths: str, clock: StillClock | None = None) -> None:
    fetcher = fetcher_of(SETTINGS, clock)
    for path in paths:
        fetcher.fetch(address_of(site.address + path))


def rules(text: str) -> Reply:
    return Reply(text.encode(), TEXT)


def test_what_a_site_closes_to_robots_is_not_asked_for(site: Site) -> None:
    site.replies["/robots.txt"] = rules("User-agent: *\nDisallow: /closed/\n")

    fetch(site, "/a")
    with pytest.raises(SkippedFileError, match=r"robots\.txt .* save it in a browser"):
        fetch(site, "/closed/a")
    assert site.paths == ["/a"]


def test_rules_for_candour_go_before_those_for_all(site: Site) -> None:
    site.replies["/robots.txt"] = rules(
        "User-agent: *\nDisallow: /\n\nUser-agent: candour\nDisallow: /closed/\nAllow: /closed/a$\n"
    )

    fetch(site, "/a", "/closed/a")

    assert site.paths == ["/a", "/closed/a"]


def test_a_redirect_into_what_is_closed_is_not_followed(site: Site) -> None:
    site.replies["/robots.txt"] = rules("User-agent: *\nDisallow: /closed/\n")
    site.replies["/open"] = Reply(status=302, headers={"Location": "/closed/a"})

    with pytest.raises(SkippedFileError, match="asks programs not to fetch it"):
        fetch(site, "/open")
    assert site.paths == ["/open"]


def test_the_pause_that_a_site_asks_for_is_kept(site: Site) -> None:
    site.replies["/robots.txt"] = rules("User-agent: *\nCrawl-delay: 4\n")
    clock = StillClock()

    fetch(site, "/a", "/a", clock=clock)

    assert clock.waits == [4.0, 4.0]


def test_a_site_that_asks_for_an_hour_between_pages_is_left(site: Site) -> None:
    site.replies["/robots.txt"] = rules("User-agent: *\nCrawl-delay: 3600\n")

    with pytest.raises(SkippedFileError, match="asks for 3600 s between requests"):
        fetch(site, "/a")


def test_a_site_without_rules_allows_everything(site: Site) -> None:
    site.replies["/robots.txt"] = Reply(status=403)

    fetch(site, "/a", "/a")

    assert [path for path, _ in site.requests] == ["/robots.txt", "/a", "/a"]


def test_a_site_whose_rules_cannot_be_read_is_left_alone(site: Site) -> None:
    site.replies["/robots.txt"] = Reply(status=500)

    with pytest.raises(UnreadableFileError, match=r"robots\.txt of .* cannot be read"):
        fetch(site, "/a")
    assert site.paths == []


def test_rules_may_have_moved(site: Site) -> None:
    site.replies["/robots.txt"] = Reply(status=301, headers={"Location": "/rules"})
    site.replies["/rules"] = rules("User-agent: *\nDisallow: /\n")

    with pytest.raises(SkippedFileError, match="asks programs not to fetch it"):
        fetch(site, "/a")
