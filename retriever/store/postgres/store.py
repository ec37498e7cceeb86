"""The store in PostgreSQL: one index for many processes and machines.

A transaction's commit is the publication; a view is one transaction that sees a single generation,
and needs no cache but the register of documents. Reads may go to a replica. Data flow one way:
from the writer's rows into the readers' views.
"""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from time import monotonic

from retriever.errors import (
    IndexBusyError,
    IndexMissingError,
)
from retriever.store import lineage
from retriever.store.contract import SYNC_WAIT_S, Manifest
from retriever.store.postgres import migrations, upkeep
from retriever.store.postgres.batch import PostgresBatch
from retriever.store.postgres.connecting import Server
from retriever.store.postgres.faults import row_faults
from retriever.store.postgres.holdings import PostgresHoldings
from retriever.store.postgres.manifest import check_manifest, check_tables, made_with
from retriever.store.postgres.migrations import Connection
from retriever.store.postgres.nearest import EXACT_PASSAGES, Nearest, has_graph
from retriever.store.postgres.queue import WorkQueue
from retriever.store.postgres.register import Registers
from retriever.store.postgres.totals import Totals
from retriever.store.postgres.view import PostgresView
from retriever.store.postgres.word_search import CANDIDATES, WordSearch
from retriever.store.postgres.writer_lock import lock_batch, sole_writer

REPLICA_REST_S = 30.0
"""A replica that did not answer is not asked again before."""

NO_INDEX = "There is no index in the {place}: make one with `python -m ingest`."


@dataclass(frozen=True, slots=True)
class SearchLimits:
    """From where on a search is no longer of everything.

    Attributes:
        exact: Up to so many passages are searched exactly, and no graph is made of them.
        candidates: Rarer words give candidates until so many passages hold them.
    """

    exact: int = EXACT_PASSAGES
    candidates: int = CANDIDATES


DEFAULT_LIMITS = SearchLimits()


