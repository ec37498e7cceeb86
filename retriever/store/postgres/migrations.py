"""The database's tables, laid by numbered migrations: each is applied once, in order, by a writer.

A migration that was released is never edited: what changes is a new one. Knows tables and the
migrations' number; what stands in the tables is other modules' business.
"""

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg import sql

Connection = psycopg.Connection[tuple[Any, ...]]

NUMBER = "schema"
"""The name of the fact that says how many migrations were applied."""

_TABLES = sql.SQL("""
CREATE EXTENSION IF NOT EXISTS vector;
CREATE TABLE facts (name text PRIMARY KEY, value text NOT NULL);
CREATE TABLE documents (
    key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, born bigint NOT NULL,
    doc_id text NOT NULL UNIQUE, path text COLLATE "C" NOT NULL UNIQUE, file_hash text NOT NULL,
    fingerprint text NOT NULL, metadata text NOT NULL, warnings text NOT NULL,
    pages text NOT NULL, blocks text NOT NULL, about_sha256 text NOT NULL,
    text_sha256 text NOT NULL, row_sha256 text NOT NULL, text text NOT NULL,
    doc_type text NOT NULL, authority text NOT NULL, authors text[] NOT NULL,
    categories text[] NOT NULL, day date, passages integer NOT NULL);
CREATE INDEX documents_by_type ON documents (doc_type);
CREATE INDEX documents_by_authority ON documents (authority);
CREATE INDEX documents_by_day ON documents (day);
CREATE INDEX documents_by_author ON documents USING gin (authors);
CREATE INDEX documents_by_category ON documents USING gin (categories);
CREATE TABLE passages (
    key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    doc_key bigint NOT NULL REFERENCES documents (key),
    passage_id text NOT NULL UNIQUE, ordinal integer NOT NULL, start integer NOT NULL,
    stop integer NOT NULL, header text NOT NULL, section text NOT NULL, page integer,
    page_label text, text text NOT NULL, row_sha256 text NOT NULL);
CREATE INDEX passages_by_document ON passages (doc_key, ordinal);
CREATE TABLE vectors (
    key bigint PRIMARY KEY, doc_key bigint NOT NULL, row_sha256 text NOT NULL,
    embedding vector({dimension}) NOT NULL);
ALTER TABLE vectors ALTER COLUMN embedding SET STORAGE PLAIN;
CREATE INDEX vectors_by_document ON vectors (doc_key);
CREATE TABLE terms (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, term text COLLATE "C" NOT NULL UNIQUE,
    passages integer NOT NULL) WITH (fillfactor = 70);
CREATE TABLE words (
    key bigint PRIMARY KEY, doc_key bigint NOT NULL, length integer NOT NULL,
    mean double precision NOT NULL, terms integer[] NOT NULL,
    weights sparsevec(1000000000) NOT NULL) WITH (fillfactor = 80);
CREATE INDEX words_by_document ON words (doc_key);
CREATE INDEX words_by_term ON words USING gin (terms);
CREATE TABLE copies (
    path text COLLATE "C" PRIMARY KEY, doc_id text NOT NULL, fingerprint text NOT NULL,
    row_sha256 text NOT NULL);
CREATE INDEX copies_by_document ON copies (doc_id);
CREATE TABLE kin (
    doc_id text COLLATE "C" PRIMARY KEY, name text NOT NULL, signature bytea NOT NULL,
    row_sha256 text NOT NULL);
""")
"""Keys are never used twice and rows never change, but for the counts of `terms` and the weights of
`words`. Embeddings have a table of their own, narrow and never compressed, because an exact search
reads all of it; words too, so that a new weight touches no graph."""

_QUEUE = sql.SQL("""
CREATE TABLE queue (
    path text COLLATE "C" PRIMARY KEY, fingerprint text NOT NULL, result bytea);
""")
"""What workers share: paths to be read, and what came of those that were."""

MIGRATIONS = (_TABLES, _QUEUE)
"""The first is number 1."""

TABLES = ("queue", "kin", "copies", "words", "terms", "vectors", "passages", "documents", "facts")

GRAPH = "vectors_by_embedding"
"""The index that searches embeddings by their nearness, made when there are enough of them."""


def has_tables(connection: Connection) -> bool:
    """Say whether the tables are laid, in the schema that the connection writes to."""
    found = connection.execute("SELECT to_regclass(format('%I.facts', current_schema()))")
    row = found.fetchone()
    return row is not None and row[0] is not None


def facts(connection: Connection) -> Mapping[str, str]:
    """Return the facts by name."""
    return dict(connection.execute("SELECT name, value FROM facts").fetchall())


def set_facts(connection: Connection, values: Mapping[str, str]) -> None:
    """Store facts by name, over what was there."""
    connection.cursor().executemany(
        "INSERT INTO facts VALUES (%s, %s) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        list(values.items()),
    )


def number_of(stored: Mapping[str, str]) -> int:
    """Return how many migrations the facts say were applied; 0 for none."""
    number = stored.get(NUMBER, "0")
    return int(number) if number.isdecimal() else 0


def migrate(connection: Connection, applied: int, dimension: int) -> None:
    """Apply the migrations that are missing, inside the caller's transaction.

    Args:
        connection: The writer's.
        applied: How many were.
        dimension: Of an embedding.
    """
    for migration in MIGRATIONS[applied:]:
        connection.execute(migration.format(dimension=sql.Literal(dimension)))
    set_facts(connection, {NUMBER: str(len(MIGRATIONS))})


def drop_tables(connection: Connection) -> None:
    """Drop the tables and what is in them, inside the caller's transaction."""
    names = sql.SQL(", ").join(map(sql.Identifier, TABLES))
    connection.execute(sql.SQL("DROP TABLE IF EXISTS {} CASCADE").format(names))
