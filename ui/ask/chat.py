"""The events of the Ask room: asking, stopping, beginning anew.

Holds no state of its own: a session's conversation comes in and goes out, so nothing is shared
between users.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import gradio as gr

from retriever.answer_records import Answer
from retriever.answers.answerer import Answerer
from retriever.errors import CandourError, QuestionError
from retriever.records import Filters
from ui.access.roles import Role, User, has_role, require
from ui.ask.filtering import filters_from_browser, filters_in_words
from ui.ask.reopening import KeptConversations
from ui.conversation import Conversation
from ui.desk import Asker, Desk
from ui.listening import Listener
from ui.transcript import chosen_question

# Quotes appear one after the other, no faster than the browser draws them.
PAUSE_BETWEEN_QUOTES_S = 0.09
STARTERS = 3
NOT_KEPT = "(a question that was not kept)"

# What an event hands back: transcript, conversation, question box, Stop button.
Step = tuple[Any, Any, Any, Any]


class Chat:
    """The page's events over one answerer; the conversation comes in and goes out."""

    def __init__(self, answerer: Answerer, desk: Desk) -> None:
        self._answerer = answerer
        self._desk = desk
        self._kept = KeptConversations()

    def welcome(self, request: gr.Request) -> dict[str, Any]:
        """Return what a page that was just opened shows, marked so: it may come late.

        Its tab remembers `session`, to find the conversation again.
        """
        return self._empty(request) | {"is_opening": True, "session": _session_of(request)}

    def reopen(self, conversation: Conversation, event: gr.EventData, request: gr.Request) -> Step:
        """Show what the tab's session before this one has left, unless something is asked by now.

        A question that was not answered yet goes back into the box. Where nothing is left the page
        is told too, for a link's question waits for that.
        """
        sent = event._data  # noqa: SLF001 - see ui/transcript.py
        session = sent.get("session") if isinstance(sent, dict) else None
        left = None
        if isinstance(session, str) and not conversation.exchanges:
            left = self._kept.left(_owner(request), session)
        if left is None:
            # Unlike what `welcome` has sent: the page is told of no value that stays the same.
            shown = self.welcome(request) | {"is_reopened": False}
            return shown, gr.skip(), gr.skip(), gr.skip()
        last, left = left.exchanges[-1], left.leave()
        self._keep(left, request)
        shown = left.for_browser() | {"is_opening": True, "is_reopened": True}
        shown |= {"session": _session_of(request)}
        return shown, left, last.question if last.is_open else gr.skip(), gr.skip()

    def _empty(self, request: gr.Request) -> dict[str, Any]:
        """Return an empty transcript with starter questions of the library as it is now."""
        try:
            require(request, Role.READER)
            starters = self._answerer.starters(STARTERS)
        except CandourError:
            # The page still opens; the first question says what is wrong with the index.
            starters = ()
        return Conversation().for_browser(starters)

    async def ask(
        self,
        question: str | None,
        chosen: object,
        conversation: Conversation,
        request: gr.Request,
    ) -> AsyncIterator[Step]:
        """Answer a question under the filters that are chosen, step by step."""
        async for step in self._asked(question, chosen, conversation, request):
            self._keep(step[1], request)
            yield _named(step, request)

    async def _asked(
        self,
        question: str | None,
        chosen: object,
        conversation: Conversation,
        request: gr.Request,
    ) -> AsyncIterator[Step]:
        # Half a surrogate pair, which no browser can show, would end the answer in mid-air.
        question = (question or "").encode("utf-8", "replace").decode("utf-8")
        try:
            user = require(request, Role.READER)
            question = self._desk.accepted(question)
        except CandourError as error:
            # Personal data, and what is too long to be looked through for it, goes back into the
            # box, and nowhere into the conversation.
            yield self._failed(conversation.ask(NOT_KEPT), question, error)
            return
        try:
            filters = filters_from_browser(chosen)
        except QuestionError as error:
            yield self._failed(conversation.ask(question), question, error)
            return
        conversation = conversation.ask(question, filters_in_words(filters))
        yield self._step(conversation, question="", may_stop=True)
        async for step in self._answered(conversation, question, user, filters):
            yield step

    async def _answered(
        self, conversation: Conversation, question: str, user: User, filters: Filters
    ) -> AsyncIterator[Step]:
        """Answer the question that the conversation ends with, step by step.

        The answerer works in a thread that is awaited, so that Stop need not wait for it.
        """
        listener = Listener()
        answering = asyncio.create_task(
            self._desk.ask(
                question,
                Asker(user.name, "page"),
                history=conversation.history(),
                filters=filters,
                on_text=listener.hear,
            )
        )
        try:
            async for so_far in listener.until(answering):
                conversation = conversation.draft(so_far)
                yield self._step(conversation)
            reply = await answering
        except CandourError as error:
            yield self._failed(conversation, question, error)
            return
        finally:
            listener.close()
            answering.cancel()
        for shown in _growing(conversation, reply.answer):
            yield self._step(shown)
            await asyncio.sleep(PAUSE_BETWEEN_QUOTES_S)
        yield self._step(conversation.finish(reply.answer, reply.recorded), may_stop=False)

    async def ask_starter(
        self,
        chosen: object,
        conversation: Conversation,
        event: gr.EventData,
        request: gr.Request,
    ) -> AsyncIterator[Step]:
        """Answer the starter question or follow-up that was chosen, or the one of a link."""
        async for step in self.ask(chosen_question(event), chosen, conversation, request):
            yield step

    def stop(self, conversation: Conversation, request: gr.Request) -> Step:
        """Say that the answer was stopped."""
        stopped = conversation.stop()
        self._keep(stopped, request)
        return _named(self._step(stopped, may_stop=False), request)

    def settle(self, conversation: Conversation, request: gr.Request) -> Step:
        """Close what an unforeseen error left open; after a stop there is nothing left to do."""
        settled = conversation.settle()
        if settled == conversation:
            return gr.skip(), gr.skip(), gr.skip(), gr.skip()
        self._keep(settled, request)
        return _named(self._step(settled, may_stop=False), request)

    def begin_anew(self, conversation: Conversation, request: gr.Request) -> Step:
        """Empty the conversation."""
        emptied = conversation.emptied()
        self._keep(emptied, request)
        shown = self._empty(request) | {"spoken": emptied.spoken, "session": _session_of(request)}
        return shown, emptied, "", gr.Button(interactive=False)

    def _keep(self, conversation: Conversation, request: gr.Request) -> None:
        """Keep a conversation for when its page is loaded again."""
        self._kept.keep(_owner(request), _session_of(request), conversation)

    def _failed(self, conversation: Conversation, question: str, error: CandourError) -> Step:
        """Say why there is no answer; the words that were typed are given back, to be mended."""
        return self._step(conversation.fail(str(error)), question=question, may_stop=False)

    @staticmethod
    def _step(
        conversation: Conversation, *, question: str | None = None, may_stop: bool | None = None
    ) -> Step:
        box = gr.skip() if question is None else question
        button = gr.skip() if may_stop is None else gr.Button(interactive=may_stop)
        return conversation.for_browser(), conversation, box, button


def _named(step: Step, request: gr.Request) -> Step:
    """Return a step whose value names the session: of values that come together one is seen."""
    shown, *rest = step
    return shown | {"session": _session_of(request)}, *rest


def _owner(request: gr.Request) -> User | None:
    """Return who is signed in; None where nobody is, whose conversations nobody gets back."""
    return require(request, Role.READER) if has_role(request, Role.READER) else None


def _session_of(request: gr.Request) -> str:
    """Return the name that Gradio gives to the page of a request; "" where there is none."""
    return getattr(request, "session_hash", None) or ""


def _growing(conversation: Conversation, answer: Answer) -> Iterator[Conversation]:
    """Yield the conversation with one quote of the answer more each time, but for the whole.

    Up to two hundred documents' quotes are shown at once: they are a list, not a reading.
    """
    is_whole = answer.groups is not None or answer.mode == "model"
    for quotes in range(1, 0 if is_whole else len(answer.citations)):
        yield conversation.show(answer, quotes)
