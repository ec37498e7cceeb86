"""The three endpoints that programs may call: ask, search, document.

Each takes plain values, checks them as the page does, and answers with JSON. A test holds the
list of public endpoints to exactly these.
"""

from typing import Any

import gradio as gr
from gradio.events import api

from retriever.answers.answer_json import answer_json, hit_json
from retriever.errors import CandourError
from retriever.records import Document
from ui.access.roles import Role, require
from ui.desk import Asker, Desk


def publish_endpoints(desk: Desk) -> None:
    """Publish the endpoints in the Blocks that is being built."""

    async def ask(question: str, request: gr.Request) -> dict[str, Any]:
        """Answer a question of at most 300 characters; the answer is JSON."""
        try:
            user = require(request, Role.READER)
            reply = await desk.ask(question, Asker(user.name, "ask"))
            return answer_json(reply.answer)
        except CandourError as error:
            raise gr.Error(str(error), print_exception=False) from None

    async def search(query: str, request: gr.Request, k: int = 10) -> dict[str, Any]:
        """Find the k passages nearest to a query of at most 300 characters, best first."""
        try:
            require(request, Role.READER)
            return {"hits": [hit_json(hit) for hit in await desk.search(query, k)]}
        except CandourError as error:
            raise gr.Error(str(error), print_exception=False) from None

    async def document(doc_id: str, request: gr.Request) -> dict[str, Any]:
        """Return one document's text, pages and facts."""
        try:
            require(request, Role.READER)
            return document_json(await desk.document(doc_id))
        except CandourError as error:
            raise gr.Error(str(error), print_exception=False) from None

    for function in (ask, search, document):
        # No limit of Gradio's: the desk says at once where too many wait.
        api(function, api_name=function.__name__, concurrency_limit=None)


def document_json(document: Document) -> dict[str, Any]:
    """Return a document's text, pages and facts as JSON."""
    metadata = document.metadata
    return {
        "doc_id": document.doc_id,
        "path": document.path,
        "title": metadata.title,
        "doc_type": metadata.doc_type,
        "authority": metadata.authority,
        "published": metadata.published.isoformat() if metadata.published else None,
        "url": metadata.url,
        "text": document.text,
        "pages": [
            {"page": span.page, "label": span.label, "start": span.start, "end": span.end}
            for span in document.pages
        ],
    }
