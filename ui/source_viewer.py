"""The source viewer on the screen: beside the conversation, or a dialog over it on small screens.

The browser sends a place, the server looks the document up in the library and answers with gated
HTML and, for a PDF, the page's image. The function that it calls can be called by anybody who can
reach the page, and is written for that: every field is checked.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import gradio as gr

from retriever.errors import AccessError, CandourError, DocumentError
from retriever.records import Document
from ui.access.roles import Role, require
from ui.place import Place
from ui.source_page import PageDrawer, source_page
from ui.static_files import static_text

GONE = (
    "This document is no longer in the library. Ask your question again, to see what the library "
    "says without it."
)
SKELETON = """
<dialog class="viewer" aria-labelledby="source-title">
  <div class="viewer-bar">
    <h2 id="source-title" tabindex="-1"></h2>
    <button type="button" class="viewer-close">Close</button>
  </div>
  <div class="viewer-body"></div>
</dialog>
"""


class Library(Protocol):
    """What knows the documents."""

    def document(self, doc_id: str) -> Document:
        """Return a document, or raise DocumentError."""
        ...


def source_viewer(open_source: Callable[[object, gr.Request], dict[str, Any]]) -> gr.HTML:
    """Return the viewer; static/source_viewer.js opens it for every link to a place."""
    return gr.HTML(
        value=None,
        html_template=SKELETON,
        js_on_load=static_text("source_viewer.js"),
        apply_default_css=False,
        server_functions=[open_source],
        elem_id="source",
    )


def source_opener(
    library: Library, corpus: Path, drawer: PageDrawer
) -> Callable[[object, gr.Request], dict[str, Any]]:
    """Return the function that the browser calls to open a place."""

    def open_source(sent: object, request: gr.Request) -> dict[str, Any]:
        """Answer with `SourcePage.for_browser`, or `{"error": a sentence}`."""
        try:
            require(request, Role.READER)
            place = Place.from_browser(sent)
        except (AccessError, DocumentError) as error:
            return {"error": str(error)}
        try:
            document = library.document(place.doc_id)
        except DocumentError:
            return {"error": GONE}
        except CandourError as error:
            return {"error": str(error)}
        try:
            return source_page(document, place, corpus, drawer).for_browser()
        except DocumentError as error:
            return {"error": str(error)}

    return open_source
