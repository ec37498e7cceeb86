"""Which entries of a feed are one and which are several, and what is read of odd ones."""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ingest.parser_process import ParserProcess
from ingest.web.feed import read_feed
from retriever.errors import UnreadableFileError
from retriever.settings import Settings
from tests.web_pages import post_page, rss, rss_item
from tests.web_site import Reply, Site, bring, corpus_names, running_site


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with ParserProcess(Settings()) as parser, running_site(parser) as running:
        yield running


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "corpus").mkdir()
    return Settings(corpus=tmp_path / "corpus", fetch_private=True, fetch_timeout_s=5)


def atom(published: str) -> bytes:
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Notes</title><entry><title>A</title>'
        f'<link href="https://n.example/a"/><published>{published}</published></entry></feed>'
    ).encode()


def dated(published: str) -> bytes:
    stated = b"Tue, 04 Jun 2024 00:10:00 +0100"
    return rss(rss_item("https://n.example/a", "A")).body.replace(stated, published.encode())


def test_entries_at_places_of_one_page_are_several_documents(
    site: Site, settings: Settings
) -> None:
    site.replies["/notes"] = rss(
        rss_item(f"{site.address}/changes#July_11", "11 July", "<p>Visits are weekly.</p>"),
        rss_item(f"{site.address}/changes#July_04", "4 July", "<p>Plans are kept.</p>"),
    )

    first = bring(site, "/notes", settings)
    again = bring(site, "/notes", settings)

    assert [each.outcome for each in first] == ["added", "added"]
    assert [each.outcome for each in again] == ["unchanged", "unchanged"]
    assert first[1].address == f"{site.address}/changes#July_04"
    assert len(corpus_names(settings.corpus)) == 4
    sidecar = settings.corpus / f"{first[1].path}.meta.toml"
    said = tomllib.loads(sidecar.read_text("utf-8"))["fetched"]["said"]
    assert said["url"] == f"{site.address}/changes#July_04"


def test_entries_of_one_link_are_told_apart_by_their_ids(site: Site, settings: Settings) -> None:
    entries = [
        rss_item(f"{site.address}/changes", "Change", f"<p>Change {n}.</p>").replace(
            "</item>", f'<guid isPermaLink="false">change {n}</guid></item>'
        )
        for n in (2, 1)
    ]
    site.replies["/notes"] = rss(*entries)

    outcomes = bring(site, "/notes", settings)

    assert [(each.address, each.outcome) for each in outcomes] == [
        (f"{site.address}/changes#change%202", "added"),
        (f"{site.address}/changes#change%201", "added"),
    ]


def test_an_entry_that_a_feed_bears_twice_is_said_to_be_left_out(
    site: Site, settings: Settings
) -> None:
    site.replies["/notes"] = rss(
        rss_item(f"{site.address}/p/", "Plans", "<p>Plans are kept.</p>"),
        rss_item(f"{site.address}/p/", "Plans", "<p>Plans are mended.</p>"),
        rss_item(f"{site.address}/q/", "Visits"),
        rss_item(f"{site.address}/q/", "Visits again"),
    )
    site.replies["/q/"] = Reply(post_page())

    outcomes = bring(site, "/notes", settings)

    assert [each.outcome for each in outcomes] == ["added", "skipped", "added", "skipped"]
    assert outcomes[1].reason == "The feed names it more than once ('Plans' was left out)."
    assert outcomes[1].path == outcomes[0].path
    assert outcomes[3].reason == "The feed names it more than once ('Visits again' was left out)."
    assert site.paths.count("/q/") == 1


@pytest.mark.parametrize(
    ("data", "day"),
    [
        (dated("Mon, 01 Jan 0001 00:00:00 +0000"), None),
        (dated("Thu, 01 Jan 1970 00:00:00 GMT"), None),
        (dated("Fri, 31 Dec 9999999999 23:59:59 GMT"), None),
        (dated("Tue, 04 Jun 24 00:10:00 +0100"), date(2024, 6, 4)),
        (dated("Tue, 04 Jun 2024 23:10:00 -0500"), date(2024, 6, 4)),
        (atom("0001-01-01T00:00:00Z"), None),
        (atom("9999-12-31T23:59:59-11:00"), None),
        (atom("2024-06-03T23:10:00Z"), date(2024, 6, 4)),
    ],
)
def test_an_empty_or_impossible_day_is_none(data: bytes, day: date | None) -> None:
    assert read_feed(data, "https://n.example/feed").entries[0].published == day


def test_half_a_character_becomes_a_mark_that_can_be_written() -> None:
    item = rss_item("https://n.example/a", "Plans").replace("Plans", "Pl&#xD800;an&#56320;s")

    assert read_feed(rss(item).body, "").entries[0].title == "Pl\ufffdan\ufffds"


def test_a_character_that_there_is_not_is_named() -> None:
    item = rss_item("https://n.example/a", "Plans").replace("Plans", "&#99999999999;")

    with pytest.raises(UnreadableFileError, match="the number of a character that there is not"):
        read_feed(rss(item).body, "")
