"""Makes the index equal to the corpus folder: the one place where documents go in and out.

Unchanged files (by the hash of the file, its sidecar, and the versions of loaders, chunker and
encoder) are not read again, and with nothing changed the encoder is not loaded. Documents are
published in batches, so that what a stopped run has done stays done. Data flows from files through
the parser's process, the chunker and the encoder into the store.
"""

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from ingest.chunker import CHUNKER_VERSION, Chunker
from ingest.corpus_folder import CorpusFile, corpus_files, doc_id_of
from ingest.loaders.draft import FileIdentity
from ingest.loaders.loading import LOADERS_VERSION
from ingest.parser_process import ParserProcess
from ingest.report import IngestedFile, RefusedFile, SyncReport
from ingest.sidecar import with_sidecar
from retriever.errors import (
    CandourError,
    IndexMismatchError,
    IndexMissingError,
    SkippedFileError,
    UnreadableFileError,
)
from retriever.records import Document, Filters, Passage
from retriever.settings import Settings
from retriever.store.encoder import Encoder, Floats
from retriever.store.local_store import LocalStore

BATCH_PASSAGES = 512
"""How many passages are encoded and published together: sorted by length across documents, little
is lost to padding; a stopped run loses at most the encoding of one batch."""

_MEGABYTE = 1024 * 1024

