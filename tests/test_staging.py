"""Files that wait under tickets, and the two routes: what is taken, what is sent, to whom."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from starlette.requests import HTTPConnection

from retriever.errors import DocumentError, IndexAwayError
from retriever.records import Document, Metadata
from tests.library import document_of
from tests.own_loop import result_of
from ui.access.gate import AccessGate
from ui.access.roles import Role, User
from ui.library.routes import add_library_routes
from ui.library.staging import Staging, UploadRefusedError

MEGABYTE = 1024 * 1024
PAGE = document_of("posts/page.html", ["Words."], Metadata("A page", "blog_post"))
REPORT = document_of("report.pdf", ["Words."], Metadata("A report", "report"))
OUTSIDE = document_of("../secret.txt", ["Words."], Metadata("Outside", "report"))


class Library:
    def document(self, doc_id: str) -> Document:
        for document in (PAGE, REPORT, OUTSIDE):
            if document.doc_id == doc_id:
                return document
        if doc_id == "away":
            raise IndexAwayError("The index does not answer just now: try again in a minute.")
        raise DocumentError("There is no such document.")


def by_header(request: HTTPConnection) -> User:
    """Tell whose request it is: an editor's or a reader's, as it says itself."""
    is_editor = request.headers.get("x-who") == "editor"
    return User("ana", frozenset(Role)) if is_editor else User("ben")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    (folder / "posts").mkdir(parents=True)
    (folder / "posts/page.html").write_text("<script>alert(1)</script>", "utf-8")
    (folder / "report.pdf").write_bytes(b"%PDF-1.7 words")
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    return folder


async def pieces(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


def call(corpus: Path, method: str, path: str, **sent: object) -> httpx.Response:
    """Call one of the routes as a browser does."""
    app = FastAPI()
    staging = Staging(max_file_mb=1)
    add_library_routes(app, Library(), corpus, staging)
    app.add_middleware(AccessGate, identify=by_header)

    async def called() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.request(method, path, **sent)  # type: ignore[arg-type]

    answer = result_of(called())
    staging.close()
    return answer


def test_a_file_waits_under_its_ticket_until_it_is_dropped() -> None:
    staging = Staging(max_file_mb=1)

    upload = result_of(staging.receive("../a/plan.txt", pieces(b"Visits ", b"are weekly.")))

    assert upload.file.name == "plan.txt"
    assert staging.taken([upload.ticket, "no such ticket"]) == [upload.file]
    assert upload.file.read_bytes() == b"Visits are weekly."
    staging.drop([upload.ticket])
    assert staging.taken([upload.ticket]) == []
    assert not upload.file.exists()
    staging.close()


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ((), "It is empty: download or save it again."),
        ((b"x" * MEGABYTE, b"x"), "It is over the limit of 1 MB: split it."),
    ],
)
def test_what_is_empty_or_too_large_is_refused_and_leaves_nothing(
    parts: tuple[bytes, ...], words: str
) -> None:
    staging = Staging(max_file_mb=1)

    with pytest.raises(UploadRefusedError) as refused:
        result_of(staging.receive("plan.txt", pieces(*parts)))

    assert str(refused.value) == words
    assert staging._folder is not None  # noqa: SLF001 - that it is empty is the point
    assert list(staging._folder.iterdir()) == []  # noqa: SLF001
    staging.close()


def test_an_upload_is_answered_with_a_ticket_and_never_a_path(corpus: Path) -> None:
    headers = {"x-candour-name": "a%2Fb%20c.txt", "x-who": "editor"}

    answer = call(corpus, "POST", "/library/upload", content=b"Words.", headers=headers)

    assert answer.json()["name"] == "b c.txt"
    assert set(answer.json()) == {"ticket", "name"}
    assert "/" not in answer.json()["ticket"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"x-candour-name": "a.txt"}, 403), ({}, 403), ({"x-who": "editor"}, 400)],
)
def test_an_upload_by_a_reader_or_without_our_header_is_refused(
    corpus: Path, headers: dict[str, str], status: int
) -> None:
    answer = call(corpus, "POST", "/library/upload", content=b"Words.", headers=headers)

    assert answer.status_code == status


def test_a_page_is_only_ever_saved_and_a_pdf_may_be_shown(corpus: Path) -> None:
    page = call(corpus, "GET", f"/library/original/{PAGE.doc_id}")
    report = call(corpus, "GET", f"/library/original/{REPORT.doc_id}")

    assert page.headers["content-type"] == "application/octet-stream"
    assert page.headers["content-disposition"] == 'attachment; filename="page.html"'
    assert report.headers["content-type"] == "application/pdf"
    assert report.headers["content-disposition"] == 'inline; filename="report.pdf"'
    assert report.content == b"%PDF-1.7 words"


@pytest.mark.parametrize("doc_id", ["gone", OUTSIDE.doc_id, "..%2F..%2Fsecret.txt"])
def test_nothing_outside_the_library_is_sent(corpus: Path, doc_id: str) -> None:
    answer = call(corpus, "GET", f"/library/original/{doc_id}")

    assert answer.status_code == 404
    assert "secret" not in answer.text


def test_a_document_of_an_index_that_is_away_is_not_said_to_be_gone(corpus: Path) -> None:
    answer = call(corpus, "GET", "/library/original/away")

    assert answer.status_code == 503
    assert answer.text == "The index does not answer just now: try again in a minute."
