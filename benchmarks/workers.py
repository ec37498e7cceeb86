"""Measures how an ingest into PostgreSQL grows with the processes that read for it.

    python -m benchmarks.workers [CORPUS] [--processes 1 2]

Each run fills a new database: one `sync --share`, and `work` beside it for each process more, all
with one thread. The time is that of the sync, from its start to its end, imports included; the
workers' imports are done before it. The server is started here, from the tests' package.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import psycopg

from benchmarks.store import running_server
from tests.postgres_server import PostgresServer

IMPORTS_S = 15.0
"""How long a worker gets to load what it reads and embeds with."""


def main() -> int:
    """Run the benchmark and return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", nargs="?", type=Path, default=Path("corpus"))
    parser.add_argument("--processes", nargs="+", type=int, default=[1, 2])
    given = parser.parse_args()
    with running_server() as server:
        for count in given.processes:
            print(measured(server, given.corpus, count), flush=True)
    return 0


def measured(server: PostgresServer, corpus: Path, processes: int) -> str:
    """Fill a new database with so many processes; say how long it took."""
    name = f"with_{processes}"
    address = server.create_database(name)
    began_work = [_started(address, ["work", str(corpus)]) for _ in range(processes - 1)]
    time.sleep(IMPORTS_S if began_work else 0.0)
    began = time.perf_counter()
    status = _started(address, ["sync", str(corpus), "--share"]).wait()
    spent = time.perf_counter() - began
    for worker in began_work:
        worker.terminate()
        worker.wait()
    if status not in (0, 1):
        sys.exit(status)
    with psycopg.connect(address) as connection:
        row = connection.execute("SELECT count(*) FROM passages").fetchone()
    count = int(row[0]) if row else 0
    return (
        f"{processes} process{'es' if processes > 1 else ''}: {count} passages in {spent:.1f} s, "
        f"{count / spent:.1f} a second"
    )


def _started(address: str, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    settings = {**os.environ, "CANDOUR_STORE": address, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "ingest", *arguments]
    return subprocess.Popen(command, env=settings, stdout=subprocess.DEVNULL)  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
