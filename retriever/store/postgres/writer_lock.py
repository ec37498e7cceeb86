"""One writer at a time over all machines, and who it is.

Advisory locks of the server: they go with their connection however that ends. Three kinds: a
sync holds one as long as it takes, a batch another until it is published, the upkeep the third.
Knows no tables.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from retriever.errors import IndexBusyError
from retriever.store.postgres.connecting import WAIT_S, Server
from retriever.store.postgres.migrations import Connection

_SYNC = 1_128_353_348
_BATCH = _SYNC + 1
_UPKEEP = _SYNC + 2
"""Candour's own among advisory locks ("CAND"); the second number is the schema's name hashed."""

_TRY = "SELECT pg_try_advisory_lock(%s, hashtext(current_schema()))"
_HOLDER = """
SELECT application_name, to_char(backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI UTC')
FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE locktype = 'advisory' AND granted AND classid = %s
    AND objid = hashtext(current_schema())::oid AND pg_locks.database =
        (SELECT oid FROM pg_database WHERE datname = current_database())
"""
_POLL_S = 0.1


@contextmanager
def sole_writer(server: Server, wait_s: float) -> Iterator[None]:
    """Keep every other sync out.

    Raises:
        IndexBusyError: Another one is at work; the message says which.
    """
    with server.commanding() as connection:
        deadline = time.monotonic() + wait_s
        while not _is_locked(connection):
            if time.monotonic() > deadline:
                message = (
                    f"The index ({server.place}) is being written by {_holder(connection)}: "
                    "try again when it has finished."
                )
                raise IndexBusyError(message)
            time.sleep(_POLL_S)
        yield


def lock_batch(connection: Connection) -> None:
    """Wait for the batch that another process publishes, and keep others out until ours is.

    Raises:
        psycopg.errors.LockNotAvailable: It took longer than WAIT_S.
    """
    connection.execute("SELECT set_config('lock_timeout', %s, true)", (f"{WAIT_S:.0f}s",))
    connection.execute("SELECT pg_advisory_xact_lock(%s, hashtext(current_schema()))", (_BATCH,))


def lock_upkeep(connection: Connection) -> None:
    """Keep other upkeep out for as long as the connection lives.

    Raises:
        psycopg.errors.LockNotAvailable: Another one took longer than WAIT_S.
    """
    connection.execute("SELECT set_config('lock_timeout', %s, false)", (f"{WAIT_S:.0f}s",))
    connection.execute("SELECT pg_advisory_lock(%s, hashtext(current_schema()))", (_UPKEEP,))
    connection.execute("SET lock_timeout = 0")


def _is_locked(connection: Connection) -> bool:
    row = connection.execute(_TRY, (_SYNC,)).fetchone()
    return row is not None and bool(row[0])


def _holder(connection: Connection) -> str:
    row = connection.execute(_HOLDER, (_SYNC,)).fetchone()
    if row is None or not row[0]:  # gone meanwhile, or of an account that we may not look at
        return "another process"
    return f"{row[0].removeprefix('candour ')} since {row[1]}"
