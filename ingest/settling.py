"""What the corpus folder looks like at a moment, and whether its files are whole yet.

Knows the file system only: sizes and times, and who has a file open where the system tells.
"""

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.corpus_folder import SIDECAR_ENDING, corpus_files


@dataclass(frozen=True, slots=True)
class FileState:
    """What tells one version of a file from another without reading it.

    Attributes:
        size: In bytes.
        modified_ns: When its content was last written.
        changed_ns: When its name, place or rights last changed (on Windows: when it was made).
    """

    size: int
    modified_ns: int
    changed_ns: int


Snapshot = Mapping[Path, FileState]


def snapshot_of(corpus: Path) -> Snapshot:
    """Note the state of every document of the corpus and of every sidecar.

    Raises:
        CandourError: There is no such folder.
    """
    states: dict[Path, FileState] = {}
    for file in corpus_files(corpus):
        if file.reason and not file.path.endswith(SIDECAR_ENDING):
            continue
        try:
            status = file.file.lstat()
        except OSError:
            continue  # Gone since the folder was listed; the next snapshot will say so too.
        states[file.file] = FileState(status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    return states


def changed_files(before: Snapshot, after: Snapshot) -> list[Path]:
    """Return the files of `after` that are new or other than in `before`."""
    return [path for path, state in after.items() if before.get(path) != state]


def being_written(paths: Iterable[Path]) -> list[Path]:
    """Return the files that are open for writing, as far as the system tells.

    Linux tells for files of the same owner on its own disks, Windows where the writer locks the
    file, as its own copying does. A copy from another machine cannot be seen: it shows only by its
    size and time.
    """
    return [path for path in paths if _is_being_written(path)]


def _is_being_written(path: Path) -> bool:
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except PermissionError:
        return sys.platform == "win32"  # Locked by its writer; elsewhere it is a matter of rights.
    except OSError:
        return False
    try:
        return _has_writer(descriptor)
    finally:
        os.close(descriptor)


def _has_writer(descriptor: int) -> bool:
    """Ask for a read lease, which Linux refuses while the file is open for writing."""
    if not sys.platform.startswith("linux"):
        return False
    import fcntl  # noqa: PLC0415 - not on Windows
    import signal  # noqa: PLC0415 - only here

    try:
        # A writer that comes within the microseconds of the lease sends a signal: one that is
        # ignored by default, for the usual one would end this process.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except BlockingIOError:
        return True
    except OSError:
        return False  # Another's file, or a file system without leases: it cannot be told.
    return False
