"""Where files wait that a browser has sent, each under a ticket, until they are added or forgotten.

A browser gets a ticket and never a path, and can name nothing but tickets: no path that comes from
a browser is opened. How many files wait, and how large they are, is bounded. Knows no gradio.
"""

import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from ingest.upload_name import upload_name
from retriever.errors import CandourError

WAITING_LIMIT = 300
"""Files that may wait at once, of all who use the page."""
FORGOTTEN_AFTER_S = 3_600.0
_MEGABYTE = 1024 * 1024


class UploadRefusedError(CandourError):
    """A file that a browser sends is not taken."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that waits."""

    ticket: str
    file: Path
    since: float


class Staging:
    """The files that wait.

    Args:
        max_file_mb: A larger file is not taken.
    """

    def __init__(self, max_file_mb: int) -> None:
        self._max_file_mb = max_file_mb
        self._folder: Path | None = None
        self._waiting: dict[str, Upload] = {}
        self._lock = threading.Lock()

    async def receive(self, name: str, body: AsyncIterator[bytes]) -> Upload:
        """Write what a browser sends to a place of its own.

        Raises:
            UploadRefusedError: It is empty, over the limit, or too many files wait.
        """
        upload = self._make_room(upload_name(name))
        is_whole = False
        try:
            await self._write(upload.file, body)
            is_whole = True
        finally:
            if not is_whole:
                self.drop([upload.ticket])
        return upload

    async def _write(self, file: Path, body: AsyncIterator[bytes]) -> None:
        size = 0
        with file.open("xb") as written:
            async for piece in body:
                size += len(piece)
                if size > self._max_file_mb * _MEGABYTE:
                    message = f"It is over the limit of {self._max_file_mb} MB: split it."
                    raise UploadRefusedError(message)
                written.write(piece)
        if not size:
            raise UploadRefusedError("It is empty: download or save it again.")

    def taken(self, tickets: list[str]) -> list[Path]:
        """Return the files of tickets, those that are known; they wait until they are dropped."""
        with self._lock:
            return [self._waiting[each].file for each in tickets if each in self._waiting]

    def drop(self, tickets: list[str]) -> None:
        """Delete files that need wait no longer."""
        with self._lock:
            gone = [self._waiting.pop(each) for each in tickets if each in self._waiting]
        for upload in gone:
            shutil.rmtree(upload.file.parent, ignore_errors=True)

    def close(self) -> None:
        """Delete all that waits; for the application's end."""
        with self._lock:
            self._waiting.clear()
            folder, self._folder = self._folder, None
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    def _make_room(self, name: str) -> Upload:
        self._forget_old()
        ticket = secrets.token_urlsafe(24)
        with self._lock:
            if len(self._waiting) >= WAITING_LIMIT:
                message = f"{WAITING_LIMIT} files wait to be added: try again in a while."
                raise UploadRefusedError(message)
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix="candour-uploads-"))
            folder = self._folder / ticket
            folder.mkdir()
            upload = Upload(ticket, folder / name, time.monotonic())
            self._waiting[ticket] = upload
        return upload

    def _forget_old(self) -> None:
        oldest = time.monotonic() - FORGOTTEN_AFTER_S
        with self._lock:
            old = [each.ticket for each in self._waiting.values() if each.since < oldest]
        self.drop(old)
