"""Rows of what repeats: paths with the same content, and groups of documents nearly alike.

A copy is a path of the corpus whose text another document of the index holds already; its text is
stored once. Kin are documents whose texts are nearly the same; each has a signature, by which the
next one is compared. Knows the two tables; how likeness is measured is the ingest's business.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from retriever.store.checksum import row_checksum

SCHEMA = """
CREATE TABLE copies (
    path TEXT PRIMARY KEY, doc_id TEXT NOT NULL, fingerprint TEXT NOT NULL,
    row_sha256 TEXT NOT NULL) STRICT;
CREATE INDEX copies_by_document ON copies (doc_id);
CREATE TABLE kin (
    doc_id TEXT PRIMARY KEY, name TEXT NOT NULL, signature BLOB NOT NULL,
    row_sha256 TEXT NOT NULL) STRICT;
"""


@dataclass(frozen=True, slots=True)
class Copy:
    """A path whose content is in the index under another one.

    Attributes:
        path: Relative to the corpus folder.
        doc_id: Of the document that holds the content.
        fingerprint: That it was read with, as a document's.
    """

    path: str
    doc_id: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Kin:
    """A document among those nearly like it.

    Attributes:
        doc_id: The document's.
        name: Of its group: the id of the document that came first.
        signature: By which others are compared with it.
    """

    doc_id: str
    name: str
    signature: bytes


def copies(connection: sqlite3.Connection) -> list[Copy]:
    """Return every copy, by path.

    Raises:
        sqlite3.DatabaseError: A row is not what was stored.
    """
    found = []
    for *columns, row_sha256 in connection.execute("SELECT * FROM copies ORDER BY path"):
        _check(f"what is noted of {columns[0]}", row_checksum(columns), row_sha256)
        found.append(Copy(*columns))
    return found


def kin(connection: sqlite3.Connection) -> list[Kin]:
    """Return every document's group and signature.

    Raises:
        sqlite3.DatabaseError: A row is not what was stored.
    """
    return _kin(connection, "SELECT * FROM kin ORDER BY doc_id")


def kin_groups(connection: sqlite3.Connection) -> Mapping[str, str]:
    """Return the group of each document that is not alone in it.

    Raises:
        sqlite3.DatabaseError: A row is not what was stored.
    """
    found = _kin(
        connection,
        "SELECT * FROM kin WHERE name IN (SELECT name FROM kin GROUP BY name HAVING count(*) > 1)",
    )
    return {each.doc_id: each.name for each in found}


def insert_copy(connection: sqlite3.Connection, copy: Copy) -> None:
    """Note a copy, over what was noted of its path."""
    columns = (copy.path, copy.doc_id, copy.fingerprint)
    connection.execute(
        "INSERT OR REPLACE INTO copies VALUES (?, ?, ?, ?)", (*columns, row_checksum(columns))
    )


def delete_copy(connection: sqlite3.Connection, path: str) -> None:
    """Forget a copy."""
    connection.execute("DELETE FROM copies WHERE path = ?", (path,))


def insert_kin(connection: sqlite3.Connection, kin: Kin) -> None:
    """Note a document's group and signature."""
    checksum = row_checksum((kin.doc_id, kin.name), kin.signature)
    connection.execute(
        "INSERT OR REPLACE INTO kin VALUES (?, ?, ?, ?)",
        (kin.doc_id, kin.name, kin.signature, checksum),
    )


def delete_repeats(connection: sqlite3.Connection, doc_id: str) -> None:
    """Forget a document's copies and its kinship: what was said of a text that is gone."""
    connection.execute("DELETE FROM copies WHERE doc_id = ?", (doc_id,))
    connection.execute("DELETE FROM kin WHERE doc_id = ?", (doc_id,))


def _kin(connection: sqlite3.Connection, query: str) -> list[Kin]:
    found = []
    for doc_id, name, signature, row_sha256 in connection.execute(query):
        _check(f"the kin of {doc_id}", row_checksum((doc_id, name), signature), row_sha256)
        found.append(Kin(doc_id, name, signature))
    return found


def _check(what: str, found: str, stored: str) -> None:
    if found != stored:
        message = f"{what} is not what was stored"
        raise sqlite3.DatabaseError(message)
