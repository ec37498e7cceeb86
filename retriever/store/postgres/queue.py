"""Documents that many processes read together: each is taken by one, and by another if that dies.

Whoever works on a row holds its lock, which the server lets go with the connection: a process that
was killed, or a machine that is gone, gives its document back at once. Knows paths and bytes; what
the bytes say is the ingest's business.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from retriever.store.postgres.connecting import Server
from retriever.store.postgres.migrations import Connection, has_tables

_FREE = (
    "SELECT path, fingerprint FROM queue WHERE result IS NULL AND path <> ALL(%s) "
    "ORDER BY path LIMIT 1 FOR UPDATE SKIP LOCKED"
)
_THIS = (
    "SELECT path, fingerprint FROM queue WHERE result IS NULL AND path = %s FOR UPDATE SKIP LOCKED"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A document that this process reads, and no other while the claim is open.

    Attributes:
        path: Relative to the corpus folder.
        fingerprint: Of what is to be read: another file of the same path is not meant.
    """

    path: str
    fingerprint: str
    _connection: Connection

    def finish(self, result: bytes) -> None:
        """Put down what came of it."""
        self._connection.execute(
            "UPDATE queue SET result = %s WHERE path = %s", (result, self.path)
        )

    def drop(self) -> None:
        """Take it out of the queue: whoever asked for it has it."""
        self._connection.execute("DELETE FROM queue WHERE path = %s", (self.path,))


class WorkQueue:
    """The queue of an index.

    Args:
        server: Where the index is.
    """

    def __init__(self, server: Server) -> None:
        self._server = server

    def fill(self, documents: Mapping[str, str]) -> None:
        """Put documents in, in the place of what was left of an older sync.

        Args:
            documents: Fingerprints by path.
        """
        with self._server.writing() as connection:
            connection.execute("DELETE FROM queue")
            with connection.cursor().copy("COPY queue (path, fingerprint) FROM STDIN") as copy:
                for row in documents.items():
                    copy.write_row(row)

    def clear(self) -> None:
        """Take out all but what others are reading just now: their results the next `fill` does."""
        with self._server.writing() as connection:
            connection.execute(
                "DELETE FROM queue WHERE path IN (SELECT path FROM queue FOR UPDATE SKIP LOCKED)"
            )

    @contextmanager
    def claimed(self, path: str = "", declined: Collection[str] = ()) -> Iterator[Claim | None]:
        """Claim a document until the block ends; None where there is none to be had.

        Args:
            path: Which; "" for the next one that nobody works on.
            declined: Which not.
        """
        with self._server.writing() as connection:
            if not has_tables(connection):
                yield None
                return
            found = (
                connection.execute(_THIS, (path,))
                if path
                else connection.execute(_FREE, (list(declined),))
            ).fetchone()
            yield Claim(found[0], found[1], connection) if found else None

    def take(self, path: str) -> bytes | None:
        """Return what came of a document, and take it out; None while nobody is done with it."""
        with self._server.writing() as connection:
            found = connection.execute(
                "DELETE FROM queue WHERE path = %s AND result IS NOT NULL RETURNING result", (path,)
            ).fetchone()
        return bytes(found[0]) if found else None

    def length(self) -> int:
        """Count the documents that nobody has read yet."""
        with self._server.reading() as connection:
            if not has_tables(connection):
                return 0
            found = connection.execute("SELECT count(*) FROM queue WHERE result IS NULL").fetchone()
        return int(found[0]) if found else 0
