"""How a sync has files read: in its own process, or together with others.

Knows files and what comes of them; no store.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from ingest.corpus_folder import CorpusFile
from ingest.preparing import Prepared, Preparer, fingerprint_of
from retriever.store.encoder import Encoder


class Reading(Protocol):
    """How a sync has a file read."""

    def read(self, file: CorpusFile) -> Prepared:
        """Read a file; raises what it is refused for."""
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


Shared = Callable[[Preparer, Sequence[CorpusFile], Mapping[str, str]], Reading]
"""Makes the reading that is shared: of what reads, the corpus's files, and the fingerprints of
those that are to be read, by path."""


def changed_files(
    files: Sequence[CorpusFile], held: Mapping[str, str], encoder: Encoder
) -> dict[str, str]:
    """Return the fingerprints of the files that are not as the index holds them, by path."""
    changed = {}
    for file in files:
        if file.reason:
            continue
        try:
            fingerprint = fingerprint_of(file, encoder)
        except OSError:
            continue  # Told in its turn.
        if held.get(file.path) != fingerprint:
            changed[file.path] = fingerprint
    return changed