Progress = Callable[[int, int], None]
"""Called with how many of how many files are done."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """A document that waits for its embeddings."""

    document: Document
    passages: tuple[Passage, ...]
    fingerprint: str


@dataclass(slots=True)
class _Known:
    """What the index holds: fingerprints by path, and the generation."""

    fingerprints: Mapping[str, str] = field(default_factory=dict)
    generation: int = 0
    is_new: bool = True


def no_progress(_done: int, _total: int) -> None:
    """Show nothing."""


class Sync:
    """One run over the corpus.

    Args:
        settings: Where corpus and index are, and the limits.
        encoder: That embeds passages.
        store: That is made equal to the corpus.
        progress: Told after each file.
    """

    def __init__(
        self,
        settings: Settings,
        encoder: Encoder,
        store: LocalStore,
        progress: Progress = no_progress,
    ) -> None:
        self._settings = settings
        self._encoder = encoder
        self._store = store
        self._progress = progress
        self._chunker = Chunker(encoder)
        self._report = SyncReport()
        self._ready: list[_Ready] = []
        self._known = _Known()

    def run(self) -> SyncReport:
        """Make the index equal to the corpus.

        Raises:
            CandourError: There is no corpus folder, the index cannot be written, or the run was
                stopped (what was published stays).
        """
        started = time.monotonic()
        files = corpus_files(self._settings.corpus)
        self._known = self._read_known()
        try:
            self._remove({file.path for file in files})
            with ParserProcess(self._settings) as parser:
                for place, file in enumerate(files):
                    self._take(file, parser)
                    self._progress(place + 1, len(files))
            self._publish()
        except KeyboardInterrupt:
            done = len(self._report.added) + len(self._report.replaced)
            message = f"Stopped: {done} documents were put in and stay; run it again for the rest."
            raise CandourError(message) from None
        self._finish()
        self._report.seconds = time.monotonic() - started
        return self._report

    def _read_known(self) -> _Known:
        try:
            return self._look()
        except IndexMissingError:
            return _Known()
        except IndexMismatchError:
            # Another encoder, chunker or schema: everything is derived anew from the corpus.
            self._store.start_anew()
            return self._look()

    def _look(self) -> _Known:
        with self._store.read() as view:
            return _Known(dict(view.fingerprints()), view.generation, is_new=False)

    def _remove(self, present: set[str]) -> None:
        gone = sorted(set(self._known.fingerprints) - present)
        if not gone:
            return
        with self._store.write() as batch:
            for path in gone:
                batch.delete_document(doc_id_of(path))
        self._report.removed += [IngestedFile(path, doc_id_of(path)) for path in gone]

    def _take(self, file: CorpusFile, parser: ParserProcess) -> None:
        """Read one file and put it among those that wait, unless it is unchanged or refused."""
        if file.reason:
            self._refuse(file, file.reason, is_fault=False)
            return
        limit_mb = self._settings.max_file_mb
        if file.size > limit_mb * _MEGABYTE:
            reason = f"It has {file.size // _MEGABYTE} MB, over the limit of {limit_mb} MB."
            self._refuse(file, reason, is_fault=True)
            return
        try:
            file_hash, fingerprint = self._fingerprint(file)
            if self._known.fingerprints.get(file.path) == fingerprint:
                self._report.unchanged += 1
                return
            identity = FileIdentity(file.doc_id, file.path, file_hash)
            document = parser.load(file.file, identity).document
            metadata = with_sidecar(document.metadata, file.sidecar)
        except SkippedFileError as error:
            self._refuse(file, str(error), is_fault=False)
            return
        except UnreadableFileError as error:
            self._refuse(file, str(error), is_fault=True)
            return
        except OSError as error:
            self._refuse(file, f"It cannot be read: {error.strerror}.", is_fault=True)
            return
        document = replace(document, metadata=metadata)
        passages = self._chunker.passages_of(document)
        self._ready.append(_Ready(document, passages, fingerprint))
        if sum(len(ready.passages) for ready in self._ready) >= BATCH_PASSAGES:
            self._publish()

    def _refuse(self, file: CorpusFile, reason: str, *, is_fault: bool) -> None:
        """Note why a file does not go in; one that was in before stays in, and that is said."""
        if file.path in self._known.fingerprints:
            reason = f"{reason.rstrip('.')}. The library keeps the version that it had before."
            is_fault = True
        refused = self._report.failed if is_fault else self._report.skipped
        refused.append(RefusedFile(file.path, reason))

    def _fingerprint(self, file: CorpusFile) -> tuple[str, str]:
        """Return the file's hash, and that of all that decides its passages."""
        with file.file.open("rb") as stream:
            file_hash = hashlib.file_digest(stream, "sha256").hexdigest()
        sidecar = file.sidecar.read_bytes() if file.sidecar.is_file() else b""
        parts = (
            file_hash,
            hashlib.sha256(sidecar).hexdigest(),
            LOADERS_VERSION,
            CHUNKER_VERSION,
            self._encoder.fingerprint,
        )
        return file_hash, hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def _publish(self) -> None:
        """Encode what waits and publish it as one generation."""
        if not self._ready:
            return
        rows = self._encode([p.indexed_text for ready in self._ready for p in ready.passages])
        with self._store.write() as batch:
            for ready in self._ready:
                own, rows = rows[: len(ready.passages)], rows[len(ready.passages) :]
                batch.replace_document(ready.document, ready.passages, own, ready.fingerprint)
        for ready in self._ready:
            document = ready.document
            is_old = document.path in self._known.fingerprints
            entry = IngestedFile(
                document.path, document.doc_id, len(ready.passages), document.warnings
            )
            (self._report.replaced if is_old else self._report.added).append(entry)
        self._ready = []

    def _encode(self, texts: Sequence[str]) -> Floats:
        """Embed texts of like length together, and return the rows in the texts' own order."""
        rows = np.zeros((len(texts), self._encoder.dimension), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        for first in range(0, len(order), BATCH_PASSAGES):
            places = order[first : first + BATCH_PASSAGES]
            rows[places] = self._encoder.encode([texts[place] for place in places])
        return rows

    def _finish(self) -> None:
        """Publish an empty generation where nothing ever was, and write the caches if need be."""
        changed = self._report.added or self._report.replaced or self._report.removed
        if self._known.is_new and not changed:
            with self._store.write():
                pass
        if changed or self._known.is_new:
            self._store.refresh_caches()
        with self._store.read() as view:
            self._report.generation = view.generation


def documents_of(store: LocalStore) -> list[Document]:
    """Return what the index holds, by path."""
    with store.read() as view:
        return view.documents(Filters())
