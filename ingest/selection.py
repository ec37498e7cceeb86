"""Which files a sync reads: those that may be read, and are not as they were when last met.

What a file is published with is decided here, once: a file that is written anew meanwhile is read
again by the next sync. Knows files, limits and what was refused before; no store.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from ingest.corpus_folder import CorpusFile
from ingest.preparing import fingerprint_of
from ingest.refusals import Refusal, Refusals, read_as
from retriever.errors import PassingFaultError, SkippedFileError, UnreadableFileError
from retriever.settings import Settings
from retriever.store.encoder import Encoder

_MEGABYTE = 1024 * 1024


class Selection:
    """The files of one sync.

    Args:
        settings: The limits.
        encoder: That embeds passages; its fingerprint counts.
        refusals: What earlier syncs refused.
    """

    def __init__(self, settings: Settings, encoder: Encoder, refusals: Refusals) -> None:
        self._settings = settings
        self._encoder = encoder
        self._refusals = refusals
        self._fingerprints: dict[str, str] = {}

    def fingerprint_of(self, file: CorpusFile) -> str:
        """Return what a file is published with, the same at every call.

        Raises:
            SkippedFileError: It is not for the library.
            UnreadableFileError: It is too large.
            PassingFaultError: It cannot be read now.
        """
        if file.path in self._fingerprints:
            return self._fingerprints[file.path]
        if file.reason:
            raise SkippedFileError(file.reason)
        limit_mb = self._settings.max_file_mb
        if file.size > limit_mb * _MEGABYTE:
            message = f"It has {file.size // _MEGABYTE} MB, over the limit of {limit_mb} MB."
            raise UnreadableFileError(message)
        try:
            fingerprint = fingerprint_of(file, self._encoder)
        except OSError as error:
            message = f"It cannot be read: {error.strerror}."
            raise PassingFaultError(message) from error
        self._fingerprints[file.path] = fingerprint
        return fingerprint

    def refusal_of(self, file: CorpusFile) -> Refusal | None:
        """Return why a file was refused that has not changed since; raises as `fingerprint_of`."""
        conditions = read_as(self.fingerprint_of(file), self._settings)
        return self._refusals.reason_of(file.path, conditions)

    def refuse(self, file: CorpusFile, reason: str, *, is_fault: bool) -> None:
        """Remember that a file was read and refused; raises as `fingerprint_of`."""
        conditions = read_as(self.fingerprint_of(file), self._settings)
        self._refusals.remember(Refusal(file.path, conditions, reason, is_fault))

    def is_any_readable(self, files: Sequence[CorpusFile]) -> bool:
        """Say whether any file can be read: on a drive that is away none can."""
        return any(self._can_be_read(file) for file in files)

    def wanted(self, files: Sequence[CorpusFile], held: Mapping[str, str]) -> dict[str, str]:
        """Return the fingerprints of the files that are to be read, by path.

        Args:
            files: Those of the corpus.
            held: The fingerprints that the index holds, by path.
        """
        readable = [file for file in files if self._can_be_read(file)]
        prints = {file.path: self.fingerprint_of(file) for file in readable}
        return {
            file.path: prints[file.path]
            for file in readable
            if held.get(file.path) != prints[file.path] and self.refusal_of(file) is None
        }

    def _can_be_read(self, file: CorpusFile) -> bool:
        with suppress(SkippedFileError, UnreadableFileError):
            return bool(self.fingerprint_of(file))
        return False
