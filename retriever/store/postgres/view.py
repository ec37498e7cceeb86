"""One generation of a PostgreSQL index: a transaction that sees what stood when it began."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from retriever.errors import IndexDamagedError
from retriever.records import Document, Filters, Metadata, Passage, ScoredPassage
from retriever.store.encoder import Floats
from retriever.store.postgres.columns import DAMAGED, passage_of
from retriever.store.postgres.filtering import Allowed, allowed_by
from retriever.store.postgres.holdings import PostgresHoldings
from retriever.store.postgres.migrations import Connection
from retriever.store.postgres.nearest import Nearest
from retriever.store.postgres.register import Register
from retriever.store.postgres.word_search import WordSearch

_PASSAGE = (
    "SELECT doc_id, passage_id, ordinal, start, stop, header, section, page, page_label, "
    "passages.text, passages.row_sha256 FROM passages "
    "JOIN documents ON documents.key = passages.doc_key "
)


class PostgresView(PostgresHoldings):
    """A read transaction with the register of its generation.

    Args:
        connection: With the transaction begun.
        register: Of the generation that it sees.
        nearest: Searches its embeddings.
        words: Searches its words.
        dimension: Of an embedding.
    """

    def __init__(
        self,
        connection: Connection,
        register: Register,
        nearest: Nearest,
        words: WordSearch,
        dimension: int,
    ) -> None:
        super().__init__(connection, register.generation)
        self._register = register
        self._nearest = nearest
        self._words = words
        self._dimension = dimension
        self._allowed: dict[Filters, Allowed | None] = {}
        self._listed: set[str] = set()

    def search_dense(self, vector: Floats, k: int, filters: Filters) -> list[ScoredPassage]:
        """Return the k nearest passages by inner product; `vector` has shape (dimension,)."""
        return self._named(self._nearest.search(vector, k, self._let_through(filters)))

    def search_words(
        self,
        terms: Sequence[str],
        k: int,
        filters: Filters,
        weights: Sequence[float] = (),
    ) -> list[ScoredPassage]:
        """Return the k best passages by BM25; `weights` of the terms, () for 1 each."""
        return self._named(self._words.search(terms, k, self._let_through(filters), weights))

    def passages(self, passage_ids: Sequence[str]) -> list[Passage]:
        """Return the passages in the order asked for; an unknown id is left out.

        Raises:
            IndexDamagedError: One is not what was stored, or one that this view found is gone.
        """
        rows = self._connection.execute(
            f"{_PASSAGE}WHERE passage_id = ANY(%s)".encode(), ([*passage_ids],)
        )
        found = {row[1]: passage_of(row) for row in rows}
        if not self._listed.intersection(passage_ids) <= found.keys():
            raise IndexDamagedError(DAMAGED.format(what="the list of passages"))
        return [found[passage_id] for passage_id in passage_ids if passage_id in found]

    def passages_of(self, doc_id: str) -> list[Passage]:
        """Return a document's passages in reading order."""
        rows = self._connection.execute(
            f"{_PASSAGE}WHERE doc_key = %s ORDER BY ordinal".encode(),
            (self._register.keys.get(doc_id, 0),),
        )
        return [passage_of(row) for row in rows]

    def embeddings_of(self, doc_id: str) -> Floats:
        """Return a document's stored embeddings, one row a passage in reading order."""
        rows = self._connection.execute(
            "SELECT embedding::real[] FROM vectors JOIN passages USING (key) "
            "WHERE passages.doc_key = %s ORDER BY ordinal",
            (self._register.keys.get(doc_id, 0),),
            binary=True,
        ).fetchall()
        found = np.array([row for (row,) in rows], dtype=np.float32)
        return found.reshape(len(rows), self._dimension)

    def documents(self, filters: Filters) -> list[Document]:
        """Return the documents that the filters let through, by path."""
        allowed = self._let_through(filters)
        keys = [*self._register.about] if allowed is None else allowed.documents
        return self._register.read(self._connection, keys)

    def document(self, doc_id: str) -> Document | None:
        """Return one document, or None."""
        return self._register.document(self._connection, doc_id)

    def about(self) -> Iterable[tuple[str, Metadata]]:
        """Return every document's id and metadata, without reading its text."""
        return self._register.about.values()

    def kin_groups(self) -> Mapping[str, str]:
        """Return the group's name of each document that has near-duplicates."""
        return self._register.kin_groups

    def successors(self) -> Mapping[str, str]:
        """Return for each superseded document the id of the one that takes its place."""
        return self._register.successors

    def document_frequencies(self, terms: Iterable[str]) -> Mapping[str, int]:
        """Return in how many passages each term stands."""
        return self._words.frequencies(terms)

    def terms_beginning(self, letters: str) -> list[str]:
        """Return the terms of its passages that begin with some letters, ascending."""
        return self._words.beginning(letters)

    def size(self) -> int:
        """Count the passages."""
        return self._words.totals.passages

    def _let_through(self, filters: Filters) -> Allowed | None:
        if filters not in self._allowed:
            self._allowed[filters] = allowed_by(self._connection, filters, self.size())
        return self._allowed[filters]

    def _named(self, found: Sequence[tuple[int, float]]) -> list[ScoredPassage]:
        """Return what was found by the passages' ids."""
        keys = [key for key, _ in found]
        ids: dict[int, str] = dict(
            self._connection.execute(
                "SELECT key, passage_id FROM passages WHERE key = ANY(%s::bigint[])", (keys,)
            ).fetchall()
        )
        if len(ids) < len(keys):
            raise IndexDamagedError(DAMAGED.format(what="the list of passages"))
        self._listed.update(ids.values())
        return [ScoredPassage(ids[key], score) for key, score in found]
