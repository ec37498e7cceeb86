import json
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ingest.parser_process import ParserProcess
from ingest.web.govuk_content import Attachment, read_content
from ingest.web.source_facts import SourceFacts, day_of
from retriever.errors import SkippedFileError
from retriever.settings import Settings
from tests.pdf_maker import pdf_of, report_pages
from tests.web_pages import govuk_document, post_page
from tests.web_site import JSON, PDF, Reply, Site, bring, running_site

BODY = '<div class="govspeak"><p>Visits are planned in <em>spring</em>.</p></div>'


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


def said_of(settings: Settings, path: str) -> dict[str, object]:
    sidecar = settings.corpus / f"{path}.meta.toml"
    said: dict[str, object] = tomllib.loads(sidecar.read_text("utf-8"))["fetched"]["said"]
    return said


def attached(title: str, url: str, content_type: str) -> dict[str, str]:
    return {
        "attachment_type": "file",
        "url": url,
        "content_type": content_type,
        "title": title,
    }


def test_a_document_is_read_through_the_content_api(site: Site, settings: Settings) -> None:
    site.replies["/api/content/guidance/visits"] = govuk_document("Planning visits", BODY)

    [outcome] = bring(site, "/guidance/visits", settings)

    text = (settings.corpus / outcome.path).read_text("utf-8")
    assert outcome.outcome == "added"
    assert outcome.path.startswith("guidance/")
    assert "<h1>Planning visits</h1>" in text
    assert "<p>How visits are planned.</p>" in text
    assert BODY in text
    assert said_of(settings, outcome.path) == {
        "title": "Planning visits",
        "url": f"{site.address}/guidance/visits",
        "published": date(2023, 6, 1),
        "updated": date(2024, 1, 9),
        "publisher": "Office of Visits",
        "doc_type": "guidance",
    }
    assert site.paths == ["/api/content/guidance/visits"]


def test_the_apis_own_address_names_the_same_document(site: Site, settings: Settings) -> None:
    site.replies["/api/content/guidance/visits"] = govuk_document("Planning visits", BODY)
    [added] = bring(site, "/guidance/visits", settings)

    [again] = bring(site, "/api/content/guidance/visits", settings)

    assert (again.outcome, again.path) == ("unchanged", added.path)


def test_attachments_are_brought_in_each_in_its_kind(site: Site, settings: Settings) -> None:
    site.replies["/api/content/publications/visits"] = govuk_document(
        "Visits 2024",
        "<p>The review of visits.</p>",
        "independent_report",
        [
            {"attachment_type": "html", "url": "/publications/visits/full", "title": "Full"},
            attached("Full (print)", f"{site.address}/media/report.pdf", "application/pdf"),
            attached("Table", "/media/table.csv", "text/csv"),
        ],
    )
    site.replies["/api/content/publications/visits/full"] = govuk_document(
        "Visits 2024: full text",
        "<p>There were 12 visits.</p>",
        "html_publication",
        first_published_at=None,
        links={"parent": [{"document_type": "independent_report"}]},
    )
    site.replies["/media/report.pdf"] = Reply(pdf_of(report_pages()), PDF)

    outcomes = bring(site, "/publications/visits", settings)

    assert [each.outcome for each in outcomes] == ["added", "added", "added", "skipped"]
    assert [each.path.split("/")[0] for each in outcomes] == ["review_reports"] * 3 + [""]
    assert outcomes[3].reason == "It is text/csv: attached web pages and PDF files are read."
    full = said_of(settings, outcomes[1].path)
    assert full["title"] == "Visits 2024: full text"
    assert full["published"] == date(2023, 6, 1)
    assert full["publisher"] == "Office of Visits"
    printed = said_of(settings, outcomes[2].path)
    assert printed["title"] == "Full (print)"
    assert printed["url"] == f"{site.address}/media/report.pdf"
    assert (settings.corpus / outcomes[2].path).read_bytes() == pdf_of(report_pages())


def test_an_unmodified_document_is_said_to_be_so(site: Site, settings: Settings) -> None:
    answer = govuk_document("Planning visits", BODY)
    tagged = Reply(answer.body, {**JSON, "ETag": '"7"'})
    site.replies["/api/content/guidance/visits"] = [tagged, Reply(status=304)]
    [added] = bring(site, "/guidance/visits", settings)

    [again] = bring(site, "/guidance/visits", settings)

    assert site.headers_of("/api/content/guidance/visits")["if-none-match"] == '"7"'
    assert (again.outcome, again.path) == ("unchanged", added.path)
    assert again.reason == "the server says that it is not modified"


@pytest.mark.parametrize(
    "answer",
    [
        Reply(status=404),
        Reply(b"<!DOCTYPE html><html><body>No.</body></html>"),
        Reply(b"{broken", JSON),
        Reply(b'{"title": "A finder", "details": {}}', JSON),
    ],
)
def test_what_the_api_does_not_have_is_read_from_the_page(
    site: Site, settings: Settings, answer: Reply
) -> None:
    site.replies["/api/content/guidance/visits"] = answer
    site.replies["/guidance/visits"] = Reply(post_page())

    [outcome] = bring(site, "/guidance/visits", settings)

    assert outcome.outcome == "added"
    assert (settings.corpus / outcome.path).read_bytes() == post_page()


def test_a_withdrawn_document_says_so_in_its_own_words(site: Site, settings: Settings) -> None:
    notice = {"explanation": "<p>New rules came in.</p>", "withdrawn_at": "2024-02-01T00:00:00Z"}
    site.replies["/api/content/guidance/visits"] = govuk_document(
        "Planning visits", BODY, withdrawn_notice=notice
    )

    [outcome] = bring(site, "/guidance/visits", settings)

    assert outcome.reason == "GOV.UK says that it is withdrawn"
    assert "<p>New rules came in.</p>" in (settings.corpus / outcome.path).read_text("utf-8")


def test_a_guides_parts_and_a_manuals_sections_are_found() -> None:
    details = {
        "parts": [
            {
                "title": "Before & after",
                "body": [{"content_type": "text/html", "content": "<p>Plan.</p>"}],
            }
        ],
        "child_section_groups": [{"child_sections": [{"title": "One", "base_path": "/m/one"}]}],
    }
    content = read_content(json.dumps({"title": "Visits", "details": details}).encode())

    assert b"<h2>Before &amp; after</h2>\n<p>Plan.</p>" in content.page
    assert content.attachments == (Attachment("One", "/m/one", "html"),)
    assert content.facts == SourceFacts(title="Visits")


@pytest.mark.parametrize("data", [b"", b"[]", b'{"details": 3}', b"[" * 100_000])
def test_an_answer_of_another_layout_is_named(data: bytes) -> None:
    with pytest.raises(SkippedFileError, match="content API's answer"):
        read_content(data)


def test_a_moments_day_is_londons() -> None:
    assert day_of("2023-05-31T23:00:00Z") == date(2023, 6, 1)
    assert day_of("2023-01-31T23:00:00.000+00:00") == date(2023, 1, 31)
    assert day_of("2023-05-31") == date(2023, 5, 31)
    assert day_of("31 May") is None
    assert day_of(None) is None


def test_half_a_character_becomes_a_mark_that_can_be_written() -> None:
    content = read_content(b'{"title": "a\\ud800b", "details": {"body": "<p>x\\udc00</p>"}}')

    assert content.facts.title == "a\ufffdb"
    assert "<h1>a\ufffdb</h1>" in content.page.decode("utf-8")
