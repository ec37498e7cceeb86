"""The Ask room on the screen: the conversation and its question box, wired to their events."""

from typing import Any

import gradio as gr

from retriever.settings import PAGE_QUESTION_LIMIT_CHARS, Settings
from ui.ask.chat import Chat
from ui.conversation import Conversation
from ui.static_files import static_text
from ui.transcript import conversation_transcript

QUOTES_HINT = "Candour quotes documents and writes nothing itself."
MODEL_HINT = "A language model words the answers; each sentence is checked against its source."
HINT = f"""
<div class="hint">
  <p>{{who_writes}} Check a source before you rely on it.</p>
  <p class="count" data-limit="{PAGE_QUESTION_LIMIT_CHARS}" role="status"></p>
</div>
"""
ANSWERS_AT_ONCE = 4
_PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


def ask_room(page: gr.Blocks, chat: Chat, settings: Settings) -> None:
    """Build the conversation and its question box, and wire them."""
    conversation = gr.State(Conversation())
    transcript = conversation_transcript()
    question, ask, stop, anew = _composer(MODEL_HINT if settings.model_address else QUOTES_HINT)
    outputs = [transcript, conversation, question, stop]
    running = _asking(chat, (transcript, question, ask), conversation, outputs)
    stop.click(chat.stop, conversation, outputs, cancels=running, queue=False, **_PRIVATE)
    anew.click(chat.begin_anew, conversation, outputs, cancels=running, queue=False, **_PRIVATE)
    page.load(chat.welcome, None, transcript, queue=False, **_PRIVATE)


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
        concurrency_id="answers",
        concurrency_limit=ANSWERS_AT_ONCE,
        **_PRIVATE,
    )
    chosen = transcript.starter(
        chat.ask_starter,
        conversation,
        outputs,
        trigger_mode="once",
        concurrency_id="answers",
        **_PRIVATE,
    )
    for event in (typed, chosen):
        event.failure(chat.settle, conversation, outputs, queue=False, **_PRIVATE)
    return [typed, chosen]
