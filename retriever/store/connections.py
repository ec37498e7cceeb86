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

_IMMUTABLE = "&immutable=1"
_WRITING = ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "foreign_keys = ON")

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
    is_still = _is_still(folder)
    before = _state(folder) if is_still else None
    try:
        with _errors_named(folder, "read"):
            connection = _connected(f"{_address(folder)}?mode=ro{_IMMUTABLE if is_still else ''}")
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                connection.close()
    except IndexDamagedError as error:
        if is_still and before != _state(folder):
            raise _busy(folder) from error
        raise
    if is_still and before != _state(folder):
        raise _busy(folder)


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


def checkpoint(folder: Path) -> bool:
    """Bring what is in the journal into the database's file, and empty the journal.

    Returns:
        Whether all is there: a reader of an older generation, waited for up to BUSY_TIMEOUT_S,
        holds what it reads.

    Raises:
        IndexDamagedError: It cannot be read or written.
    """
    with _errors_named(folder, "written"):
        connection = _writing_connection(folder)
        try:
            is_busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            connection.close()
    return not is_busy


def _writing_connection(folder: Path) -> sqlite3.Connection:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _shut(folder, "written", str(error.strerror)) from error
    connection = _connected(f"{_address(folder)}?mode=rwc")
    try:
        for setting in _WRITING:
            connection.execute(f"PRAGMA {setting}")
    except sqlite3.DatabaseError:
        connection.close()
        raise
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


def _is_still(folder: Path) -> bool:
    """Say whether the database is to be read as one that does not change.

    SQLite reads a database with a journal only beside a shared-memory file, which it cannot make
    in a folder that is not to be written. Without a journal there is nothing to share: the file
    itself is the whole database. Should another account write to it meanwhile, the read ends with
    an error: it may have seen half of two generations.
    """
    if os.access(folder, os.W_OK):
        return False
    try:
        is_written = (folder / f"{DATABASE_NAME}-wal").stat().st_size > 0
    except FileNotFoundError:
        # None; or its last user closed it this moment.
        return True
    return not is_written and not (folder / f"{DATABASE_NAME}-shm").exists()


def _state(folder: Path) -> tuple[int, int, int]:
    """Return what tells one state of the database's file from another."""
    try:
        status = (folder / DATABASE_NAME).stat()
    except OSError:
        return 0, 0, 0  # Gone: what reads it says so.
    return status.st_ino, status.st_size, status.st_mtime_ns


def _address(folder: Path) -> str:
    return (folder / DATABASE_NAME).resolve().as_uri()


@contextmanager
def _errors_named(folder: Path, verb: str) -> Iterator[None]:
    try:
        yield
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        # Python's own module decodes the names of columns, and SQLite's words about them, itself.
        raise _named(error, folder, verb) from error


def _named(
    error: sqlite3.DatabaseError | UnicodeDecodeError, folder: Path, verb: str
) -> CandourError:
    """Return the error that says what is the matter, in one line."""
    # What Candour raises itself, and what Python's own module raises, carries no code.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY_CODE
    reason = " ".join(str(error).split())[:_REASON_LIMIT_CHARS]
    if code in _BUSY:
        return _busy(folder)
    if code in _CLOSED:
        return _shut(folder, verb, reason)
    return IndexDamagedError(
        f"The index in {folder} is damaged ({reason}): delete that folder and make it anew from "
        "the corpus with `python -m ingest`; no document is lost."
    )


def _busy(folder: Path) -> IndexBusyError:
    return IndexBusyError(
        f"Another process is writing to {folder}: try again when it has finished."
    )


def _shut(folder: Path, verb: str, reason: str) -> IndexDamagedError:
    return IndexDamagedError(
        f"The index in {folder} cannot be {verb} ({reason}): look at the disk's space and at who "
        "may use that folder."
    )
