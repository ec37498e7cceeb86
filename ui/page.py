"""The page: its rooms and the source viewer beside them, over one answerer.

Holds no state of its own. Every event is private; what the public may call is in ui/endpoints.py.
"""

from dataclasses import dataclass

import gradio as gr

from retriever.answers.answerer import Answerer
from retriever.settings import Settings
from ui.access.account import signed_in, who_is_signed_in
from ui.ask.room import ask_room
from ui.desk import Desk
from ui.endpoints import Page, publish_endpoints
from ui.library.room import library_room
from ui.library.staging import Staging
from ui.quality.room import quality_room
from ui.rooms import ASK, LIBRARY, QUALITY, open_rooms, room_links
from ui.source_page import PageDrawer
from ui.source_viewer import source_opener, source_viewer
from ui.static_files import static_text

PRODUCT = "Candour"
PROMISE = "Answers from the library, in the documents’ own words, with every source one click away."
HEADER = f"""
<header class="masthead">
  <a class="skip" href="#workspace">Skip to main content</a>
  <h1>{PRODUCT}</h1>
  {room_links()}
  <p>{PROMISE}</p>
</header>
"""
# Beyond the desk's own limit, which refuses in its own words: this one holds off a flood.
QUEUE_LIMIT = 64


@dataclass(frozen=True, slots=True)
class Parts:
    """What the page is given beside what answers.

    Attributes:
        drawer: What draws the pages of PDF files.
        staging: Where the files wait that browsers have sent.
    """

    drawer: PageDrawer
    staging: Staging


def shown_rooms(_: object, request: gr.Request) -> list[str]:
    """Answer static/shell.js with the rooms whose links it shows."""
    return open_rooms(request)


def build_page(answerer: Answerer, desk: Desk, settings: Settings, parts: Parts) -> gr.Blocks:
    """Return the page.

    Args:
        answerer: What knows the documents.
        desk: Where questions are handed in.
        settings: Where the corpus folder is, and whether a model words the answers.
        parts: What the page is given beside.
    """
    page: gr.Blocks
    with Page(title=PRODUCT, analytics_enabled=False, fill_width=True) as page:
        # First, because the page's own events of the same names would take the names.
        publish_endpoints(desk)
        gr.HTML(
            HEADER,
            js_on_load=static_text("shell.js"),
            apply_default_css=False,
            server_functions=[shown_rooms],
            elem_id="masthead",
        )
        account = signed_in()
        _workspace(page, answerer, desk, settings, parts)
        page.load(
            who_is_signed_in,
            None,
            account,
            queue=False,
            api_visibility="private",
            show_progress="hidden",
        )
    page.queue(max_size=QUEUE_LIMIT, default_concurrency_limit=None)
    return page


def _workspace(
    page: gr.Blocks, answerer: Answerer, desk: Desk, settings: Settings, parts: Parts
) -> None:
    """Build the rooms, and the source beside them."""
    with gr.Row(elem_id="workspace"):
        with gr.Column(elem_id="rooms"):
            # A room is a column with its id; ui/rooms.py names them all.
            with gr.Column(elem_id=ASK.elem_id):
                ask_room(page, answerer, desk, settings)
            with gr.Column(elem_id=LIBRARY.elem_id):
                library_room(answerer, settings, parts.staging)
            with gr.Column(elem_id=QUALITY.elem_id):
                quality_room(answerer, desk, settings)
        with gr.Column(elem_id="source-column"):
            source_viewer(source_opener(answerer, settings.corpus, parts.drawer))
