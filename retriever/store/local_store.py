"""The store on one machine: an SQLite database, a FAISS cache and a word cache in one folder.

The database is the truth and its commit is the publication; caches are loaded when their
checksum and generation fit, brought up to date where they are behind, and rebuilt where they are
missing or damaged. A view is one read transaction, with the caches of exactly its generation.
"""

import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields
from pathlib import Path
from threading import Lock

import numpy as np

from retriever.errors import (
    IndexBusyError,
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
)
from retriever.records import Document, Passage
from retriever.store import database
from retriever.store.caches import CacheFiles, Caches
from retriever.store.contract import Manifest
from retriever.store.encoder import Floats
from retriever.store.local_view import LocalView

NO_INDEX = "There is no index in {folder}: make one with `python -m ingest`."
DAMAGED = (
    "The index in {folder} is damaged ({reason}): delete that folder and make it anew from the "
    "corpus with `python -m ingest`; no document is lost."
)


class LocalStore:
    """An index folder.

    Args:
        folder: Where the database and the caches are, or go.
        manifest: What this process makes indexes with; a stored index made otherwise is refused.
    """

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self._manifest = manifest
        self._files = CacheFiles(folder, manifest.dimension)
        self._library = ""
        self._caches: Caches | None = None
        self._lock = Lock()

    @contextmanager
    def read(self) -> Iterator[LocalView]:
        """Open a view of the newest generation.

        Raises:
            IndexMissingError: There is no index.
            IndexDamagedError: It cannot be read.
            IndexMismatchError: It was made with another encoder, analyser, chunker or schema.
        """
        if not (self.folder / database.DATABASE_NAME).is_file():
            raise IndexMissingError(NO_INDEX.format(folder=self.folder))
        with self._damage_named():
            connection = database.connect(self.folder)
            try:
                connection.execute("BEGIN")
                if not database.has_tables(connection):
                    raise IndexMissingError(NO_INDEX.format(folder=self.folder))
                generation = self._checked_generation(connection)
                caches = self._caches_for(connection, generation)
                yield LocalView(connection, generation, caches)
            finally:
                connection.close()

    @contextmanager
    def write(self) -> Iterator["LocalBatch"]:
        """Open a batch, which becomes the next generation when it ends without an error.

        Raises:
            IndexBusyError: Another process writes.
            IndexDamagedError: The database cannot be read.
            IndexMismatchError: It was made with another encoder, analyser, chunker or schema.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._damage_named():
            connection = database.connect(self.folder)
            try:
                _begin_writing(connection, self.folder)
                if not database.has_tables(connection):
                    self._lay(connection, 0)
                generation = self._checked_generation(connection) + 1
                yield LocalBatch(connection, generation, self._manifest.dimension)
                database.set_facts(connection, {"generation": str(generation)})
                connection.execute("COMMIT")
            finally:
                connection.close()

    def start_anew(self) -> None:
        """Empty the index and note this process's manifest: the corpus will be read again."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._damage_named():
            connection = database.connect(self.folder)
            try:
                _begin_writing(connection, self.folder)
                self._lay(connection, int(database.facts(connection).get("generation", "0")) + 1)
                connection.execute("COMMIT")
            finally:
                connection.close()

    def refresh_caches(self) -> None:
        """Write the vector and word caches for the newest generation."""
        with self.read() as view:
            caches = view.caches
        saved = self._files.save(caches)
        with self._damage_named():
            connection = database.connect(self.folder)
            try:
                _begin_writing(connection, self.folder)
                connection.executemany("INSERT OR REPLACE INTO caches VALUES (?, ?, ?, ?)", saved)
                connection.execute("COMMIT")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()
        self._files.delete_all_but(file for _, _, file, _ in saved)

    def verify(self) -> list[str]:
        """Check database, offsets, embeddings and caches; one line a fault, none when sound."""
        with self.read() as view:
            return [*view.faults(), *self._files.faults(view.cache_rows())]

    def _lay(self, connection: sqlite3.Connection, generation: int) -> None:
        database.lay_tables(connection)
        manifest = _manifest_facts(self._manifest)
        identity = {"library": uuid.uuid4().hex, "generation": str(generation)}
        database.set_facts(connection, {**manifest, **identity})

    def _checked_generation(self, connection: sqlite3.Connection) -> int:
        """Return the stored generation, having compared the stored manifest with ours.

        What ours leaves open ("") is not compared: a reader takes passages of any chunker.
        """
        stored = database.facts(connection)
        ours = _manifest_facts(self._manifest)
        for name, value in ours.items():
            if value and stored.get(name) != value:
                message = (
                    f"The index in {self.folder} was made with {name.replace('_', ' ')} "
                    f"{stored.get(name, 'unknown')}, this Candour uses {value}: "
                    "run `python -m ingest` to make it anew from the corpus."
                )
                raise IndexMismatchError(message)
        if "generation" not in stored:
            raise sqlite3.DatabaseError("its generation is not recorded")
        return int(stored["generation"])

    def _caches_for(self, connection: sqlite3.Connection, generation: int) -> Caches:
        """Return the caches of a generation, from memory where it is still the same.

        A folder that was deleted and made anew counts its generations from the start, hence the
        library's own name beside the number.
        """
        library = database.facts(connection).get("library", "")
        with self._lock:
            same = self._caches is not None and self._caches.generation == generation
            if self._caches is None or not same or self._library != library:
                self._caches = self._files.load(connection, generation)
                self._library = library
            return self._caches

    @contextmanager
    def _damage_named(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise IndexBusyError(_busy(self.folder)) from error
            if "readonly" in str(error) or "unable to open" in str(error):
                message = f"The index in {self.folder} cannot be written: {error}."
                raise IndexDamagedError(message) from error
            reason = DAMAGED.format(folder=self.folder, reason=error)
            raise IndexDamagedError(reason) from error
        except sqlite3.DatabaseError as error:
            reason = DAMAGED.format(folder=self.folder, reason=error)
            raise IndexDamagedError(reason) from error


class LocalBatch:
    """The changes of one generation, inside one write transaction."""

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
            ValueError: A passage's text is not the document's text at its offsets, or the rows
                do not fit the passages.
        """
        if len(passages) != len(embeddings):
            message = f"{document.path}: {len(passages)} passages, {len(embeddings)} embeddings."
            raise ValueError(message)
        if len(passages) and embeddings.shape[1] != self._dimension:
            message = (
                f"{document.path}: embeddings of {embeddings.shape[1]} numbers, "
                f"not of {self._dimension}."
            )
            raise ValueError(message)
        if "\0" in document.text:
            message = f"{document.path}: its text holds a NUL, where SQLite would end it."
            raise ValueError(message)
        for passage in passages:
            if document.text[passage.start : passage.end] != passage.text:
                message = f"{document.path}: passage {passage.ordinal} is not the text there."
                raise ValueError(message)
        self.delete_document(document.doc_id)
        key = database.insert_document(self._connection, document, fingerprint, self._generation)
        rows = np.asarray(embeddings, dtype=np.float32)
        database.insert_passages(self._connection, (key, self._generation), passages, rows)

    def delete_document(self, doc_id: str) -> None:
        """Take a document out; nothing happens where there is none."""
        database.delete_document(self._connection, doc_id, self._generation)


def _begin_writing(connection: sqlite3.Connection, folder: Path) -> None:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise IndexBusyError(_busy(folder)) from error
        raise


def _busy(folder: Path) -> str:
    return f"Another process is writing to {folder}: try again when it has finished."


def _manifest_facts(manifest: Manifest) -> dict[str, str]:
    values = asdict(manifest)
    return {field.name: str(values[field.name]) for field in fields(Manifest)}
