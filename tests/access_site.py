"""The real application with access set up, served as a process of its own over a library by hand.

`python -m tests.access_site FOLDER` serves; the first line that it prints is its address and every
route that it has, as JSON.
"""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from starlette.routing import Mount, Route

import app
from retriever.records import Document
from tests.access_users import PASSWORD, TOKEN, users_file
from tests.library import document_of
from tests.word_answerer import word_answerer

ROOT = Path(__file__).parent.parent
SENTENCE = "Social workers in Norborough hold an average of sixteen children each."
QUESTION = "How many children do social workers in Norborough hold?"
WAIT_S = 60


@dataclass(frozen=True, slots=True)
class Closed:
    """A page that people sign in to: its address, its routes (method, path), its log.

    `sessions` is how many sessions it keeps the state of.
    """

    address: str
    routes: tuple[tuple[str, str], ...]
    log: Path
    sessions: int


def library() -> list[Document]:
    return [document_of("blog_posts/post.txt", [SENTENCE])]


@contextmanager
def serving_closed(folder: Path) -> Iterator[Closed]:
    """Serve the page with users, a token for assistants and a name."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.access_site", str(folder)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        told = json.loads(server.stdout.readline())
        routes = tuple((method, path) for method, path in told["routes"])
        yield Closed(told["address"], routes, folder / "activity", told["sessions"])
        server.terminate()
        server.kill()


@contextmanager
def signed_in(address: str, name: str) -> Iterator[httpx.Client]:
    """Open a program's client, signed in."""
    with httpx.Client(base_url=address, timeout=WAIT_S) as client:
        client.post("/login", data={"username": name, "password": PASSWORD}).raise_for_status()
        yield client


def all_routes(application: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """Yield method and path of every route, those of mounted applications too; skip none."""
    for route in application.routes:
        if isinstance(route, Mount):
            yield from all_routes(route.app, before + route.path)
        elif isinstance(route, Route):
            path = before + re.sub(r"\{[^}]*\}", "x", route.path)
            yield from ((method, path) for method in sorted(route.methods or ()))
        elif hasattr(route, "original_router"):  # FastAPI keeps an included router whole
            for each in route.original_router.routes:
                path = before + re.sub(r"\{[^}]*\}", "x", route.include_context.path_for(each))
                yield from ((method, path) for method in sorted(each.methods or ()))
        else:
            message = f"{type(route).__name__} is a kind of route that no test calls: add it here."
            raise TypeError(message)


def main(folder: Path) -> None:
    """Serve until ended."""
    answerer, settings = word_answerer(folder, library())
    settings = replace(
        settings,
        users=str(users_file(folder)),
        mcp_token=TOKEN,
        hosts="policy.example.org",
        log=str(folder / "activity"),
    )
    application = app.create_app(settings, answerer)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        routes = sorted(set(all_routes(application)))
        pages: list[Any] = [each.app for each in application.routes if isinstance(each, Mount)]
        sessions = pages[0].state_holder.capacity
        told = {"address": address, "routes": routes, "sessions": sessions}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        config = uvicorn.Config(application, log_level="warning", access_log=False)
        uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
