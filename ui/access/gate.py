"""The gate before everything: puts the user on the request, or sends who has none to sign in.

Plain ASGI and in front of all routes, Gradio's own included, so that none is forgotten. Open are
what monitoring asks, which holds no word of a document or question, and the sign-in where there is
one; /mcp, which asks for a token of its own, is led off before.
"""

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from retriever.errors import SettingError
from ui.access.roles import OPEN, STATE, User

SIGN_IN = "/login"
SIGN_OUT = "/logout"
MONITORING = frozenset({"/healthz", "/readyz", "/metrics"})
OUT_OF_ORDER = "Signing in is out of order: tell who keeps Candour for you."

Identify = Callable[[HTTPConnection], User | None]
"""Tells whose request it is."""


def anybody(_: HTTPConnection) -> User:
    """Tell that everybody may do everything: while the page serves this machine alone."""
    return OPEN


class AccessGate:
    """Lets requests through that have a user.

    Args:
        app: What is behind the gate.
        identify: Tells whose request it is.
        signs_in: Whether there is a sign-in to send people to; then its paths are open.
    """

    def __init__(
        self, app: ASGIApp, identify: Identify = anybody, *, signs_in: bool = False
    ) -> None:
        self._app = app
        self._identify = identify
        self._signs_in = signs_in
        self._open_paths = MONITORING | ({SIGN_IN, SIGN_OUT} if signs_in else set())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its user, or refuse it."""
        if scope["type"] == "lifespan" or scope["path"] in self._open_paths:
            await self._app(scope, receive, send)
            return
        try:
            user = self._identify(HTTPConnection(scope))
            refusal = self._refusal(scope) if user is None else None
        except SettingError as error:
            # The users file was damaged while the page is served: closed, until it is mended.
            logging.getLogger(__name__).error("%s", error)  # noqa: TRY400 - the line says it all
            refusal = JSONResponse({"detail": OUT_OF_ORDER}, status_code=503)
        if refusal is not None:
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
                return
            await refusal(scope, receive, send)
            return
        state: dict[str, Any] = scope.setdefault("state", {})
        state[STATE] = user
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response:
        reads_pages = "text/html" in HTTPConnection(scope).headers.get("accept", "")
        if self._signs_in and reads_pages and scope.get("method") in {"GET", "HEAD"}:
            query = scope["query_string"].decode("latin-1")
            wanted = quote(scope["path"] + (f"?{query}" if query else ""))
            return RedirectResponse(f"{SIGN_IN}?next={wanted}", status_code=303)
        where = f"Sign in at {SIGN_IN}." if self._signs_in else "The proxy named no user."
        return JSONResponse({"detail": where}, status_code=401)
