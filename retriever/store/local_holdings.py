"""What a sync compares with the corpus: the paths of a local index, without what searches it.

Reads rows and loads no cache, so that a sync that finds nothing to do costs next to nothing.
"""

import sqlite3
from collections.abc import Mapping

from retriever.store import repeats
from retriever.store.repeats import Copy, Kin


class LocalHoldings:
    """A read transaction.

    Args:
        connection: With the transaction begun.
        generation: That it sees.
    """

    def __init__(self, connection: sqlite3.Connection, generation: int) -> None:
        self._connection = connection
        self.generation = generation

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

    def text_checksums(self) -> Mapping[str, str]:
        """Return for every document's path the checksum of its text."""
        return dict(self._connection.execute("SELECT path, text_sha256 FROM documents"))
