"""Rows of what repeats: paths with the same content, and groups of documents nearly alike.

A copy is a path of the corpus whose text another document of the index holds already; its text is
stored once. Kin are documents whose texts are nearly the same; each has a signature, by which the
next one is compared. A tally of each table's checksums says whether a row was lost. Knows the two
tables; how likeness is measured is the ingest's business.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from retriever.store import cleaning, tally
from retriever.store.checksum import row_checksum
from retriever.store.fact_rows import facts, set_facts

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
    _check_tally(connection, "copies")
    return found


def kin(connection: sqlite3.Connection) -> list[Kin]:
    """Return every document's group and signature.

    Raises:
        sqlite3.DatabaseError: A row is not what was stored.
    """
    found = []
    for doc_id, name, signature, row_sha256 in connection.execute("SELECT * FROM kin"):
        _check(f"the kin of {doc_id}", row_checksum((doc_id, name), signature), row_sha256)
        found.append(Kin(doc_id, name, signature))
    _check_tally(connection, "kin")
    return sorted(found, key=lambda each: each.doc_id)


def kin_groups(connection: sqlite3.Connection) -> Mapping[str, str]:
    """Return the group of each document that is not alone in it.

    Raises:
        sqlite3.DatabaseError: A row is not what was stored.
    """
    found = kin(connection)
    sizes = Counter(each.name for each in found)
    return {each.doc_id: each.name for each in found if sizes[each.name] > 1}


def insert_copy(connection: sqlite3.Connection, copy: Copy) -> None:
    """Note a copy, over what was noted of its path."""
    columns = (copy.path, copy.doc_id, copy.fingerprint)
    checksum = row_checksum(columns)
    _delete(connection, "copies", "path", copy.path)
    connection.execute("INSERT INTO copies VALUES (?, ?, ?, ?)", (*columns, checksum))
    _count(connection, "copies", [checksum])


def delete_copy(connection: sqlite3.Connection, path: str) -> None:
    """Forget a copy."""
    _delete(connection, "copies", "path", path)


def insert_kin(connection: sqlite3.Connection, kin: Kin) -> None:
    """Note a document's group and signature."""
    checksum = row_checksum((kin.doc_id, kin.name), kin.signature)
    _delete(connection, "kin", "doc_id", kin.doc_id)
    columns = (kin.doc_id, kin.name, kin.signature)
    connection.execute("INSERT INTO kin VALUES (?, ?, ?, ?)", (*columns, checksum))
    _count(connection, "kin", [checksum])


def delete_repeats(connection: sqlite3.Connection, doc_id: str) -> None:
    """Forget a document's copies and its kinship: what was said of a text that is gone."""
    _delete(connection, "copies", "doc_id", doc_id)
    _delete(connection, "kin", "doc_id", doc_id)


def _delete(connection: sqlite3.Connection, table: str, column: str, value: str) -> None:
    """Delete rows and take them out of their table's tally."""
    where = f"FROM {table} WHERE {column} = ?"
    gone = [each for (each,) in connection.execute(f"SELECT row_sha256 {where}", (value,))]
    if gone:
        connection.execute(f"DELETE {where}", (value,))
        _count(connection, table, gone, sign=-1)
        cleaning.note_removal(connection)


def _count(
    connection: sqlite3.Connection, table: str, checksums: Iterable[str], sign: int = 1
) -> None:
    """Add rows that came to their table's tally, or take out those that went."""
    before = facts(connection).get(f"{table} tally")
    if before is None:  # No row came or went since the tally is kept.
        after = _tally(connection, table)
    else:
        after = tally.joined(int(before), sign * tally.checksum_tally(checksums))
    set_facts(connection, {f"{table} tally": str(after)})


def _check_tally(connection: sqlite3.Connection, table: str) -> None:
    stored = facts(connection).get(f"{table} tally")
    if stored is not None:
        _check(f"the list of {table}", str(_tally(connection, table)), stored)


def _tally(connection: sqlite3.Connection, table: str) -> int:
    rows = connection.execute(f"SELECT row_sha256 FROM {table}")  # noqa: S608 - as above
    return tally.checksum_tally(each for (each,) in rows)


def _check(what: str, found: str, stored: str) -> None:
    if found != stored:
        message = f"{what} is not what was stored"
        raise sqlite3.DatabaseError(message)
