"""What a batch writes at its end for all of its documents at once: words, counts, embeddings.

A document alone would cost the server a dozen answers more. Knows keys, terms and vectors.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from retriever.store.encoder import Floats
from retriever.store.postgres.columns import embedding_checksum, vector_text
from retriever.store.postgres.migrations import Connection
from retriever.store.postgres.totals import Totals
from retriever.store.postgres.word_rows import delete_words, insert_words


@dataclass(frozen=True, slots=True)
class NewPassages:
    """A document's passages: their keys, the terms of each, and an embedding each."""

    keys: Sequence[int]
    terms: Sequence[Sequence[str]]
    embeddings: Floats


@dataclass(slots=True)
class Pending:
    """What came and went in one batch.

    Attributes:
        came: Passages that are to be written, by their document's key.
        gone: Documents whose words and embeddings are to be deleted.
    """

    came: dict[int, NewPassages] = field(default_factory=dict)
    gone: list[int] = field(default_factory=list)

    def put(self, doc_key: int, passages: NewPassages) -> None:
        """Note a document that came."""
        self.came[doc_key] = passages

    def take_out(self, doc_key: int) -> None:
        """Note a document that went, of before or of this batch."""
        if self.came.pop(doc_key, None) is None:
            self.gone.append(doc_key)

    def copy(self) -> Self:
        """Return the same, apart."""
        return type(self)(dict(self.came), list(self.gone))

    def write(self, connection: Connection, totals: Totals) -> None:
        """Write all, and keep the totals up."""
        if self.gone:
            totals.take_out(*delete_words(connection, self.gone))
            connection.execute(
                "DELETE FROM vectors WHERE doc_key = ANY(%s::bigint[])", (self.gone,)
            )
        for passages in self.came.values():
            totals.add(len(passages.keys), sum(map(len, passages.terms)))
        if self.came:
            insert_words(
                connection,
                [
                    (key, doc_key, terms)
                    for doc_key, passages in self.came.items()
                    for key, terms in zip(passages.keys, passages.terms, strict=True)
                ],
                totals.pinned(),
            )
            self._write_vectors(connection)

    def _write_vectors(self, connection: Connection) -> None:
        with connection.cursor().copy(
            "COPY vectors (key, doc_key, row_sha256, embedding) FROM STDIN"
        ) as copy:
            for doc_key, passages in self.came.items():
                for key, row in zip(passages.keys, passages.embeddings, strict=True):
                    copy.write_row((key, doc_key, embedding_checksum(row), vector_text(row)))
