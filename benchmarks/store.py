"""Measures an index folder and a PostgreSQL database side by side, and prints a table.

    python -m benchmarks.store [--passages 100000] [--kills 20] [--seconds 20] [--memory 1]

The corpus is that of `benchmarks/scale.py`: made up, nothing is encoded. A question is a dense and
a word search of 200 hits each, their fusion, and the reading of twelve passages. The server is
started here, from the tests' package, with its data on this disk and fsync on.
"""

import argparse
import multiprocessing
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import psycopg

from benchmarks.scale import MANIFEST, PASSAGES_A_DOCUMENT, MadeUpCorpus
from retriever.errors import CandourError
from retriever.records import Filters, ScoredPassage
from retriever.search.fusion import DEPTH, fuse_convex
from retriever.store.analyser import terms
from retriever.store.contract import Store, View
from retriever.store.encoder import Floats
from retriever.store.local_store import LocalStore
from retriever.store.postgres.store import PostgresStore
from tests.postgres_server import PostgresServer

QUESTIONS = 100
WARM_UP = 10
ASKERS, PROCESSES = 50, 2
DOCUMENTS_AT_ONCE = 50
FILTERS = {
    "": Filters(),
    ", one authority of 150": Filters(authorities=("Authority 7",)),
    ", half the years": Filters(since=date(2018, 1, 1)),
}

Facts = dict[str, float]


def main() -> int:
    """Run the benchmark and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=20.0, help="how long the askers ask")
    parser.add_argument("--memory", type=int, default=1, help="the server's, in GB, twice")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, running_server(given.memory) as server:
        stores: dict[str, Store] = {
            "folder": LocalStore(Path(scratch) / "index", MANIFEST),
            "database": PostgresStore(server.create_database("candour"), MANIFEST),
        }
        facts = {name: build(store, given.passages) for name, store in stores.items()}
        facts["folder"]["disk MB"] = folder_mb(Path(scratch) / "index")
        facts["database"]["disk MB"] = database_mb(server)
        for name, measured in compared(stores).items():
            facts[name].update(measured)
        print_table(facts, given.passages)
        print(askers_line(server.address("candour"), given.seconds), flush=True)
        print(kills_line(server, given.kills), flush=True)
    return 0


@contextmanager
def running_server(memory: int = 1) -> Iterator[PostgresServer]:
    """Start a server, and remove it at the end.

    `memory` is what it caches with, in GB, and as much again is what it makes a graph with.
    """
    gigabytes = f"'{memory}GB'"
    server = PostgresServer(fsync="on", shared_buffers=gigabytes, maintenance_work_mem=gigabytes)
    try:
        server.make()
        yield server
    finally:
        server.remove()


def build(store: Store, count: int) -> Facts:
    """Fill a store; return what that took, the making up of texts left out."""
    corpus, written = MadeUpCorpus(), 0.0
    for first in range(0, count // PASSAGES_A_DOCUMENT, DOCUMENTS_AT_ONCE):
        some = [corpus.document(first + place) for place in range(DOCUMENTS_AT_ONCE)]
        began = time.perf_counter()
        with store.write() as batch:
            for document, passages, rows in some:
                batch.replace_document(document, passages, rows, "made up")
        written += time.perf_counter() - began
    began = time.perf_counter()
    store.refresh_caches()
    return {"rows written, s": written, "caches or graph made, s": time.perf_counter() - began}


def compared(stores: dict[str, Store]) -> dict[str, Facts]:
    """Ask both the same questions in turn; return times, and how many hits they share."""
    corpus = MadeUpCorpus(seed=11)
    vectors = corpus.vectors(QUESTIONS + WARM_UP)
    asked = [terms(corpus.text(8)) for _ in range(QUESTIONS + WARM_UP)]
    facts: dict[str, Facts] = {name: {} for name in stores}
    for label, filters in FILTERS.items():
        spent: dict[str, list[float]] = {name: [] for name in stores}
        for place in range(QUESTIONS + WARM_UP):
            for name, store in stores.items():
                began = time.perf_counter()
                question(store, vectors[place], asked[place], filters)
                if place >= WARM_UP:
                    spent[name].append((time.perf_counter() - began) * 1000)
        for name, times in spent.items():
            facts[name][f"question{label}, p50 ms"] = float(np.percentile(times, 50))
            facts[name][f"question{label}, p95 ms"] = float(np.percentile(times, 95))
    with stores["folder"].read() as one, stores["database"].read() as other:
        views = (one, other)
        facts["database"]["words: share of the folder's ten"] = shared(
            views, lambda view, n: view.search_words(asked[n], DEPTH, Filters())
        )
        facts["database"]["dense: share of the folder's ten"] = shared(
            views, lambda view, n: view.search_dense(vectors[n], DEPTH, Filters())
        )
    return facts


def question(store: Store, vector: Floats, asked: list[str], filters: Filters) -> None:
    """Do what a question asks of a store."""
    with store.read() as view:
        dense = view.search_dense(vector, DEPTH, filters)
        ranked = fuse_convex(dense, view.search_words(asked, DEPTH, filters))[:12]
        view.document_frequencies(asked)
        view.passages([each.passage_id for each in ranked])


def shared(views: tuple[View, View], search: Callable[[View, int], list[ScoredPassage]]) -> float:
    """Return the mean share of the first view's ten that the second one finds."""
    found = [
        [{each.passage_id for each in search(view, n)[:10]} for view in views]
        for n in range(QUESTIONS)
    ]
    return float(np.mean([len(one & other) / max(1, len(one)) for one, other in found]))


