"""What a browser may ask to be changed, and how the news are told in a line."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from ingest.chunker import CHUNKER_VERSION
from ingest.intake_news import Item, News
from retriever.records import doc_id_of
from retriever.settings import Settings
from retriever.store.encoder import SentenceEncoder
from retriever.store.opening import open_store
from tests.access_users import request_of
from tests.own_loop import result_of
from ui.access.roles import OPEN, User
from ui.library.changes import Change, Changes, summary_of
from ui.library.staging import Staging


def asked(sent: object, user: User, corpus: Path) -> list[dict[str, Any]]:
    """Ask for a change; return the news."""
    changes = Changes(Settings(corpus=corpus), Staging(1))

    async def run() -> list[dict[str, Any]]:
        return [each async for each in changes.run(gr.EventData(None, sent), request_of(user))]

    return result_of(run())


async def once(piece: bytes) -> AsyncIterator[bytes]:
    yield piece


@pytest.mark.parametrize(
    ("sent", "change"),
    [
        ({"kind": "add", "tickets": ["t"]}, Change("add", ("t",))),
        ({"kind": "add", "addresses": ["https://x.org"]}, Change("add", (), ("https://x.org",))),
        ({"kind": "remove", "doc_id": "d"}, Change("remove", doc_id="d")),
        (
            {"kind": "replace", "doc_id": "d", "tickets": ["t"]},
            Change("replace", ("t",), doc_id="d"),
        ),
        ({"kind": "add"}, None),
        ({"kind": "add", "tickets": "t"}, None),
        ({"kind": "add", "tickets": [3]}, None),
        ({"kind": "add", "addresses": ["x"] * 21}, None),
        ({"kind": "replace", "doc_id": "d", "tickets": ["t", "u"]}, None),
        ({"kind": "remove", "doc_id": ""}, None),
        ({"kind": "remove", "doc_id": "d" * 201}, None),
        ({"kind": "empty", "doc_id": "d"}, None),
        (None, None),
    ],
)
def test_a_change_is_read_field_by_field(sent: object, change: Change | None) -> None:
    assert Change.from_browser(sent) == change


def test_who_may_only_read_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.", "utf-8")

    news = asked({"kind": "remove", "doc_id": doc_id_of("a.txt")}, User("ben"), tmp_path)

    assert [each["summary"] for each in news] == ["This needs the role editor, which ben has not."]
    assert (tmp_path / "a.txt").is_file()


def test_a_ticket_that_nobody_has_is_told(tmp_path: Path) -> None:
    news = asked({"kind": "add", "tickets": ["made up"]}, OPEN, tmp_path)

    assert news[-1]["step"] == "done"
    assert news[-1]["summary"] == (
        "The files that were sent are not here any more: send them again, please."
    )


@pytest.mark.parametrize(
    ("news", "line"),
    [
        (News((Item("a", "read"), Item("b", "waiting"))), "1 of 2 read."),
        (
            News((Item("a", "read"),), "indexing", 3, 9),
            "Bringing the index up to date: 3 of 9 files looked at.",
        ),
        (
            News((Item("a", "added"), Item("b", "failed"), Item("c", "added")), "done"),
            "2 added, 1 failed.",
        ),
        (News((), "done", trouble="The disk is full."), "The disk is full. Nothing was changed."),
        (News((), "waiting", trouble="Waiting."), "Waiting."),
    ],
)
def test_news_are_told_in_a_line(news: News, line: str) -> None:
    assert summary_of(news) == line


def test_a_change_waits_for_one_whose_reader_has_left(
    tmp_path: Path, encoder: SentenceEncoder
) -> None:
    (tmp_path / "corpus").mkdir()
    settings = Settings(corpus=tmp_path / "corpus", index=tmp_path / "index")
    staging = Staging(1)
    changes = Changes(settings, staging)
    removing = gr.EventData(None, {"kind": "remove", "doc_id": "0" * 16})

    async def run() -> tuple[bool, dict[str, Any]]:
        upload = await staging.receive("post.txt", once(b"Visits\n\nThey are weekly."))
        adding = gr.EventData(None, {"kind": "add", "tickets": [upload.ticket]})
        with open_store(settings, encoder, CHUNKER_VERSION).sole_writer():
            first = changes.run(adding, request_of(OPEN))
            while (await anext(first))["step"] != "waiting":
                continue
            await first.aclose()
            second = asyncio.ensure_future(anext(changes.run(removing, request_of(OPEN))))
            done, _ = await asyncio.wait([second], timeout=1)
        return bool(done), await second

    was_early, news = result_of(run())

    assert was_early is False
    assert news["trouble"].startswith("There is no document '0000000000000000' in ")
    assert (settings.corpus / "documents" / "post.txt").is_file()
    staging.close()
