"""The SQLite file of the activity log: opened for one piece of work at a time, closed after it.

Several processes may write: the journal is a write-ahead log, and one that waits gives up after a
while. What is deleted is overwritten with zeros.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import tenacity

from retriever.errors import ActivityError

NAME = "activity.sqlite"
VERSION = 1
WRITING_WAIT_S = 1.0
"""An answer is held up no longer than this by a log that another process has locked."""
ERASING_WAIT_S = 30.0

SCHEMA = """
CREATE TABLE questions (
    id TEXT PRIMARY KEY, at TEXT NOT NULL, user TEXT NOT NULL, way TEXT NOT NULL,
    question TEXT NOT NULL, query TEXT NOT NULL, found INTEGER NOT NULL,
    probability REAL NOT NULL, places TEXT NOT NULL, notices TEXT NOT NULL,
    total_ms REAL NOT NULL) STRICT;
CREATE INDEX questions_by_time ON questions (at);
CREATE TABLE verdicts (
    question_id TEXT PRIMARY KEY REFERENCES questions (id) ON DELETE CASCADE, at TEXT NOT NULL,
    useful INTEGER NOT NULL, reason TEXT, said TEXT NOT NULL) STRICT
"""

TRY_AGAIN_S = 0.02


@contextmanager
def opened(folder: Path, wait_s: float = WRITING_WAIT_S) -> Iterator[sqlite3.Connection]:
    """Open the log of a folder, which is made where there is none, and close it.

    Raises:
        ActivityError: The file cannot be made, is damaged, locked, or the disk is full.
    """
    path = folder / NAME
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Made here, so that nobody else on the machine may read it, nor its journal.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        connection = sqlite3.connect(path, timeout=wait_s, isolation_level=None)
        with closing(connection):
            _prepare(connection, wait_s)
            yield connection
    except (OSError, sqlite3.Error) as error:
        message = (
            f"The activity log {path} cannot be used ({error}): see that the disk has room and the "
            "folder can be written, or set CANDOUR_ACTIVITY=no."
        )
        raise ActivityError(message) from error


@contextmanager
def written(connection: sqlite3.Connection) -> Iterator[None]:
    """Do what is inside as one write: whole, or not at all."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def cleaned(connection: sqlite3.Connection) -> bool:
    """Rewrite the file without what was deleted, and empty the journal.

    Returns:
        Whether the journal is empty: another process that reads just now keeps it.
    """
    connection.execute("VACUUM")
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _prepare(connection: sqlite3.Connection, wait_s: float) -> None:
    _keep_journal(connection, wait_s)
    for pragma in ("secure_delete=ON", "foreign_keys=ON", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    if _version(connection) == VERSION:
        return
    with written(connection):
        if _version(connection) == 0:  # no other process was quicker
            for statement in SCHEMA.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version={VERSION}")
    if _version(connection) != VERSION:
        raise sqlite3.DatabaseError("it was written by another version of Candour")


def _keep_journal(connection: sqlite3.Connection, wait_s: float) -> None:
    """Turn the write-ahead journal on; SQLite's own wait does not hold while others do the same."""
    trying = tenacity.Retrying(
        retry=tenacity.retry_if_exception(_is_locked),
        stop=tenacity.stop_after_delay(wait_s),
        wait=tenacity.wait_fixed(TRY_AGAIN_S),
        reraise=True,
    )
    trying(connection.execute, "PRAGMA journal_mode=WAL")


def _is_locked(error: BaseException) -> bool:
    return (
        isinstance(error, sqlite3.OperationalError)
        and error.sqlite_errorcode == sqlite3.SQLITE_BUSY
    )


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)
