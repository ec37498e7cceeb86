"""The SQLite database: rows of documents, passages and embeddings, and the generation number.

It is the truth of an index folder; committing it is the moment of publication. Knows tables; knows
nothing of the caches that search them.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from retriever.records import Document, Passage
from retriever.store import cleaning, repeats, tally
from retriever.store.encoder import Floats
from retriever.store.fact_rows import facts, set_facts
from retriever.store.rows import document_row, passage_row
from retriever.store.vectors import Keys

SCHEMA_VERSION = 3

TALLY = "tally"
"""The name of the fact that counts the rows."""

SCHEMA = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE documents (
    key INTEGER PRIMARY KEY AUTOINCREMENT, born INTEGER NOT NULL,
    doc_id TEXT NOT NULL UNIQUE, path TEXT NOT NULL UNIQUE, file_hash TEXT NOT NULL,
    fingerprint TEXT NOT NULL, metadata TEXT NOT NULL, warnings TEXT NOT NULL,
    pages TEXT NOT NULL, blocks TEXT NOT NULL, about_sha256 TEXT NOT NULL,
    text_sha256 TEXT NOT NULL, row_sha256 TEXT NOT NULL, text TEXT NOT NULL) STRICT;
CREATE TABLE passages (
    key INTEGER PRIMARY KEY AUTOINCREMENT, born INTEGER NOT NULL,
    passage_id TEXT NOT NULL UNIQUE, doc_key INTEGER NOT NULL REFERENCES documents (key),
    ordinal INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
    header TEXT NOT NULL, section TEXT NOT NULL, page INTEGER, page_label TEXT,
    embedding BLOB NOT NULL, row_sha256 TEXT NOT NULL) STRICT;
CREATE INDEX passages_by_document ON passages (doc_key, ordinal);
CREATE TABLE caches (
    name TEXT PRIMARY KEY, generation INTEGER NOT NULL, file TEXT NOT NULL,
    sha256 TEXT NOT NULL) STRICT;
"""
"""Keys are never used twice and rows never change, so a cache catches up by comparing its keys with
the tables'; a removed row's own words are gone at once. A document's
`row_sha256` covers every column but its text, which has its own; a passage's covers the embedding
too. SQLite notices a damaged page's structure, not a damaged letter in it."""


@dataclass(frozen=True, slots=True)
class CacheRow:
    """What is recorded of one cache file: the generation that it covers, and its SHA-256."""

    name: str
    generation: int
    file: str
    sha256: str


def lay_tables(connection: sqlite3.Connection) -> None:
    """Lay the tables anew, inside the caller's transaction; what was in them is gone."""
    laid = connection.execute(
        "SELECT type, name FROM sqlite_master WHERE type IN ('view', 'table') "
        "AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name = 'documents'"
    ).fetchall()
    for kind, name in laid:
        connection.execute(f"DROP {kind} {name}")
    for statement in statements():
        connection.execute(statement)
    if laid:
        cleaning.note_removal(connection)


def statements() -> list[str]:
    """Return the statements that lay the tables, as SQLite keeps them."""
    parts = (SCHEMA + repeats.SCHEMA).split(";\n")
    return [part.strip() for part in parts if part.strip()]


def insert_document(
    connection: sqlite3.Connection, document: Document, fingerprint: str, generation: int
) -> int:
    """Insert one document's row and return its key."""
    cursor = connection.execute(
        "INSERT INTO documents (born, doc_id, path, file_hash, fingerprint, metadata, warnings, "
        "pages, blocks, about_sha256, text_sha256, row_sha256, text) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        document_row(document, fingerprint, generation),
    )
    key = int(cursor.lastrowid or 0)
    _count(connection, [(key, 0)])
    return key


def insert_passages(
    connection: sqlite3.Connection,
    place: tuple[int, int],
    passages: Sequence[Passage],
    embeddings: Floats,
) -> None:
    """Insert a document's passages; `place` is the document's key and the generation."""
    connection.executemany(
        "INSERT INTO passages (born, passage_id, doc_key, ordinal, start, stop, header, section, "
        "page, page_label, embedding, row_sha256) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            passage_row(passage, embedding, *place)
            for passage, embedding in zip(passages, embeddings, strict=True)
        ],
    )
    _count(connection, _passage_pairs(connection, place[0]))


def delete_document(connection: sqlite3.Connection, doc_id: str) -> None:
    """Delete a document's rows; caches notice by the keys that are gone."""
    found = connection.execute("SELECT key FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
    if found is None:
        return
    _count(connection, [*_passage_pairs(connection, *found), (found[0], 0)], sign=-1)
    connection.execute("DELETE FROM passages WHERE doc_key = ?", found)
    connection.execute("DELETE FROM documents WHERE key = ?", found)
    repeats.delete_repeats(connection, doc_id)
    cleaning.note_removal(connection)


def listed_pairs(connection: sqlite3.Connection) -> Keys:
    """Return (passage's key, document's key) of every passage, as they are listed."""
    rows = connection.execute("SELECT key, doc_key FROM passages").fetchall()
    return np.array(rows, dtype=np.int64).reshape(-1, 2)


def listed_documents(connection: sqlite3.Connection) -> Keys:
    """Return every document's key, as they are listed."""
    rows = connection.execute("SELECT key FROM documents ORDER BY key").fetchall()
    return np.array(rows, dtype=np.int64).reshape(-1)


def check_tally(connection: sqlite3.Connection, pairs: Keys, documents: Keys) -> None:
    """Compare the keys that were listed with the tally kept of them.

    Args:
        connection: With a read transaction begun.
        pairs: Each passage's key and its document's, shape (passages, 2).
        documents: Each document's key, shape (documents,).

    Raises:
        sqlite3.DatabaseError: Some are missing, or others than were stored.
    """
    alone = np.stack([documents, np.zeros_like(documents)], axis=1)
    listed = tally.joined(tally.array_tally(pairs), tally.array_tally(alone))
    if str(listed) != facts(connection).get(TALLY, "0"):
        raise sqlite3.DatabaseError("its lists of documents and passages are not what was stored")


def _count(connection: sqlite3.Connection, pairs: Sequence[tuple[int, int]], sign: int = 1) -> None:
    """Add rows to the tally, or take them out of it."""
    before = int(facts(connection).get(TALLY, "0"))
    set_facts(connection, {TALLY: str(tally.joined(before, sign * tally.pair_tally(pairs)))})


def _passage_pairs(connection: sqlite3.Connection, doc_key: int) -> list[tuple[int, int]]:
    rows = connection.execute("SELECT key, doc_key FROM passages WHERE doc_key = ?", (doc_key,))
    return [(key, document) for key, document in rows]


def cache_rows(connection: sqlite3.Connection) -> list[CacheRow]:
    """Return what is recorded of the cache files; a row without sense records none."""
    rows = connection.execute("SELECT name, generation, file, sha256 FROM caches ORDER BY name")
    texts = [row for row in rows if all(isinstance(row[place], str) for place in (0, 2, 3))]
    return [CacheRow(*row) for row in texts]


def record_caches(connection: sqlite3.Connection, rows: Iterable[CacheRow]) -> None:
    """Record the cache files, in the place of those that were recorded before."""
    connection.execute("DELETE FROM caches")
    connection.executemany(
        "INSERT INTO caches (name, generation, file, sha256) VALUES (?, ?, ?, ?)",
        [(row.name, row.generation, row.file, row.sha256) for row in rows],
    )


def in_list(values: Iterable[object]) -> str:
    """Return values as the one parameter of `IN (SELECT value FROM json_each(?))`."""
    return json.dumps(list(values))
