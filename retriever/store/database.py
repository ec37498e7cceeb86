"""The SQLite database: rows of documents, passages and embeddings, and the generation number.

It is the truth of an index folder; committing it is the moment of publication. Knows rows and
records; knows nothing of the caches that search them.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from retriever.records import Block, BlockKind, Document, Metadata, PageSpan, Passage, Span
from retriever.store.encoder import Floats

SCHEMA_VERSION = 1
DATABASE_NAME = "candour.sqlite3"
BUSY_TIMEOUT_S = 5.0

SCHEMA = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE documents (
    key INTEGER PRIMARY KEY AUTOINCREMENT, born INTEGER NOT NULL,
    doc_id TEXT NOT NULL UNIQUE, path TEXT NOT NULL UNIQUE, file_hash TEXT NOT NULL,
    fingerprint TEXT NOT NULL, text TEXT NOT NULL, blocks TEXT NOT NULL, pages TEXT NOT NULL,
    metadata TEXT NOT NULL, warnings TEXT NOT NULL) STRICT;
CREATE TABLE passages (
    key INTEGER PRIMARY KEY AUTOINCREMENT, born INTEGER NOT NULL,
    passage_id TEXT NOT NULL UNIQUE, doc_key INTEGER NOT NULL REFERENCES documents (key),
    ordinal INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
    header TEXT NOT NULL, section TEXT NOT NULL, page INTEGER, page_label TEXT,
    embedding BLOB NOT NULL) STRICT;
CREATE INDEX passages_by_document ON passages (doc_key, ordinal);
CREATE TABLE removed (key INTEGER PRIMARY KEY, died INTEGER NOT NULL) STRICT;
CREATE TABLE caches (
    name TEXT PRIMARY KEY, generation INTEGER NOT NULL, file TEXT NOT NULL,
    sha256 TEXT NOT NULL) STRICT;
CREATE VIEW passage_rows AS
    SELECT passages.key, passage_id, doc_id, ordinal, start, stop,
        substr(text, start + 1, stop - start) AS text, header, section, page, page_label
    FROM passages JOIN documents ON documents.key = passages.doc_key;
CREATE VIEW document_rows AS
    SELECT doc_id, path, file_hash, text, blocks, pages, metadata, warnings FROM documents;
"""
"""Keys are never used twice, so a cache that knows its generation catches up by the rows born
since and the keys in `removed` since; a removed row's own words are gone at once."""


def connect(folder: Path) -> sqlite3.Connection:
    """Open the database of an index folder, made if need be; transactions are begun by hand."""
    connection = sqlite3.connect(
        folder / DATABASE_NAME,
        timeout=BUSY_TIMEOUT_S,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def has_tables(connection: sqlite3.Connection) -> bool:
    """Say whether the tables are laid."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'facts'").fetchone()
    return found is not None


def lay_tables(connection: sqlite3.Connection) -> None:
    """Lay the tables anew, inside the caller's transaction; what was in them is gone."""
    laid = connection.execute(
        "SELECT type, name FROM sqlite_master WHERE type IN ('view', 'table') "
        "AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name = 'documents'"
    ).fetchall()
    for kind, name in laid:
        connection.execute(f"DROP {kind} {name}")
    for statement in SCHEMA.split(";\n"):
        connection.execute(statement)


def facts(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the manifest and the generation as they are stored; nothing in a new database."""
    if not has_tables(connection):
        return {}
    return dict(connection.execute("SELECT name, value FROM facts"))


def set_facts(connection: sqlite3.Connection, values: dict[str, str]) -> None:
    """Store facts by name, over what was there."""
    connection.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", values.items())


def insert_document(
    connection: sqlite3.Connection, document: Document, fingerprint: str, generation: int
) -> int:
    """Insert one document's row and return its key."""
    row = (
        generation,
        document.doc_id,
        document.path,
        document.file_hash,
        fingerprint,
        document.text,
        _to_json([asdict(block) for block in document.blocks]),
        _to_json([asdict(page) for page in document.pages]),
        _to_json(asdict(document.metadata)),
        _to_json(document.warnings),
    )
    cursor = connection.execute(
        "INSERT INTO documents (born, doc_id, path, file_hash, fingerprint, text, blocks, pages, "
        "metadata, warnings) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row,
    )
    return int(cursor.lastrowid or 0)


def insert_passages(
    connection: sqlite3.Connection,
    place: tuple[int, int],
    passages: Sequence[Passage],
    embeddings: Floats,
) -> None:
    """Insert a document's passages; `place` is the document's key and the generation."""
    doc_key, generation = place
    connection.executemany(
        "INSERT INTO passages (born, passage_id, doc_key, ordinal, start, stop, header, section, "
        "page, page_label, embedding) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                generation,
                passage.passage_id,
                doc_key,
                passage.ordinal,
                passage.start,
                passage.end,
                passage.header,
                _to_json(passage.section),
                passage.page,
                passage.page_label,
                np.asarray(embedding, dtype="<f4").tobytes(),
            )
            for passage, embedding in zip(passages, embeddings, strict=True)
        ],
    )


