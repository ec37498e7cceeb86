"""The filters on the screen: what is set as chips that can be taken off, and a panel to set more.

The value is what is set (see `ui/ask/filtering.py`), which the browser sends with each question.
"""

from collections.abc import Callable
from typing import Any

import gradio as gr

from retriever.errors import AccessError
from ui.access.roles import Role, require
from ui.ask.filtering import DAYS, FIELDS, Choices
from ui.static_files import static_text

SKELETON = """
<div class="filters">
  <ul class="chips" aria-label="Filters that are set"></ul>
  <details class="narrow">
    <summary>Filter the documents</summary>
    <div class="narrow-fields">{fields}</div>
  </details>
  <div class="for-screen-readers filters-spoken" role="status"></div>
</div>
"""
SELECT = '<label>{name} <select data-field="{field}" data-name="{name}"></select></label>'
DAY = '<label>{name} <input type="date" data-field="{field}" data-name="{name}"></label>'


def filter_bar(choices: Choices) -> gr.HTML:
    """Return the filters; their value is None, or what is set."""
    return gr.HTML(
        value=None,
        html_template=_skeleton(),
        js_on_load=static_text("filters.js"),
        apply_default_css=False,
        server_functions=[choice_giver(choices)],
        elem_id="filters",
    )


def _skeleton() -> str:
    selects = "".join(SELECT.format(field=field, name=name) for field, name in FIELDS.items())
    days = "".join(DAY.format(field=field, name=name) for field, name in DAYS.items())
    return SKELETON.format(fields=selects + days)


def choice_giver(choices: Choices) -> Callable[[object, gr.Request], dict[str, Any]]:
    """Return the function that the browser calls for what there is to choose from."""

    def filter_choices(_: object, request: gr.Request) -> dict[str, Any]:
        """Answer with `Choices.offered`, or `{"error": a sentence}`."""
        try:
            require(request, Role.READER)
        except AccessError as error:
            return {"error": str(error)}
        return choices.offered()

    return filter_choices
