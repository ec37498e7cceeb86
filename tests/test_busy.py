"""As many questions as may wait, and one more: it is told at once, in our own words."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from retriever.activity.recorder import NoRecorder
from retriever.errors import BusyError
from tests.access_site import QUESTION, library
from tests.gated_requests import anybodys_request
from tests.own_loop import in_own_loop
from tests.word_answerer import word_answerer
from ui.admission import BUSY, Admission
from ui.conversation import Conversation
from ui.desk import Desk
from ui.page import Chat
from ui.security import BusyWords


def waiting_for(event: threading.Event) -> Callable[[], str]:
    def work() -> str:
        event.wait(30)
        return "done"

    return work


@in_own_loop
async def test_the_one_too_many_is_told_while_the_others_are_answered() -> None:
    admission, event = Admission(at_once=2, waiting=1), threading.Event()
    inside = [asyncio.create_task(admission.run(waiting_for(event))) for _ in range(3)]
    await asyncio.sleep(0)

    with pytest.raises(BusyError) as caught:
        await admission.run(waiting_for(event))
    event.set()

    assert str(caught.value) == BUSY
    assert await asyncio.gather(*inside) == ["done", "done", "done"]
    assert await admission.run(lambda: "again") == "again"


@in_own_loop
async def test_who_is_stopped_while_waiting_gives_the_place_back_and_is_never_begun() -> None:
    admission, event = Admission(at_once=1, waiting=1), threading.Event()
    begun: list[str] = []
    first = asyncio.create_task(admission.run(waiting_for(event)))
    await asyncio.sleep(0)
    second = asyncio.create_task(admission.run(lambda: begun.append("second")))
    await asyncio.sleep(0)

    second.cancel()
    await asyncio.gather(second, return_exceptions=True)
    third = asyncio.create_task(admission.run(lambda: begun.append("third")))
    await asyncio.sleep(0)
    event.set()
    await asyncio.gather(first, third)

    assert begun == ["third"]


@in_own_loop
async def test_who_is_stopped_while_answered_keeps_the_place_until_the_thread_ends() -> None:
    admission = Admission(at_once=1, waiting=0)
    event, began = threading.Event(), threading.Event()

    def work() -> None:
        began.set()
        event.wait(30)

    first = asyncio.create_task(admission.run(work))
    await asyncio.to_thread(began.wait, 30)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)

    with pytest.raises(BusyError):
        await admission.run(lambda: None)
    event.set()


@in_own_loop
async def test_a_failure_gives_the_place_back() -> None:
    admission = Admission(at_once=1, waiting=0)

    with pytest.raises(ZeroDivisionError):
        await admission.run(lambda: 1 // 0)

    assert await admission.run(lambda: "next") == "next"


@in_own_loop
async def test_the_page_says_it_in_the_answer_s_place_and_gives_the_words_back(
    tmp_path: Path,
) -> None:
    answerer, _ = word_answerer(tmp_path, library())
    admission, event = Admission(at_once=1, waiting=0), threading.Event()
    other = asyncio.create_task(admission.run(waiting_for(event)))
    await asyncio.sleep(0)
    chat = Chat(answerer, Desk(answerer, NoRecorder(), admission))

    steps = [step async for step in chat.ask(QUESTION, Conversation(), anybodys_request())]
    event.set()
    await other

    shown, _, box, _ = steps[-1]
    assert shown["turns"][0]["answer"] == f'<p class="note note-error">{BUSY}</p>'
    assert box == QUESTION


@pytest.mark.parametrize(
    ("path", "status"), [("/gradio_api/queue/join", 429), ("/gradio_api/call/ask", 503)]
)
def test_a_full_queue_is_told_in_our_words(path: str, status: int) -> None:
    async def full(_: Request) -> JSONResponse:
        return JSONResponse({"detail": "Queue is full. Max size is 8."}, status_code=503)

    behind = Starlette(routes=[Route(path, full, methods=["POST"])])
    with TestClient(BusyWords(behind, BUSY)) as client:
        told = client.post(path)

    assert told.status_code == status
    assert told.json() == {"detail": BUSY}
    assert told.headers["retry-after"] == "60"
