"""The store on one machine: an SQLite database, a FAISS cache and a word cache in one folder.

The database is the truth and its commit is the publication; caches are loaded when their
checksum and generation fit, brought up to date where they are behind, and rebuilt where they are
missing or damaged. A view is one read transaction, with the caches of exactly its generation.
Reading writes nothing, so that a folder or a disk may be read-only.
"""

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import asdict, fields
from pathlib import Path
from threading import Lock

from retriever.errors import IndexBusyError, IndexMismatchError, IndexMissingError
from retriever.store import connections, database
from retriever.store.cache_files import CacheFiles
from retriever.store.caches import Caches, basis_of, caches_of
from retriever.store.contract import Manifest
from retriever.store.faults import row_faults
from retriever.store.local_batch import LocalBatch
from retriever.store.local_view import LocalView
from retriever.store.writer_lock import sole_writer

WAIT_S = 2.0
"""A sync with nothing to do is over by then."""

NO_INDEX = "There is no index in {folder}: make one with `python -m ingest`."


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
        self._caches: Caches | None = None
        self._lock = Lock()

    @contextmanager
    def read(self) -> Iterator[LocalView]:
        """Open a view of the newest generation.

        Raises:
            IndexMissingError: There is no index.
            IndexDamagedError: It cannot be read, or what is read is not what was stored.
            IndexMismatchError: It was made with another encoder, analyser, chunker or schema.
        """
        with self._checked_reading() as (connection, generation):
            caches = self._caches_for(connection, generation)
            yield LocalView(connection, generation, caches)

    @contextmanager
    def write(self) -> Iterator[LocalBatch]:
        """Open a batch, which becomes the next generation when it ends without an error.

        Raises:
            IndexBusyError: Another process writes.
            IndexDamagedError: The database cannot be read.
            IndexMismatchError: It was made with another encoder, analyser, chunker or schema.
        """
        with connections.writing(self.folder) as connection:
            if not database.has_tables(connection):
                self._lay(connection, 0)
            generation = self._checked_generation(connection) + 1
            yield LocalBatch(connection, generation, self._manifest.dimension)
            database.set_facts(connection, {"generation": str(generation)})

    def sole_writer(self) -> AbstractContextManager[None]:
        """Keep every other writer out for as long as a sync takes.

        Raises:
            IndexBusyError: Another one is at work; the message says who.
            IndexDamagedError: The folder cannot be written.
        """
        return sole_writer(self.folder, WAIT_S)

    def start_anew(self) -> None:
        """Empty the index and note this process's manifest: the corpus will be read again."""
        with connections.writing(self.folder) as connection:
            self._lay(connection, int(database.facts(connection).get("generation", "0")) + 1)

    def refresh_caches(self, *, clean: bool = False) -> None:
        """Write the caches' files where much has changed since they were written.

        The write lock is held while files are written or deleted, so that two processes never
        touch the same ones at once.

        Args:
            clean: Whether documents were removed, whose words and vectors must leave every file.

        Raises:
            IndexBusyError: Another process writes (and the errors of reading).
        """
        with self.read() as view:
            caches = view.caches
        with connections.writing(self.folder) as connection:
            if database.facts(connection).get("library") != caches.library:
                return  # Made anew meanwhile, by who will refresh it.
            rows = database.cache_rows(connection)
            written = self._files.written(rows, caches, clean=clean)
            if written is not None:
                database.record_caches(connection, written.rows)
        if written is not None:
            self._use(written.caches)
        connections.checkpoint(self.folder)
        # Only once the new rows are published may the old files go; the next refresh can do it too.
        with suppress(IndexBusyError), connections.writing(self.folder) as connection:
            self._files.delete_all_but(row.file for row in database.cache_rows(connection))

    def verify(self) -> list[str]:
        """Check database, checksums, offsets, embeddings and caches; one line a fault."""
        with self._checked_reading() as (connection, _):
            cache_faults = self._files.faults(database.cache_rows(connection))
            return [*row_faults(connection), *cache_faults]

    @contextmanager
    def _checked_reading(self) -> Iterator[tuple[sqlite3.Connection, int]]:
        """Open a read transaction on an index made as ours are; yield it and the generation."""
        if not connections.is_there(self.folder):
            raise IndexMissingError(NO_INDEX.format(folder=self.folder))
        with connections.reading(self.folder) as connection:
            if not database.has_tables(connection):
                raise IndexMissingError(NO_INDEX.format(folder=self.folder))
            yield connection, self._checked_generation(connection)

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
        if not stored.get("generation", "").isdecimal():
            raise sqlite3.DatabaseError("its generation is not recorded")
        return int(stored["generation"])

    def _use(self, caches: Caches) -> None:
        """Use caches from now on, unless newer ones are used already."""
        with self._lock:
            held = self._caches
            if (
                held is None
                or held.library != caches.library
                or held.generation <= caches.generation
            ):
                self._caches = caches

    def _caches_for(self, connection: sqlite3.Connection, generation: int) -> Caches:
        """Return the caches of a generation, from memory where it is still the same.

        A folder that was deleted and made anew counts its generations from the start, hence the
        library's own name beside the number.
        """
        library = database.facts(connection).get("library", "")
        with self._lock:
            held = self._caches
            if held is not None and (held.library, held.generation) == (library, generation):
                return held
            is_older = held is not None and held.library == library
            basis = basis_of(held) if held and is_older else self._files.basis(connection)
            self._caches = caches_of(connection, generation, basis)
            return self._caches


def _manifest_facts(manifest: Manifest) -> dict[str, str]:
    values = asdict(manifest)
    return {field.name: str(values[field.name]) for field in fields(Manifest)}
