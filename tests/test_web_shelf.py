import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ingest.parser_process import ParserProcess
from ingest.sidecar import with_sidecar
from ingest.web.fetching import Validators
from ingest.web.file_name import file_stem
from ingest.web.outcome import Outcome
from ingest.web.page_kind import as_served
from ingest.web.shelf import NewPage, Shelf
from retriever.records import Metadata
from retriever.settings import Settings
from tests.pdf_maker import pdf_of, report_pages
from tests.web_pages import post_page
from tests.web_site import HTML, PDF, Reply, Site, bring, corpus_names, running_site

ADDRESS = "https://notes.example/2024/06/visits/"
NAME = "blog_posts/notes.example-2024-06-visits-gxedtaty.html"


@pytest.fixture(scope="module")
def parser() -> Iterator[ParserProcess]:
    with ParserProcess(Settings()) as running:
        yield running


@pytest.fixture
def site(parser: ParserProcess) -> Iterator[Site]:
    with running_site(parser) as running:
        yield running


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    return tmp_path / "corpus"


def new_page(paragraph: str = "We visit each home twice a year.", **said: str | date) -> NewPage:
    return NewPage(
        address=ADDRESS,
        data=post_page(paragraph),
        ending=".html",
        source="feed",
        said={"url": ADDRESS, **said},
        doc_type="blog_post",
        validators=Validators('"7"', ""),
    )


def settings_of(corpus: Path) -> Settings:
    return Settings(corpus=corpus, fetch_private=True, fetch_timeout_s=5)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (ADDRESS, "notes.example-2024-06-visits"),
        (
            "https://www.example.org/files/Annual%20Report.PDF?v=2",
            "example.org-files-annual-report",
        ),
        ("https://example.org/", "example.org"),
        ("https://example.org/" + "long/" * 60, "example.org-" + "long-" * 17 + "lon"),
    ],
)
def test_a_name_is_made_of_the_addresss_words_and_a_mark(address: str, words: str) -> None:
    name, _, mark = file_stem(address).rpartition("-")

    assert name == words
    assert len(mark) == 8
    assert mark.isalnum()


def test_two_addresses_of_the_same_words_have_two_names() -> None:
    assert file_stem("https://example.org/a/b") != file_stem("https://example.org/a-b")
    assert file_stem("https://example.org/a?b=1") != file_stem("https://example.org/a?b=2")


def test_a_page_and_what_is_said_of_it_are_written(corpus: Path, parser: ParserProcess) -> None:
    outcome = Shelf(corpus, parser).put(new_page(title="Visits"))

    assert outcome == Outcome(ADDRESS, NAME, "added")
    assert corpus_names(corpus) == [NAME, f"{NAME}.meta.toml"]
    metadata = with_sidecar(Metadata("Read", "document"), corpus / f"{NAME}.meta.toml")
    assert (metadata.title, metadata.url) == ("Visits", ADDRESS)
    assert metadata.origins == (("url", "feed"), ("title", "feed"))


def test_the_same_page_again_touches_nothing(corpus: Path, parser: ParserProcess) -> None:
    Shelf(corpus, parser).put(new_page())
    before = [(corpus / name).stat().st_mtime_ns for name in corpus_names(corpus)]

    outcome = Shelf(corpus, parser).put(new_page())

    assert outcome.outcome == "unchanged"
    assert [(corpus / name).stat().st_mtime_ns for name in corpus_names(corpus)] == before


def test_a_page_whose_markup_alone_changed_stays(corpus: Path, parser: ParserProcess) -> None:
    shelf = Shelf(corpus, parser)
    shelf.put(new_page())
    page = new_page()
    changed = NewPage(
        address=ADDRESS,
        data=page.data.replace(b"<body>", b'<body data-visit="a81f">'),
        ending=".html",
        source="feed",
        said=page.said,
    )

    outcome = shelf.put(changed)

    assert (outcome.outcome, outcome.path) == ("unchanged", NAME)
    assert (corpus / NAME).read_bytes() == page.data


def test_what_was_written_by_hand_stays_and_goes_first(corpus: Path, parser: ParserProcess) -> None:
    Shelf(corpus, parser).put(new_page(title="Visits"))
    sidecar = corpus / f"{NAME}.meta.toml"
    by_hand = '# Checked by Ann.\ntitle = "Visits to homes"\n'
    sidecar.write_text(by_hand + sidecar.read_text("utf-8"), "utf-8")

    outcome = Shelf(corpus, parser).put(new_page("We visit once.", title="Visits, again"))

    assert outcome.outcome == "replaced"
    assert sidecar.read_text("utf-8").startswith(by_hand)
    assert tomllib.loads(sidecar.read_text("utf-8"))["fetched"]["said"]["title"] == "Visits, again"
    assert with_sidecar(Metadata("Read", "document"), sidecar).title == "Visits to homes"


def test_a_page_is_found_again_where_it_was_moved_to(corpus: Path, parser: ParserProcess) -> None:
    Shelf(corpus, parser).put(new_page())
    (corpus / "guidance").mkdir()
    for ending in ("", ".meta.toml"):
        (corpus / (NAME + ending)).rename(corpus / f"guidance/visits.html{ending}")

    outcome = Shelf(corpus, parser).put(new_page("We visit once."))

    assert (outcome.outcome, outcome.path) == ("replaced", "guidance/visits.html")
    assert corpus_names(corpus) == ["guidance/visits.html", "guidance/visits.html.meta.toml"]


