"""The Library room on the screen: adding, the table of documents, what was read of one.

The room is one gr.HTML whose scripts draw plain values; the functions that they call can be called
by anybody who can reach the page, and are written for that.
"""

from collections.abc import Callable
from typing import Any, Protocol

import gradio as gr

from ingest.refusals import refusals_in
from retriever.errors import AccessError, CandourError, DocumentError
from retriever.records import Document
from retriever.settings import Settings
from ui.access.roles import Role, has_role, require
from ui.library.addresses import UPLOAD_ROUTE
from ui.library.changes import ADDRESSES_LIMIT, Changes
from ui.library.citing import questions_citing
from ui.library.listing import Catalogue, Listing, Wanted
from ui.library.reading import reading_of, removed_lines
from ui.library.routes import GONE, NAME_HEADER
from ui.library.staging import WAITING_LIMIT, Staging
from ui.place import DOC_ID_LIMIT_CHARS
from ui.static_files import static_text

SCRIPTS = ("library_table.js", "library_reading.js", "library_adding.js")
NOT_READ_LIMIT = 200
KINDS = "PDF, Word (.docx), OpenDocument (.odt), web pages, Markdown and plain text"


class Library(Catalogue, Protocol):
    """What knows the documents."""

    def document(self, doc_id: str) -> Document:
        """Return a document, or raise DocumentError."""
        ...


def library_room(library: Library, settings: Settings, staging: Staging) -> None:
    """Build the room in the Blocks that is being built.

    Args:
        library: What knows the documents.
        settings: Where corpus and index are, and the limits.
        staging: Where the files wait that browsers have sent.
    """
    room = gr.HTML(
        value=None,
        html_template=_skeleton(settings.max_file_mb),
        js_on_load="\n".join(map(static_text, SCRIPTS)),
        apply_default_css=False,
        server_functions=[
            document_lister(Listing(library), settings),
            document_reader(library, settings),
        ],
        elem_id="library",
    )
    room.change_library(
        Changes(settings, staging).run,
        None,
        room,
        api_visibility="private",
        show_progress="hidden",
        trigger_mode="multiple",
        concurrency_id="index_write",
        concurrency_limit=1,
    )


def document_lister(
    listing: Listing, settings: Settings
) -> Callable[[object, gr.Request], dict[str, Any]]:
    """Return the function that the browser calls for the table."""

    def list_documents(sent: object, request: gr.Request) -> dict[str, Any]:
        """Answer with a stretch of the table, and whether this person may change the library."""
        try:
            require(request, Role.READER)
        except AccessError as error:
            return {"error": str(error)}
        refused = refusals_in(settings.index)[:NOT_READ_LIMIT]
        return listing.page(Wanted.from_browser(sent)) | {
            "may_edit": has_role(request, Role.EDITOR),
            "not_read": [{"path": each.path, "reason": each.reason} for each in refused],
        }

    return list_documents


def document_reader(
    library: Library, settings: Settings
) -> Callable[[object, gr.Request], dict[str, Any]]:
    """Return the function that the browser calls for what was read of a document."""

    def read_document(sent: object, request: gr.Request) -> dict[str, Any]:
        """Answer with what was read of a document, or `{"error": a sentence}`."""
        try:
            require(request, Role.READER)
        except AccessError as error:
            return {"error": str(error)}
        if not isinstance(sent, str) or not 0 < len(sent) <= DOC_ID_LIMIT_CHARS:
            return {"error": GONE}
        try:
            document = library.document(sent)
        except DocumentError:
            return {"error": GONE}
        except CandourError as error:
            return {"error": str(error)}
        cited_by = questions_citing(document, settings.questions)
        html = reading_of(document, lambda each: removed_lines(each, settings), cited_by)
        return {"title": document.metadata.title, "html": html}

    return read_document


def _skeleton(max_file_mb: int) -> str:
    head = "".join(
        f'<th scope="col" role="columnheader"><button type="button" data-sort="{name}">{title}'
        "</button></th>"
        for name, title in (
            ("title", "Document"),
            ("kind", "Type"),
            ("authority", "Authority"),
            ("day", "Date"),
            ("pages", "Pages"),
        )
    )
    return f"""
<div class="library" data-upload="{UPLOAD_ROUTE}" data-name-header="{NAME_HEADER}"
  data-files="{WAITING_LIMIT}" data-mb="{max_file_mb}" data-addresses="{ADDRESSES_LIMIT}">
  <h2 class="room-title" tabindex="-1">Library</h2>
  <section class="adding" aria-labelledby="adding-title">
    <h3 id="adding-title">Add documents</h3>
    <div class="drop">
      <p><button type="button" class="choose">Choose files</button>
        <span>or drop them here</span></p>
      <p class="note">{KINDS}. Up to {max_file_mb} MB each.</p>
      <input type="file" class="files" multiple hidden aria-label="Files to add">
    </div>
    <label for="addresses">Web pages or feeds, one address a line</label>
    <textarea id="addresses" rows="2" spellcheck="false"
      placeholder="https://www.gov.uk/government/publications/…"></textarea>
    <p><button type="button" class="fetch">Add these addresses</button></p>
  </section>
  <section class="news" aria-labelledby="news-title" hidden>
    <h3 id="news-title">Results</h3>
    <progress aria-label="Progress of the change" max="1" value="0"></progress>
    <p class="news-summary"></p>
    <ul class="news-items"></ul>
  </section>
  <div class="for-screen-readers news-spoken" aria-live="polite"></div>
  <section class="documents" aria-labelledby="documents-title">
    <h3 id="documents-title">Documents</h3>
    <div class="documents-bar">
      <label for="documents-search">Search the list</label>
      <input type="search" id="documents-search" autocomplete="off" maxlength="200">
      <p class="documents-count" role="status"></p>
    </div>
    <table role="table" aria-labelledby="documents-title">
      <thead role="rowgroup"><tr role="row">{head}
        <th scope="col" role="columnheader">What can be done</th></tr></thead>
      <tbody role="rowgroup"></tbody>
    </table>
    <p><button type="button" class="more" hidden>Show more</button></p>
    <details class="not-read" hidden><summary></summary><ul class="news-items"></ul></details>
    <input type="file" class="replacement" hidden aria-label="The file that replaces a document">
  </section>
  <dialog class="reading" aria-labelledby="reading-title">
    <div class="viewer-bar">
      <h2 id="reading-title" tabindex="-1"></h2>
      <button type="button" class="reading-close">Close</button>
    </div>
    <div class="reading-body" tabindex="0" role="region" aria-label="What was read"></div>
  </dialog>
</div>
"""
