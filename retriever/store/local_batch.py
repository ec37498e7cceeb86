"""The changes that are published together: rows go in and out inside one write transaction."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from retriever.records import Document, Passage
from retriever.store import database, repeats
from retriever.store.checking import check_fit
from retriever.store.encoder import Floats
from retriever.store.repeats import Copy, Kin


class LocalBatch:
    """The changes of one generation.

    Args:
        connection: With the write transaction begun.
        generation: That the changes become.
        dimension: Of an embedding.
    """

    def __init__(self, connection: sqlite3.Connection, generation: int, dimension: int) -> None:
        self._connection = connection
        self._generation = generation
        self._dimension = dimension

    def replace_document(
        self,
        document: Document,
        passages: Sequence[Passage],
        embeddings: Floats,
        fingerprint: str,
    ) -> None:
        """Put a document in, in the place of what its `doc_id` held before.

        Raises:
            ValueError: A passage's text is not the document's text at its offsets, the rows do not
                fit the passages, or another document has its path or a passage's id. What stood
                there before stays.
        """
        check_fit(document, passages, embeddings, self._dimension)
        with self._whole_or_not(document):
            self.delete_document(document.doc_id)
            key = database.insert_document(
                self._connection, document, fingerprint, self._generation
            )
            rows = np.asarray(embeddings, dtype=np.float32)
            database.insert_passages(self._connection, (key, self._generation), passages, rows)

    def delete_document(self, doc_id: str) -> None:
        """Take a document out; nothing happens where there is none."""
        database.delete_document(self._connection, doc_id)

    def add_copy(self, copy: Copy) -> None:
        """Note a path whose content a document of the index holds."""
        repeats.insert_copy(self._connection, copy)

    def delete_copy(self, path: str) -> None:
        """Forget a copy; nothing happens where there is none."""
        repeats.delete_copy(self._connection, path)

    def add_kin(self, kin: Kin) -> None:
        """Note a document's group of near-duplicates, until it is replaced or deleted."""
        repeats.insert_kin(self._connection, kin)

    @contextmanager
    def _whole_or_not(self, document: Document) -> Iterator[None]:
        """Undo what was done to one document if it cannot all be done; the batch may go on."""
        self._connection.execute("SAVEPOINT one_document")
        try:
            yield
        except (sqlite3.IntegrityError, ValueError) as error:
            self._connection.execute("ROLLBACK TO one_document")
            self._connection.execute("RELEASE one_document")
            message = f"{document.path}: it does not fit what the index holds ({error})."
            raise ValueError(message) from error
        self._connection.execute("RELEASE one_document")
