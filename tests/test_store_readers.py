"""Many readers while generations are published: no error, no mixture, the newest at the next read.

Each generation's documents carry its number in every text, every title and every embedding.
"""

import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from retriever.records import Document, Filters, Metadata, ScoredPassage
from retriever.store.encoder import Floats
from retriever.store.local_store import LocalStore
from tests.library import MANIFEST, document_of, passages_of, unit_vector

ROOT = Path(__file__).parent.parent
EVERYTHING = Filters()
PATHS = ("posts/a.txt", "posts/b.txt", "reports/c.txt")
PUBLICATIONS = 100
THREADS, PROCESSES = 17, 3
PAUSE_S = 0.2
"""A person reads between two questions; without it twenty threads leave the writer no time."""

ACROSS = unit_vector(0.6, 0.8, 0, 0)


def numbered(path: str, number: int) -> Document:
    """Make one document of a generation, of as many paragraphs as its number's last digit says."""
    paragraphs = [f"Visits of generation {number}, part {part}." for part in range(number % 10 + 1)]
    return document_of(path, paragraphs, Metadata(f"Paper {number}", "blog_post"))


def rows_of(document: Document, number: int) -> Floats:
    """Return embeddings whose inner product with ACROSS is of this number's generation alone."""
    angle = number / 100
    row = unit_vector(float(np.cos(angle)), float(np.sin(angle)), 0, 0)
    return np.stack([row] * len(document.blocks))


def publish(store: LocalStore, number: int) -> None:
    with store.write() as batch:
        for path in PATHS:
            document = numbered(path, number)
            rows = rows_of(document, number)
            batch.replace_document(document, passages_of(document), rows, str(number))


def seen(store: LocalStore) -> tuple[int, set[str]]:
    """Return the generation of one view, and every generation that anything in it tells of."""
    with store.read() as view:
        dense = view.search_dense(ACROSS, 99, EVERYTHING)
        words = view.search_words(["visit"], 99, EVERYTHING)
        told = {each.text.split()[3].rstrip(",") for each in view.passages(ids_of(dense))}
        told |= {each.text.split()[3].rstrip(",") for each in view.passages(ids_of(words))}
        told |= {each.metadata.title.split()[1] for each in view.documents(EVERYTHING)}
        told |= {about.title.split()[1] for _, about in view.about()}
        told |= set(view.fingerprints().values())
        angle = (int(next(iter(told))) / 100) - np.arctan2(0.8, 0.6)
        sizes = {len(dense), len(words), view.size(), 3 * (int(next(iter(told))) % 10 + 1)}
        if len(sizes) > 1 or abs(dense[0].score - np.cos(angle)) > 1e-5:
            told.add(f"mixture of {sorted(sizes)}")
        return view.generation, told


def ids_of(scored: list[ScoredPassage]) -> list[str]:
    return [each.passage_id for each in scored]


READ_ON = """
import json, sys, time
from pathlib import Path
from retriever.store.local_store import LocalStore
from tests.library import MANIFEST
from tests.test_store_readers import PAUSE_S, seen
store = LocalStore(Path(sys.argv[1]), MANIFEST)
print("reading", flush=True)
views = []
while not views or views[-1][0] < int(sys.argv[2]):
    generation, told = seen(store)
    views.append([generation, sorted(told)])
    time.sleep(PAUSE_S)
print(json.dumps(views))
"""


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    made = LocalStore(tmp_path / "index", MANIFEST)
    publish(made, 1)
    made.refresh_caches()
    return made


def test_twenty_readers_beside_a_hundred_publications_see_whole_generations(
    store: LocalStore,
) -> None:
    views: list[tuple[int, set[str]]] = []
    faults: list[str] = []
    shared = LocalStore(store.folder, MANIFEST)
    is_done = threading.Event()

    def read_on(own: LocalStore) -> None:
        try:
            while not is_done.is_set():
                views.append(seen(own))
                time.sleep(PAUSE_S)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test is to tell of it
            faults.append(repr(error))

    command = [sys.executable, "-c", READ_ON, str(store.folder), str(PUBLICATIONS)]
    others = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(PROCESSES)
    ]
    for other in others:
        assert other.stdout is not None
        assert other.stdout.readline() == "reading\n"
    # Half of the threads share one store, as an app's do; the others have each their own.
    readers = [
        threading.Thread(
            target=read_on, args=(shared if n % 2 else LocalStore(store.folder, MANIFEST),)
        )
        for n in range(THREADS)
    ]
    for reader in readers:
        reader.start()
    for number in range(2, PUBLICATIONS + 1):
        publish(store, number)
        if number % 5 == 0:
            store.refresh_caches()
    is_done.set()
    for reader in readers:
        reader.join()
    elsewhere = [json.loads(other.communicate()[0]) for other in others]

    assert faults == []
    assert [(generation, told) for generation, told in views if told != {str(generation)}] == []
    for other_views in elsewhere:
        assert [each for each in other_views if each[1] != [str(each[0])]] == []
    assert len({generation for generation, _ in views}) > 1
    assert store.verify() == []


def test_a_store_that_is_open_sees_each_generation_at_its_next_read(store: LocalStore) -> None:
    reader = LocalStore(store.folder, MANIFEST)
    told = [seen(reader)]

    for number in (2, 3, 4):
        publish(store, number)
        told.append(seen(reader))

    assert told == [(1, {"1"}), (2, {"2"}), (3, {"3"}), (4, {"4"})]


def test_a_reader_of_an_older_generation_makes_no_newer_one_forgotten(store: LocalStore) -> None:
    shared = LocalStore(store.folder, MANIFEST)
    with store.read():
        pass

    with LocalStore(store.folder, MANIFEST).read() as older:
        publish(store, 2)
        seen(shared)
        held = shared._caches  # noqa: SLF001 - what it keeps is the point
        again = shared._caches_for(older._connection, 1)  # noqa: SLF001 - as a slow thread asks

    assert again.generation == 1
    assert again.passage_keys.tolist() == older.caches.passage_keys.tolist()
    assert shared._caches is held  # noqa: SLF001
