"""The addresses that monitoring asks: /readyz and /metrics, beside /healthz.

/healthz says that the process answers, /readyz that its index does too: a load balancer sends
questions only where both do. Data flow one way: from the index and the meters to who asks.
"""

from collections.abc import Callable

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from retriever.errors import CandourError
from retriever.store.contract import Store
from ui.monitoring.meters import UNKNOWN, Meters

NOT_READY = 503
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def monitoring_routes(store: Store, meters: Meters) -> APIRouter:
    """Return the addresses.

    Args:
        store: The index that answers.
        meters: What has been counted.
    """
    routes = APIRouter()

    @routes.get("/readyz")
    def readyz() -> JSONResponse:
        try:
            generation = _generation(store)
        except CandourError as error:
            return JSONResponse({"status": type(error).__name__}, NOT_READY)
        return JSONResponse({"status": "ready", "generation": generation})

    @routes.get("/metrics")
    def metrics() -> Response:
        # Each by itself: a replica tells the generation while the primary, whose queue it is,
        # cannot be reached.
        meters.set_index(_told(lambda: _generation(store)), _told(store.waiting))
        return Response(meters.as_text(), media_type=METRICS_TYPE)

    return routes


def _generation(store: Store) -> int:
    with store.read() as view:
        return view.generation


def _told(figure: Callable[[], int]) -> int:
    try:
        return figure()
    except CandourError:
        return UNKNOWN
