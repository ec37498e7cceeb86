"""The store on one machine: an SQLite database, a FAISS cache and a word cache in one folder.

The database is the truth and its commit is the publication; caches are loaded when their checksum
fits, and what they lack or hold too much is told by their keys. A view is one read transaction,
with the caches of exactly its generation. Reading writes nothing, so that a folder or a disk may
be read-only.
"""

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from threading import Lock

from retriever.errors import IndexBusyError, IndexMissingError
from retriever.store import cleaning, connections, database, lineage
from retriever.store.cache_files import CacheFiles, kept_places
from retriever.store.caches import Basis, Caches, basis_of, caches_of
from retriever.store.contract import SYNC_WAIT_S, Manifest
from retriever.store.fact_rows import facts, has_tables, set_facts
from retriever.store.faults import row_faults
from retriever.store.local_batch import LocalBatch
from retriever.store.local_holdings import LocalHoldings
from retriever.store.local_view import LocalView
from retriever.store.manifest_facts import check_facts, facts_of
from retriever.store.writer_lock import sole_writer

MAKE_ANEW = "run `python -m ingest` to make it anew from the corpus"
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

    is_shared = False

    @property
    def place(self) -> str:
        """Where the index is, for messages."""
        return str(self.folder)

    def waiting(self) -> int:
        """Return 0: nobody shares a folder's work."""
        return 0

    def kept_places(self) -> list[str]:
        """Return the files and folders that hold what documents say."""
        return [str(path) for path in kept_places(self.folder)]

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
    def holdings(self) -> Iterator[LocalHoldings]:
        """Open what a sync compares; no cache is loaded.

        Raises:
            IndexMissingError: There is no index (and the other errors of `read`).
        """
        with self._checked_reading() as (connection, generation):
            pairs = database.listed_pairs(connection)
            database.check_tally(connection, pairs, database.listed_documents(connection))
            yield LocalHoldings(connection, generation)

    @contextmanager
    def write(self) -> Iterator[LocalBatch]:
        """Open a batch, which becomes the next generation when it ends without an error.

        Raises:
            IndexBusyError: Another process writes.
            IndexDamagedError: The database cannot be read.
            IndexMismatchError: It was made with another encoder, analyser, chunker or schema.
        """
        with connections.writing(self.folder) as connection:
            if not has_tables(connection):
                self._lay(connection, 0)
            generation = self._checked_generation(connection) + 1
            yield LocalBatch(connection, generation, self._manifest.dimension)
            set_facts(connection, lineage.numbered(facts(connection), generation))

    def sole_writer(self) -> AbstractContextManager[None]:
        """Keep every other writer out for as long as a sync takes.

        Raises:
            IndexBusyError: Another one is at work; the message says who.
            IndexDamagedError: The folder cannot be written.
        """
        return sole_writer(self.folder, SYNC_WAIT_S)

    def start_anew(self) -> None:
        """Empty the index and note this process's manifest: the corpus will be read again."""
        with connections.writing(self.folder) as connection:
            self._lay(connection, lineage.generation_of(facts(connection)) + 1)

    def refresh_caches(self) -> None:
        """Write the caches' files where much has changed since they were written.

        What was removed since the last time leaves every file. The write lock is held while files
        are written or deleted, so that two processes never touch the same ones at once.

        Raises:
            IndexBusyError: Another process writes (and the errors of reading).
        """
        with self._checked_reading() as (connection, generation):
            caches = self._caches_for(connection, generation)
            removals = cleaning.noted(connection)
        with connections.writing(self.folder) as connection:
            if facts(connection).get("library") != caches.library:
                return  # Made anew meanwhile, by who will refresh it.
            rows = database.cache_rows(connection)
            written = self._files.written(rows, caches, clean=removals > 0)
            if written is not None:
                database.record_caches(connection, written.rows)
        if written is not None:
            self._use(written.caches)
        is_whole = connections.checkpoint(self.folder)
        # Only once the new rows are published may the old files go; the next refresh can do it too.
        with suppress(IndexBusyError), connections.writing(self.folder) as connection:
            stale = self._files.stale(row.file for row in database.cache_rows(connection))
            is_clean = self._files.delete(stale) and is_whole
            if not removals or not is_clean:
                return
            cleaning.forget_removals(connection, removals)
        connections.checkpoint(self.folder)

    def is_refresh_due(self) -> bool:
        """Say whether something removed may still stand in a file, or a cache file is missing."""
        with self._checked_reading() as (connection, _):
            rows = database.cache_rows(connection)
            return cleaning.noted(connection) > 0 or not self._files.are_there(rows)

    def remains(self) -> list[str]:
        """Return the places that `refresh_caches` could not clean of what was removed."""
        with self._checked_reading() as (connection, _):
            if not cleaning.noted(connection):
                return []
            stale = self._files.stale(row.file for row in database.cache_rows(connection))
        return [str(self.folder / connections.DATABASE_NAME), *map(str, stale)]

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
            if not has_tables(connection):
                raise IndexMissingError(NO_INDEX.format(folder=self.folder))
            yield connection, self._checked_generation(connection)

    def _lay(self, connection: sqlite3.Connection, generation: int) -> None:
        database.lay_tables(connection)
        made = {**facts_of(self._manifest), "library": uuid.uuid4().hex}
        set_facts(connection, {**made, **lineage.numbered({}, generation)})

    def _checked_generation(self, connection: sqlite3.Connection) -> int:
        """Return the stored generation, having compared the stored manifest with ours."""
        stored = facts(connection)
        check_facts(stored, facts_of(self._manifest), str(self.folder), MAKE_ANEW)
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

        The number does not say that it is, for a folder may have been made anew or put back from a
        safety copy meanwhile: the library's own name and the generations' stamps do.
        """
        stored = facts(connection)
        library, stamps = stored.get("library", ""), lineage.lineage_of(stored)
        with self._lock:
            held = self._caches
            if held is None or held.library != library:
                held = None
            elif held.generation == generation and held.lineage == stamps:
                return held
            elif not lineage.is_same(held.lineage, stamps, min(held.generation, generation)):
                held = None
            basis = basis_of(held) if held else self._file_basis(connection, library)
            caches = caches_of(connection, generation, basis)
            if held is None or held.generation < generation:
                self._caches = caches
            return caches

    def _file_basis(self, connection: sqlite3.Connection, library: str) -> Basis:
        """Return what the files hold: the newest, where those of this generation went meanwhile.

        Files say which passages they hold, so that those of another generation serve as well.
        """
        rows = database.cache_rows(connection)
        if not self._files.are_there(rows):
            with connections.reading(self.folder) as newest:
                if facts(newest).get("library") == library:
                    rows = database.cache_rows(newest)
        return self._files.basis(rows)
