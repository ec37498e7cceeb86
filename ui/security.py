"""What stands between the network and the page: headers, closed routes, limits on requests.

Plain ASGI, so that streamed answers pass through unbuffered. Knows no gradio beyond the routes
that it closes.
"""

from collections.abc import Iterable
from http import HTTPStatus

from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# 'unsafe-eval' cannot go: without it Gradio's page does not start. So this policy keeps everything
# from outside out, and ui/fragments.py keeps documents from running inside.
CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
    "font-src 'self' data:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "connect-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'; "
    "base-uri 'self'; form-action 'self'; object-src 'none'"
)
HEADERS = {
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
# Gradio opens these to everybody; this page uses none of them, and has routes of its own for files
# (ui/library/routes.py).
CLOSED_ROUTES = ("upload", "upload_progress", "file", "file=", "proxy=", "deep_link", "stream")
REQUEST_LIMIT_BYTES = 1_000_000
JOIN = "/gradio_api/queue/join"
RETRY_AFTER_S = "60"


class SecurityHeaders:
    """Sets the headers on every response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the response back with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        await self._app(scope, receive, send_with_headers)


class ClosedRoutes:
    """Answers 403 on routes of Gradio that this page does not use."""

    def __init__(self, app: ASGIApp, routes: Iterable[str] = CLOSED_ROUTES) -> None:
        self._app = app
        self._routes = tuple(routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a closed route; pass everything else on."""
        if scope["type"] == "http" and self._is_closed(scope["path"]):
            refusal = PlainTextResponse("This route is closed.", status_code=403)
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_closed(self, path: str) -> bool:
        parts = [part for part in path.lower().split("/") if part]
        if "gradio_api" not in parts:
            return False
        after = parts[parts.index("gradio_api") + 1 :]
        return bool(after) and any(
            after[0].startswith(route) if route.endswith("=") else after[0] == route
            for route in self._routes
        )


class RequestLimit:
    """Answers 413 where a request's body is over the limit, whether or not it says so."""

    def __init__(
        self,
        app: ASGIApp,
        limit_bytes: int = REQUEST_LIMIT_BYTES,
        apart_from: tuple[str, ...] = (),
    ) -> None:
        self._app = app
        self._limit_bytes = limit_bytes
        self._apart_from = apart_from

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read a body up to the limit, then pass the request on with it."""
        if scope["type"] != "http" or scope["method"] not in {"POST", "PUT", "PATCH"}:
            await self._app(scope, receive, send)
            return
        if scope["path"] in self._apart_from:
            # It reads its body piece by piece and keeps a limit of its own.
            await self._app(scope, receive, send)
            return
        read: list[Message] = []
        size = 0
        more = True
        while more:
            message = await receive()
            read.append(message)
            size += len(message.get("body", b""))
            if size > self._limit_bytes:
                refusal = PlainTextResponse("The request is too large.", status_code=413)
                await refusal(scope, receive, send)
                return
            more = message["type"] == "http.request" and message.get("more_body", False)

        async def receive_again() -> Message:
            return read.pop(0) if read else await receive()

        await self._app(scope, receive_again, send)


class BusyWords:
    """Says in our own words that the queue is full, where Gradio says it in its own.

    Its script shows a message of its own for a 503 and the answer's `detail` for everything else,
    so that what the page itself joins is answered 429.

    Args:
        app: What is behind.
        words: The sentence.
    """

    def __init__(self, app: ASGIApp, words: str) -> None:
        self._app = app
        self._words = words

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and another answer back where the queue was full."""
        if scope["type"] != "http" or not scope["path"].startswith("/gradio_api/"):
            await self._app(scope, receive, send)
            return
        is_full = False

        async def send_in_our_words(message: Message) -> None:
            nonlocal is_full
            if message["type"] == "http.response.start":
                is_full = message["status"] == HTTPStatus.SERVICE_UNAVAILABLE
            if not is_full:
                await send(message)
            elif message["type"] == "http.response.body" and not message.get("more_body", False):
                await self._busy(scope)(scope, receive, send)

        await self._app(scope, receive, send_in_our_words)

    def _busy(self, scope: Scope) -> JSONResponse:
        joins = scope["path"].rstrip("/") == JOIN
        status = HTTPStatus.TOO_MANY_REQUESTS if joins else HTTPStatus.SERVICE_UNAVAILABLE
        return JSONResponse(
            {"detail": self._words}, status_code=status, headers={"retry-after": RETRY_AFTER_S}
        )
