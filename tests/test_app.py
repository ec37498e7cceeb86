"""The application as it is started and called: refusals, headers, closed routes, endpoints."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

import app
from ui.security import ClosedRoutes

ROOT = Path(__file__).parent.parent
POST = """Caseloads in Norborough

Social workers in Norborough hold an average of 16 children each.

Managers look at every caseload once a week.
"""


def environment_of(folder: Path) -> dict[str, str]:
    return os.environ | {
        "CANDOUR_CORPUS": str(folder / "corpus"),
        "CANDOUR_INDEX": str(folder / "index"),
    }


def python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment_of(folder),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def ingest(folder: Path) -> None:
    made = python(
        folder, "-m", "ingest", "sync", str(folder / "corpus"), "--index", str(folder / "index")
    )
    assert made.returncode == 0, made.stderr


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a library of one post, and return where."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "corpus" / "blog_posts").mkdir(parents=True)
    (folder / "corpus" / "blog_posts" / "post.txt").write_text(POST, encoding="utf-8")
    ingest(folder)
    with subprocess.Popen(
        [sys.executable, "app.py", "--port", "0"],
        cwd=ROOT,
        env=environment_of(folder),
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        yield line.strip().removeprefix("Candour is ready at ")
        server.terminate()


def call(address: str, endpoint: str, *data: object) -> tuple[str, Any]:
    """Call a public endpoint; return the name of its last event and what came with it."""
    url = f"{address}/gradio_api/call/{endpoint}"
    event_id = httpx.post(url, json={"data": data}).raise_for_status().json()["event_id"]
    lines = httpx.get(f"{url}/{event_id}", timeout=60).text.strip().splitlines()
    name = lines[-2].removeprefix("event: ")
    return name, json.loads(lines[-1].removeprefix("data: "))


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "example.org", ""])  # noqa: S104
def test_a_host_that_others_can_reach_is_refused_in_one_line(
    host: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = app.main(["--host", host])

    assert status == 2
    assert capsys.readouterr().err == (
        f"Candour does not serve on {host!r} while no access control is set up: "
        "use --host 127.0.0.1, or see docs/access.md.\n"
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_this_machines_own_addresses_are_served(host: str) -> None:
    assert app.is_loopback(host) is True


def test_a_port_that_is_taken_is_refused_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status = app.main(["--port", str(port)])

    assert status == 2
    assert capsys.readouterr().err == (
        f"Port {port} on 127.0.0.1 cannot be had (Address already in use): "
        "give another with --port.\n"
    )


def test_a_port_that_cannot_exist_is_refused_in_one_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert app.main(["--port", "70000"]) == 2
    assert capsys.readouterr().err == (
        "There is no port 70000: give --port a number from 0 to 65535.\n"
    )


def test_without_an_index_the_app_says_what_to_do(tmp_path: Path) -> None:
    started = python(tmp_path, "app.py", "--port", "0")

    assert started.returncode == 2
    assert len(started.stderr.splitlines()) == 1
    assert "python -m ingest" in started.stderr


def test_over_an_empty_library_the_app_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    ingest(tmp_path)

    started = python(tmp_path, "app.py", "--port", "0")

    assert started.returncode == 2
    assert len(started.stderr.splitlines()) == 1
    assert "python -m ingest" in started.stderr


def test_over_a_damaged_index_the_app_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "post.txt").write_text(POST, encoding="utf-8")
    ingest(tmp_path)
    for file in (tmp_path / "index").rglob("*"):
        if file.is_file():
            file.write_bytes(b"\x00" * 4096)

    started = python(tmp_path, "app.py", "--port", "0")

    assert started.returncode == 2
    assert len(started.stderr.splitlines()) == 1
    assert "python -m ingest" in started.stderr


def test_importing_the_app_loads_no_gradio() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import app, sys; print('gradio' in sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert loaded.stdout == "False\n"


def test_health_is_told(address: str) -> None:
    assert httpx.get(f"{address}/healthz").json() == {"status": "ok"}


def test_what_is_asked_is_counted(address: str) -> None:
    def count() -> float:
        lines = httpx.get(f"{address}/metrics").text.splitlines()
        name = 'candour_questions_total{mode="quotes",outcome="greeted"} '
        return sum(float(line.removeprefix(name)) for line in lines if line.startswith(name))

    before = count()
    call(address, "ask", "hello")

    assert count() == before + 1


@pytest.mark.parametrize("path", ["/", "/healthz", "/gradio_api/info", "/nothing-here"])
def test_every_response_carries_the_security_headers(address: str, path: str) -> None:
    headers = httpx.get(address + path).headers

    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_the_public_endpoints_are_exactly_these(address: str) -> None:
    published = httpx.get(f"{address}/gradio_api/info").json()

    assert sorted(published["named_endpoints"]) == ["/ask", "/document", "/search"]
    assert published["unnamed_endpoints"] == {}


@pytest.mark.parametrize(
    ("path", "is_closed"),
    [
        ("/gradio_api/upload", True),
        ("/gradio_api/upload/", True),
        ("/gradio_api/UPLOAD", True),
        ("//gradio_api//upload", True),
        ("/gradio_api/file=/etc/passwd", True),
        ("/gradio_api/proxy=http://example.org", True),
        ("/gradio_api/queue/join", False),
        ("/gradio_api/component_server", False),
        ("/upload", False),
        ("/", False),
    ],
)
def test_routes_that_the_page_does_not_use_are_closed(path: str, is_closed: bool) -> None:  # noqa: FBT001
    async def never(*_: object) -> None:
        raise AssertionError

    assert ClosedRoutes(never)._is_closed(path) is is_closed  # noqa: SLF001


def test_nothing_can_be_uploaded(address: str) -> None:
    refused = httpx.post(
        f"{address}/gradio_api/upload", files={"files": ("a.txt", b"hello", "text/plain")}
    )

    assert refused.status_code == 403


def test_a_large_request_is_refused(address: str) -> None:
    refused = httpx.post(f"{address}/gradio_api/call/ask", content=b"x" * 1_000_001)

    assert refused.status_code == 413


def test_another_sites_name_for_this_machine_gets_nothing(address: str) -> None:
    refused = httpx.get(f"{address}/", headers={"host": "evil.example"})

    assert refused.status_code == 400


def test_the_schema_and_its_pages_are_not_served(address: str) -> None:
    answers = [
        httpx.get(address + path).status_code for path in ("/docs", "/redoc", "/openapi.json")
    ]

    assert 200 not in answers


def test_asking_answers_with_the_contracts_json(address: str) -> None:
    name, data = call(address, "ask", "How many children do social workers in Norborough hold?")

    answer = data[0]
    assert name == "complete"
    assert answer["found"] is True
    assert answer["citations"][0]["quote"] == (
        "Social workers in Norborough hold an average of 16 children each."
    )


@pytest.mark.parametrize("question", ["", "\x00\x07", "x" * 301])
def test_a_question_that_cannot_be_asked_is_refused_in_a_sentence(
    address: str, question: str
) -> None:
    name, data = call(address, "ask", question)

    assert name == "error"
    assert data["error"].startswith(("Please type a question", "The question is 301 characters"))


def test_a_document_that_is_found_can_be_had(address: str) -> None:
    _, found = call(address, "search", "caseloads", 1)
    hit = found[0]["hits"][0]

    _, document = call(address, "document", hit["doc_id"])

    assert len(found[0]["hits"]) == 1
    assert hit["text"] in document[0]["text"]
    assert document[0]["path"] == "blog_posts/post.txt"


@pytest.mark.parametrize(("query", "k"), [("caseloads", 0), ("caseloads", 51), ("x" * 301, 5)])
def test_a_search_beyond_its_limits_is_refused(address: str, query: str, k: int) -> None:
    name, _ = call(address, "search", query, k)

    assert name == "error"


def test_an_unknown_document_is_refused(address: str) -> None:
    name, data = call(address, "document", "../../etc/passwd")

    assert name == "error"
    assert "not in the library" in data["error"]
