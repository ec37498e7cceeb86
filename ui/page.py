"""The page: question box, conversation and source viewer, wired to one answerer.

Holds no state of its own: a session's conversation lives in gr.State, so nothing is shared
between users. Every event is private; what the public may call is in ui/endpoints.py.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import gradio as gr

from retriever.activity.personal_data import checked
from retriever.answers.answerer import Answerer
from retriever.errors import CandourError
from retriever.settings import PAGE_QUESTION_LIMIT_CHARS, Settings
from ui.access.account import signed_in, who_is_signed_in
from ui.access.roles import Role, require
from ui.conversation import Conversation
from ui.desk import Asker, Desk
from ui.endpoints import Page, publish_endpoints
from ui.feedback import feedback
from ui.listening import Listener
from ui.quality.room import quality_room
from ui.source_page import PageDrawer
from ui.source_viewer import source_opener, source_viewer
from ui.static_files import static_text
from ui.transcript import chosen_question, conversation_transcript

PRODUCT = "Candour"
PROMISE = "Answers from the library, in the documents’ own words, with every source one click away."
HEADER = f"""
<header class="masthead">
  <h1>{PRODUCT}</h1>
  <p>{PROMISE}</p>
</header>
"""
QUOTES_HINT = "Candour quotes documents and writes nothing itself."
MODEL_HINT = "A language model words the answers; each sentence is checked against its source."
HINT = f"""
<div class="hint">
  <p>{{who_writes}} Check a source before you rely on it.</p>
  <p class="count" data-limit="{PAGE_QUESTION_LIMIT_CHARS}" role="status"></p>
</div>
"""
# Quotes appear one after the other, no faster than the browser draws them.
PAUSE_BETWEEN_QUOTES_S = 0.09
STARTERS = 3
# Beyond the desk's own limit, which refuses in its own words: this one holds off a flood.
QUEUE_LIMIT = 64
NOT_KEPT = "(a question that was not kept)"

# What an event hands back: transcript, conversation, question box, Stop button.
Step = tuple[Any, Any, Any, Any]


class Chat:
    """The page's events over one answerer; the conversation comes in and goes out."""

    def __init__(self, answerer: Answerer, desk: Desk) -> None:
        self._answerer = answerer
        self._desk = desk

    def welcome(self) -> dict[str, Any]:
        """Return an empty transcript with starter questions of the library as it is now."""
        try:
            starters = self._answerer.starters(STARTERS)
        except CandourError:
            # The page still opens; the first question says what is wrong with the index.
            starters = ()
        return Conversation().for_browser(starters)

    async def ask(
        self, question: str | None, conversation: Conversation, request: gr.Request
    ) -> AsyncIterator[Step]:
        """Answer a question, step by step.

        The answerer works in a thread that is awaited, so that Stop need not wait for it.
        """
        # Half a surrogate pair, which no browser can show, would end the answer in mid-air.
        question = (question or "").encode("utf-8", "replace").decode("utf-8")
        try:
            user = require(request, Role.READER)
            question = checked(question)
        except CandourError as error:
            # Personal data goes back into the box, and nowhere into the conversation.
            stopped = conversation.ask(NOT_KEPT).fail(str(error))
            yield self._step(stopped, question=question, may_stop=False)
            return
        earlier = conversation.history()
        conversation = conversation.ask(question)
        yield self._step(conversation, question="", may_stop=True)
        listener = Listener()
        answering = asyncio.create_task(
            self._desk.ask(
                question, Asker(user.name, "page"), history=earlier, on_text=listener.hear
            )
        )
        try:
            async for so_far in listener.until(answering):
                conversation = conversation.draft(so_far)
                yield self._step(conversation)
            reply = await answering
        except CandourError as error:
            # The words that were typed are given back, to be mended.
            yield self._step(conversation.fail(str(error)), question=question, may_stop=False)
            return
        finally:
            listener.close()
            answering.cancel()
        answer = reply.answer
        # Up to two hundred documents' quotes are shown at once: they are a list, not a reading.
        is_whole = answer.groups is not None or answer.mode == "model"
        for quotes in range(1, 0 if is_whole else len(answer.citations)):
            conversation = conversation.show(answer, quotes)
            yield self._step(conversation)
            await asyncio.sleep(PAUSE_BETWEEN_QUOTES_S)
        yield self._step(conversation.finish(answer, reply.recorded), may_stop=False)

    async def ask_starter(
        self, conversation: Conversation, event: gr.EventData, request: gr.Request
    ) -> AsyncIterator[Step]:
        """Answer the starter question that was chosen."""
        async for step in self.ask(chosen_question(event), conversation, request):
            yield step

    def stop(self, conversation: Conversation) -> Step:
        """Say that the answer was stopped."""
        return self._step(conversation.stop(), may_stop=False)

    def settle(self, conversation: Conversation) -> Step:
        """Close what an unforeseen error left open; after a stop there is nothing left to do."""
        settled = conversation.settle()
        if settled == conversation:
            return gr.skip(), gr.skip(), gr.skip(), gr.skip()
        return self._step(settled, may_stop=False)

    def begin_anew(self, conversation: Conversation) -> Step:
        """Empty the conversation."""
        emptied = conversation.emptied()
        shown = self.welcome() | {"spoken": emptied.spoken}
        return shown, emptied, "", gr.Button(interactive=False)

    @staticmethod
    def _step(
        conversation: Conversation, *, question: str | None = None, may_stop: bool | None = None
    ) -> Step:
        box = gr.skip() if question is None else question
        button = gr.skip() if may_stop is None else gr.Button(interactive=may_stop)
        return conversation.for_browser(), conversation, box, button


