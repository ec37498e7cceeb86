"""The three endpoints that programs may call: ask, search, document.

Each takes plain values, checks them as the page does, and answers with JSON. A test holds the
list of public endpoints to exactly these.
"""

from typing import Any

import gradio as gr
from gradio.events import api

from retriever.answers.answer_json import answer_json, hit_json
from retriever.answers.answerer import Answerer
from retriever.errors import CandourError, QuestionError
from retriever.records import Document
from retriever.settings import PAGE_QUESTION_LIMIT_CHARS

K_LIMIT = 50
CALLS_AT_ONCE = 2


def publish_endpoints(answerer: Answerer) -> None:
    """Publish the endpoints in the Blocks that is being built."""

    def ask(question: str) -> dict[str, Any]:
        """Answer a question of at most 300 characters; the answer is JSON."""
        try:
            _check_words(question)
            return answer_json(answerer.ask(question, limit_chars=PAGE_QUESTION_LIMIT_CHARS))
        except CandourError as error:
            raise gr.Error(str(error), print_exception=False) from None

    def search(query: str, k: int = 10) -> dict[str, Any]:
        """Find the k passages nearest to a query of at most 300 characters, best first."""
        try:
            _check_search(query, k)
            return {"hits": [hit_json(hit) for hit in answerer.search(query, k=k)]}
        except CandourError as error:
            raise gr.Error(str(error), print_exception=False) from None

    def document(doc_id: str) -> dict[str, Any]:
        """Return one document's text, pages and facts."""
        try:
            _check_words(doc_id)
            return _document_json(answerer.document(doc_id))
        except CandourError as error:
            raise gr.Error(str(error), print_exception=False) from None

    for function in (ask, search, document):
        api(function, api_name=function.__name__, concurrency_limit=CALLS_AT_ONCE)


def _check_words(value: object) -> None:
    """Raise QuestionError where a value is no text, or text that no reader could show."""
    if not isinstance(value, str) or any("\ud800" <= each <= "\udfff" for each in value):
        raise QuestionError("Give a text of whole characters.")


def _check_search(query: object, k: object) -> None:
    """Raise QuestionError where a query or k cannot be used."""
    _check_words(query)
    if len(str(query).strip()) > PAGE_QUESTION_LIMIT_CHARS:
        message = f"The query is longer than {PAGE_QUESTION_LIMIT_CHARS} characters: shorten it."
        raise QuestionError(message)
    if isinstance(k, bool) or not isinstance(k, int) or not 1 <= k <= K_LIMIT:
        message = f"k is {k!r}: give a whole number from 1 to {K_LIMIT}."
        raise QuestionError(message)


def _document_json(document: Document) -> dict[str, Any]:
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
