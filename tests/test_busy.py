"""As many questions as may wait, and one more: it is told at once, in our own words."""

import asyncio
import threading
from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from retriever.errors import BusyError
from tests.own_loop import in_own_loop
from ui.admission import BUSY, Admission
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
