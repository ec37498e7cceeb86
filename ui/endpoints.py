"""The three endpoints that programs may call: ask, search, document.

Each takes plain values, checks them as the page does, and answers with JSON. A test holds the
list of public endpoints to exactly these.
"""

from typing import Any

import gradio as gr
from gradio.events import api

from retriever.answer_records import Turn
from retriever.answers.answer_json import answer_json, hit_json
from retriever.errors import CandourError, QuestionError
from retriever.records import Document
from ui.access.roles import Role, require
from ui.desk import Asker, Desk, whole_text

# The answerer looks at the newest few (retriever/conversation/turns.py); the rest is only carried.
HISTORY_LIMIT_TURNS = 100
TURN_WANTED = 'Each turn of the history is {"role": "user" or "assistant", "text": ...}.'


class Page(gr.Blocks):
    """Blocks whose events take fewer values than they have: the last ones have defaults.

    Gradio refuses a plain call that leaves out a value which has a default, so that `history` would
    break every caller who sends a question alone.
    """

    async def preprocess_data(
        self, block_fn: Any, inputs: list[Any], *arguments: Any, **named: Any
    ) -> list[Any]:
        """Fill in what was left out, then go on."""
        left_out = block_fn.inputs[len(inputs) :] if _is_endpoint(block_fn) else []
        whole = [*inputs, *(each.value for each in left_out)]
        filled: list[Any] = await super().preprocess_data(block_fn, whole, *arguments, **named)
        return filled


def publish_endpoints(desk: Desk) -> None:
    """Publish the endpoints in the Blocks that is being built."""

    async def ask(
        question: str, request: gr.Request, history: list[dict[str, str]] | None = None
    ) -> dict[str, Any]:
        """Answer a question of at most 300 characters; the answer is JSON.

        History is [{"role": "user" or "assistant", "text": ...}], oldest first.
        """
        try:
            user = require(request, Role.READER)
            asker = Asker(user.name, "ask")
            reply = await desk.ask(question, asker, history=_turns(history))
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


def _is_endpoint(block_fn: Any) -> bool:
    return bool(block_fn.api_visibility == "public")


def _turns(history: object) -> tuple[Turn, ...]:
    """Return what was said before; raise QuestionError where it is no list of turns."""
    sent = [] if history is None else history
    if not isinstance(sent, list) or len(sent) > HISTORY_LIMIT_TURNS:
        message = f"Give the history as a list of at most {HISTORY_LIMIT_TURNS} turns."
        raise QuestionError(message)
    return tuple(_turn(each) for each in sent)


def _turn(sent: object) -> Turn:
    """Return one turn of a history."""
    if not isinstance(sent, dict) or set(sent) != {"role", "text"}:
        raise QuestionError(TURN_WANTED)
    said = whole_text(sent["text"])
    if sent["role"] == "user":
        return Turn("user", said)
    if sent["role"] == "assistant":
        return Turn("assistant", said)
    raise QuestionError(TURN_WANTED)


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
