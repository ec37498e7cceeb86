"""The line that says who is signed in, with the way out; nothing while nobody signs in."""

from html import escape

import gradio as gr

from ui.access.gate import SIGN_OUT
from ui.access.roles import Role, require

LINE = """<div class="account"><span>Signed in as {name}</span>
<form method="post" action="{sign_out}"><button type="submit">Sign out</button></form></div>"""


def signed_in() -> gr.HTML:
    """Return the line, empty until the page has loaded."""
    return gr.HTML("", apply_default_css=False, elem_id="account")


def who_is_signed_in(request: gr.Request) -> str:
    """Return the line for whoever loads the page."""
    name = require(request, Role.READER).name
    return LINE.format(name=escape(name), sign_out=SIGN_OUT) if name else ""
