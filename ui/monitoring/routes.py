"""The addresses that monitoring asks: /readyz and /metrics, beside /healthz.

/healthz says that the process answers, /readyz that its index does too: a load balancer sends
questions only where both do. Data flow one way: from the answerer into the meters.
"""

from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from retriever.answer_records import Answer
from retriever.answers.answerer import Answerer
from retriever.errors import CandourError
from retriever.settings import Settings
from ui.monitoring.event_lines import EventLines, Write
from ui.monitoring.meters import Meters

NOT_READY = 503
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def monitored(answerer: Answerer, settings: Settings, write: Write) -> APIRouter:
    """Count what an answerer answers from now on, and return the addresses that tell.

    Args:
        answerer: What answers.
        settings: Whether lines of JSON are written, and with which words.
        write: Takes a line for the log.
    """
    meters = Meters()
    lines = EventLines(write, has_questions=settings.json_log_questions)
    _count(answerer, meters, lines if settings.json_log else None)
    routes = APIRouter()

    @routes.get("/readyz")
    def readyz() -> JSONResponse:
        try:
            generation = _generation(answerer)
        except CandourError as error:
            return JSONResponse({"status": type(error).__name__}, NOT_READY)
        return JSONResponse({"status": "ready", "generation": generation})

    @routes.get("/metrics")
    def metrics() -> Response:
        try:
            meters.set_index(_generation(answerer), answerer.store.waiting())
        except CandourError:
            meters.set_index(-1, 0)
        return Response(meters.as_text(), media_type=METRICS_TYPE)

    return routes


def _generation(answerer: Answerer) -> int:
    with answerer.store.read() as view:
        return view.generation


def _count(answerer: Answerer, meters: Meters, lines: EventLines | None) -> None:
    """Have every question that somebody asks this answerer counted, whichever its class."""
    ask = answerer.ask

    def counted(text: str, **asked: Any) -> Answer:
        try:
            answer = ask(text, **asked)
        except CandourError as error:
            meters.note_failure()
            if lines is not None:
                lines.note_failure(text, error)
            raise
        meters.note(answer)
        if lines is not None:
            lines.note(answer)
        return answer

    # On the one instance, and not `ask_quotes`: what is asked so, nobody waits for.
    answerer.ask = counted  # type: ignore[method-assign]
