"""The real application, served in this process over a library by hand: what access tests share."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI

import app
from retriever.records import Document
from retriever.settings import Settings
from tests.access_users import PASSWORD
from tests.library import document_of
from tests.word_answerer import word_answerer

SENTENCE = "Social workers in Norborough hold an average of sixteen children each."
QUESTION = "How many children do social workers in Norborough hold?"
WAIT_S = 60


def library() -> list[Document]:
    return [document_of("blog_posts/post.txt", [SENTENCE])]


def made(folder: Path, **settings: Any) -> tuple[FastAPI, Settings]:
    """Return the application over the library by hand, with these settings."""
    answerer, own = word_answerer(folder, library())
    own = replace(own, **settings)
    return app.create_app(own, answerer), own


@contextmanager
def serving(application: FastAPI) -> Iterator[str]:
    """Serve an application on a free port; yield the address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(application, log_level="warning", access_log=False)
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        for _ in range(WAIT_S * 20):
            if server.started:
                break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(WAIT_S)


def signed_in(address: str, name: str) -> httpx.Client:
    """Return a program's client, signed in."""
    client = httpx.Client(base_url=address, timeout=WAIT_S)
    client.post("/login", data={"username": name, "password": PASSWORD}).raise_for_status()
    return client
