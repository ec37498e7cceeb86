"""The parent's side of the parser's process: sends a job, waits while it makes progress.

A hostile file costs its own line of the report: a parser that hangs is killed after a while without
progress, one that crashes or wants too much memory is named, and the next file gets a new process.
Knows the protocol of `ingest.child`; knows no format. Safe to use from several threads.
"""

import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Self

from ingest.document_json import load_document
from ingest.loaders.draft import FileIdentity
from ingest.loaders.loading import LoadedFile
from ingest.processor_time import processor_time_s
from retriever.errors import PassingFaultError, SkippedFileError, UnreadableFileError
from retriever.settings import Settings

_PROJECT = Path(__file__).resolve().parents[1]
_START_S = 120.0
"""For a new process to import its parsers: 2 s of CPU time, which a busy machine makes 20 of the
clock (measured), and no fault of the file that is first."""

PATIENCE = 4
"""How many times as long a file may take where the machine is so busy that its reading hardly ran:
a report of 180 pages was given up once while 50 other processes waited for two cores."""

WORKED = 0.5
"""Share of the time without progress that a reading which hangs has computed."""


def memory_notice(platform: str = sys.platform) -> str:
    """Say that a parser's memory is not limited here; "" where it is."""
    if platform.startswith("linux"):
        return ""
    return (
        "Note: this system cannot limit the memory of a program, so that a hostile file may use "
        "all of it while it is read (Linux can)."
    )


@dataclass(frozen=True, slots=True)
class Reply:
    """A job's answer: its facts, and the bytes that came with them."""

    facts: dict[str, Any]
    payload: bytes


class ParserProcess:
    """Runs parsers in a process of their own, started at the first job and kept for the next.

    Args:
        settings: Their limits of time and memory count.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._child: _Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def load(self, path: Path, identity: FileIdentity) -> LoadedFile:
        """Read a file.

        Raises:
            SkippedFileError: It is not for the library.
            UnreadableFileError: It is damaged, over a limit, or its parser crashed.
        """
        job = {
            "job": "load",
            "path": str(path.absolute()),
            "relative": identity.path,
            "doc_id": identity.doc_id,
            "file_hash": identity.file_hash,
            "ocr": self._settings.ocr,
        }
        reply = self.run(job)
        return LoadedFile(load_document(reply.payload), tuple(reply.facts["removed"]))

    def run(self, job: dict[str, Any]) -> Reply:
        """Do a job; once more in a new process where one that was used before ran into its limit.

        Raises:
            SkippedFileError: The file is not for the library.
            UnreadableFileError: It is damaged, over a limit, or its parser crashed.
        """
        with self._lock:
            was_used = self._child is not None
            try:
                return self._run(job)
            except _CrashError:
                if not was_used:
                    raise
                return self._run(job)

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._drop()

    def _run(self, job: dict[str, Any]) -> Reply:
        if self._child is None:
            self._child = _Child(self._settings.parse_memory_mb)
        timeout_s = self._settings.parse_timeout_s
        try:
            reply = self._child.ask(job, timeout_s)
        except queue.Empty:
            self._drop()
            message = (
                f"Its reading made no progress for {timeout_s} s and was stopped: split it, or "
                "save it anew from what it was made with."
            )
            raise UnreadableFileError(message) from None
        if reply is None:
            ending = self._child.ending()
            self._drop()
            message = f"It made its parser crash ({ending}): get another copy."
            raise _CrashError(message)
        if reply.facts["status"] == "skipped":
            raise SkippedFileError(reply.facts["reason"])
        if reply.facts["status"] == "passing":
            raise PassingFaultError(reply.facts["reason"])
        if reply.facts["status"] == "failed":
            raise UnreadableFileError(reply.facts["reason"])
        if reply.facts["status"] == "memory":
            self._drop()
            limit_mb = self._settings.parse_memory_mb
            message = f"It needs more than {limit_mb} MB to read (CANDOUR_PARSE_MEMORY_MB)."
            raise _CrashError(message)
        return reply

    def _drop(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child = None


class _CrashError(UnreadableFileError):
    """The process ended, or had no memory left: worth one more try in a new one."""


class _Child:
    """One process, and the thread that reads its answers (a pipe has no time limit of its own)."""

    def __init__(self, memory_mb: int) -> None:
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed in kill()
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "ingest.child", str(memory_mb)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            cwd=_PROJECT,
            # Ctrl-C at the terminal is for the parent, which then ends this one.
            start_new_session=True,
        )
        self._replies: queue.Queue[Reply | None] = queue.Queue()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        self._is_ready = False

    def ask(self, job: dict[str, Any], timeout_s: float) -> Reply | None:
        """Send a job and wait for its answer; None when the process ended.

        Raises:
            queue.Empty: No answer and no progress for `timeout_s` (_START_S while the process
                starts), or for PATIENCE times as long where the machine gave it no time to work in.
        """
        stdin = self._process.stdin
        if stdin is None:
            return None
        try:
            stdin.write(json.dumps(job).encode() + b"\n")
            stdin.flush()
        except BrokenPipeError:
            return None
        while True:
            reply = self._next(timeout_s if self._is_ready else _START_S)
            self._is_ready = True
            if reply is None or "progress" not in reply.facts:
                return reply

    def _next(self, timeout_s: float) -> Reply | None:
        begun_s = processor_time_s(self._process.pid)
        for _ in range(PATIENCE - 1):
            with suppress(queue.Empty):
                return self._replies.get(timeout=timeout_s)
            now_s = processor_time_s(self._process.pid)
            if begun_s is None or now_s is None or now_s - begun_s >= timeout_s * WORKED:
                raise queue.Empty
        return self._replies.get(timeout=timeout_s)

    def ending(self) -> str:
        """Say how the process ended: its signal, or the last line it wrote."""
        code = self._process.wait()
        if code < 0:
            return f"signal {-code}"
        self._errors.seek(0)
        lines = self._errors.read().decode(errors="replace").strip().splitlines()
        return lines[-1][:200] if lines else f"exit status {code}"

    def kill(self) -> None:
        """End the process, and what it started (OCR), and wait for it."""
        if sys.platform != "win32" and self._process.returncode is None:
            # Its own session's group; not waited for yet, so that the number is still its own.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        self._thread.join()
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            if stream is not None and not stream.closed:
                _close(stream)

    def _read(self) -> None:
        stdout = self._process.stdout
        if stdout is None:
            return
        for reply in replies_of(stdout):
            if reply is None:
                # It waits for a next job, and nothing more that it says would be understood.
                self._process.kill()
            self._replies.put(reply)
        self._replies.put(None)


def replies_of(stream: IO[bytes]) -> Iterator[Reply | None]:
    """Read a process's answers until it ends; None, as the last, for what is no answer."""
    for line in stream:
        try:
            facts = json.loads(line)
            length = int(facts.get("length", 0))
        except (ValueError, TypeError, AttributeError):
            yield None
            return
        payload = stream.read(length) if length > 0 else b""
        if len(payload) < length:
            return
        yield Reply(facts, payload)


def _close(stream: IO[bytes]) -> None:
    try:
        stream.close()
    except BrokenPipeError:
        # A job that the process no longer took was still in the buffer.
        return
