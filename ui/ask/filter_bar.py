"""The filters on the screen: what is set as chips that can be taken off, and a panel to set more.

The value is what is set (see `ui/ask/filtering.py`), which the browser sends with each question.
"""

from collections.abc import Callable
from typing import Any

import gradio as gr

from retriever.errors import AccessError
from ui.access.roles import Role, require
from ui.ask.filtering import Choices
from ui.static_files import static_text

SKELETON = """
<div class="filters">
  <ul class="chips" aria-label="Filters that are set"></ul>
  <details class="narrow">
    <summary>Filter the documents</summary>
    <div class="narrow-fields">
      <label>Type <select data-field="doc_types"></select></label>
      <label>Authority <select data-field="authorities"></select></label>
      <label>Author <select data-field="authors"></select></label>
      <label>Category <select data-field="categories"></select></label>
      <label>From <input type="date" data-field="since"></label>
      <label>Until <input type="date" data-field="until"></label>
    </div>
  </details>
  <div class="for-screen-readers filters-spoken" role="status"></div>
</div>
"""


def filter_bar(choices: Choices) -> gr.HTML:
    """Return the filters; their value is None, or what is set."""
    return gr.HTML(
        value=None,
        html_template=SKELETON,
        js_on_load=static_text("filters.js"),
        apply_default_css=False,
        server_functions=[choice_giver(choices)],
        elem_id="filters",
    )


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
