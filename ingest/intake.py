"""Adds, replaces and removes documents for the page, and tells how each fares while it goes on.

The work is that of `python -m ingest add` and `remove`: into the corpus, then one sync. What
differs is that nothing of it is a terminal's: one file's trouble is its own line, another writer
is waited for, and a name that is taken does not stop the rest. Knows no browser.
"""

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.additions import add_file, read_file
from ingest.chunker import CHUNKER_VERSION
from ingest.corpus_places import KnownContent
from ingest.intake_news import UNDER_WAY, Item, News, NewsBoard, Word
from ingest.parser_process import ParserProcess
from ingest.removals import delete_files, find_files, indexed_documents, twins_of
from ingest.report import SyncReport
from ingest.sync import Sync
from ingest.web.addresses import address_of
from ingest.web.fetching import Fetcher
from ingest.web.importing import Importer
from ingest.web.outcome import Outcome
from ingest.web.shelf import Shelf
from ingest.whole_file import whole
from retriever.errors import (
    CandourError,
    IndexAwayError,
    IndexBusyError,
    NameTakenError,
    SkippedFileError,
    UnreadableFileError,
)
from retriever.settings import Settings
from retriever.store.checksum import path_checksum
from retriever.store.contract import Store
from retriever.store.encoder import Encoder
from retriever.store.opening import open_store

TAKEN = (
    "Another file of this name is in the library already: rename yours, or choose Replace beside "
    "the one that is there."
)
SAME = "It is in the library already."
NOTHING_FOUND = "Nothing was found at this address."
DELETED = (
    "The file is deleted from the library's folder; the index forgets it with the next change."
)
KEPT = (
    "The files that were read are in the library's folder and stay there; they can be asked about "
    "after the next addition."
)
STAYS = "The same words stay in the library at {paths}: delete that too if they are to go."
WAITING = "Somebody else is changing the library. Waiting for them to finish…"
AWAY = "The library's database does not answer. Waiting for it…"


@dataclass(frozen=True, slots=True)
class Wait:
    """How long an index that is busy or away is waited for, and how often it is looked at."""

    longest_s: float = 120.0
    pause_s: float = 1.0