def delete_document(connection: sqlite3.Connection, doc_id: str, generation: int) -> None:
    """Delete a document's rows; its passages' keys are kept in `removed` for the caches."""
    found = connection.execute("SELECT key FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
    if found is None:
        return
    connection.execute(
        "INSERT INTO removed SELECT key, ? FROM passages WHERE doc_key = ?", (generation, *found)
    )
    connection.execute("DELETE FROM passages WHERE doc_key = ?", found)
    connection.execute("DELETE FROM documents WHERE key = ?", found)


def embedding_of(blob: bytes) -> Floats:
    """Return a stored embedding, shape (dimension,)."""
    return np.frombuffer(blob, dtype="<f4")


def passage_of(row: Sequence[Any]) -> Passage:
    """Return the record of a row of `passage_rows`."""
    _, passage_id, doc_id, ordinal, start, stop, text, header, section, page, page_label = row
    return Passage(
        passage_id=passage_id,
        doc_id=doc_id,
        ordinal=ordinal,
        start=start,
        end=stop,
        text=text,
        header=header,
        section=tuple(json.loads(section)),
        page=page,
        page_label=page_label,
    )


def document_of(row: Sequence[Any]) -> Document:
    """Return the record of a row of `document_rows`."""
    doc_id, path, file_hash, text, blocks, pages, metadata, warnings = row
    return Document(
        doc_id=doc_id,
        path=path,
        file_hash=file_hash,
        text=text,
        blocks=tuple(_block_of(values) for values in json.loads(blocks)),
        pages=tuple(PageSpan(**values) for values in json.loads(pages)),
        metadata=metadata_of(metadata),
        warnings=tuple(json.loads(warnings)),
    )


_DATES = {"published", "updated", "inspection_start", "inspection_end"}
_PAIRS = {"judgements", "origins"}


def metadata_of(stored: str) -> Metadata:
    """Return the record of a stored metadata text."""
    values = json.loads(stored)
    for field in fields(Metadata):
        value = values.get(field.name)
        if field.name in _DATES and value is not None:
            values[field.name] = date.fromisoformat(value)
        elif field.name in _PAIRS:
            values[field.name] = tuple((name, what) for name, what in value)
        elif isinstance(value, list):
            values[field.name] = tuple(value)
    return Metadata(**values)


def _block_of(values: dict[str, Any]) -> Block:
    context = tuple(Span(**span) for span in values.pop("context"))
    kind = BlockKind(values.pop("kind"))
    return Block(kind=kind, context=context, **values)


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def in_list(values: Iterable[object]) -> str:
    """Return values as the one parameter of `IN (SELECT value FROM json_each(?))`."""
    return json.dumps(list(values))
