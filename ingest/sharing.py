"""Files that several processes and machines read together, through a queue in the shared index.

The sync that asks puts the changed files into the queue, takes what others have read, and reads
itself what nobody does. A worker reads and publishes nothing. Knows the queue and the files; the
corpus folder must be the same for all (a shared drive, or a copy: other files are not taken).
"""

import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial

from ingest.corpus_folder import CorpusFile, corpus_files
from ingest.parser_process import ParserProcess
from ingest.preparing import Prepared, Preparer, fingerprint_of
from ingest.reading import Shared
from retriever.errors import IndexBusyError, SettingError
from retriever.settings import Settings
from retriever.store.contract import Store
from retriever.store.encoder import Encoder, SentenceEncoder
from retriever.store.opening import open_store
from retriever.store.postgres.queue import WorkQueue
from retriever.store.postgres.store import PostgresStore

POLL_S = 0.05
IDLE_S = 1.0
"""Between looks of a sync that waits for a worker, and of a worker that waits for work."""

NOT_SHARED = (
    "Only an index in a database is shared: set CANDOUR_STORE to its address (docs/deploy.md)."
)


class SharedReading:
    """Reads with all who work on the queue.

    Args:
        queue: The queue.
        preparer: That reads what nobody else does.
        files: All files of the corpus.
        wanted: The fingerprints of those that are to be read, by path.
    """

    def __init__(
        self,
        queue: WorkQueue,
        preparer: Preparer,
        files: Sequence[CorpusFile],
        wanted: Mapping[str, str],
    ) -> None:
        self._preparer = preparer
        self._queue = queue
        self._files = {file.path: file for file in files}
        self._wanted = dict(wanted)
        queue.fill(wanted)

    def read(self, file: CorpusFile) -> Prepared:
        """Return what came of a file; while another process reads it, read others."""
        fingerprint = self._wanted.pop(file.path, None)
        if fingerprint is None:
            return Prepared(self._preparer.read(file))
        while True:
            result = self._queue.take(file.path)
            if result is None:
                result = self._own_result(file, fingerprint)
            if result is not None:
                return self._preparer.taken(result, file, fingerprint)
            self._help()

    def close(self) -> None:
        """Take back what nobody has read, so that no worker reads for a sync that has ended."""
        self._queue.clear()

    def _own_result(self, file: CorpusFile, fingerprint: str) -> bytes | None:
        """Read a file here; None where another process is at it.

        What it is refused for is a result too: an error would put it back into the queue.
        """
        with self._queue.claimed(file.path) as claim:
            if claim is None:
                return None
            claim.drop()
            return self._preparer.result_of(file, fingerprint)

    def _help(self) -> None:
        with self._queue.claimed() as claim:
            if claim is not None:
                file = self._files[claim.path]
                claim.finish(self._preparer.result_of(file, claim.fingerprint))
                return
        time.sleep(POLL_S)


class Worker:
    """Reads what a sync of any machine puts into the queue.

    Args:
        settings: Whose corpus is read.
        encoder: That embeds passages; the sync's own.
        preparer: That reads.
        queue: The queue.
    """

    def __init__(
        self, settings: Settings, encoder: Encoder, preparer: Preparer, queue: WorkQueue
    ) -> None:
        self._settings = settings
        self._encoder = encoder
        self._preparer = preparer
        self._queue = queue
        self._files: dict[str, CorpusFile] = {}
        self._declined: set[str] = set()
        self._read_files = 0

    def run(self, stop: threading.Event, *, once: bool) -> int:
        """Work until told to stop, or `once` until nothing is left; return how many were read."""
        while not stop.is_set():
            try:
                is_idle = not self._work()
            except IndexBusyError as error:
                if once:
                    raise
                sys.stderr.write(f"{error}\n")
                is_idle = True
            if is_idle and once:
                break
            if is_idle:
                # What was another file here may be the same by the next sync.
                self._declined.clear()
                self._files.clear()
                stop.wait(IDLE_S)
        return self._read_files

    def _work(self) -> bool:
        """Read one file, or leave it to others; say whether there was one."""
        with self._queue.claimed(declined=self._declined) as claim:
            if claim is None:
                return False
            file = self._file(claim.path, claim.fingerprint)
            if file is None:
                sys.stderr.write(f"{claim.path}: it is another file here, and left to others.\n")
                self._declined.add(claim.path)
            else:
                claim.finish(self._preparer.result_of(file, claim.fingerprint))
                self._read_files += 1
        return True

    def _file(self, path: str, fingerprint: str) -> CorpusFile | None:
        """Return the file that is meant; None where there is another one here, or none to read."""
        if path not in self._files:
            files = corpus_files(self._settings.corpus)
            self._files = {file.path: file for file in files if not file.reason}
        file = self._files.get(path)
        with suppress(OSError):
            if file is not None and fingerprint_of(file, self._encoder) == fingerprint:
                return file
        return None


def queue_of(store: Store) -> WorkQueue:
    """Return the queue of a shared index.

    Raises:
        SettingError: The index is a folder.
    """
    if not isinstance(store, PostgresStore):
        raise SettingError(NOT_SHARED)
    return WorkQueue(store.server)


def shared_by(store: Store) -> Shared:
    """Return how a sync of a shared index has files read.

    Raises:
        SettingError: The index is a folder.
    """
    return partial(SharedReading, queue_of(store))


def work(settings: Settings, stop: threading.Event, *, once: bool) -> int:
    """Read files for the syncs of a shared index; return how many were read.

    Raises:
        SettingError: The index is a folder.
    """
    encoder = SentenceEncoder(settings.encoder)
    queue = queue_of(open_store(settings, encoder))
    with ParserProcess(settings) as parser:
        preparer = Preparer(encoder, parser, settings)
        return Worker(settings, encoder, preparer, queue).run(stop, once=once)
