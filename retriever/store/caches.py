"""What one generation is searched with: its vectors, its words, and what is known of its documents.

Made from the database's rows, with what good cache files there are; the next generation is made
from the last one and what has changed since, so that one document costs that document. Data flow
one way: from the database's rows into the caches.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from retriever.records import Document, Metadata
from retriever.store import database, repeats
from retriever.store.fact_rows import facts
from retriever.store.lineage import Lineage, lineage_of
from retriever.store.rows import about_of
from retriever.store.stored_passages import stored_passages
from retriever.store.vectors import Keys, VectorIndex, VectorMaker, learnt_from, without
from retriever.store.versions import successors
from retriever.store.word_index import WordIndex
from retriever.store.word_parts import WordPart, compacted
from retriever.store.word_segment import WordSegment

KEPT_DOCUMENTS = 256
"""Making a record of a stored document takes milliseconds, and a question needs a dozen."""

_NO_KEYS: Keys = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Caches:
    """What one generation is searched with.

    Attributes:
        library: The index's own name: one deleted and made anew has another.
        generation: That they cover, wholly.
        lineage: The stamps of the generations up to it.
        vectors: Embeddings by passage key.
        vector_file: The cache file that holds their base; "" for none.
        words: Terms by passage key.
        parts: Its segments, with their cache files.
        passage_keys: Every passage's key, ascending.
        passage_documents: The key of each passage's document, in the same order.
        about: Every document's id and metadata, by its key.
        doc_keys: Every document's key, by its id.
        kin_groups: The group of each document that has near-duplicates, by id.
        successors: What takes the place of each superseded document, by id.
        also_at: The other paths of each document that has copies, by id.
        sound: The keys of the documents whose rows were compared with their checksums, beside the
            text, which always is; it grows as they are read, so that each is hashed once a
            generation.
        documents: Records of the documents read last, by id, at most KEPT_DOCUMENTS.
    """

    library: str
    generation: int
    lineage: Lineage
    vectors: VectorIndex
    vector_file: str
    words: WordIndex
    parts: tuple[WordPart, ...]
    passage_keys: Keys
    passage_documents: Keys
    about: Mapping[int, tuple[str, Metadata]]
    doc_keys: Mapping[str, int]
    kin_groups: Mapping[str, str]
    successors: Mapping[str, str]
    also_at: Mapping[str, tuple[str, ...]]
    sound: set[int] = field(default_factory=set)
    documents: dict[str, Document] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Basis:
    """What caches are made from beside the database: good files, or those of an older generation.

    Attributes:
        vectors: An index of some of the passages, and maybe of others that are gone.
        vector_file: The cache file that holds its base; "" for none.
        parts: Word segments, likewise; their keys ascend from one to the next.
        pairs: Keys of passages and of their documents that need not be read again, shape (n, 2).
        about: Documents that need not be read again, by key.
    """

    vectors: VectorIndex
    vector_file: str = ""
    parts: tuple[WordPart, ...] = ()
    pairs: Keys = field(default_factory=lambda: np.empty((0, 2), dtype=np.int64))
    about: Mapping[int, tuple[str, Metadata]] = field(default_factory=dict)


def basis_of(caches: Caches) -> Basis:
    """Return older caches as what the next ones are made from."""
    pairs = np.stack([caches.passage_keys, caches.passage_documents], axis=1)
    return Basis(caches.vectors, caches.vector_file, caches.parts, pairs, caches.about)


def caches_of(connection: sqlite3.Connection, generation: int, basis: Basis) -> Caches:
    """Return the caches of a generation.

    Args:
        connection: With a read transaction begun, which sees the generation.
        generation: Its number.
        basis: What need not be made anew. Rows never change and keys are never used twice, so
            that the keys alone say what is missing and what is gone.

    Raises:
        sqlite3.DatabaseError: A row is not what was stored.
    """
    pairs = _pairs(connection, basis.pairs)
    keys = pairs[:, 0]
    about = _about(connection, basis.about)
    vectors, parts = _caught_up(connection, basis, keys)
    stored = facts(connection)
    also_at: dict[str, tuple[str, ...]] = {}
    for copy in repeats.copies(connection):
        also_at[copy.doc_id] = (*also_at.get(copy.doc_id, ()), copy.path)
    return Caches(
        library=stored.get("library", ""),
        generation=generation,
        lineage=lineage_of(stored),
        vectors=vectors,
        vector_file=basis.vector_file if vectors.base is basis.vectors.base else "",
        words=WordIndex([part.segment for part in parts], keys),
        parts=parts,
        passage_keys=keys,
        passage_documents=pairs[:, 1],
        about=about,
        doc_keys={doc_id: key for key, (doc_id, _) in about.items()},
        kin_groups=repeats.kin_groups(connection),
        successors=successors(about.values()),
        also_at=also_at,
    )


def _pairs(connection: sqlite3.Connection, known: Keys) -> Keys:
    """Return (passage's key, document's key) of every passage, ascending, shape (passages, 2)."""
    documents = database.listed_documents(connection)
    # A document's passages go with it, and never one by one.
    known = known[np.isin(known[:, 1], documents)]
    unread = without(documents, np.unique(known[:, 1]))
    if len(unread) == len(documents):
        new = database.listed_pairs(connection)
    else:
        rows = connection.execute(
            "SELECT key, doc_key FROM passages WHERE doc_key IN (SELECT value FROM json_each(?))",
            (database.in_list(unread.tolist()),),
        ).fetchall()
        new = np.array(rows, dtype=np.int64).reshape(-1, 2)
    pairs = np.concatenate([known, new])
    database.check_tally(connection, pairs, documents)
    return pairs[np.argsort(pairs[:, 0], kind="stable")]


def _about(
    connection: sqlite3.Connection, known: Mapping[int, tuple[str, Metadata]]
) -> dict[int, tuple[str, Metadata]]:
    """Return every document's id and metadata, by its key."""
    keys = database.listed_documents(connection).tolist()
    unread = [key for key in keys if key not in known]
    rows = connection.execute(
        "SELECT key, doc_id, metadata, about_sha256 FROM documents "
        "WHERE key IN (SELECT value FROM json_each(?))",
        (database.in_list(unread),),
    )
    read = {key: about_of(*stored) for key, *stored in rows}
    if len(read) < len(unread):
        raise sqlite3.DatabaseError("documents that it lists are missing")
    return {key: read[key] if key in read else known[key] for key in keys}


