"""How a sync has files read: in its own process, or together with others.

Knows files and what comes of them; no store.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from ingest.corpus_folder import CorpusFile
from ingest.preparing import Prepared, Preparer


class Reading(Protocol):
    """How a sync has a file read."""

    def read(self, file: CorpusFile) -> Prepared:
        """Read a file; raises what it is refused for."""
        ...

    def close(self) -> None:
        """End it: what nobody has read is not asked for any more."""
        ...


class OwnReading:
    """Reads in this process; passages are cut and encoded later, with those of other files.

    Args:
        preparer: That reads.
    """

    def __init__(self, preparer: Preparer) -> None:
        self._preparer = preparer

    def read(self, file: CorpusFile) -> Prepared:
        """Read a file; raises what it is refused for."""
        return Prepared(self._preparer.read(file))

    def close(self) -> None:
        """Nothing is asked for."""


Shared = Callable[[Preparer, Sequence[CorpusFile], Mapping[str, str]], Reading]
"""Makes the reading that is shared: of what reads, the corpus's files, and the fingerprints of
those that are to be read, by path."""
