"""Connections to an index folder's database: one read transaction, or one write transaction.

Every SQLite error that leaves one is named here, once, in the words of the errors' tree. Knows the
file and its journal; knows no tables.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from retriever.errors import CandourError, IndexBusyError, IndexDamagedError

DATABASE_NAME = "candour.sqlite3"
BUSY_TIMEOUT_S = 5.0

_REASON_LIMIT_CHARS = 200
_PRIMARY_CODE = 0xFF
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
_CLOSED = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}
"""Errors of the disk or of permissions: deleting the index would not mend them."""


def is_there(folder: Path) -> bool:
    """Say whether an index folder has a database.

    Raises:
        IndexDamagedError: The folder may not be looked into.
    """
    try:
        return (folder / DATABASE_NAME).is_file()
    except OSError as error:
        raise _shut(folder, "read", str(error.strerror)) from error


@contextmanager
def reading(folder: Path) -> Iterator[sqlite3.Connection]:
    """Open a read transaction, which writes nothing to the database's file.

    Raises:
        IndexBusyError: Another process holds the database.
        IndexDamagedError: It cannot be read.
    """
    with _errors_named(folder, "read"):
        connection = _connected(_reading_address(folder))
        try:
            connection.execute("BEGIN")
            yield connection
        finally:
            connection.close()


@contextmanager
def writing(folder: Path) -> Iterator[sqlite3.Connection]:
    """Open a write transaction, committed when it ends without an error; the folder is made.

    Raises:
        IndexBusyError: Another process writes.
        IndexDamagedError: It cannot be read or written.
    """
    with _errors_named(folder, "written"):
        connection = _writing_connection(folder)
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
        finally:
            connection.close()


def checkpoint(folder: Path) -> None:
    """Bring what is in the journal into the database's file, as far as readers let it.

    Raises:
        IndexDamagedError: It cannot be read or written.
    """
    with _errors_named(folder, "written"):
        connection = _writing_connection(folder)
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()


def _writing_connection(folder: Path) -> sqlite3.Connection:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _shut(folder, "written", str(error.strerror)) from error
    connection = _connected(f"{_address(folder)}?mode=rwc")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _connected(address: str) -> sqlite3.Connection:
    """Connect; transactions are begun by hand."""
    return sqlite3.connect(
        address,
        uri=True,
        timeout=BUSY_TIMEOUT_S,
        isolation_level=None,
        check_same_thread=False,
    )


def _reading_address(folder: Path) -> str:
    """Return the address for reading.

    SQLite reads a database with a journal only beside a shared-memory file, which it cannot make
    in a folder that is not to be written. Without a journal there is nothing to share: the file
    itself is the whole database, and is read as one that does not change. Should another account
    write to it within the milliseconds of one read, that read may fail its checksums; the next is
    sound.
    """
    journal = folder / f"{DATABASE_NAME}-wal"
    shared = folder / f"{DATABASE_NAME}-shm"
    has_journal = journal.exists() and (journal.stat().st_size > 0 or shared.exists())
    is_still = not has_journal and not os.access(folder, os.W_OK)
    return f"{_address(folder)}?mode=ro{'&immutable=1' if is_still else ''}"


def _address(folder: Path) -> str:
    return (folder / DATABASE_NAME).resolve().as_uri()


@contextmanager
def _errors_named(folder: Path, verb: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _named(error, folder, verb) from error


def _named(error: sqlite3.DatabaseError, folder: Path, verb: str) -> CandourError:
    """Return the error that says what is the matter, in one line."""
    # What Candour raises itself, and what Python's own module raises, carries no code.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY_CODE
    reason = " ".join(str(error).split())[:_REASON_LIMIT_CHARS]
    if code in _BUSY:
        return IndexBusyError(
            f"Another process is writing to {folder}: try again when it has finished."
        )
    if code in _CLOSED:
        return _shut(folder, verb, reason)
    return IndexDamagedError(
        f"The index in {folder} is damaged ({reason}): delete that folder and make it anew from "
        "the corpus with `python -m ingest`; no document is lost."
    )


def _shut(folder: Path, verb: str, reason: str) -> IndexDamagedError:
    return IndexDamagedError(
        f"The index in {folder} cannot be {verb} ({reason}): look at the disk's space and at who "
        "may use that folder."
    )