class Intake:
    """One change of the library.

    Args:
        settings: Where corpus and index are, and the limits.
        encoder: That embeds passages.
        wait: For an index that is busy or away.
    """

    def __init__(self, settings: Settings, encoder: Encoder, wait: Wait | None = None) -> None:
        self._settings = settings
        self._encoder = encoder
        self._wait = wait or Wait()
        self._board = NewsBoard()

    def news(self) -> News:
        """Return how far it has come; any thread may ask."""
        return self._board.read()

    def add(self, files: Sequence[Path], addresses: Sequence[str] = ()) -> None:
        """Put files, and what addresses name, into the library."""
        corpus = self._settings.corpus
        names = [*(file.name for file in files), *addresses]
        places = [self._board.put(Item(name, "waiting")) for name in names]
        with self._told(), ParserProcess(self._settings) as parser:
            corpus.mkdir(parents=True, exist_ok=True)
            content = KnownContent(corpus)
            for place, file in zip(places, files, strict=False):
                self._add_file(place, file, parser, content)
            if addresses:
                shelf = Shelf(corpus, parser, content)
                importer = Importer(Fetcher(self._settings), parser, shelf)
                for place, address in zip(places[len(files) :], addresses, strict=True):
                    self._add_address(place, address, importer)
            self._sync_if_read()

    def replace(self, doc_id: str, file: Path) -> None:
        """Put a file in a document's place; the document keeps its id and what is known by hand."""
        place = self._board.put(Item(file.name, "reading"))
        with self._told(), ParserProcess(self._settings) as parser:
            (old,) = find_files(self._settings.corpus, [doc_id])
            new = file.with_name(old.file.name)
            if new != file:
                file.replace(new)

            def take() -> str:
                read_file(new, self._settings, parser)
                if path_checksum(new) != path_checksum(old.file):
                    with whole(old.file) as partial:
                        shutil.copyfile(new, partial)
                return old.path

            self._take(place, take)
            self._sync_if_read()

    def remove(self, doc_id: str) -> None:
        """Delete a document: its file, its sidecar and all that the index holds of it."""
        with self._told():
            (file,) = find_files(self._settings.corpus, [doc_id])
            twins = twins_of({file.path}, indexed_documents(self._store()))
            delete_files([file])
            place = self._board.put(Item(file.path, "reading", path=file.path))
            report = self._sync(may_empty=True)
            remains = DELETED
            if report is not None:
                cleaned_later = (
                    f"{each} is cleaned at the next change." for each in report.remains
                )
                remains = " ".join(cleaned_later)
            if twins:
                remains = f"{STAYS.format(paths=', '.join(twins))} {remains}".strip()
            self._board.change(place, Item(file.path, "removed", remains, file.path))

    def _add_file(
        self, place: int, file: Path, parser: ParserProcess, content: KnownContent
    ) -> None:
        self._board.change(place, Item(file.name, "reading"))
        self._take(place, lambda: add_file(file, None, self._settings, parser, content))

    def _take(self, place: int, put: Callable[[], str]) -> None:
        """Put a file into the corpus, and note under which path or why not."""
        item = self._board.read().items[place]
        try:
            item = replace(item, word="read", path=put())
        except SkippedFileError as error:
            item = replace(item, word="skipped", reason=str(error))
        except UnreadableFileError as error:
            item = replace(item, word="failed", reason=str(error))
        except NameTakenError:
            item = replace(item, word="skipped", reason=TAKEN)
        except CandourError as error:
            item = replace(item, word="failed", reason=str(error))
        except OSError as error:
            item = replace(item, word="failed", reason=_unwritten(error))
        self._board.change(place, item)

    def _add_address(self, place: int, address: str, importer: Importer) -> None:
        """Bring in what an address names; its first outcome takes its own line."""
        self._board.change(place, Item(address, "reading"))
        try:
            for number, outcome in enumerate(importer.bring(address_of(address))):
                if number:
                    self._board.put(_item_of(outcome))
                else:
                    self._board.change(place, _item_of(outcome))
        except (CandourError, OSError) as error:
            reason = _unwritten(error) if isinstance(error, OSError) else str(error)
            self._board.change(place, Item(address, "failed", reason))
            return
        if self._board.read().items[place].word == "reading":
            self._board.change(place, Item(address, "skipped", NOTHING_FOUND))

    def _sync_if_read(self) -> None:
        """Sync, unless nothing came into the corpus: a large one takes a while to look at."""
        is_read = any(item.word == "read" for item in self._board.read().items)
        if is_read and self._sync() is None:
            self._board.step("indexing", f"{self._board.read().trouble} {KEPT}")

    def _sync(self, *, may_empty: bool = False) -> SyncReport | None:
        """Make the index equal to the corpus and tell each item's outcome.

        Returns:
            What was done; None, with the trouble told, where another writer does not end.
        """
        self._board.step("indexing")
        store = self._store()
        until = time.monotonic() + self._wait.longest_s
        while True:
            try:
                sync = Sync(
                    self._settings, self._encoder, store, self._board.count, may_empty=may_empty
                )
                report = sync.run()
            except IndexBusyError as error:
                if time.monotonic() > until:
                    self._board.step("indexing", str(error))
                    return None
                is_away = isinstance(error, IndexAwayError)
                self._board.step("waiting", AWAY if is_away else WAITING)
                time.sleep(self._wait.pause_s)
                continue
            self._board.step("indexing")
            self._tell(report)
            return report

    def _store(self) -> Store:
        return open_store(self._settings, self._encoder, CHUNKER_VERSION)

    def _tell(self, report: SyncReport) -> None:
        """Put what the sync says of each path into its item."""
        said: dict[str, tuple[Word, str, tuple[str, ...]]]
        said = {file.path: ("added", "", file.warnings) for file in report.added}
        said |= {file.path: ("replaced", "", file.warnings) for file in report.replaced}
        said |= {file.path: ("skipped", file.reason, ()) for file in report.skipped}
        said |= {file.path: ("failed", file.reason, ()) for file in report.failed}
        for place, item in enumerate(self._board.read().items):
            if item.word not in UNDER_WAY or not item.path:
                continue
            word, reason, warnings = said.get(item.path, ("unchanged", SAME, ()))
            reason = reason or item.reason
            told = replace(item, word=word, reason=reason, warnings=warnings)
            self._board.change(place, told)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """End the news however the run ends; a trouble of the whole run is told, not raised."""
        trouble = ""
        try:
            yield
            trouble = self._board.read().trouble
        except CandourError as error:
            trouble = str(error)
        except OSError as error:
            trouble = _unwritten(error)
        finally:
            self._board.step("done", trouble)


def _unwritten(error: OSError) -> str:
    """Say which file or folder the system keeps shut, and why."""
    where = error.filename or "The library's folder"
    return f"{where} cannot be written ({error.strerror}): tell who keeps Candour for you."


def _item_of(outcome: Outcome) -> Item:
    """Return an address's outcome as an item: what was fetched waits for the index."""
    waits = outcome.outcome in {"added", "replaced"}
    word = "read" if waits else outcome.outcome
    return Item(outcome.address, word, outcome.reason, outcome.path)
