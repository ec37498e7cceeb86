"""The changes that are published together, inside one transaction of PostgreSQL."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psycopg

from retriever.records import Document, Passage
from retriever.store.acronyms import indexed_terms
from retriever.store.checking import check_fit
from retriever.store.checksum import row_checksum
from retriever.store.encoder import Floats
from retriever.store.postgres.columns import (
    document_columns,
    passage_columns,
)
from retriever.store.postgres.migrations import Connection
from retriever.store.postgres.pending import NewPassages, Pending
from retriever.store.postgres.totals import Totals
from retriever.store.repeats import Copy, Kin

_INSERT_DOCUMENT = (
    "INSERT INTO documents (born, doc_id, path, file_hash, fingerprint, metadata, warnings, pages, "
    "blocks, about_sha256, text_sha256, row_sha256, text, doc_type, authority, authors, "
    "categories, day, passages) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, "
    "%s, %s, %s, %s, %s) RETURNING key"
)
_KEYS = "SELECT nextval(pg_get_serial_sequence('passages', 'key')) FROM generate_series(1, %s)"
KEYS_AT_ONCE = 500
_COPY_PASSAGES = (
    "COPY passages (key, doc_key, passage_id, ordinal, start, stop, header, section, page, "
    "page_label, text, row_sha256) FROM STDIN"
)


class PostgresBatch:
    """The changes of one generation.

    Args:
        connection: With the write transaction begun.
        generation: That the changes become.
        dimension: Of an embedding.
        totals: Of all passages until now.
    """

    def __init__(
        self, connection: Connection, generation: int, dimension: int, totals: Totals
    ) -> None:
        self._connection = connection
        self._generation = generation
        self._dimension = dimension
        self._totals = totals
        self._pending = Pending()
        self._keys: list[int] = []

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
            columns = document_columns(document, fingerprint, self._generation, len(passages))
            inserted = self._connection.execute(_INSERT_DOCUMENT, columns).fetchone()
            doc_key = int(inserted[0]) if inserted else 0
            keys = self._passage_keys(len(passages))
            with self._connection.cursor().copy(_COPY_PASSAGES) as copy:
                for key, each in zip(keys, passages, strict=True):
                    copy.write_row((key, *passage_columns(each, doc_key)))
            # As the local store reads them back: header, and the text at its offsets.
            terms = [indexed_terms(f"{each.header} {each.text}") for each in passages]
            self._pending.put(doc_key, NewPassages(keys, terms, embeddings))

    def delete_document(self, doc_id: str) -> None:
        """Take a document out; nothing happens where there is none."""
        found = self._connection.execute(
            "SELECT key FROM documents WHERE doc_id = %s", (doc_id,)
        ).fetchone()
        if found is None:
            return
        self._pending.take_out(found[0])
        self._connection.execute("DELETE FROM passages WHERE doc_key = %s", found)
        self._connection.execute("DELETE FROM documents WHERE key = %s", found)
        self._connection.execute("DELETE FROM copies WHERE doc_id = %s", (doc_id,))
        self._connection.execute("DELETE FROM kin WHERE doc_id = %s", (doc_id,))

    def finish(self) -> Totals:
        """Write the words and embeddings of all documents; return the passages' totals."""
        self._pending.write(self._connection, self._totals)
        return self._totals

    def add_copy(self, copy: Copy) -> None:
        """Note a path whose content a document of the index holds."""
        columns = (copy.path, copy.doc_id, copy.fingerprint)
        self.delete_copy(copy.path)
        self._connection.execute(
            "INSERT INTO copies VALUES (%s, %s, %s, %s)", (*columns, row_checksum(columns))
        )

    def delete_copy(self, path: str) -> None:
        """Forget a copy; nothing happens where there is none."""
        self._connection.execute("DELETE FROM copies WHERE path = %s", (path,))

    def add_kin(self, kin: Kin) -> None:
        """Note a document's group of near-duplicates, until it is replaced or deleted."""
        checksum = row_checksum((kin.doc_id, kin.name), kin.signature)
        self._connection.execute("DELETE FROM kin WHERE doc_id = %s", (kin.doc_id,))
        self._connection.execute(
            "INSERT INTO kin VALUES (%s, %s, %s, %s)",
            (kin.doc_id, kin.name, kin.signature, checksum),
        )

    def _passage_keys(self, count: int) -> list[int]:
        """Return keys that no passage ever had, ascending; taken from the server many at once."""
        if len(self._keys) < count:
            more = max(count, KEYS_AT_ONCE)
            self._keys += [key for (key,) in self._connection.execute(_KEYS, (more,))]
        taken, self._keys = self._keys[:count], self._keys[count:]
        return taken

    @contextmanager
    def _whole_or_not(self, document: Document) -> Iterator[None]:
        """Undo what was done to one document if it cannot all be done; the batch may go on."""
        before = self._pending.copy()
        try:
            with self._connection.transaction():
                yield
        except (psycopg.IntegrityError, psycopg.DataError, ValueError) as error:
            self._pending = before
            reason = " ".join(str(error).split())
            message = f"{document.path}: it does not fit what the index holds ({reason})."
            raise ValueError(message) from error
