"""The Ask room on the screen: the conversation and its question box, wired to their events."""

from typing import Any

import gradio as gr

from retriever.answers.answerer import Answerer
from retriever.settings import PAGE_QUESTION_LIMIT_CHARS, Settings
from ui.ask.chat import Chat
from ui.ask.filter_bar import filter_bar
from ui.ask.filtering import Choices
from ui.ask.pack import pack_saver, save_page, save_word
from ui.ask.suggesting import Suggester, suggester
from ui.conversation import Conversation
from ui.desk import Desk
from ui.feedback import feedback
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
_PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


def ask_room(page: gr.Blocks, answerer: Answerer, desk: Desk, settings: Settings) -> None:
    """Build the conversation, its filters and its question box, and wire them."""
    chat = Chat(answerer, desk)
    conversation = gr.State(Conversation())
    transcript = conversation_transcript(suggester(Suggester(answerer)))
    feedback(desk)
    with gr.Column(elem_id="composer"):
        filters = filter_bar(Choices(answerer))
        who_writes = MODEL_HINT if settings.model_address else QUOTES_HINT
        question, ask, stop = _question_box(who_writes)
        anew = _conversation_tools(conversation)
    outputs = [transcript, conversation, question, stop]
    running = _asking(chat, (transcript, question, ask), [filters, conversation], outputs)
    stop.click(chat.stop, conversation, outputs, cancels=running, queue=False, **_PRIVATE)
    anew.click(chat.begin_anew, conversation, outputs, cancels=running, queue=False, **_PRIVATE)
    transcript.reopen(chat.reopen, conversation, outputs, queue=False, **_PRIVATE)
    page.load(chat.welcome, None, transcript, queue=False, **_PRIVATE)


def _question_box(who_writes: str) -> tuple[gr.Textbox, gr.Button, gr.Button]:
    """Return the question box with its buttons: Ask, Stop."""
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
    return question, ask, stop


def _conversation_tools(conversation: gr.State) -> gr.Button:
    """Return "New conversation"; beside it stand the buttons that save the conversation."""
    with gr.Row(elem_id="conversation-tools"):
        anew = gr.Button("New conversation", size="sm", elem_id="anew", scale=0)
        page = gr.Button("Save as web page", size="sm", elem_id="save-page", scale=0)
        word = gr.Button("Save as Word document", size="sm", elem_id="save-word", scale=0)
        saver = pack_saver()
    page.click(save_page, conversation, saver, queue=False, **_PRIVATE)
    word.click(save_word, conversation, saver, queue=False, **_PRIVATE)
    return anew


def _asking(
    chat: Chat,
    parts: tuple[gr.HTML, gr.Textbox, gr.Button],
    known: list[Any],
    outputs: list[Any],
) -> list[Any]:
    """Wire the ways to ask; return the events that Stop cancels.

    Args:
        chat: The events.
        parts: Transcript, question box, Ask button.
        known: What goes with a question: filters, conversation.
        outputs: What an answer changes.
    """
    transcript, question, ask = parts
    typed = gr.on(
        [question.submit, ask.click],
        chat.ask,
        [question, *known],
        outputs,
        trigger_mode="once",
        **_PRIVATE,
    )
    chosen = transcript.starter(
        chat.ask_starter,
        known,
        outputs,
        trigger_mode="once",
        **_PRIVATE,
    )
    for event in (typed, chosen):
        event.failure(chat.settle, known[-1], outputs, queue=False, **_PRIVATE)
    return [typed, chosen]