def _caught_up(
    connection: sqlite3.Connection, basis: Basis, keys: Keys
) -> tuple[VectorIndex, tuple[WordPart, ...]]:
    """Return vectors and words with what is missing read, and what is gone passed over.

    What both miss is read once, and a part at a time.
    """
    index, parts = basis.vectors, [p for p in basis.parts if np.isin(p.segment.keys, keys).any()]
    held = index.living_keys()
    no_vector = without(keys, held)
    no_words = without(keys, np.concatenate([_NO_KEYS, *(p.segment.keys for p in parts)]))
    maker = _maker(connection, no_vector, index.base.d) if not len(held) else None
    new_keys, new_rows = [_NO_KEYS], [np.empty((0, index.base.d), dtype=np.float32)]
    for some in stored_passages(connection, np.union1d(no_vector, no_words)):
        own_keys, rows = some.embeddings(no_vector, index.base.d)
        if maker is not None:
            maker.add(own_keys, rows)
        elif len(own_keys):
            new_keys.append(own_keys)
            new_rows.append(rows)
        word_keys, texts = some.terms(connection, no_words)
        if len(word_keys):
            parts.append(WordPart(WordSegment.build(word_keys, texts)))
    if maker is not None:
        return maker.made(), compacted(parts, keys)
    gone = without(held, keys)
    vectors = index.changed(np.concatenate(new_keys), np.concatenate(new_rows), gone)
    return vectors, compacted(parts, keys)


def _maker(connection: sqlite3.Connection, keys: Keys, dimension: int) -> VectorMaker:
    """Return what makes the vectors anew, given a sample of them if it will learn from one."""
    chosen = learnt_from(keys)
    parts = stored_passages(connection, chosen)
    rows = [np.empty((0, dimension), dtype=np.float32)]
    rows += [part.embeddings(chosen, dimension)[1] for part in parts]
    return VectorMaker(len(keys), np.concatenate(rows))
