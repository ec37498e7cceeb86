"""One writer at a time, and who it is: the second is told, and leaves or waits.

The lock is the operating system's, so that it goes with its process however that ends; the note of
who holds it is only for people. Knows an index folder and no database.
"""

import getpass
import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from retriever.errors import IndexBusyError, IndexDamagedError

LOCK_NAME = "writer.lock"
NOTE_NAME = "writer.json"


@contextmanager
def sole_writer(folder: Path, wait_s: float = 0.0) -> Iterator[None]:
    """Hold the lock of an index folder, which is made if need be.

    Args:
        folder: The index folder.
        wait_s: How long to wait for another writer.

    Raises:
        IndexBusyError: Another process writes; the message says which.
        IndexDamagedError: The folder cannot be written.
    """
    lock = FileLock(folder / LOCK_NAME, timeout=wait_s)
    note = folder / NOTE_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
        note.write_text(json.dumps(_own_note()), encoding="utf-8")
    except Timeout:
        raise IndexBusyError(_busy(folder)) from None
    except OSError as error:
        lock.release()
        message = (
            f"The index in {folder} cannot be written ({error.strerror}): look at the disk's space "
            "and at who may use that folder."
        )
        raise IndexDamagedError(message) from error
    try:
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def _own_note() -> dict[str, str | int]:
    return {
        "process": os.getpid(),
        "host": socket.gethostname(),
        "user": getpass.getuser(),
        "command": Path(sys.argv[0]).name or "python",
        "since": datetime.now().astimezone().isoformat(timespec="seconds"),
    }


def _busy(folder: Path) -> str:
    try:
        who = json.loads((folder / NOTE_NAME).read_text(encoding="utf-8"))
        named = f"process {who['process']} of {who['user']} on {who['host']} since {who['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        # Between taking the lock and writing the note, or after a note was cut short.
        named = "another process"
    return f"{folder} is being written by {named}: try again when it has finished."
