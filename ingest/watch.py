"""Keeps the index equal to the corpus folder while files come and go.

The library watchfiles tells of a change at once where the system does; besides, the folder is
looked at every half minute, because a network drive tells nothing. Either way what counts is a
comparison of sizes and times, so that no change is lost and none is made up. A sync runs when all
has been at rest for two seconds. Knows the folder and a sync to call; knows no index.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from watchfiles import watch

from ingest.report import SyncReport
from ingest.settling import Snapshot, being_written, changed_files, snapshot_of
from retriever.errors import CandourError, IndexBusyError

Say = Callable[[str], None]

_GATHER_MS = 500
_STEP_MS = 50


@dataclass(frozen=True, slots=True)
class Pace:
    """How often the watch looks, in seconds.

    Attributes:
        look_s: Between two looks at a folder that tells nothing.
        rest_s: How long nothing may have changed before a sync.
        step_s: Between two looks while something changes.
        busy_s: Between two tries while another process writes to the index.
        told_s: After how long of waiting for a file that is said.
        held_s: How long a file that does not change may be held open for writing: an office
            program holds one for as long as it is on the screen.
    """

    look_s: float = 30.0
    rest_s: float = 2.0
    step_s: float = 0.5
    busy_s: float = 2.0
    told_s: float = 10.0
    held_s: float = 300.0


class CorpusWatch:
    """Watches one corpus folder.

    Args:
        corpus: The folder.
        sync: Makes the index equal to it.
        say: Told each line of each report, and every trouble once.
        stop: Set from elsewhere to end the watch.
        pace: How often it looks.
    """

    def __init__(
        self,
        corpus: Path,
        sync: Callable[[], SyncReport],
        say: Say,
        stop: threading.Event,
        pace: Pace | None = None,
    ) -> None:
        self._corpus = corpus
        self._sync = sync
        self._say = say
        self._stop = stop
        self._pace = pace or Pace()
        self._synced: Snapshot = {}
        self._is_first = True
        self._trouble = ""
        self._refused: dict[str, str] = {}

    def run(self) -> None:
        """Watch until `stop` is set; what fails is told, and tried again at the next look."""
        for _ in self._moments():
            try:
                self._keep_equal()
            except CandourError as error:
                self._tell_trouble(str(error))
            if self._stop.is_set():
                return

    def _moments(self) -> Iterator[None]:
        """Yield at the start, at every change that the system tells, and every half minute."""
        yield
        while not self._stop.is_set():
            try:
                for _ in self._changes():
                    yield
            except (OSError, RuntimeError):
                # There is no folder just now, or the system watches no more files: only look.
                self._stop.wait(self._pace.look_s)
                yield

    def _changes(self) -> Iterator[None]:
        """Yield until the folder is another one (a drive that came back) or the watch is ended."""
        folder = self._corpus.resolve()
        watched = folder.stat()
        for _ in watch(
            folder,
            watch_filter=None,
            debounce=_GATHER_MS,
            step=_STEP_MS,
            stop_event=self._stop,
            rust_timeout=int(self._pace.look_s * 1000),
            yield_on_timeout=True,
            ignore_permission_denied=True,
        ):
            yield
            now = folder.stat()
            if (now.st_dev, now.st_ino) != (watched.st_dev, watched.st_ino):
                return

    def _keep_equal(self) -> None:
        """Sync as long as the folder, at rest, differs from what was synced."""
        while (seen := self._settled()) is not None:
            if not self._synced_now():
                return
            self._synced, self._is_first, self._trouble = seen, False, ""

    def _settled(self) -> Snapshot | None:
        """Wait until the folder is at rest; None where there is nothing to do, or no more time."""
        pace = self._pace
        seen = snapshot_of(self._corpus)
        waited = rested = 0.0
        told = False
        while seen != self._synced or self._is_first:
            if self._stop.wait(pace.step_s):
                return None
            waited += pace.step_s
            now = snapshot_of(self._corpus)
            moving = changed_files(seen, now)
            rested = rested + pace.step_s if now == seen else 0.0
            seen = now
            if rested >= pace.rest_s:
                moving = being_written(changed_files(self._synced, seen))
                if not moving or rested >= pace.held_s:
                    return seen
            if moving and waited >= pace.told_s and not told:
                self._say(f"Waiting for {moving[0].name}, which is still being written.")
                told = True
        return None

    def _synced_now(self) -> bool:
        """Sync and tell the report, waiting for another writer; False when the watch has ended."""
        is_told = False
        while True:
            try:
                report = self._sync()
            except IndexBusyError as error:
                if not is_told:
                    self._say(f"{error} Waiting for it.")
                is_told = True
                if self._stop.wait(self._pace.busy_s):
                    return False
                continue
            self._tell(report)
            return True

    def _tell(self, report: SyncReport) -> None:
        """Say a report's lines, but not again at each change which files do not go in."""
        refused = {file.path: file.reason for file in (*report.skipped, *report.failed)}
        known = {path for path, reason in refused.items() if self._refused.get(path) == reason}
        self._refused = refused
        for line in report.lines(known):
            self._say(line)

    def _tell_trouble(self, trouble: str) -> None:
        if trouble != self._trouble:
            self._say(trouble)
        self._trouble = trouble
