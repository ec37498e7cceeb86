"""Requests as the gate leaves them: with a user, or without."""

import gradio as gr
from starlette.requests import Request

from ui.access.roles import OPEN, STATE, User


def request_of(user: User | None) -> gr.Request:
    """Return a request of a user; None is one that no gate let in."""
    state = {} if user is None else {STATE: user}
    return gr.Request(Request({"type": "http", "headers": [], "state": state}))


def anybodys_request() -> gr.Request:
    """Return a request as it comes while the page serves this machine alone."""
    return request_of(OPEN)
