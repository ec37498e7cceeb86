"""One generation of a local index: searched by its caches, read from its database rows."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from retriever.families import is_of_type
from retriever.records import Document, Filters, Metadata, Passage, ScoredPassage
from retriever.store.caches import KEPT_DOCUMENTS, Caches
from retriever.store.database import in_list
from retriever.store.encoder import Floats
from retriever.store.local_holdings import LocalHoldings
from retriever.store.rows import (
    Row,
    check_document,
    check_passage,
    check_text,
    document_of,
    embedding_of,
    passage_of,
)
from retriever.store.vectors import Keys

HEAD_FACTOR = 2
"""How many times k are scored again where the index holds eight bits a number."""

LOST_PASSAGES = "passages that it lists are missing"


class LocalView(LocalHoldings):
    """A read transaction with the caches of its generation.

    A row that is not what was stored raises `sqlite3.DatabaseError`, which the store's `read`
    makes an IndexDamagedError: nothing is quoted from it.

    Args:
        connection: With the transaction begun.
        generation: That it sees.
        caches: Of the same generation.
    """

    def __init__(self, connection: sqlite3.Connection, generation: int, caches: Caches) -> None:
        super().__init__(connection, generation)
        self.caches = caches
        self._listed: set[str] = set()

    def search_dense(self, vector: Floats, k: int, filters: Filters) -> list[ScoredPassage]:
        """Return the k nearest passages by inner product; `vector` has shape (dimension,)."""
        vectors, allowed = self.caches.vectors, self._allowed(filters)
        if vectors.is_exact:
            return self._scored(vectors.search(vector, k, allowed))
        near = [key for key, _ in vectors.search(vector, HEAD_FACTOR * k, allowed)]
        return self._scored(self._by_embedding(vector, near)[:k])

    def search_words(
        self,
        terms: Sequence[str],
        k: int,
        filters: Filters,
        weights: Sequence[float] = (),
    ) -> list[ScoredPassage]:
        """Return the k best passages by BM25; `weights` of the terms, () for 1 each."""
        return self._scored(self.caches.words.search(terms, k, self._allowed(filters), weights))

    def passages(self, passage_ids: Sequence[str]) -> list[Passage]:
        """Return the passages in the order asked for; an unknown id is left out.

        Raises:
            sqlite3.DatabaseError: One of them, or its document, is not what was stored, or one that
                this view found cannot be read.
        """
        rows = self._connection.execute(
            "SELECT * FROM passages WHERE passage_id IN (SELECT value FROM json_each(?))",
            (in_list(passage_ids),),
        )
        found = {passage.passage_id: passage for passage in self._passages(rows.fetchall())}
        if not self._listed.intersection(passage_ids) <= found.keys():
            raise sqlite3.DatabaseError(LOST_PASSAGES)
        return [found[passage_id] for passage_id in passage_ids if passage_id in found]

    def passages_of(self, doc_id: str) -> list[Passage]:
        """Return a document's passages in reading order.

        Raises:
            sqlite3.DatabaseError: One of them, or the document, is not what was stored.
        """
        key = self.caches.doc_keys.get(doc_id)
        if key is None:
            return []
        rows = self._connection.execute(
            "SELECT * FROM passages WHERE doc_key = ? ORDER BY ordinal", (key,)
        ).fetchall()
        if len(rows) != np.count_nonzero(self.caches.passage_documents == key):
            raise sqlite3.DatabaseError(LOST_PASSAGES)
        return self._passages(rows)

    def embeddings_of(self, doc_id: str) -> Floats:
        """Return a document's stored embeddings, one row a passage in reading order.

        Raises:
            sqlite3.DatabaseError: One of them is not what was stored.
        """
        rows = self._connection.execute(
            "SELECT * FROM passages WHERE doc_key = ? ORDER BY ordinal",
            (self.caches.doc_keys.get(doc_id),),
        ).fetchall()
        for row in rows:
            check_passage(row)
        width = self.caches.vectors.base.d
        found = [np.empty((0, width), dtype=np.float32)]
        return np.concatenate([*found, *(embedding_of(row[-2])[None, :] for row in rows)])

    def documents(self, filters: Filters) -> list[Document]:
        """Return the documents that the filters let through, by path.

        Raises:
            sqlite3.DatabaseError: One of the documents is not what was stored.
        """
        rows = self._document_rows(self._document_keys(filters))
        return sorted((self._document(row) for row in rows), key=lambda each: each.path)

    def document(self, doc_id: str) -> Document | None:
        """Return one document, or None.

        Raises:
            sqlite3.DatabaseError: It is not what was stored.
        """
        kept, key = self.caches.documents, self.caches.doc_keys.get(doc_id)
        if key is None:
            return None
        document = kept.get(doc_id)
        if document is not None:
            return document
        # Other threads add and take out too: the keys are listed in one step.
        for other in list(kept)[: len(kept) + 1 - KEPT_DOCUMENTS]:
            kept.pop(other, None)
        (row,) = self._document_rows([key])
        document = kept[doc_id] = self._document(row)
        return document

    def about(self) -> Iterable[tuple[str, Metadata]]:
        """Return every document's id and metadata, without reading its text."""
        return self.caches.about.values()

    def kin_groups(self) -> Mapping[str, str]:
        """Return the group's name of each document that has near-duplicates."""
        return self.caches.kin_groups

    def successors(self) -> Mapping[str, str]:
        """Return for each superseded document the id of the one that takes its place."""
        return self.caches.successors

    def document_frequencies(self, terms: Iterable[str]) -> Mapping[str, int]:
        """Return in how many passages each term stands."""
        return {term: self.caches.words.frequency(term) for term in terms}

    def terms_beginning(self, letters: str) -> list[str]:
        """Return the terms of its passages that begin with some letters, ascending."""
        return self.caches.words.beginning(letters)

    def size(self) -> int:
        """Count the passages."""
        return len(self.caches.passage_keys)

    def embeddings(self, at_once: int = 10_000) -> Iterator[tuple[list[str], Floats]]:
        """Yield every passage's id and stored embedding, `at_once` at a time."""
        rows = self._connection.execute("SELECT passage_id, embedding FROM passages ORDER BY key")
        while some := rows.fetchmany(at_once):
            yield [each for each, _ in some], np.stack([embedding_of(blob) for _, blob in some])

    def _document_keys(self, filters: Filters) -> list[int]:
        """Return the keys of the documents that the filters let through."""
        # A scope may name nearly every document: looked up in a set, not in a tuple.
        wanted = frozenset(filters.doc_ids)
        others = replace(filters, doc_ids=())
        return [
            key
            for key, (doc_id, metadata) in self.caches.about.items()
            if (not wanted or doc_id in wanted) and passes(others, doc_id, metadata)
        ]

    def _allowed(self, filters: Filters) -> Keys | None:
        """Return the keys of the passages that the filters let through; None for all."""
        if filters == Filters():
            return None
        documents = np.array(self._document_keys(filters), dtype=np.int64)
        return self.caches.passage_keys[np.isin(self.caches.passage_documents, documents)]

    def _by_embedding(self, vector: Floats, keys: Sequence[int]) -> list[tuple[int, float]]:
        """Score passages by their own embeddings, best first: eight bits a number are too few."""
        rows = self._connection.execute(
            "SELECT * FROM passages WHERE key IN (SELECT value FROM json_each(?))", (in_list(keys),)
        ).fetchall()
        if len(rows) < len(keys):
            raise sqlite3.DatabaseError(LOST_PASSAGES)
        for row in rows:
            check_passage(row)
        scored = [(row[0], float(embedding_of(row[-2]) @ vector)) for row in rows]
        return sorted(scored, key=lambda each: (-each[1], each[0]))

    def _scored(self, found: list[tuple[int, float]]) -> list[ScoredPassage]:
        keys = [key for key, _ in found]
        rows = self._connection.execute(
            "SELECT key, passage_id FROM passages WHERE key IN (SELECT value FROM json_each(?))",
            (in_list(keys),),
        )
        ids = dict(rows.fetchall())
        if len(ids) < len(keys) or not all(isinstance(each, str) for each in ids.values()):
            raise sqlite3.DatabaseError(LOST_PASSAGES)
        self._listed.update(ids.values())
        return [ScoredPassage(ids[key], score) for key, score in found]

    def _passages(self, rows: Sequence[Row]) -> list[Passage]:
        """Return the records of rows of `passages`, their documents' texts checked too."""
        for row in rows:
            check_passage(row)
        documents = {row[0]: row for row in self._document_rows({row[3] for row in rows})}
        for document in documents.values():
            self._check(document)
        return [passage_of(row, documents[row[3]][2], documents[row[3]][-1]) for row in rows]

    def _document_rows(self, keys: Collection[int]) -> list[Row]:
        rows = self._connection.execute(
            "SELECT * FROM documents WHERE key IN (SELECT value FROM json_each(?))",
            (in_list(keys),),
        ).fetchall()
        if len(rows) < len(keys):
            raise sqlite3.DatabaseError("documents that it lists are missing")
        return rows

    def _document(self, row: Row) -> Document:
        self._check(row)
        document = document_of(row)
        return replace(
            document,
            superseded_by=self.caches.successors.get(document.doc_id),
            also_at=self.caches.also_at.get(document.doc_id, ()),
        )

    def _check(self, row: Row) -> None:
        """Compare a document's text with its checksum, and once a generation the rest of its row.

        A disk may fail while the app runs; what is quoted is the text.
        """
        if row[0] in self.caches.sound:
            check_text(row[3], row[-1], row[-3])
            return
        check_document(row)
        self.caches.sound.add(row[0])


def passes(filters: Filters, doc_id: str, metadata: Metadata) -> bool:
    """Say whether the filters let a document through; a document without a date fails a range."""
    day = document_day(metadata)
    return (
        (not filters.doc_ids or doc_id in filters.doc_ids)
        and _is_of_types(metadata.doc_type, filters.doc_types)
        and _any_of(filters.authorities, (metadata.authority or "",))
        and _any_of(filters.authors, metadata.authors)
        and _any_of(filters.categories, metadata.categories)
        and (filters.since is None or (day is not None and day >= filters.since))
        and (filters.until is None or (day is not None and day <= filters.until))
    )


def document_day(metadata: Metadata) -> date | None:
    """Return the day that a document counts for: published, else the inspection's last day."""
    return metadata.published or metadata.inspection_end or metadata.inspection_start


def _is_of_types(doc_type: str, wanted: tuple[str, ...]) -> bool:
    return not wanted or any(is_of_type(doc_type, each) for each in wanted)


def _any_of(wanted: tuple[str, ...], values: tuple[str, ...]) -> bool:
    held = {value.casefold() for value in values}
    return not wanted or any(value.casefold() in held for value in wanted)
