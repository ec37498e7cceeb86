"""A scripted OpenAI-compatible server on loopback: it says what a test has it say, and how.

A real HTTP server in a thread; what it was sent is kept.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

CHUNK = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
Script = Callable[["Reply"], None]


@dataclass(slots=True)
class Served:
    """A server that runs."""

    address: str
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    released: Event = field(default_factory=Event)

    def sent_text(self, number: int = -1) -> str:
        """Return all that a request said to the model."""
        return "\n".join(message["content"] for message in self.requests[number]["messages"])


class Reply:
    """The reply to one request, as a script writes it."""

    def __init__(self, handler: BaseHTTPRequestHandler, served: Served) -> None:
        self._handler = handler
        self.served = served

    def status(self, code: int, body: bytes = b"{}", **headers: str) -> None:
        self._handler.send_response(code)
        for name, value in headers.items():
            self._handler.send_header(name, value)
        self._handler.send_header("Content-Type", "application/json")
        self._handler.send_header("Content-Length", str(len(body)))
        self._handler.end_headers()
        self._handler.wfile.write(body)

    def begin(self) -> None:
        self._handler.send_response(200)
        self._handler.send_header("Content-Type", "text/event-stream")
        self._handler.send_header("Connection", "close")
        self._handler.end_headers()

    def line(self, words: str) -> None:
        self._handler.wfile.write(words.encode())
        self._handler.wfile.flush()

    def piece(self, words: str | None, reason: str | None = None) -> None:
        delta = {} if words is None else {"content": words}
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        self.line(f"data: {json.dumps(CHUNK | {'choices': [choice]})}\n\n")

    def end(self, reason: str = "stop") -> None:
        self.piece(None, reason)
        self.line("data: [DONE]\n\n")

    def wait(self) -> None:
        """Be silent until the test is over."""
        self.served.released.wait(60)


def says(words: str, size: int = 7) -> Script:
    """Return the script of a server that says something, a few characters at a time."""

    def script(reply: Reply) -> None:
        reply.begin()
        for start in range(0, len(words), size):
            reply.piece(words[start : start + size])
        reply.end()

    return script


@contextmanager
def serving(script: Script) -> Iterator[Served]:
    """Serve a script while the block runs."""
    served = Served("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            served.requests.append(json.loads(body))
            served.keys.append(self.headers.get("Authorization", ""))
            try:
                script(Reply(self, served))
            except (BrokenPipeError, ConnectionResetError):
                return  # the reader has left

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    served.address = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield served
    finally:
        served.released.set()
        server.shutdown()
        thread.join()
        server.server_close()
