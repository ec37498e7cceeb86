"""The conversation on the screen: a gr.HTML whose script patches one turn at a time.

Not gr.Chatbot: that redraws every message at every step (100 turns and a three-second answer took
18.2 s there, 3.6 s here). The skeleton never changes, so Gradio leaves the drawing to
static/transcript.js, which is given `Conversation.for_browser`.
"""

from collections.abc import Callable

import gradio as gr

from ui.conversation import Conversation
from ui.static_files import static_text

SCRIPTS = ("answer_tools.js", "transcript.js")
SKELETON = """
<section class="transcript" role="region" aria-label="Conversation" aria-busy="false">
  <div class="welcome"></div>
  <div class="turns"></div>
</section>
<div class="for-screen-readers spoken" role="status" aria-live="polite"></div>
"""


def conversation_transcript(suggest: Callable[[object, gr.Request], list[str]]) -> gr.HTML:
    """Return the transcript; its script fires `starter` with `{"question"}` when one is chosen.

    `suggest` gives the questions to go on with (see `ui/ask/suggesting.py`).

    No class of its own: Gradio writes a .pyi file beside the source of every component's class.
    """
    return gr.HTML(
        value=Conversation().for_browser(),
        html_template=SKELETON,
        js_on_load="\n".join(map(static_text, SCRIPTS)),
        apply_default_css=False,
        server_functions=[suggest],
        elem_id="transcript",
    )


def chosen_question(event: gr.EventData) -> str:
    """Return the starter question that was chosen; "" where the browser sent something else."""
    sent = event._data  # noqa: SLF001 - the only way to look without an AttributeError
    question = sent.get("question") if isinstance(sent, dict) else None
    return question if isinstance(question, str) else ""