def test_a_file_that_is_not_as_fetched_is_asked_for_whole(
    corpus: Path, parser: ParserProcess
) -> None:
    Shelf(corpus, parser).put(new_page())
    as_fetched = Shelf(corpus, parser).validators_of(ADDRESS)
    (corpus / NAME).write_bytes(post_page("Edited."))

    assert as_fetched == Validators('"7"', "")
    assert Shelf(corpus, parser).validators_of(ADDRESS) == Validators()


def test_content_that_is_in_the_library_is_not_put_in_twice(
    corpus: Path, parser: ParserProcess
) -> None:
    (corpus / "visits.html").write_bytes(post_page())

    outcome = Shelf(corpus, parser).put(new_page())

    assert outcome.outcome == "skipped"
    assert outcome.reason == "the same content is in the library at visits.html"
    assert corpus_names(corpus) == ["visits.html"]


def test_a_page_that_cannot_be_read_does_not_go_in(corpus: Path, site: Site) -> None:
    site.replies["/a.pdf"] = Reply(pdf_of(report_pages())[:900], PDF)
    site.replies["/empty"] = Reply(b"<!DOCTYPE html><html><body></body></html>")

    [broken] = bring(site, "/a.pdf", settings_of(corpus))
    [empty] = bring(site, "/empty", settings_of(corpus))

    assert (broken.outcome, empty.outcome) == ("failed", "skipped")
    assert broken.reason.endswith("It was not kept.")
    assert corpus_names(corpus) == []


def test_a_page_that_is_gone_keeps_its_file(corpus: Path, site: Site) -> None:
    site.replies["/a"] = Reply(post_page())
    [added] = bring(site, "/a", settings_of(corpus))
    site.replies["/a"] = Reply(status=410)

    [gone] = bring(site, "/a", settings_of(corpus))

    assert (gone.outcome, gone.path) == ("failed", added.path)
    assert f"python -m ingest remove {added.path}" in gone.reason
    assert (corpus / added.path).is_file()


def test_a_page_is_one_however_it_is_asked_for(corpus: Path, site: Site) -> None:
    site.replies["/old"] = Reply(status=301, headers={"Location": "/a"})
    site.replies["/a"] = [Reply(post_page(), {**HTML, "ETag": '"7"'}), Reply(status=304)]

    [added] = bring(site, "/old", settings_of(corpus))
    [direct] = bring(site, "/a", settings_of(corpus))
    [again] = bring(site, "/old", settings_of(corpus))

    assert [added.outcome, direct.outcome, again.outcome] == ["added", "unchanged", "unchanged"]
    assert {added.path, direct.path, again.path} == {added.path}


def test_an_encoding_that_only_the_server_states_is_kept(corpus: Path, site: Site) -> None:
    polish = "<!DOCTYPE html><html><body><article><p>Zażółć gęślą jaźń.</p></article></body></html>"
    site.replies["/a"] = Reply(
        polish.encode("iso-8859-2"), {"Content-Type": "text/html; charset=iso-8859-2"}
    )

    [outcome] = bring(site, "/a", settings_of(corpus))

    assert (corpus / outcome.path).read_text("utf-8") == polish


def test_the_wanted_type_decides_the_folder(corpus: Path, site: Site) -> None:
    site.replies["/a"] = Reply(post_page())

    [outcome] = bring(site, "/a", settings_of(corpus), doc_type="guidance")

    assert outcome.path.startswith("guidance/")


def test_a_page_that_is_now_a_pdf_never_takes_anothers_name(
    corpus: Path, parser: ParserProcess
) -> None:
    Shelf(corpus, parser).put(new_page())
    (corpus / "mine").mkdir()
    for ending in ("", ".meta.toml"):
        (corpus / (NAME + ending)).rename(corpus / f"mine/report.html{ending}")
    (corpus / "mine/report.pdf").write_bytes(b"%PDF-1.4 my own")
    (corpus / "mine/report.pdf.meta.toml").write_text('title = "Mine"')
    printed = replace(new_page(), data=pdf_of(report_pages()), ending=".pdf")

    outcome = Shelf(corpus, parser).put(printed)

    path = "mine/notes.example-2024-06-visits-gxedtaty.pdf"
    assert (outcome.outcome, outcome.path) == ("replaced", path)
    assert (corpus / path).read_bytes() == printed.data
    assert (corpus / "mine/report.pdf").read_bytes() == b"%PDF-1.4 my own"
    assert (corpus / "mine/report.pdf.meta.toml").read_text() == 'title = "Mine"'
    assert len(corpus_names(corpus)) == 4


def test_a_page_finds_a_third_name_where_two_are_taken(corpus: Path, parser: ParserProcess) -> None:
    Shelf(corpus, parser).put(new_page())
    (corpus / NAME.replace(".html", ".pdf")).write_bytes(b"%PDF-1.4 another")

    outcome = Shelf(corpus, parser).put(
        replace(new_page(), data=pdf_of(report_pages()), ending=".pdf")
    )

    assert outcome.path == NAME.replace(".html", "-2.pdf")


def test_an_encoding_that_no_text_has_is_not_believed() -> None:
    page = b"<html>-" + b"b9" * 100_000

    assert as_served(page, "text/html; charset=punycode") is page
