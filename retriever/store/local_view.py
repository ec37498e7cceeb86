"""One generation of a local index: searched by its caches, read from its database rows."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from retriever.families import is_of_type
from retriever.records import Document, Filters, Metadata, Passage, ScoredPassage
from retriever.store import repeats
from retriever.store.caches import KEPT_DOCUMENTS, Caches
from retriever.store.database import in_list
from retriever.store.encoder import Floats
from retriever.store.repeats import Copy, Kin
from retriever.store.rows import Row, check_document, document_of, embedding_of, passage_of
from retriever.store.vectors import Keys

HEAD_FACTOR = 2
"""How many times k are scored again where the index holds eight bits a number."""


class LocalView:
    """A read transaction with the caches of its generation.

    A row that is not what was stored raises `sqlite3.DatabaseError`, which the store's `read`
    makes an IndexDamagedError: nothing is quoted from it.

    Args:
        connection: With the transaction begun.
        generation: That it sees.
        caches: Of the same generation.
    """

    def __init__(self, connection: sqlite3.Connection, generation: int, caches: Caches) -> None:
        self._connection = connection
        self.generation = generation
        self.caches = caches

    def search_dense(self, vector: Floats, k: int, filters: Filters) -> list[ScoredPassage]:
        """Return the k nearest passages by inner product; `vector` has shape (dimension,)."""
        vectors, allowed = self.caches.vectors, self._allowed(filters)
        if vectors.is_exact:
            return self._scored(vectors.search(vector, k, allowed))
        near = [key for key, _ in vectors.search(vector, HEAD_FACTOR * k, allowed)]
        return self._scored(self._by_embedding(vector, near)[:k])

    def search_words(self, terms: Sequence[str], k: int, filters: Filters) -> list[ScoredPassage]:
        """Return the k best passages by BM25."""
        return self._scored(self.caches.words.search(terms, k, self._allowed(filters)))

    def passages(self, passage_ids: Sequence[str]) -> list[Passage]:
        """Return the passages in the order asked for; an unknown id is left out.

        Raises:
            sqlite3.DatabaseError: One of them, or its document, is not what was stored.
        """
        rows = self._connection.execute(
            "SELECT * FROM passage_rows WHERE passage_id IN (SELECT value FROM json_each(?))",
            (in_list(passage_ids),),
        )
        found = {passage.passage_id: passage for passage in self._passages(rows.fetchall())}
        return [found[passage_id] for passage_id in passage_ids if passage_id in found]

    def passages_of(self, doc_id: str) -> list[Passage]:
        """Return a document's passages in reading order.

        Raises:
            sqlite3.DatabaseError: One of them, or the document, is not what was stored.
        """
        rows = self._connection.execute(
            "SELECT * FROM passage_rows WHERE doc_id = ? ORDER BY ordinal", (doc_id,)
        )
        return self._passages(rows.fetchall())

    def documents(self, filters: Filters) -> list[Document]:
        """Return the documents that the filters let through, by path.

        Raises:
            sqlite3.DatabaseError: One of the documents is not what was stored.
        """
        rows = self._connection.execute("SELECT * FROM documents ORDER BY path")
        documents = (self._document(row) for row in rows)
        return [each for each in documents if passes(filters, each.doc_id, each.metadata)]

    def document(self, doc_id: str) -> Document | None:
        """Return one document, or None.

        Raises:
            sqlite3.DatabaseError: It is not what was stored.
        """
        kept = self.caches.documents
        document = kept.get(doc_id)
        if document is not None:
            return document
        row = self._connection.execute(
            "SELECT * FROM documents WHERE doc_id = ?", (doc_id,)
        ).fetchone()
        if row is None:
            return None
        while len(kept) >= KEPT_DOCUMENTS:
            kept.pop(next(iter(kept)), None)
        document = kept[doc_id] = self._document(row)
        return document

    def about(self) -> Iterable[tuple[str, Metadata]]:
        """Return every document's id and metadata, without reading its text."""
        return self.caches.about.values()

    def fingerprints(self) -> Mapping[str, str]:
        """Return for every path, copies too, the fingerprint that it was indexed with."""
        return dict(
            self._connection.execute(
                "SELECT path, fingerprint FROM documents UNION ALL "
                "SELECT path, fingerprint FROM copies"
            )
        )

    def copies(self) -> list[Copy]:
        """Return the paths whose content another document holds."""
        return repeats.copies(self._connection)

    def kin(self) -> list[Kin]:
        """Return every document's group of near-duplicates, with its signature."""
        return repeats.kin(self._connection)

    def kin_groups(self) -> Mapping[str, str]:
        """Return the group's name of each document that has near-duplicates."""
        return self.caches.kin_groups

    def successors(self) -> Mapping[str, str]:
        """Return for each superseded document the id of the one that takes its place."""
        return self.caches.successors

    def text_checksums(self) -> Mapping[str, str]:
        """Return for every document's path the checksum of its text."""
        return dict(self._connection.execute("SELECT path, text_sha256 FROM documents"))

    def document_frequencies(self, terms: Iterable[str]) -> Mapping[str, int]:
        """Return in how many passages each term stands."""
        return {term: self.caches.words.frequency(term) for term in terms}

    def size(self) -> int:
        """Count the passages."""
        return len(self.caches.passage_keys)

    def embeddings(self, at_once: int = 10_000) -> Iterator[tuple[list[str], Floats]]:
        """Yield every passage's id and stored embedding, `at_once` at a time."""
        rows = self._connection.execute("SELECT passage_id, embedding FROM passages ORDER BY key")
        while some := rows.fetchmany(at_once):
            yield [each for each, _ in some], np.stack([embedding_of(blob) for _, blob in some])

    def _allowed(self, filters: Filters) -> Keys | None:
        """Return the keys of the passages that the filters let through; None for all."""
        if filters == Filters():
            return None
        # A scope may name nearly every document: looked up in a set, not in a tuple.
        wanted = frozenset(filters.doc_ids)
        others = replace(filters, doc_ids=())
        documents = [
            key
            for key, (doc_id, metadata) in self.caches.about.items()
            if (not wanted or doc_id in wanted) and passes(others, doc_id, metadata)
        ]
        chosen = np.isin(self.caches.passage_documents, np.array(documents, dtype=np.int64))
        return self.caches.passage_keys[chosen]

    def _by_embedding(self, vector: Floats, keys: Sequence[int]) -> list[tuple[int, float]]:
        """Score passages by their own embeddings, best first: eight bits a number are too few."""
        rows = self._connection.execute(
            "SELECT key, embedding FROM passages WHERE key IN (SELECT value FROM json_each(?))",
            (in_list(keys),),
        )
        scored = [(key, float(embedding_of(blob) @ vector)) for key, blob in rows]
        return sorted(scored, key=lambda each: (-each[1], each[0]))

    def _scored(self, found: list[tuple[int, float]]) -> list[ScoredPassage]:
        keys = [key for key, _ in found]
        rows = self._connection.execute(
            "SELECT key, passage_id FROM passages WHERE key IN (SELECT value FROM json_each(?))",
            (in_list(keys),),
        )
        ids = dict(rows.fetchall())
        if len(ids) < len(keys):
            raise sqlite3.DatabaseError("passages that it lists are missing")
        return [ScoredPassage(ids[key], score) for key, score in found]

    def _passages(self, rows: Sequence[Row]) -> list[Passage]:
        """Return the records of rows of `passage_rows`, their documents' texts checked too."""
        passages = [passage_of(row) for row in rows]
        unchecked = {row[3] for row in rows} - self.caches.sound
        documents = self._connection.execute(
            "SELECT * FROM documents WHERE key IN (SELECT value FROM json_each(?))",
            (in_list(unchecked),),
        )
        for row in documents:
            self._check(row)
        return passages

    def _document(self, row: Row) -> Document:
        self._check(row)
        document = document_of(row)
        return replace(
            document,
            superseded_by=self.caches.successors.get(document.doc_id),
            also_at=self.caches.also_at.get(document.doc_id, ()),
        )

    def _check(self, row: Row) -> None:
        """Compare a document's row with its checksums, once a generation."""
        if row[0] not in self.caches.sound:
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