class PostgresStore:
    """An index in a database.

    Args:
        address: As libpq takes it.
        manifest: What this process makes indexes with; a stored index made otherwise is refused.
        replica: Where reads go first; "" for the same.
        limits: From where on a search is no longer of everything.
    """

    def __init__(
        self,
        address: str,
        manifest: Manifest,
        replica: str = "",
        *,
        limits: SearchLimits = DEFAULT_LIMITS,
    ) -> None:
        self.server = Server(address)
        self._replica = Server(replica) if replica else None
        self._replica_failed_at = -REPLICA_REST_S
        self._manifest = manifest
        self._limits = limits
        self._registers = Registers()

    is_shared = True

    @property
    def place(self) -> str:
        """Where the index is, for messages; no password."""
        return self.server.place

    @contextmanager
    def read(self) -> Iterator[PostgresView]:
        """Open a view of the newest generation, on the replica where there is one.

        Raises:
            IndexMissingError: There is no index.
            IndexAwayError: The server does not answer.
            IndexBusyError: Too many read it.
            IndexDamagedError: It cannot be read, or what is read is not what was stored.
            IndexMismatchError: It was made with another encoder, analyser, chunker or schema.
        """
        with ExitStack() as stack:
            connection = self._reader(stack)
            stored, generation = self._checked(connection)
            totals = Totals.of(stored)
            yield PostgresView(
                connection,
                self._registers.of(connection, stored, generation),
                Nearest(connection, totals.passages, has_graph(connection), self._limits.exact),
                WordSearch(connection, totals, self._limits.candidates),
                self._manifest.dimension,
            )

    @contextmanager
    def holdings(self) -> Iterator[PostgresHoldings]:
        """Open what a sync compares, never on a replica: it may be behind.

        Raises:
            IndexMissingError: There is no index (and the other errors of `read`).
        """
        with self.server.reading() as connection:
            _, generation = self._checked(connection)
            yield PostgresHoldings(connection, generation)

    @contextmanager
    def write(self) -> Iterator[PostgresBatch]:
        """Open a batch, which becomes the next generation when it ends without an error.

        Raises:
            IndexAwayError: The server does not answer.
            IndexBusyError: Another process writes.
            IndexDamagedError: It cannot be written.
            IndexMismatchError: It was made with another encoder, analyser, chunker or schema.
        """
        with self.server.writing() as connection:
            lock_batch(connection)
            self._prepare(connection)
            stored, generation = self._checked(connection)
            batch = PostgresBatch(
                connection, generation + 1, self._manifest.dimension, Totals.of(stored)
            )
            yield batch
            numbers = lineage.numbered(stored, generation + 1)
            migrations.set_facts(connection, {**batch.finish().as_facts(), **numbers})

    @contextmanager
    def sole_writer(self) -> Iterator[None]:
        """Keep every other writer out for as long as a sync takes, on every machine.

        Tables of an older Candour are brought up to date first.

        Raises:
            IndexBusyError: Another one is at work; the message says who.
        """
        with sole_writer(self.server, SYNC_WAIT_S):
            with self.server.writing() as connection:
                if migrations.has_tables(connection):
                    lock_batch(connection)
                    self._prepare(connection)
            yield

    def start_anew(self) -> None:
        """Empty the index and note this process's manifest: the corpus will be read again."""
        with self.server.writing() as connection:
            lock_batch(connection)
            generation = 0
            if migrations.has_tables(connection):
                # A damaged number is mended by this: readers tell libraries by their names.
                generation = lineage.generation_of(migrations.facts(connection)) + 1
            self._lay(connection, generation)

    def refresh_caches(self) -> None:
        """Make the graph where there are enough passages, weigh anew, and clean what was removed.

        Raises:
            IndexAwayError: The server does not answer.
            IndexBusyError: Another process does it.
        """
        upkeep.refresh(self.server, self._manifest.dimension, self._limits.exact)

    def is_refresh_due(self) -> bool:
        """Say whether `refresh_caches` has work left over from before."""
        with self.server.reading() as connection:
            stored, _ = self._checked(connection)
            return upkeep.is_due(connection, stored, self._limits.exact)

    def remains(self) -> list[str]:
        """Return nothing: removed rows are out of reach at once, and vacuumed by the server."""
        return []

    def waiting(self) -> int:
        """Count the files that wait for a worker to read them."""
        return WorkQueue(self.server).length()

    def kept_places(self) -> list[str]:
        """Return the places that hold what documents say."""
        return [self.place]

    def verify(self) -> list[str]:
        """Check checksums, offsets, embeddings, words and counts; one line a fault."""
        with self.server.reading() as connection:
            stored, _ = self._checked(connection)
            connection.execute("SET LOCAL statement_timeout = 0")
            return list(row_faults(connection, stored))

    def close(self) -> None:
        """Give the connections back."""
        self.server.close()
        if self._replica is not None:
            self._replica.close()

    def _reader(self, stack: ExitStack) -> Connection:
        """Return a read transaction on the replica, or else on the primary."""
        if self._replica is not None and monotonic() - self._replica_failed_at > REPLICA_REST_S:
            try:
                return stack.enter_context(self._replica.reading())
            except IndexBusyError:
                self._replica_failed_at = monotonic()
        return stack.enter_context(self.server.reading())

    def _checked(self, connection: Connection) -> tuple[Mapping[str, str], int]:
        """Return the facts and the generation, having compared the stored manifest with ours."""
        if not migrations.has_tables(connection):
            raise IndexMissingError(NO_INDEX.format(place=self.place))
        stored = migrations.facts(connection)
        check_manifest(stored, self._manifest, self.place)
        return stored, int(stored["generation"])

    def _prepare(self, connection: Connection) -> None:
        """Lay the tables where there are none, and apply the migrations that an older one lacks."""
        if not migrations.has_tables(connection):
            self._lay(connection, 0)
            return
        stored = migrations.facts(connection)
        check_tables(stored, self.place)
        applied = migrations.number_of(stored)
        if applied < len(migrations.MIGRATIONS):
            migrations.migrate(connection, applied, self._manifest.dimension)

    def _lay(self, connection: Connection, generation: int) -> None:
        migrations.drop_tables(connection)
        migrations.migrate(connection, 0, self._manifest.dimension)
        facts = {**made_with(self._manifest), "library": uuid.uuid4().hex}
        migrations.set_facts(connection, {**facts, **lineage.numbered({}, generation)})
