"""What one generation is searched with: its vectors, its words, and what is known of its documents.

Made from the database's rows, with what good cache files there are; the next generation is made
from the last one and what has changed since, so that one document costs that document. Data flow
one way: from the database's rows into the caches.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from retriever.records import Document, Metadata
from retriever.store import database, repeats
from retriever.store.analyser import terms
from retriever.store.encoder import Floats
from retriever.store.rows import about_of, embedding_of, is_passage_unchanged
from retriever.store.vectors import Keys, VectorIndex
from retriever.store.versions import successors
from retriever.store.word_index import WordIndex
from retriever.store.word_parts import WordPart, compacted
from retriever.store.word_segment import WordSegment

KEPT_DOCUMENTS = 256
"""Making a record of a stored document takes milliseconds, and a question needs a dozen."""

READ_ROWS = 50_000
"""How many rows are made into words at once: a million passages' terms would fill the memory."""

_NO_KEYS: Keys = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Caches:
    """What one generation is searched with.

    Attributes:
        library: The index's own name: one deleted and made anew has another.
        generation: That they cover, wholly.
        vectors: Embeddings by passage key.
        vector_file: The cache file that holds their base; "" for none.
        words: Terms by passage key.
        parts: Its segments, with their cache files.
        passage_keys: Every passage's key, ascending.
        passage_documents: The key of each passage's document, in the same order.
        about: Every document's id and metadata, by its key.
        kin_groups: The group of each document that has near-duplicates, by id.
        successors: What takes the place of each superseded document, by id.
        also_at: The other paths of each document that has copies, by id.
        sound: The keys of the documents whose rows were compared with their checksums; it grows as
            they are read, so that each is hashed once a generation.
        documents: Records of the documents read last, by id, at most KEPT_DOCUMENTS.
    """

    library: str
    generation: int
    vectors: VectorIndex
    vector_file: str
    words: WordIndex
    parts: tuple[WordPart, ...]
    passage_keys: Keys
    passage_documents: Keys
    about: Mapping[int, tuple[str, Metadata]]
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
    parts = _with_words(connection, basis.parts, keys)
    also_at: dict[str, tuple[str, ...]] = {}
    for copy in repeats.copies(connection):
        also_at[copy.doc_id] = (*also_at.get(copy.doc_id, ()), copy.path)
    vectors = _with_vectors(connection, basis.vectors, keys)
    return Caches(
        library=database.facts(connection).get("library", ""),
        generation=generation,
        vectors=vectors,
        vector_file=basis.vector_file if vectors.base is basis.vectors.base else "",
        words=WordIndex([part.segment for part in parts], keys),
        parts=parts,
        passage_keys=keys,
        passage_documents=pairs[:, 1],
        about=about,
        kin_groups=repeats.kin_groups(connection),
        successors=successors(about.values()),
        also_at=also_at,
    )


def _pairs(connection: sqlite3.Connection, known: Keys) -> Keys:
    """Return (passage's key, document's key) of every passage, ascending, shape (passages, 2)."""
    documents = np.array(
        connection.execute("SELECT key FROM documents").fetchall(), dtype=np.int64
    ).reshape(-1)
    # A document's passages go with it, and never one by one.
    known = known[np.isin(known[:, 1], documents)]
    unread = np.setdiff1d(documents, known[:, 1])
    if len(unread) == len(documents):
        rows = connection.execute("SELECT key, doc_key FROM passages").fetchall()
    else:
        rows = connection.execute(
            "SELECT key, doc_key FROM passages WHERE doc_key IN (SELECT value FROM json_each(?))",
            (database.in_list(unread.tolist()),),
        ).fetchall()
    pairs = np.concatenate([known, np.array(rows, dtype=np.int64).reshape(-1, 2)])
    database.check_tally(connection, pairs, documents)
    return pairs[np.argsort(pairs[:, 0], kind="stable")]


def _about(
    connection: sqlite3.Connection, known: Mapping[int, tuple[str, Metadata]]
) -> dict[int, tuple[str, Metadata]]:
    """Return every document's id and metadata, by its key."""
    keys = [key for (key,) in connection.execute("SELECT key FROM documents")]
    unread = [key for key in keys if key not in known]
    rows = connection.execute(
        "SELECT key, doc_id, metadata, about_sha256 FROM documents "
        "WHERE key IN (SELECT value FROM json_each(?))",
        (database.in_list(unread),),
    )
    read = {key: about_of(*stored) for key, *stored in rows}
    return {key: read[key] if key in read else known[key] for key in keys}


def _with_vectors(connection: sqlite3.Connection, index: VectorIndex, keys: Keys) -> VectorIndex:
    """Return the index with what is missing read, and what is gone passed over."""
    held = index.living_keys()
    missing, gone = np.setdiff1d(keys, held), np.setdiff1d(held, keys)
    rows = np.empty((len(missing), index.base.d), dtype=np.float32)
    for place, embedding in enumerate(_embeddings(connection, missing)):
        rows[place] = embedding
    if not len(held):
        return VectorIndex.made_of(missing, rows)
    return index.changed(missing, rows, gone)


def _embeddings(connection: sqlite3.Connection, keys: Keys) -> Iterator[Floats]:
    """Yield the embeddings of passages, by key ascending, each row compared with its checksum."""
    for some in _in_parts(keys):
        for row in connection.execute(
            "SELECT * FROM passages WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key",
            (database.in_list(some.tolist()),),
        ):
            if not is_passage_unchanged(row):
                message = f"passage {row[2]} is not what was stored"
                raise sqlite3.DatabaseError(message)
            yield embedding_of(row[-2])


def _with_words(
    connection: sqlite3.Connection, parts: Sequence[WordPart], keys: Keys
) -> tuple[WordPart, ...]:
    """Return the parts with what is missing read, those without a living passage left out."""
    kept = [part for part in parts if np.isin(part.segment.keys, keys).any()]
    held = np.concatenate([_NO_KEYS, *(part.segment.keys for part in kept)])
    made = []
    for some in _in_parts(np.setdiff1d(keys, held)):
        rows = connection.execute(
            "SELECT key, header, text FROM passage_rows "
            "WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key",
            (database.in_list(some.tolist()),),
        )
        texts = [terms(f"{header} {text}") for _, header, text in rows]
        made.append(WordPart(WordSegment.build(some, texts)))
    return compacted([*kept, *made], keys)


def _in_parts(keys: Keys) -> Iterable[Keys]:
    return (keys[start : start + READ_ROWS] for start in range(0, len(keys), READ_ROWS))