def build_page(answerer: Answerer, desk: Desk, settings: Settings, drawer: PageDrawer) -> gr.Blocks:
    """Return the page.

    Args:
        answerer: What knows the documents.
        desk: Where questions are handed in.
        settings: Where the corpus folder is, and whether a model words the answers.
        drawer: What draws the pages of PDF files.
    """
    chat = Chat(answerer, desk)
    page: gr.Blocks
    with Page(title=PRODUCT, analytics_enabled=False, fill_width=True) as page:
        # First, because the page's own events of the same names would take the names.
        publish_endpoints(desk)
        gr.HTML(HEADER, apply_default_css=False, elem_id="masthead")
        account = signed_in()
        conversation = gr.State(Conversation())
        with gr.Row(elem_id="workspace"):
            with gr.Column(elem_id="chat"):
                transcript = conversation_transcript()
                feedback(desk)
                question, ask, stop, anew = _composer(
                    MODEL_HINT if settings.model_address else QUOTES_HINT
                )
            with gr.Column(elem_id="room-quality"):
                quality_room(answerer, desk, settings)
            with gr.Column(elem_id="source-column"):
                source_viewer(source_opener(answerer, settings.corpus, drawer))
        outputs = [transcript, conversation, question, stop]
        running = _asking(chat, (transcript, question, ask), conversation, outputs)
        stop.click(chat.stop, conversation, outputs, cancels=running, queue=False, **_PRIVATE)
        anew.click(chat.begin_anew, conversation, outputs, cancels=running, queue=False, **_PRIVATE)
        page.load(chat.welcome, None, transcript, queue=False, **_PRIVATE)
        page.load(who_is_signed_in, None, account, queue=False, **_PRIVATE)
    page.queue(max_size=QUEUE_LIMIT, default_concurrency_limit=None)
    return page


_PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


def _composer(who_writes: str) -> tuple[gr.Textbox, gr.Button, gr.Button, gr.Button]:
    """Return the question box with its buttons: Ask, Stop, New conversation."""
    with gr.Column(elem_id="composer"):
        with gr.Row(elem_id="asking"):
            question = gr.Textbox(
                label="Your question",
                placeholder="Ask the library",
                lines=1,
                max_lines=5,
                elem_id="question",
                scale=8,
                container=True,
            )
            ask = gr.Button("Ask", variant="primary", elem_id="ask", scale=0)
            stop = gr.Button("Stop", interactive=False, elem_id="stop", scale=0)
        gr.HTML(
            HINT.format(who_writes=who_writes),
            js_on_load=static_text("composer.js"),
            apply_default_css=False,
            elem_id="hint",
        )
        anew = gr.Button("New conversation", size="sm", elem_id="anew", scale=0)
    return question, ask, stop, anew


def _asking(
    chat: Chat,
    parts: tuple[gr.HTML, gr.Textbox, gr.Button],
    conversation: gr.State,
    outputs: list[Any],
) -> list[Any]:
    """Wire the ways to ask; return the events that Stop cancels."""
    transcript, question, ask = parts
    typed = gr.on(
        [question.submit, ask.click],
        chat.ask,
        [question, conversation],
        outputs,
        trigger_mode="once",
        **_PRIVATE,
    )
    chosen = transcript.starter(
        chat.ask_starter,
        conversation,
        outputs,
        trigger_mode="once",
        **_PRIVATE,
    )
    for event in (typed, chosen):
        event.failure(chat.settle, conversation, outputs, queue=False, **_PRIVATE)
    return [typed, chosen]
