"""Programs and assistants that call the page with access set up, as docs/access.md tells them."""

import asyncio
import re
import shlex
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import httpx2
import pytest
from mcp import Client as Assistant
from mcp.client.streamable_http import streamable_http_client

from app import SESSIONS_LIMIT
from tests.access_site import QUESTION, SENTENCE, Closed, signed_in
from tests.access_users import PASSWORD, TOKEN

PAPER = Path(__file__).parent.parent / "docs" / "access.md"
BEFORE = "How many children are in Norborough?"
OPEN = {"/healthz", "/readyz", "/metrics", "/login", "/logout"}


def code(language: str, beginning: str) -> str:
    """Return the piece of code in docs/access.md that begins so."""
    pieces: list[str] = re.findall(
        rf"```{language}\n(.*?)```", PAPER.read_text(encoding="utf-8"), re.DOTALL
    )
    return next(piece for piece in pieces if piece.startswith(beginning))


def test_the_documented_python_works_and_signs_in_by_itself(closed: Closed) -> None:
    documented = code("python", "from gradio_client")
    address = 'Client("http://127.0.0.1:7860", '
    named: dict[str, Any] = {}

    exec(  # noqa: S102 - our own documentation
        documented.replace(address, f'Client("{closed.address}", auth=("ana", "{PASSWORD}"), '),
        named,
    )

    assert address in documented
    assert named["answer"]["question"] == "What is kinship care?"
    assert named["document"]["text"] == SENTENCE
    named["client"].close()


def test_the_documented_plain_calls_work(closed: Closed) -> None:
    first, second = (shlex.split(line, comments=True) for line in code("sh", "curl").splitlines())
    options = dict(zip(first[3::2], first[4::2], strict=True))
    header, _, value = options["-H"].partition(": ")
    with signed_in(closed.address, "ben") as client:
        begun = client.post(
            httpx.URL(first[2]).path, content=options["-d"], headers={header: value}
        )
        event = begun.json()["event_id"]
        done = client.get(httpx.URL(second[2]).path.replace("EVENT_ID", event))

    assert "event: complete" in done.text
    assert "What is kinship care?" in done.text


def test_assistants_have_three_tools_that_only_read(closed: Closed) -> None:
    async def work() -> tuple[Any, Any, Any, Any]:
        headers = {"authorization": f"Bearer {TOKEN}"}
        async with httpx2.AsyncClient(headers=headers, timeout=60) as http:
            transport = streamable_http_client(f"{closed.address}/mcp", http_client=http)
            async with Assistant(transport) as assistant:
                listed = await assistant.list_tools()
                answer = await assistant.call_tool("ask", {"question": QUESTION})
                found = await assistant.call_tool("search", {"query": "caseload", "k": 1})
                stopped = await assistant.call_tool("ask", {"question": "And 943 476 5919?"})
                doc_id = found.structured_content["hits"][0]["doc_id"]
                whole = await assistant.call_tool("document", {"doc_id": doc_id})
        return listed, answer, whole, stopped

    with ThreadPoolExecutor(1) as pool:  # the browser's driver keeps a loop in this thread
        listed, answer, whole, stopped = pool.submit(asyncio.run, work()).result()

    assert [tool.name for tool in listed.tools] == ["search", "ask", "document"]
    assert {tool.annotations.read_only_hint for tool in listed.tools} == {True}
    assert answer.structured_content["citations"][0]["quote"] == SENTENCE
    assert whole.structured_content["text"] == SENTENCE
    assert whole.structured_content["next_start"] is None
    assert stopped.is_error is True
    assert "looks like an NHS number" in stopped.content[0].text


@pytest.mark.parametrize("presented", ["", TOKEN, "Basic x", "Bearer 0123456789abcdef0124"])
def test_without_the_token_assistants_get_nothing(closed: Closed, presented: str) -> None:
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}

    refused = httpx.post(
        f"{closed.address}/mcp", json=call, headers={"authorization": presented}, timeout=60
    )

    assert refused.status_code == 401
    assert "tools" not in refused.text


def test_the_state_of_so_many_calls_is_kept_and_no_more(closed: Closed) -> None:
    assert closed.sessions == SESSIONS_LIMIT == 1_000
