import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.parser_process import ParserProcess
from ingest.web.feed import read_feed
from ingest.web.outcome import Outcome
from retriever.errors import UnreadableFileError
from retriever.settings import Settings
from tests.web_pages import post_page, rss, rss_item
from tests.web_site import Reply, Site, bring, corpus_names, running_site

WORDPRESS = "https://wordpress.org/?v=6.4"
BODY = "<p>We look at plans &amp; talk to children.</p><ul><li>Plans are kept.</li></ul>"


@pytest.fixture(scope="module")
def parser() -> Iterator[ParserProcess]:
    with ParserProcess(Settings()) as running:
        yield running


@pytest.fixture
def site(parser: ParserProcess) -> Iterator[Site]:
    with running_site(parser) as running:
        yield running


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "corpus").mkdir()
    return Settings(corpus=tmp_path / "corpus", fetch_private=True, fetch_timeout_s=5)


def words(site: Site, outcomes: list[Outcome]) -> list[tuple[str, str]]:
    return [(each.address.removeprefix(site.address), each.outcome) for each in outcomes]


def test_a_wordpress_feed_is_read_back_to_its_first_post(site: Site, settings: Settings) -> None:
    for number in (1, 2, 3):
        path = "/feed/" if number == 1 else f"/feed/?paged={number}"
        item = rss_item(f"{site.address}/p{number}/", f"Post {number}", f"<p>Plan {number}.</p>")
        site.replies[path] = rss(item, generator=WORDPRESS)

    first = bring(site, "/feed/", settings)
    again = bring(site, "/feed/", settings)

    assert words(site, first) == [("/p1/", "added"), ("/p2/", "added"), ("/p3/", "added")]
    assert words(site, again) == [
        ("/p1/", "unchanged"),
        ("/p2/", "unchanged"),
        ("/p3/", "unchanged"),
    ]
    assert site.paths[1:5] == ["/feed/", "/feed/?paged=2", "/feed/?paged=3", "/feed/?paged=4"]


def test_what_a_feed_says_of_a_post_stands_in_its_sidecar(site: Site, settings: Settings) -> None:
    site.replies["/notes"] = rss(rss_item(f"{site.address}/p/", "Plans & care", BODY))

    [outcome] = bring(site, "/notes", settings)

    file = settings.corpus / outcome.path
    fetched = tomllib.loads(file.with_name(f"{file.name}.meta.toml").read_text("utf-8"))["fetched"]
    assert outcome.path.startswith("blog_posts/127.0.0.1-")
    assert "<h1>Plans &amp; care</h1>" in file.read_text("utf-8")
    assert BODY in file.read_text("utf-8")
    assert fetched["source"] == "feed"
    assert {name: str(value) for name, value in fetched["said"].items()} == {
        "title": "Plans & care",
        "url": f"{site.address}/p/",
        "published": "2024-06-04",
        "authors": "['Ann Marsh']",
        "categories": """['Care leavers', "Children's homes"]""",
        "publisher": "Inspection notes",
        "doc_type": "blog_post",
    }


def test_an_entry_that_changed_is_replaced(site: Site, settings: Settings) -> None:
    site.replies["/notes"] = rss(rss_item(f"{site.address}/p/", "Plans", "<p>Old words.</p>"))
    [added] = bring(site, "/notes", settings)
    site.replies["/notes"] = rss(rss_item(f"{site.address}/p/", "Plans", "<p>New words.</p>"))

    [replaced] = bring(site, "/notes", settings)

    assert (replaced.outcome, replaced.path) == ("replaced", added.path)
    assert "New words." in (settings.corpus / added.path).read_text("utf-8")
    assert len(corpus_names(settings.corpus)) == 2


def test_an_entry_without_content_is_read_from_its_page(site: Site, settings: Settings) -> None:
    site.replies["/notes"] = rss(rss_item("/p/", "Visits to homes"))
    site.replies["/p/"] = Reply(post_page())

    [outcome] = bring(site, "/notes", settings)

    assert outcome.outcome == "added"
    assert (settings.corpus / outcome.path).read_bytes() == post_page()


