"""What readers say of an answer: useful, or not and why. Drawn by static/feedback.js.

The function that the browser calls can be called by anybody who can reach the page, and is written
for that: every field is checked, and only who asked may judge.
"""

import json
from collections.abc import Callable
from html import escape
from typing import Any

import gradio as gr

from retriever.activity.records import SAID_LIMIT_CHARS, Reason, Verdict
from retriever.errors import CandourError, QuestionError
from ui.access.roles import Role, require
from ui.desk import Desk, whole_text
from ui.static_files import static_text

THANKS = "Thank you. This is kept."
NOT_KEPT = "This could not be kept. Please try again later."
DAMAGED = "This could not be understood: load the page again."
FIELDS = {"answer", "useful", "reason", "said"}
ANSWER_LIMIT_CHARS = 64


def feedback(desk: Desk) -> gr.HTML:
    """Return the part of the page that draws the controls under each answer, itself unseen."""
    return gr.HTML(
        value=None,
        html_template=_skeleton(),
        js_on_load=static_text("feedback.js"),
        apply_default_css=False,
        server_functions=[verdict_taker(desk)],
        elem_id="feedback",
    )


def _skeleton() -> str:
    """Return what the script is told: the reasons, each as it is sent and as it is shown."""
    reasons = json.dumps([[each.value, each.value.capitalize()] for each in Reason])
    return f'<div data-reasons="{escape(reasons)}" data-limit="{SAID_LIMIT_CHARS}"></div>'


def verdict_taker(desk: Desk) -> Callable[[object, gr.Request], dict[str, str]]:
    """Return the function that the browser calls with a verdict."""

    def send_verdict(sent: object, request: gr.Request) -> dict[str, str]:
        """Keep a verdict; answer `{"said": a sentence}` or `{"error": a sentence}`."""
        try:
            user = require(request, Role.READER)
            answer, verdict = read_verdict(sent)
            kept = desk.judge(answer, verdict, user.name)
        except CandourError as error:
            return {"error": str(error)}
        return {"said": THANKS} if kept else {"error": NOT_KEPT}

    return send_verdict


def read_verdict(sent: object) -> tuple[str, Verdict]:
    """Check what the browser sent: `{"answer", "useful", "reason", "said"}`.

    Returns:
        The answer's id and what is said of it.

    Raises:
        QuestionError: A field is missing, not of its kind or too long.
    """
    fields: dict[str, Any] = sent if isinstance(sent, dict) else {}
    if set(fields) != FIELDS or not isinstance(fields["useful"], bool):
        raise QuestionError(DAMAGED)
    answer, said = whole_text(fields["answer"]), whole_text(fields["said"]).strip()
    if not 0 < len(answer) <= ANSWER_LIMIT_CHARS:
        raise QuestionError(DAMAGED)
    if len(said) > SAID_LIMIT_CHARS:
        message = f"The comment is longer than {SAID_LIMIT_CHARS} characters: shorten it."
        raise QuestionError(message)
    if fields["useful"]:
        return answer, Verdict(useful=True, said=said)
    try:
        return answer, Verdict(useful=False, reason=Reason(fields["reason"]), said=said)
    except ValueError:
        raise QuestionError("Choose what was wrong.") from None
