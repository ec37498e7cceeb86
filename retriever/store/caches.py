"""The two caches of an index folder together: loaded, caught up, rebuilt, saved.

A cache file is trusted only when its SHA-256 is the one in the database. Data flow one way: from
the database's rows into the caches.
"""

import logging
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from retriever.records import Document, Metadata
from retriever.store import repeats
from retriever.store.analyser import terms
from retriever.store.checksum import path_checksum
from retriever.store.database import CacheRow, cache_rows, facts
from retriever.store.rows import embedding_of, is_passage_unchanged, metadata_of
from retriever.store.vectors import Keys, VectorCache
from retriever.store.versions import successors
from retriever.store.word_index import WordIndex

VECTORS = "vectors"
WORDS = "words"
KEPT_DOCUMENTS = 256
"""Making a record of a stored document takes milliseconds, and a question needs a dozen."""

_log = logging.getLogger(__name__)

Cache = TypeVar("Cache", VectorCache, WordIndex)


@dataclass(frozen=True, slots=True)
class Caches:
    """What one generation is searched with.

    Attributes:
        library: The index's own name: one deleted and made anew has another.
        generation: That they cover, wholly.
        vectors: Embeddings by passage key.
        words: Terms by passage key.
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
    vectors: VectorCache
    words: WordIndex
    passage_keys: Keys
    passage_documents: Keys
    about: dict[int, tuple[str, Metadata]]
    kin_groups: Mapping[str, str]
    successors: Mapping[str, str]
    also_at: Mapping[str, tuple[str, ...]]
    sound: set[int] = field(default_factory=set)
    documents: dict[str, Document] = field(default_factory=dict)


class CacheFiles:
    """The caches' files in an index folder.

    Args:
        folder: The index folder.
        dimension: Of an embedding.
    """

    def __init__(self, folder: Path, dimension: int) -> None:
        self._folder = folder
        self._dimension = dimension

    def load(self, connection: sqlite3.Connection, generation: int) -> Caches:
        """Return the caches of a generation, from files where they are good."""
        rows = connection.execute("SELECT key, doc_key FROM passages ORDER BY key").fetchall()
        pairs = np.array(rows, dtype=np.int64).reshape(-1, 2)
        documents = connection.execute("SELECT key, doc_id, metadata FROM documents")
        about = {key: (doc_id, metadata_of(text)) for key, doc_id, text in documents}
        also_at: dict[str, tuple[str, ...]] = {}
        for copy in repeats.copies(connection):
            also_at[copy.doc_id] = (*also_at.get(copy.doc_id, ()), copy.path)
        return Caches(
            library=facts(connection).get("library", ""),
            generation=generation,
            vectors=self._vectors(connection, pairs[:, 0]),
            words=self._words(connection, generation),
            passage_keys=pairs[:, 0].copy(),
            passage_documents=pairs[:, 1].copy(),
            about=about,
            kin_groups=repeats.kin_groups(connection),
            successors=successors(about.values()),
            also_at=also_at,
        )

    def save(self, caches: Caches) -> list[CacheRow]:
        """Write both caches beside the old ones; return their rows for the database.

        The caller holds the write lock: two processes would write the same names.
        """
        vectors = self._folder / f"{VECTORS}-{caches.generation}.faiss"
        words = self._folder / f"{WORDS}-{caches.generation}"
        caches.vectors.save(vectors)
        if words.exists():
            shutil.rmtree(words)
        caches.words.save(words)
        return [
            CacheRow(VECTORS, caches.generation, vectors.name, path_checksum(vectors)),
            CacheRow(WORDS, caches.generation, words.name, path_checksum(words)),
        ]

    def delete_all_but(self, kept: Iterable[str]) -> None:
        """Delete the cache files of earlier generations."""
        names = set(kept)
        for path in [*self._folder.glob(f"{VECTORS}-*"), *self._folder.glob(f"{WORDS}-*")]:
            if path.name not in names:
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def are_saved(self, rows: Sequence[CacheRow], generation: int) -> bool:
        """Say whether both caches are on disk, sound, for this generation or a later one."""
        covered = {row.name for row in rows if row.generation >= generation}
        return covered == {VECTORS, WORDS} and not self.faults(rows)

    def faults(self, rows: Iterable[CacheRow]) -> list[str]:
        """Name each cache file that is missing or is not what was written."""
        return [
            f"cache {row.name}: {self._folder / row.file} is missing or damaged; it is rebuilt at "
            "need"
            for row in rows
            if path_checksum(self._folder / row.file) != row.sha256
        ]

    def _good_file(self, connection: sqlite3.Connection, name: str) -> tuple[int, Path] | None:
        """Return a cache's generation and path, when its checksum is the recorded one."""
        row = next((row for row in cache_rows(connection) if row.name == name), None)
        if row is None:
            return None
        path = self._folder / row.file
        if path_checksum(path) != row.sha256:
            _log.warning("The cache %s is missing or damaged: rebuilt from the database.", path)
            return None
        return row.generation, path

    def _vectors(self, connection: sqlite3.Connection, keys: Keys) -> VectorCache:
        """Load the vectors, take out what died since, add what was born since."""
        good = self._good_file(connection, VECTORS)
        loaded = _loaded(VectorCache.load, good[1]) if good is not None else None
        cache = loaded if loaded is not None else VectorCache.empty(self._dimension)
        covered = good[0] if good is not None and loaded is not None else 0
        gone = connection.execute("SELECT key FROM removed WHERE died > ?", (covered,)).fetchall()
        cache.remove(np.array(gone, dtype=np.int64).reshape(-1))
        born = connection.execute(
            "SELECT * FROM passages WHERE born > ? ORDER BY key", (covered,)
        ).fetchall()
        changed = [row[2] for row in born if not is_passage_unchanged(row)]
        if changed:
            message = f"passage {changed[0]} is not what was stored"
            raise sqlite3.DatabaseError(message)
        if born:
            rows = np.stack([embedding_of(row[-2]) for row in born])
            cache.add(np.array([row[0] for row in born], dtype=np.int64), rows)
        if len(cache) != len(keys):
            message = f"vector cache holds {len(cache)} passages, the database {len(keys)}"
            raise sqlite3.DatabaseError(message)
        return cache

    def _words(self, connection: sqlite3.Connection, generation: int) -> WordIndex:
        """Load the word index of this generation, or rebuild it."""
        good = self._good_file(connection, WORDS)
        if good is not None and good[0] == generation:
            loaded = _loaded(WordIndex.load, good[1])
            if loaded is not None:
                return loaded
        rows = connection.execute(
            "SELECT key, header, text FROM passage_rows ORDER BY key"
        ).fetchall()
        keys: npt.NDArray[np.int64] = np.array([row[0] for row in rows], dtype=np.int64)
        return WordIndex.build(keys, [terms(f"{header} {text}") for _, header, text in rows])


def _loaded(load: Callable[[Path], Cache], path: Path) -> Cache | None:
    """Return a checked cache; None where another process, refreshing it, deleted it since."""
    try:
        return load(path)
    except (OSError, RuntimeError) as error:  # FAISS raises RuntimeError for a file that is gone
        _log.warning("The cache %s went while it was read (%s): rebuilt.", path, error)
        return None
