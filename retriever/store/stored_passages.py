"""Passages' rows as the caches read them: in parts, each row and text compared with its checksum.

What goes into a cache decides which passages are found, so that nothing goes in unchecked. Knows
the tables and the analyser; knows no cache.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from retriever.store.acronyms import indexed_terms
from retriever.store.database import in_list
from retriever.store.encoder import Floats
from retriever.store.rows import Row, check_passage, check_text, embedding_of
from retriever.store.vectors import Keys

READ_ROWS = 25_000
"""How many rows are read at once: the terms of so many passages take 500 MB for a moment."""


@dataclass(frozen=True, slots=True)
class StoredPassages:
    """Some passages, in the order of their keys.

    Attributes:
        keys: Theirs, shape (passages,).
        rows: Of the table.
    """

    keys: Keys
    rows: Sequence[Row]

    def embeddings(self, wanted: Keys, dimension: int) -> tuple[Keys, Floats]:
        """Return those of `wanted` that are here, and their embeddings: (wanted, dimension)."""
        chosen = np.flatnonzero(np.isin(self.keys, wanted))
        some = [embedding_of(self.rows[place][-2]) for place in chosen.tolist()]
        return self.keys[chosen], np.array(some, dtype=np.float32).reshape(len(some), dimension)

    def terms(self, connection: sqlite3.Connection, wanted: Keys) -> tuple[Keys, list[list[str]]]:
        """Return those of `wanted` that are here, and the terms of each.

        Raises:
            sqlite3.DatabaseError: A text is not what was stored.
        """
        chosen = np.flatnonzero(np.isin(self.keys, wanted))
        rows = [self.rows[place] for place in chosen.tolist()]
        texts = _texts(connection, {row[3] for row in rows})
        # header, and the text between start and stop
        return self.keys[chosen], [
            indexed_terms(f"{row[7]} {texts[row[3]][row[5] : row[6]]}") for row in rows
        ]


def stored_passages(connection: sqlite3.Connection, keys: Keys) -> Iterator[StoredPassages]:
    """Yield passages by key ascending, READ_ROWS at a time.

    Raises:
        sqlite3.DatabaseError: A row is missing, or not what was stored.
    """
    for first in range(0, len(keys), READ_ROWS):
        some = keys[first : first + READ_ROWS]
        rows = connection.execute(
            "SELECT * FROM passages WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key",
            (in_list(some.tolist()),),
        ).fetchall()
        if len(rows) < len(some):
            raise sqlite3.DatabaseError("passages that it lists are missing")
        for row in rows:
            check_passage(row)
        yield StoredPassages(some, rows)


def _texts(connection: sqlite3.Connection, doc_keys: set[int]) -> dict[int, str]:
    """Return documents' texts by key."""
    texts = {}
    for key, path, text_sha256, text in connection.execute(
        "SELECT key, path, text_sha256, text FROM documents "
        "WHERE key IN (SELECT value FROM json_each(?))",
        (in_list(doc_keys),),
    ):
        check_text(path, text, text_sha256)
        texts[key] = text
    if len(texts) < len(doc_keys):
        raise sqlite3.DatabaseError("documents that it lists are missing")
    return texts
