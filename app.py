"""The web application: `create_app` mounts the page on FastAPI, `main` serves it.

Nothing happens on import: Gradio reads its switches from the environment when it is imported, so
they are set first, and the import stands inside the function that needs it.
"""

import argparse
import os
import socket
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Any

import uvicorn
from fastapi import FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware

from ingest.page_image import PageImages
from ingest.watching import watched_library
from retriever.activity.log import ActivityLog
from retriever.activity.recorder import LogRecorder, NoRecorder
from retriever.answers.answerer import Answerer
from retriever.answers.opening import open_answerer
from retriever.errors import CandourError, SettingError
from retriever.evaluation.drift_watch import watched_answers
from retriever.settings import Settings
from ui.access.gate import AccessGate
from ui.access.setting_up import Access, access_of
from ui.admission import BUSY
from ui.desk import Desk
from ui.expiring import expiring
from ui.library.addresses import UPLOAD_ROUTE
from ui.library.staging import Staging
from ui.monitoring.event_lines import EventLines
from ui.monitoring.meters import Meters
from ui.monitoring.monitor import PageMonitor
from ui.monitoring.routes import monitoring_routes
from ui.security import BusyWords, ClosedRoutes, RequestLimit, SecurityHeaders
from ui.static_files import style_sheet

if TYPE_CHECKING:
    from ui.assistants import Assistants

# With these no request leaves the machine (measured); Gradio compares the first with that word.
OFFLINE = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_RUN_HISTORY": "False",
    "GRADIO_SHARE": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
}
UNLISTED: dict[str, Any] = {"docs_url": None, "redoc_url": None, "openapi_url": None}
# The page answers only to these names: another site's page that points its own name at this
# machine gets nothing.
LOOPBACK_NAMES = ["127.0.0.1", "localhost", "[::1]", "::1"]
# Gradio keeps some 80 KB of every page and every program's call until so many newer ones came.
SESSIONS_LIMIT = 1_000
DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 7860
HIGHEST_PORT = 65_535


def create_app(settings: Settings, answerer: Answerer | None = None) -> FastAPI:
    """Return the application: the page at /, its state at /healthz, /readyz and /metrics.

    Args:
        settings: Where the corpus and the index are.
        answerer: What answers; opened over the settings' index and warmed up by default.

    Raises:
        CandourError: The index is missing, empty, damaged or made otherwise.
    """
    os.environ.update(OFFLINE)
    answerer = answerer or _warm_answerer(settings)
    from ui.library.routes import add_library_routes  # noqa: PLC0415 - imports gradio

    staging = Staging(settings.max_file_mb)
    access = access_of(settings)
    log = ActivityLog(settings.log_folder)
    recorder = LogRecorder(log, _write_line) if settings.activity else NoRecorder()
    meters = Meters()
    lines = EventLines(_write_line, has_questions=settings.json_log_questions)
    monitor = PageMonitor(meters, lines if settings.json_log else None)
    desk = Desk(answerer, recorder, monitor=monitor)
    assistants = _assistants(desk, settings.mcp_token)
    app = FastAPI(lifespan=_lifespan(answerer, settings, staging, log, assistants), **UNLISTED)

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    app.include_router(monitoring_routes(answerer.store, meters))
    add_library_routes(app, answerer, settings.corpus, staging)
    _guard(app, access, assistants)
    return _with_page(app, answerer, desk, settings, staging)


def _warm_answerer(settings: Settings) -> Answerer:
    """Open what answers, with the model: a missing or damaged index is found now."""
    answerer = open_answerer(settings)
    answerer.warm_up()
    return answerer


def _with_page(
    app: FastAPI, answerer: Answerer, desk: Desk, settings: Settings, staging: Staging
) -> FastAPI:
    """Mount the page on the application."""
    import gradio as gr  # noqa: PLC0415 - after its switches are set, and seconds only here

    from ui.page import Parts, build_page  # noqa: PLC0415 - imports gradio
    from ui.theme import candour_theme  # noqa: PLC0415 - imports gradio

    page = build_page(answerer, desk, settings, Parts(PageImages(settings), staging))
    page.state_session_capacity = SESSIONS_LIMIT
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        page,
        path="/",
        theme=candour_theme(),
        # `head`, because Gradio rewrites the selectors of `css` and those on body would not match.
        head=f"<style>{style_sheet()}</style>",
        app_kwargs=UNLISTED,
        footer_links=[],
        run_history=False,
        max_file_size=1,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
    )
    return mounted


