"""One request over one connection to a checked place, limited in time and size.

urllib3 speaks the protocol and unpacks compressed bodies piece by piece; nothing here reads a proxy
from the environment, because a proxy would resolve the host again and make the check of addresses
vain. Knows no politeness, redirects or retries.
"""

import contextlib
import http.client
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError

from ingest.web.addresses import PORTS, Address
from retriever.errors import UnreadableFileError

_PIECE_BYTES = 65_536
_MEGABYTE = 1024 * 1024
_FAULTS = (HTTPError, OSError, http.client.HTTPException)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one answer may take.

    Attributes:
        body_mb: Megabytes of its body, unpacked.
        silence_s: Seconds to connect, and seconds without a byte.
        total_s: Seconds from first to last: a server that sends a byte at a time is cut off here.
    """

    body_mb: float
    silence_s: float
    total_s: float


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer; `headers` are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def content_type(self) -> str:
        """The media type alone, in lower case; "" where none is stated."""
        return self.headers.get("content-type", "").split(";", 1)[0].strip().lower()


CheckHead = Callable[[Answer], None]
"""Looks at an answer before its body is read, and raises what makes the body unwanted."""


def ask(
    address: Address,
    places: Sequence[str],
    headers: Mapping[str, str],
    limits: Limits,
    check_head: CheckHead,
) -> Answer:
    """Send a GET request and read the whole answer.

    Args:
        address: What is asked for; its host is named to the server and checked in its certificate.
        places: Checked numbers of that host; the first that answers is used.
        headers: Sent beside Host and Accept-Encoding.
        limits: Of this one request.
        check_head: Called before a body is read.

    Returns:
        The answer, its body unpacked; without one for any status but 200.

    Raises:
        UnreadableFileError: No answer came, or not within the limits.
    """
    deadline = _Deadline(limits.total_s)
    try:
        with contextlib.closing(_connected(address, places, limits)) as plain, deadline.of(plain):
            connection = _prepared(address, plain, headers, limits)
            answer = _read(connection, limits, check_head)
    except _FAULTS as error:
        raise UnreadableFileError(_explained(address, error, deadline, limits)) from error
    if deadline.is_over:
        # Without a stated length, a body that was cut off looks like one that has ended.
        raise UnreadableFileError(_explained(address, None, deadline, limits))
    return answer


def _connected(address: Address, places: Sequence[str], limits: Limits) -> socket.socket:
    """Connect to the first place that answers.

    Raises:
        OSError: None does.
    """
    for place in places[:-1]:
        with contextlib.suppress(OSError):
            return socket.create_connection((place, address.port), limits.silence_s)
    return socket.create_connection((places[-1], address.port), limits.silence_s)


def _prepared(
    address: Address, plain: socket.socket, headers: Mapping[str, str], limits: Limits
) -> HTTPConnection:
    """Send the request."""
    connection = HTTPConnection(address.host, address.port, timeout=limits.silence_s)
    connection.sock = _secured(address, plain)
    named = {"Host": _host_header(address), "Accept-Encoding": "gzip, deflate", **headers}
    connection.request(
        "GET", address.target, headers=named, preload_content=False, decode_content=True
    )
    return connection


def _read(connection: HTTPConnection, limits: Limits, check_head: CheckHead) -> Answer:
    with contextlib.closing(connection), contextlib.closing(connection.getresponse()) as response:
        headers = {name.lower(): value for name, value in response.headers.items()}
        answer = Answer(response.status, headers)
        if response.status != http.client.OK:
            return answer
        check_head(answer)
        return Answer(response.status, headers, b"".join(_pieces(response, headers, limits)))


def _pieces(
    response: BaseHTTPResponse, headers: Mapping[str, str], limits: Limits
) -> Iterator[bytes]:
    """Read the body, counting unpacked bytes: a small gzip can hold a thousand times its size."""
    limit = int(limits.body_mb * _MEGABYTE)
    stated = headers.get("content-length", "")
    if stated.isdecimal() and int(stated) > limit:
        raise _too_large(limits)
    size = 0
    # read1 returns after each piece that arrives, so that the clock is looked at.
    while piece := response.read1(_PIECE_BYTES):
        size += len(piece)
        if size > limit:
            raise _too_large(limits)
        yield piece


def _too_large(limits: Limits) -> UnreadableFileError:
    message = f"It has more than the limit of {limits.body_mb:g} MB (CANDOUR_MAX_FILE_MB)."
    return UnreadableFileError(message)


def _secured(address: Address, plain: socket.socket) -> socket.socket:
    if address.scheme == "http":
        return plain
    return _trust().wrap_socket(plain, server_hostname=address.host)


@cache
def _trust() -> ssl.SSLContext:
    """Trust what the system trusts: an office's own authority is in the system's store."""
    return ssl.create_default_context()


def _host_header(address: Address) -> str:
    host = f"[{address.host}]" if ":" in address.host else address.host
    return host if address.port == PORTS[address.scheme] else f"{host}:{address.port}"


class _Deadline:
    """Cuts a connection off when its time is up, whatever it is waiting for."""

    def __init__(self, total_s: float) -> None:
        self._total_s = total_s
        self.is_over = False

    @contextlib.contextmanager
    def of(self, plain: socket.socket) -> Iterator[None]:
        """Watch a connection while a block runs."""
        watched = plain.dup()  # the first one is given up when TLS begins
        timer = threading.Timer(self._total_s, self._cut, (watched,))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            watched.close()

    def _cut(self, plain: socket.socket) -> None:
        self.is_over = True
        with contextlib.suppress(OSError):  # it has just ended by itself
            plain.shutdown(socket.SHUT_RDWR)


def _explained(
    address: Address, error: BaseException | None, deadline: _Deadline, limits: Limits
) -> str:
    if deadline.is_over:
        return f"{address.host} had not sent it all after {limits.total_s:g} s: try again later."
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return (
            f"{address.host} sent nothing for {limits.silence_s:g} s: try again later, or set "
            "CANDOUR_FETCH_TIMEOUT_S higher."
        )
    if isinstance(error, ssl.SSLCertVerificationError):
        return (
            f"{address.host} has no certificate that this machine trusts ({error.verify_message})."
        )
    return (
        f"{address.host} gave no whole answer ({error}): check the address and the network "
        "(a proxy is not used), and try again."
    )
