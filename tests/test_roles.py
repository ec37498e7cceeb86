"""Every function of the page that a browser can call: what it answers whom no gate let in.

The gate stops such a request before (tests/test_sign_in.py); here each function refuses by itself.
"""

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import httpx
import pytest
from fastapi import FastAPI

from ingest.page_image import PageImages
from retriever.activity.log import ActivityLog
from retriever.activity.recorder import LogRecorder
from retriever.errors import AccessError
from retriever.records import doc_id_of
from tests.access_users import request_of
from tests.own_loop import result_of
from tests.quality_site import DRAFT, PATH, QUESTION, golden_lines, quality_library
from ui.access.roles import OPEN, Role, User
from ui.ask.chat import NOT_KEPT
from ui.conversation import Conversation
from ui.desk import Desk
from ui.library.routes import add_library_routes
from ui.library.staging import Staging
from ui.page import Parts, build_page
from ui.rooms import open_rooms

REFUSAL = "You are not signed in: load the page again."
NOT_SIGNED_IN = {"error": REFUSAL}
NOBODY = request_of(None)
DOC_ID = doc_id_of(PATH)
MARKED = {"text": QUESTION, "waited": "", "chosen": [], "unanswered": True}
VERDICT = {"answer": "x", "useful": True, "reason": "", "said": ""}

# What a browser sends to each server function, and what it gets.
SERVER_FUNCTIONS: dict[str, tuple[object, object]] = {
    "ask_golden": (QUESTION, NOT_SIGNED_IN),
    "dismiss_waiting": (DRAFT, NOT_SIGNED_IN),
    "filter_choices": (None, NOT_SIGNED_IN),
    "list_documents": ({}, NOT_SIGNED_IN),
    "open_source": ({"doc_id": DOC_ID, "start": 0, "end": 6}, NOT_SIGNED_IN),
    "read_document": (DOC_ID, NOT_SIGNED_IN),
    "save_golden": (MARKED, NOT_SIGNED_IN),
    "send_verdict": (VERDICT, NOT_SIGNED_IN),
    "show_outcomes": ({"run": "x", "first": 0}, NOT_SIGNED_IN),
    "show_quality": (None, NOT_SIGNED_IN),
    "shown_rooms": (None, []),
    "suggest": ({"cited": [[DOC_ID, 0]], "asked": [], "filters": None}, []),
}
REFUSING = {
    "account.who_is_signed_in",
    "changes.run",
    "chat.ask",
    "chat.ask_starter",
    "chat.begin_anew",
    "chat.reopen",
    "chat.welcome",
    "endpoints.ask",
    "endpoints.document",
    "endpoints.search",
}
OF_THE_SESSION = {"chat.settle", "chat.stop", "pack.save_page", "pack.save_word"}
"""Read and change nothing but the conversation that the session holds itself."""


class Site:
    """The page over a library, as it is built."""

    def __init__(self, folder: Path) -> None:
        self.answerer, self.settings = quality_library(folder)
        self.staging = Staging(1)
        self.log = ActivityLog(self.settings.log_folder)
        desk = Desk(self.answerer, LogRecorder(self.log, print))
        parts = Parts(PageImages(self.settings), self.staging)

        async def built() -> gr.Blocks:
            # In a loop: without one Gradio makes its own and leaves them open.
            return build_page(self.answerer, desk, self.settings, parts)

        self.page = result_of(built())

    def server_functions(self) -> dict[str, Callable[..., Any]]:
        return {
            name: function
            for block in self.page.blocks.values()
            for name, function in vars(block).items()
            if getattr(function, "_is_server_fn", False)
        }

    def events_by_name(self) -> dict[str, Callable[..., Any]]:
        functions = (each.fn for each in self.page.fns.values() if each.fn is not None)
        return {f"{each.__module__.split('.')[-1]}.{each.__name__}": each for each in functions}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("page"))
    yield site
    site.staging.close()


def answer_of(function: Callable[..., Any], *sent: object) -> Any:
    """Call a function as Gradio does, whichever its kind; of a stream return the last."""
    answer = function(*sent)
    if inspect.isasyncgen(answer):

        async def last() -> Any:
            return [each async for each in answer][-1]

        return result_of(last())
    return result_of(answer) if inspect.iscoroutine(answer) else answer


def test_every_server_function_refuses_and_does_nothing(site: Site) -> None:
    functions = site.server_functions()
    asked_before = site.log.questions()

    answers = {
        name: answer_of(functions[name], sent, NOBODY)
        for name, (sent, _) in SERVER_FUNCTIONS.items()
    }

    assert set(functions) == set(SERVER_FUNCTIONS)
    assert answers == {name: answer for name, (_, answer) in SERVER_FUNCTIONS.items()}
    assert site.log.questions() == asked_before
    assert golden_lines(site.settings.questions) == []
    assert [each["text"] for each in golden_lines(site.settings.questions, "pending.jsonl")] == [
        DRAFT
    ]


def test_every_event_refuses_and_does_nothing(site: Site) -> None:
    asked_before, documents = site.log.questions(), site.answerer.documents()
    empty = Conversation()
    removal = gr.EventData(None, {"kind": "remove", "doc_id": DOC_ID})
    chosen = gr.EventData(None, {"question": QUESTION})
    refused = empty.ask(NOT_KEPT).fail(REFUSAL).for_browser() | {"session": ""}
    events = site.events_by_name()

    assert answer_of(events["chat.ask"], QUESTION, None, empty, NOBODY)[0] == refused
    assert answer_of(events["chat.ask_starter"], None, empty, chosen, NOBODY)[0] == refused
    opened = empty.for_browser() | {"is_opening": True, "session": ""}
    assert answer_of(events["chat.welcome"], NOBODY) == opened
    before = gr.EventData(None, {"session": "before"})
    left = answer_of(events["chat.reopen"], empty, before, NOBODY)[0]
    assert left == opened | {"is_reopened": False}
    assert answer_of(events["chat.begin_anew"], empty, NOBODY)[0]["starters"] == []
    assert answer_of(events["changes.run"], removal, NOBODY)["summary"] == REFUSAL
    with pytest.raises(AccessError, match=REFUSAL):
        events["account.who_is_signed_in"](NOBODY)
    for endpoint in ("ask", "search", "document"):
        with pytest.raises(gr.Error) as caught:
            answer_of(events[f"endpoints.{endpoint}"], QUESTION, NOBODY)
        assert caught.value.message == REFUSAL
    assert (site.log.questions(), site.answerer.documents()) == (asked_before, documents)
    assert set(events) - REFUSING == OF_THE_SESSION


@pytest.mark.parametrize(
    ("user", "rooms"),
    [
        (User("ben"), ["ask", "library"]),
        (User("ana", frozenset({Role.READER, Role.EDITOR})), ["ask", "library"]),
        (User("eva", frozenset({Role.READER, Role.EVALUATOR})), ["ask", "library", "quality"]),
        (OPEN, ["ask", "library", "quality"]),
    ],
)
def test_nobody_is_shown_a_link_to_a_room_that_refuses_them(user: User, rooms: list[str]) -> None:
    assert open_rooms(request_of(user)) == rooms


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/library/upload"), ("GET", f"/library/original/{DOC_ID}")]
)
def test_the_library_s_routes_refuse_by_themselves(site: Site, method: str, path: str) -> None:
    app = FastAPI()
    add_library_routes(app, site.answerer, site.settings.corpus, site.staging)

    async def called() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.request(method, path, headers={"x-candour-name": "a.txt"})

    answer = result_of(called())

    assert (answer.status_code, REFUSAL in answer.text) == (403, True)