def test_one_bad_entry_costs_one_line(site: Site, settings: Settings) -> None:
    site.replies["/notes"] = rss(
        rss_item("", "Without an address", BODY),
        rss_item("javascript:alert(1)", "A trick", BODY),
        rss_item(f"{site.address}/empty/", "Empty", "<p> </p>"),
        rss_item(f"{site.address}/gone/", "Gone"),
        rss_item(f"{site.address}/p/", "Plans", BODY),
    )

    outcomes = bring(site, "/notes", settings)

    assert [each.outcome for each in outcomes][-2:] == ["failed", "added"]
    assert {each.outcome for each in outcomes[:3]} <= {"skipped", "added"}
    assert "An entry of the feed has no address ('Without an address')." in outcomes[0].reason


def test_an_atom_feed_names_its_older_pages(site: Site, settings: Settings) -> None:
    def atom(number: int, following: str) -> Reply:
        text = (
            '<feed xmlns="http://www.w3.org/2005/Atom"><title>Notes</title>'
            f"{following}<entry><title>Note {number}</title>"
            f'<link href="{site.address}/n{number}"/><updated>2024-06-03T23:10:00Z</updated>'
            f'<content type="html">&lt;p&gt;Plan {number}.&lt;/p&gt;</content></entry></feed>'
        )
        return Reply(text.encode(), {"Content-Type": "application/atom+xml"})

    site.replies["/atom"] = atom(1, '<link rel="next" href="/atom/older"/>')
    site.replies["/atom/older"] = atom(2, "")

    outcomes = bring(site, "/atom", settings)

    assert words(site, outcomes) == [("/n1", "added"), ("/n2", "added")]
    assert "/atom?paged=2" not in site.paths


def test_a_server_that_gives_its_first_page_for_ever_is_left(
    site: Site, settings: Settings
) -> None:
    page = rss(rss_item(f"{site.address}/p/", "Plans", BODY), generator=WORDPRESS)
    site.replies["/feed/"] = site.replies["/feed/?paged=2"] = page

    outcomes = bring(site, "/feed/", settings)

    assert words(site, outcomes) == [("/p/", "added")]


def test_a_page_of_the_archive_that_fails_is_named(site: Site, settings: Settings) -> None:
    item = rss_item(f"{site.address}/p/", "Plans", BODY)
    site.replies["/feed/"] = rss(item, generator=WORDPRESS)
    site.replies["/feed/?paged=2"] = Reply(status=403)

    outcomes = bring(site, "/feed/", settings)

    assert words(site, outcomes) == [("/p/", "added"), ("/feed/", "failed")]
    assert outcomes[1].reason.startswith("Page 2 of the feed: The server answered 403")


def test_what_is_done_before_a_stop_is_whole(site: Site, settings: Settings) -> None:
    site.replies["/notes"] = rss(
        *(rss_item(f"{site.address}/p{n}/", f"Post {n}", f"<p>Plan {n}.</p>") for n in (1, 2))
    )

    def stop(_outcome: Outcome) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(site, "/notes", settings, between=stop)
    names = corpus_names(settings.corpus)
    assert len(names) == 2
    assert names[1] == f"{names[0]}.meta.toml"


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE rss [<!ENTITY a "aaaa">]><rss version="2.0"><channel/></rss>',
        '<!doctype rss [<!entity a system "file:///etc/passwd">]><rss version="2.0"/>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_a_feed_with_entities_is_refused(text: str, encoding: str) -> None:
    with pytest.raises(UnreadableFileError, match="declares XML entities"):
        read_feed(text.encode(encoding), "https://notes.example/feed")


@pytest.mark.parametrize(
    ("data", "charset"),
    [(b'<?xml version="1.0" encoding="utf-7"?><rss/>', ""), (b"<rss/>", "utf-7")],
)
def test_a_feed_in_an_encoding_that_hides_its_text_is_refused(data: bytes, charset: str) -> None:
    with pytest.raises(UnreadableFileError, match=r"an encoding that is not read \(utf-7\)"):
        read_feed(data, "https://notes.example/feed", charset)


@pytest.mark.parametrize("data", [b"", b"Just words.", b"<urlset><url/></urlset>"])
def test_what_is_no_feed_is_named(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="no RSS or Atom feed"):
        read_feed(data, "https://notes.example/feed")


def test_the_line_that_blogs_add_to_each_entry_is_left_out() -> None:
    added = (
        '<p>The post <a href="https://n.example/p">Plans</a> first appeared on <a>Notes</a>.</p>'
    )
    feed = read_feed(rss(rss_item("https://n.example/p", "Plans", BODY + added)).body, "")

    assert feed.entries[0].body == BODY
