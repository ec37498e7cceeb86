"""Makes the index equal to the corpus folder: the one place where documents go in and out.

Unchanged files (by the hash of the file, its sidecar, and the versions of loaders, chunker and
encoder) are not read again, and with nothing changed the encoder is not loaded. Documents are
published in batches, so that what a stopped run has done stays done. Data flows from files through
the parser's process, the chunker and the encoder into the store.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing

from ingest.chunker import Chunker
from ingest.corpus_folder import CorpusFile, corpus_files
from ingest.ledger import Ledger, ledger_of
from ingest.parser_process import ParserProcess
from ingest.preparing import Prepared, Preparer
from ingest.publishing import Publisher, Ready
from ingest.reading import OwnReading, Reading, Shared
from ingest.refusals import Refusals
from ingest.report import IngestedFile, RefusedFile, SyncReport
from ingest.selection import Selection
from retriever.errors import (
    CandourError,
    IndexMismatchError,
    IndexMissingError,
    PassingFaultError,
    SkippedFileError,
    UnreadableFileError,
)
from retriever.records import doc_id_of
from retriever.settings import Settings
from retriever.store.analyser import fold
from retriever.store.checksum import text_checksum
from retriever.store.contract import Store
from retriever.store.encoder import Encoder
from retriever.store.repeats import Copy

SAME_CONTENT = "It has the same content as {path}: that is in the library, with both paths listed."

Progress = Callable[[int, int], None]
"""Called with how many of how many files are done."""


def no_progress(_done: int, _total: int) -> None:
    """Show nothing."""


class Sync:
    """One run over the corpus.

    Args:
        settings: Where corpus and index are, and the limits.
        encoder: That embeds passages.
        store: That is made equal to the corpus.
        progress: Told after each file.
        may_empty: Whether an empty corpus empties the index: a drive that is away looks so.
    """

    def __init__(
        self,
        settings: Settings,
        encoder: Encoder,
        store: Store,
        progress: Progress = no_progress,
        *,
        may_empty: bool = False,
    ) -> None:
        self._may_empty = may_empty
        self._settings = settings
        self._encoder = encoder
        self._store = store
        self._progress = progress
        self._chunker = Chunker(encoder)
        self._report = SyncReport()
        self._publisher = Publisher(encoder, store)
        self._refusals = Refusals(settings.index)
        self._selection = Selection(settings, encoder, self._refusals)
        self._orphans: set[str] = set()
        self._paths: Mapping[str, str] = {}
        self._ledger = Ledger()

    def run(self, shared: Shared | None = None, *, anew: bool = False) -> SyncReport:
        """Make the index equal to the corpus.

        Args:
            shared: How files are read together with other processes; None to read them alone.
            anew: Whether the index is emptied first, and every file read again.

        Raises:
            CandourError: There is no corpus folder, the index cannot be written, or the run was
                stopped (what was published stays).
        """
        files = corpus_files(self._settings.corpus)
        self._check_places()
        with self._store.sole_writer():
            started = time.monotonic()
            self._ledger = self._emptied(files) if anew else self._read_ledger(files)
            self._run(files, shared)
            self._report.seconds = time.monotonic() - started
        return self._report

    def _run(self, files: Sequence[CorpusFile], shared: Shared | None) -> None:
        self._paths = {file.doc_id: file.path for file in files}
        self._check_not_emptied(files)
        try:
            self._remove({file.path for file in files})
            with (
                ParserProcess(self._settings) as parser,
                closing(self._reading(parser, files, shared)) as reading,
            ):
                for place, file in enumerate(files):
                    self._take(file, reading)
                    self._progress(place + 1, len(files))
                self._take_orphans(files, reading)
            self._publish()
        except KeyboardInterrupt:
            done = len(self._report.added) + len(self._report.replaced)
            message = f"Stopped: {done} documents were put in and stay; run it again for the rest."
            raise CandourError(message) from None
        self._finish()

    def _reading(
        self, parser: ParserProcess, files: Sequence[CorpusFile], shared: Shared | None
    ) -> Reading:
        preparer = Preparer(self._encoder, parser, self._settings)
        if shared is None:
            return OwnReading(preparer)
        if self._ledger.is_new:
            with self._store.write():
                pass  # Lays the tables, the queue's too.
        return shared(preparer, files, self._selection.wanted(files, self._ledger.fingerprints))

    def _check_places(self) -> None:
        """Refuse an index among the documents: its files would be taken for some."""
        corpus, index = self._settings.corpus.resolve(), self._settings.index.resolve()
        if index.is_relative_to(corpus):
            message = f"The index {index} lies in the corpus {corpus}: name another folder for it."
            raise CandourError(message)

    def _check_not_emptied(self, files: Sequence[CorpusFile]) -> None:
        count = len(self._ledger.fingerprints)
        if self._may_empty or not count or any(not file.reason for file in files):
            return
        message = (
            f"{self._settings.corpus} is empty, and the index holds {count} documents: they are "
            "kept, in case a drive is away. If they are to go: `python -m ingest sync --empty`."
        )
        raise CandourError(message)

    def _read_ledger(self, files: Sequence[CorpusFile]) -> Ledger:
        try:
            with self._store.holdings() as holdings:
                return ledger_of(holdings)
        except IndexMissingError:
            return Ledger()
        except IndexMismatchError:
            if self._store.is_shared:
                raise  # Others answer from it: it is emptied only where that is asked for.
            # Another encoder, chunker or schema: everything is derived anew from the corpus.
            return self._emptied(files)

    def _emptied(self, files: Sequence[CorpusFile]) -> Ledger:
        """Empty the index, unless there is nothing to fill it with and nobody said that it may be.

        Raises:
            CandourError: No file can be read.
        """
        if not self._may_empty and not self._selection.is_any_readable(files):
            message = (
                f"No file in {self._settings.corpus} can be read: the index is kept as it is, in "
                "case a drive is away. If it is to go: `python -m ingest sync --anew --empty`."
            )
            raise CandourError(message)
        self._refusals.forget()
        self._store.start_anew()
        return Ledger(is_new=False)

    def _remove(self, present: set[str]) -> None:
        gone = sorted(set(self._ledger.fingerprints) - present)
        documents = [path for path in gone if self._ledger.is_document(path)]
        self._publisher.remove(gone)
        for path in gone:
            # Copies that stay are read in their turn, as paths that the index knows nothing of.
            self._ledger.forget(path)
        self._report.removed += [IngestedFile(path, doc_id_of(path)) for path in documents]

    def _take_orphans(self, files: Sequence[CorpusFile], reading: Reading) -> None:
        """Read again the copies of what has another content since: one of them holds it now."""
        while self._orphans:
            orphans, self._orphans = self._orphans, set()
            for refused in (self._report.skipped, self._report.failed):
                refused[:] = [each for each in refused if each.path not in orphans]
            for file in files:
                if file.path in orphans:
                    self._take(file, reading)

    def _take(self, file: CorpusFile, reading: Reading) -> None:
        """Read one file and put it among those that wait, unless it is unchanged or refused."""
        self._orphans.discard(file.path)
        try:
            fingerprint = self._selection.fingerprint_of(file)
        except (SkippedFileError, UnreadableFileError) as error:
            self._refuse(file, str(error), is_fault=isinstance(error, UnreadableFileError))
            return
        if self._ledger.fingerprints.get(file.path) == fingerprint:
            self._note_unchanged(file)
            return
        refusal = self._selection.refusal_of(file)
        if refusal is not None:
            self._refuse(file, refusal.reason, is_fault=refusal.is_fault)
            return
        try:
            prepared = reading.read(file)
        except (SkippedFileError, UnreadableFileError) as error:
            is_fault = isinstance(error, UnreadableFileError)
            self._refuse(file, str(error), is_fault=is_fault)
            if not isinstance(error, PassingFaultError):
                self._selection.refuse(file, str(error), is_fault=is_fault)
            return
        self._accept(file, prepared, fingerprint)

    def _note_unchanged(self, file: CorpusFile) -> None:
        holder = self._ledger.copies.get(file.path)
        if holder is None:
            self._report.unchanged += 1
            return
        self._report.skipped.append(
            RefusedFile(file.path, SAME_CONTENT.format(path=self._paths[holder]))
        )

    def _accept(self, file: CorpusFile, prepared: Prepared, fingerprint: str) -> None:
        """Put a document among those that wait, or note it as a copy of another one."""
        document = prepared.document
        checksum = text_checksum(document.text)
        holder = self._ledger.holders.get(checksum, file.path)
        was_known = self._ledger.fingerprints.get(file.path)
        self._orphan(self._ledger.forget(file.path))
        if holder != file.path:
            self._ledger.add_copy(file.path, fingerprint, doc_id_of(holder))
            self._publisher.add_copy(Copy(file.path, doc_id_of(holder), fingerprint))
            self._report.skipped.append(RefusedFile(file.path, SAME_CONTENT.format(path=holder)))
            return
        self._ledger.add_document(file.path, fingerprint, checksum)
        about = document.metadata
        subject = fold(about.authority or about.urn or about.provider or "")
        kin = self._ledger.kin.kin_of(document.doc_id, document.text, subject)
        passages = prepared.passages
        if passages is None:
            passages = self._chunker.passages_of(document)
        is_old = bool(was_known)
        self._publisher.add(Ready(document, passages, fingerprint, kin, is_old, prepared.rows))
        if self._publisher.is_full:
            self._publish()

    def _orphan(self, paths: Sequence[str]) -> None:
        self._orphans.update(paths)
        self._publisher.drop_copies(paths)

    def _refuse(self, file: CorpusFile, reason: str, *, is_fault: bool) -> None:
        """Note why a file does not go in; one that was in before stays in, and that is said."""
        if file.path in self._ledger.fingerprints:
            reason = f"{reason.rstrip('.')}. The library keeps the version that it had before."
            is_fault = True
        refused = self._report.failed if is_fault else self._report.skipped
        refused.append(RefusedFile(file.path, reason))

    def _publish(self) -> None:
        for ready in self._publisher.publish():
            document = ready.document
            entry = IngestedFile(
                document.path, document.doc_id, len(ready.passages), document.warnings
            )
            (self._report.replaced if ready.is_old else self._report.added).append(entry)

    def _finish(self) -> None:
        """Publish an empty generation where nothing ever was, and write the caches if need be."""
        changed = self._publisher.has_published
        if self._ledger.is_new and not changed:
            with self._store.write():
                pass
        # What a run before this one took out, and could not clean from every file, counts too.
        if changed or self._ledger.is_new or self._store.is_refresh_due():
            self._store.refresh_caches()
        with self._store.holdings() as holdings:
            self._report.generation = holdings.generation
        self._report.remains = self._store.remains()
        self._refusals.write()