def _lifespan(
    answerer: Answerer,
    settings: Settings,
    staging: Staging,
    log: ActivityLog,
    assistants: "Assistants | None",
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Return what goes on beside the page while it is served."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            stack.callback(staging.close)
            stack.enter_context(watched_library(settings, _write_line))
            stack.enter_context(watched_answers(answerer, settings, _write_line))
            await stack.enter_async_context(expiring(log, settings.retention_days, _write_line))
            if assistants is not None:
                await stack.enter_async_context(assistants.running())
            yield

    return lifespan


def _assistants(desk: Desk, token: str) -> "Assistants | None":
    """Return the tools for assistants, where a token is set."""
    if not token:
        return None
    from ui.assistants import Assistants  # noqa: PLC0415 - loads the protocol only where it is used

    return Assistants(desk, token)


def _guard(app: FastAPI, access: Access, assistants: "Assistants | None") -> None:
    """Put what guards the page in front of it; the last added is met first."""
    app.add_middleware(BusyWords, words=BUSY)
    app.add_middleware(AccessGate, identify=access.identify, signs_in=access.routes is not None)
    if access.routes is not None:
        app.include_router(access.routes)
    if assistants is not None:
        from ui.assistants import TokenDoor  # noqa: PLC0415 - as above

        # Before the gate: assistants have no session.
        app.add_middleware(TokenDoor, assistants=assistants)
    hosts = [*LOOPBACK_NAMES, *access.hosts] if access.is_on else LOOPBACK_NAMES
    app.add_middleware(RequestLimit, apart_from=(UPLOAD_ROUTE,))
    app.add_middleware(ClosedRoutes)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False)
    app.add_middleware(SecurityHeaders)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the application until it is interrupted.

    Returns:
        0 after an orderly end; 2, with one line on standard error, when it cannot start.
    """
    parser = argparse.ArgumentParser(prog="app.py", description="Serve Candour's web page.")
    parser.add_argument("--host", default=DEFAULT_HOST, help="a loopback address")
    parser.add_argument("--port", default=DEFAULT_PORT, type=int, help="0 takes a free one")
    options = parser.parse_args(arguments)
    try:
        settings = Settings.from_environment()
        access = access_of(settings)
        listener = open_listener(options.host, options.port, access)
        with listener:
            _serve(settings, listener)
    except CandourError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except KeyboardInterrupt:
        return 0
    return 0


def open_listener(host: str, port: int, access: Access) -> socket.socket:
    """Take the port, before anything slow is loaded.

    Raises:
        SettingError: Others can reach the host, and no access control is set up or no name that
            they may use; or the port cannot be had.
    """
    if not is_loopback(host):
        if not access.is_on:
            message = (
                f"Candour does not serve on {host!r} while no access control is set up: "
                f"use --host {DEFAULT_HOST}, or see docs/access.md."
            )
            raise SettingError(message)
        if not access.hosts:
            message = (
                f"Nobody could reach the page on {host!r}: set CANDOUR_HOSTS to the names by which "
                "browsers will."
            )
            raise SettingError(message)
    if not 0 <= port <= HIGHEST_PORT:
        message = f"There is no port {port}: give --port a number from 0 to {HIGHEST_PORT}."
        raise SettingError(message)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        listener.close()
        reason = error.strerror or str(error)
        message = f"Port {port} on {host} cannot be had ({reason}): give another with --port."
        raise SettingError(message) from None
    return listener


def is_loopback(host: str) -> bool:
    """Say whether an address or name is one of this machine's own that the page answers to."""
    return host in LOOPBACK_NAMES


def _write_line(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _serve(settings: Settings, listener: socket.socket) -> None:
    """Build the application, then serve on the port that is taken."""
    app = create_app(settings)
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    sys.stdout.write(f"Candour is ready at http://{shown}:{port}\n")
    sys.stdout.flush()
    config = uvicorn.Config(app, log_level="warning", access_log=False)
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    sys.exit(main())
