"""What a sync compares with the corpus: the paths of a PostgreSQL index, of one generation."""

from collections.abc import Mapping

from retriever.store.postgres import register
from retriever.store.postgres.migrations import Connection
from retriever.store.repeats import Copy, Kin


class PostgresHoldings:
    """A read transaction.

    Args:
        connection: With the transaction begun.
        generation: That it sees.
    """

    def __init__(self, connection: Connection, generation: int) -> None:
        self._connection = connection
        self._generation = generation

    @property
    def generation(self) -> int:
        """The generation that this sees."""
        return self._generation

    def fingerprints(self) -> Mapping[str, str]:
        """Return for every path, copies too, the fingerprint that it was indexed with."""
        rows = self._connection.execute(
            "SELECT path, fingerprint FROM documents UNION ALL SELECT path, fingerprint FROM copies"
        )
        return dict(rows.fetchall())

    def copies(self) -> list[Copy]:
        """Return the paths whose content another document holds."""
        return register.copies(self._connection)

    def kin(self) -> list[Kin]:
        """Return every document's group of near-duplicates, with its signature."""
        return register.kin(self._connection)

    def text_checksums(self) -> Mapping[str, str]:
        """Return for every document's path the checksum of its text."""
        rows = self._connection.execute("SELECT path, text_sha256 FROM documents")
        return dict(rows.fetchall())