def askers_line(address: str, seconds: float) -> str:
    """Let many askers ask at once; say how quickly they were answered."""
    context = multiprocessing.get_context("spawn")
    pipes = []
    for number in range(PROCESSES):
        ours, theirs = context.Pipe()
        context.Process(target=_ask_for, args=(address, seconds, number, theirs)).start()
        pipes.append(ours)
    answers = [pipe.recv() for pipe in pipes]
    times = [spent for each, _ in answers for spent in each]
    failed = sum(failures for _, failures in answers)
    return (
        f"{ASKERS} askers, {PROCESSES} processes: {len(times) / seconds:.0f} questions a second, "
        f"p50 {np.percentile(times, 50):.0f} ms, p95 {np.percentile(times, 95):.0f} ms, "
        f"{failed} not answered."
    )


def _ask_for(address: str, seconds: float, seed: int, pipe: Connection) -> None:
    corpus, store = MadeUpCorpus(seed=100 + seed), PostgresStore(address, MANIFEST)
    vectors, asked = corpus.vectors(500), [terms(corpus.text(8)) for _ in range(500)]
    times: list[float] = []
    failures: list[str] = []
    deadline = time.monotonic() + seconds

    def ask(first: int) -> None:
        place = first
        while time.monotonic() < deadline:
            began = time.perf_counter()
            try:
                question(store, vectors[place % 500], asked[place % 500], Filters())
            except CandourError as error:
                failures.append(str(error))
            else:
                times.append((time.perf_counter() - began) * 1000)
            place += 1

    threads = [threading.Thread(target=ask, args=(n * 17,)) for n in range(ASKERS // PROCESSES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.close()
    pipe.send((times, len(failures)))


def kills_line(server: PostgresServer, kills: int) -> str:
    """Kill the server while documents are published; say what was lost."""
    store = PostgresStore(server.create_database("killed"), MANIFEST)
    corpus, chance = MadeUpCorpus(seed=3), random.Random(4)  # noqa: S311 - no secret
    first, passages, rows = corpus.document(10_000_000)
    with store.write() as batch:
        batch.replace_document(first, passages, rows, "made up")
    published = [first]
    for number in range(kills):
        killer = threading.Timer(chance.uniform(0.5, 4.0), server.kill)
        killer.start()
        try:
            for place in range(1_000):
                document, passages, rows = corpus.document(number * 1_000 + place)
                with store.write() as batch:
                    batch.replace_document(document, passages, rows, "made up")
                published.append(document)
        except CandourError:
            killer.join()
        server.start()
    with store.read() as view:
        held = {document.doc_id: document.text for document in view.documents(Filters())}
        lost = [each.doc_id for each in published if held.get(each.doc_id) != each.text]
        size = view.size()
    faults = [*store.verify()]
    half = size - len(held) * PASSAGES_A_DOCUMENT
    store.close()
    return (
        f"{kills} kills of the server while {len(published)} documents were published: "
        f"{len(lost)} lost, {half} passages of documents half there, {len(faults)} faults."
    )


def folder_mb(folder: Path) -> float:
    """Return the size of an index folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def database_mb(server: PostgresServer) -> float:
    """Return the size of the database."""
    with psycopg.connect(server.address("candour")) as connection:
        row = connection.execute("SELECT pg_database_size('candour')").fetchone()
    return float(row[0]) / 1e6 if row else 0.0


def print_table(facts: dict[str, Facts], count: int) -> None:
    """Print what was measured."""
    print(f"| {count:,} passages | Folder | Database |")
    print("|---|---|---|")
    for name in facts["database"]:
        values = [facts[store].get(name) for store in ("folder", "database")]
        cells = ("" if value is None else f"{value:,.3g}" for value in values)
        print(f"| {name} | " + " | ".join(cells) + " |")
    print(flush=True)


if __name__ == "__main__":
    sys.exit(main())
