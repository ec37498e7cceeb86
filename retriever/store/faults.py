"""What `verify` finds wrong in the rows: SQLite's own check, checksums, offsets, embeddings.

Reads every row, and names each fault in one line instead of stopping at the first.
"""

import sqlite3
from collections.abc import Iterator, Mapping

import numpy as np

from retriever.store import database, repeats
from retriever.store.rows import Row, changed_in_document, embedding_of, is_passage_unchanged

_NORM_TOLERANCE = 1e-3
"""Stored embeddings are off by 1.2e-7 at most (the demonstration's 97 passages): room to spare."""


def row_faults(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield one line a fault, documents by path and their passages in order.

    Args:
        connection: With a transaction begun. From here on it also gives texts that are no UTF-8,
            so that they are named by their document.
    """
    connection.text_factory = _lenient
    for (line,) in connection.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield f"database: {line}"
    yield from _list_faults(connection)
    documents: dict[int, tuple[str, int]] = {}
    for row in connection.execute("SELECT * FROM documents ORDER BY path"):
        path, text = row[3], row[-1]
        documents[row[0]] = (path, len(str(text)))
        changed = changed_in_document(row)
        if changed:
            yield f"{path}: its {changed} is not what was stored"
    for row in connection.execute(
        "SELECT passages.* FROM passages LEFT JOIN documents ON documents.key = doc_key "
        "ORDER BY path, ordinal"
    ):
        yield from _passage_fault(row, documents)
    for path, doc_id in connection.execute(
        "SELECT path, doc_id FROM copies WHERE doc_id NOT IN (SELECT doc_id FROM documents)"
    ):
        yield f"{path}: it is noted as a copy of {doc_id}, which is not in the index"


def _list_faults(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield a line for each list of rows that is not the one that was stored, or the tables'."""
    laid = {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master")}
    if not laid.issuperset(database.statements()):
        yield "database: its tables are not those that were laid"
    pairs, documents = database.listed_pairs(connection), database.listed_documents(connection)
    try:
        database.check_tally(connection, pairs, documents)
    except sqlite3.DatabaseError as error:
        yield f"database: {error}"
    for rows in (repeats.copies, repeats.kin):
        try:
            rows(connection)
        except sqlite3.DatabaseError as error:
            yield f"database: {error}"


def _passage_fault(row: Row, documents: Mapping[int, tuple[str, int]]) -> Iterator[str]:
    """Yield the one fault that says most of a passage's row, if it has any."""
    _, _, passage_id, doc_key, ordinal, start, stop = row[:7]
    if doc_key not in documents:
        yield f"passage {passage_id} belongs to no document"
        return
    path, length = documents[doc_key]
    if not (isinstance(start, int) and isinstance(stop, int)):
        yield f"{path}: passage {ordinal} is not what was stored"
    elif not 0 <= start < stop <= length:
        yield f"{path}: passage {ordinal} lies outside the text"
    elif not _is_normalised(row[-2]):
        yield f"{path}: passage {ordinal} has an embedding that is not normalised"
    elif not is_passage_unchanged(row):
        yield f"{path}: passage {ordinal} is not what was stored"


def _is_normalised(blob: object) -> bool:
    if not isinstance(blob, bytes) or len(blob) % np.dtype(np.float32).itemsize:
        return False
    with np.errstate(over="ignore", invalid="ignore"):  # of numbers that a damage made huge
        return bool(np.isclose(np.linalg.norm(embedding_of(blob)), 1.0, atol=_NORM_TOLERANCE))


def _lenient(text: bytes) -> str:
    return text.decode("utf-8", "surrogateescape")
