"""Changes of the library that a browser asks for, and their news as it draws them.

What a browser sends is checked field by field; files are named by tickets and documents by ids,
never by paths. One change runs at a time: the event's `concurrency_id` queues them, a lock keeps
the next one from a change whose reader has left, and a writer outside this process is waited for.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import asdict, dataclass
from functools import cached_property
from threading import Lock
from typing import Any, Literal, Self

import gradio as gr

from ingest.intake import Intake
from ingest.intake_news import UNDER_WAY, News
from retriever.errors import AccessError
from retriever.settings import Settings
from retriever.store.encoder import SentenceEncoder
from ui.access.roles import Role, require
from ui.library.staging import WAITING_LIMIT, Staging
from ui.place import DOC_ID_LIMIT_CHARS

ADDRESSES_LIMIT = 20
ADDRESS_LIMIT_CHARS = 2_000
DAMAGED = "This could not be read. Load the page again, please."
LOST = "The files that were sent are not here any more: send them again, please."
LOOK_S = 0.15
# Spelt as the news' last word is asked for by the screen: "2 added, 1 skipped".
ENDS = ("added", "replaced", "removed", "unchanged", "skipped", "failed")


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be done.

    Attributes:
        kind: Add files and addresses, put a file in a document's place, or remove a document.
        tickets: Of files that were sent before.
        addresses: Of pages and feeds.
        doc_id: The document.
    """

    kind: Literal["add", "replace", "remove"]
    tickets: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    doc_id: str = ""

    @classmethod
    def from_browser(cls, sent: object) -> Self | None:
        """Read what a browser sends; None where it does not fit."""
        if not isinstance(sent, dict):
            return None
        kind, doc_id = sent.get("kind"), sent.get("doc_id", "")
        tickets = _texts(sent.get("tickets", []), WAITING_LIMIT, DOC_ID_LIMIT_CHARS)
        addresses = _texts(sent.get("addresses", []), ADDRESSES_LIMIT, ADDRESS_LIMIT_CHARS)
        if tickets is None or addresses is None or not isinstance(doc_id, str):
            return None
        if kind == "add" and (tickets or addresses):
            return cls("add", tickets, addresses)
        if not 0 < len(doc_id) <= DOC_ID_LIMIT_CHARS:
            return None
        if kind == "replace" and len(tickets) == 1:
            return cls("replace", tickets, doc_id=doc_id)
        return cls("remove", doc_id=doc_id) if kind == "remove" else None


class Changes:
    """Runs changes.

    Args:
        settings: Where corpus and index are, and the limits.
        staging: Where the files wait that were sent.
    """

    def __init__(self, settings: Settings, staging: Staging) -> None:
        self._settings = settings
        self._staging = staging
        self._one_at_a_time = Lock()

    async def run(
        self, event: gr.EventData, request: gr.Request
    ) -> AsyncGenerator[dict[str, Any], None]:
        """Do what was asked for; yield the news, the last of them with `"step": "done"`."""
        try:
            require(request, Role.EDITOR)
        except AccessError as error:
            yield _stopped(str(error))
            return
        change = Change.from_browser(event._data)  # noqa: SLF001 - see ui/transcript.py
        if change is None:
            yield _stopped(DAMAGED)
            return
        async for news in self._run(change):
            yield news

    async def _run(self, change: Change) -> AsyncIterator[dict[str, Any]]:
        tickets = list(change.tickets)
        if len(self._staging.taken(tickets)) < len(tickets):
            yield _stopped(LOST)
            return
        intake = Intake(self._settings, self._encoder)
        # Not cancelled with the event: whoever closes the tab has still asked for it.
        working = asyncio.get_running_loop().run_in_executor(None, self._work, change, intake)
        told = News()  # Nothing is to be told while it waits for its turn.
        while not working.done():
            if (news := intake.news()) != told:
                told = news
                yield news_for_browser(news)
            await asyncio.wait([working], timeout=LOOK_S)
        await working
        yield news_for_browser(intake.news())

    def _work(self, change: Change, intake: Intake) -> None:
        tickets = list(change.tickets)
        with self._one_at_a_time:
            try:
                files = self._staging.taken(tickets)
                if change.kind == "add":
                    intake.add(files, change.addresses)
                elif change.kind == "replace":
                    intake.replace(change.doc_id, files[0])
                else:
                    intake.remove(change.doc_id)
            finally:
                self._staging.drop(tickets)

    @cached_property
    def _encoder(self) -> SentenceEncoder:
        """One of its own, loaded at the first change: questions need not wait for a batch."""
        return SentenceEncoder(self._settings.encoder)


def news_for_browser(news: News) -> dict[str, Any]:
    """Return news as JSON: plain values, which the browser writes as text."""
    return {**asdict(news), "summary": summary_of(news)}


def summary_of(news: News) -> str:
    """Say in a line how far it has come, and in the end what became of all."""
    if news.step == "done":
        words = [item.word for item in news.items]
        counts = [f"{words.count(end)} {end}" for end in ENDS if end in words]
        ended = ", ".join(counts) or "nothing was changed"
        return f"{news.trouble} {ended[:1].upper()}{ended[1:]}.".strip()
    if news.step == "waiting":
        return news.trouble
    if news.step == "indexing":
        return f"Bringing the index up to date: {news.done} of {news.total} files looked at."
    read = sum(item.word not in UNDER_WAY or item.word == "read" for item in news.items)
    return f"{read} of {len(news.items)} read."


def _stopped(words: str) -> dict[str, Any]:
    return news_for_browser(News(step="done", trouble=words)) | {"summary": words}


def _texts(values: object, most: int, most_chars: int) -> tuple[str, ...] | None:
    """Return a list of texts as a tuple; None where it is no such list or over a limit."""
    if not isinstance(values, list) or len(values) > most:
        return None
    if not all(isinstance(each, str) and 0 < len(each) <= most_chars for each in values):
        return None
    return tuple(values)
