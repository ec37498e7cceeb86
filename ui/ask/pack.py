"""The evidence pack as the page saves it: the events of its buttons, and the part that saves.

The file is made of this session's own conversation and goes straight to the browser, which saves
it: none is kept on the server.
"""

from base64 import b64encode
from collections.abc import Callable
from datetime import datetime
from typing import Any

import gradio as gr

from ui.ask.evidence_page import evidence_page
from ui.ask.evidence_word import evidence_word
from ui.conversation import Conversation
from ui.static_files import static_text

NOTHING = "There is no answer to save yet."
SAVED = "The conversation was saved as {name}."
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

Save = Callable[[Conversation], dict[str, Any]]


def pack_saver() -> gr.HTML:
    """Return the part whose script saves what it is given."""
    return gr.HTML(
        value=None,
        html_template='<div class="for-screen-readers saved" role="status"></div>',
        js_on_load=static_text("saving.js"),
        apply_default_css=False,
        elem_id="saver",
    )


def save_page(conversation: Conversation) -> dict[str, Any]:
    """Return the pack as a web page."""
    now = datetime.now().astimezone()
    return _file(conversation, now, evidence_page(conversation.evidence(), now).encode(), "html")


def save_word(conversation: Conversation) -> dict[str, Any]:
    """Return the pack as a Word document."""
    now = datetime.now().astimezone()
    return _file(conversation, now, evidence_word(conversation.evidence(), now), "docx")


def _file(conversation: Conversation, now: datetime, data: bytes, ending: str) -> dict[str, Any]:
    """Return a file as JSON for static/saving.js; `made` tells two alike ones apart."""
    made = now.isoformat()
    if not conversation.evidence():
        return {"made": made, "said": NOTHING}
    name = f"candour-{now:%Y-%m-%d-%H%M}.{ending}"
    return {
        "made": made,
        "said": SAVED.format(name=name),
        "name": name,
        "type": "text/html" if ending == "html" else WORD_TYPE,
        "data": b64encode(data).decode("ascii"),
    }
