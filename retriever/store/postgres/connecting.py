"""Connections to a PostgreSQL server: a pool that reads, and one at a time that writes.

Every error of the server that leaves one is named here, once, in the words of the errors' tree. A
server that restarts is found again by the next question; until then it is said that it does not
answer. Knows no tables.
"""

import getpass
import os
import socket
import sys
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict
from psycopg_pool import ConnectionPool, PoolTimeout

from retriever.errors import (
    CandourError,
    IndexAwayError,
    IndexBusyError,
    IndexDamagedError,
    SettingError,
)
from retriever.store.postgres.migrations import Connection

READERS = 16
"""Questions of one process that are answered at once; the others wait for WAIT_S. What a question
costs is the reader's arithmetic, which so many do not make quicker."""

WAIT_S = 5.0
"""For a connection, and for another writer."""

RECONNECT_S = 1.0
"""A connection that cannot be had is tried anew by the next question, not by a longer wait."""

_SETTINGS = (
    b"SET jit = off; SET statement_timeout = '30s'; SET hnsw.ef_search = 250; "
    b"SET hnsw.iterative_scan = relaxed_order; SET hnsw.max_scan_tuples = 200000; "
    b"SET plan_cache_mode = force_custom_plan"
)
"""For reading. Compiling a plan costs more than these take. The graph keeps 250 candidates, for a
question takes 200 (recall@10 .999, 5 ms of the processor at 100,000), and goes on where a filter
lets few of them through: with pgvector's own default a filter of 1 % gave 1.3 of 10."""

_REASON_LIMIT_CHARS = 200
_CONNECT: dict[str, Any] = {"connect_timeout": 3, "tcp_user_timeout": 10_000, "keepalives_idle": 10}


class Server:
    """One address.

    Args:
        address: As libpq takes it: `postgresql://user@host/database`, several hosts too.

    Raises:
        SettingError: It is no such address.
    """

    def __init__(self, address: str) -> None:
        try:
            parts = conninfo_to_dict(address)
        except psycopg.ProgrammingError:
            message = "CANDOUR_STORE is no address: write postgresql://user@host:5432/database."
            raise SettingError(message) from None
        host, port = parts.get("host", ""), parts.get("port", "")
        self.place = f"database {parts.get('dbname', '')} on {host or 'this machine'}"
        self.place += f":{port}" if port else ""
        self._address = address
        self._lock = Lock()
        self._pool: ConnectionPool[Connection] | None = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that sees one generation and writes nothing.

        Raises:
            IndexAwayError: The server does not answer.
            IndexBusyError: No connection is free.
            IndexDamagedError: What is asked cannot be read.
        """
        with self._errors_named("read"), self._opened_pool().connection() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that is committed when it ends without an error.

        Raises:
            IndexAwayError: The server does not answer.
            IndexDamagedError: It cannot be written.
        """
        with self._errors_named("written"), self._connected() as connection:
            yield connection

    @contextmanager
    def commanding(self) -> Iterator[Connection]:
        """Open a connection without a transaction: for locks, and for what takes none.

        Raises:
            IndexAwayError: The server does not answer.
            IndexDamagedError: It cannot be written.
        """
        with self._errors_named("written"), self._connected() as connection:
            connection.autocommit = True
            yield connection

    def close(self) -> None:
        """Give the pool's connections back."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()

    def _opened_pool(self) -> "ConnectionPool[Connection]":
        with self._lock:
            if self._pool is None:
                self._pool = ConnectionPool(
                    self._address,
                    min_size=0,
                    max_size=READERS,
                    timeout=WAIT_S,
                    reconnect_timeout=RECONNECT_S,
                    configure=_configure,
                    check=ConnectionPool.check_connection,
                    kwargs={**_CONNECT, "application_name": who(), "prepare_threshold": None},
                    open=True,
                )
                weakref.finalize(self, self._pool.close)
            return self._pool

    def _connected(self) -> Connection:
        return psycopg.connect(
            self._address, **_CONNECT, application_name=who(), prepare_threshold=None
        )

    @contextmanager
    def _errors_named(self, verb: str) -> Iterator[None]:
        try:
            yield
        except PoolTimeout as error:
            raise self._named(self._reason(error), verb) from error
        except psycopg.Error as error:
            raise self._named(error, verb) from error

    def _reason(self, timeout: PoolTimeout) -> psycopg.Error:
        """Return why the pool gave no connection: it does not say itself."""
        try:
            self._connected().close()
        except psycopg.Error as error:
            return error
        return timeout

    def _named(self, error: psycopg.Error, verb: str) -> CandourError:
        """Return the error that says what is the matter, in one line."""
        reason = " ".join(str(error).split())[:_REASON_LIMIT_CHARS]
        if isinstance(error, PoolTimeout):
            return IndexBusyError(
                f"Too many questions at once for the index ({self.place}): try again in a moment."
            )
        if isinstance(error, errors.LockNotAvailable):
            return IndexBusyError(
                f"Another process is writing to the index ({self.place}): "
                "try again when it has finished."
            )
        if isinstance(error, errors.InsufficientPrivilege | errors.ReadOnlySqlTransaction):
            return IndexDamagedError(
                f"The index ({self.place}) cannot be {verb} ({reason}): look at who may use it."
            )
        if isinstance(error, psycopg.OperationalError | errors.OutOfMemory):
            return IndexAwayError(
                f"The index ({self.place}) does not answer just now ({reason}): try again in a "
                "minute; if it stays so, look at the database server."
            )
        return IndexDamagedError(
            f"The index ({self.place}) cannot be {verb} ({reason}): run `python -m ingest verify`."
        )


def who() -> str:
    """Return what this process is called in the server's lists: at most 63 bytes."""
    command = Path(sys.argv[0]).stem[:12] or "python"
    user = "someone"
    with suppress(KeyError, OSError):  # a container's account may have no name
        user = getpass.getuser()
    name = f"candour {command} process {os.getpid()} of {user} on {socket.gethostname()}"
    return name.encode("ascii", "replace").decode()[:63]


def _configure(connection: Connection) -> None:
    connection.autocommit = True
    connection.execute(_SETTINGS)
    connection.autocommit = False
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.read_only = True
