"""The local store's caches: stale, missing or damaged, they change no answer."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from retriever.store import cache_files, connections
from retriever.store.analyser import terms
from retriever.store.local_store import LocalStore
from tests.library import MANIFEST, document_of, passages_of, put
from tests.small_store import (
    ALONG,
    EVERYTHING,
    HUBS,
    HUBS_ROWS,
    KINSHIP,
    KINSHIP_ROWS,
    anew,
    answers_of,
    found,
    small_store,
)


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    return small_store(tmp_path / "index")


def flip_a_bit(path: Path) -> None:
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    path.write_bytes(bytes(damaged))


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def fill_with_zeros(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


PUT_AND_REFRESH = """
import logging, sys
from pathlib import Path
from retriever.store.local_store import LocalStore
from tests.library import MANIFEST, put
from tests.small_store import KINSHIP, KINSHIP_ROWS
logging.disable()
store = LocalStore(Path(sys.argv[1]), MANIFEST)
for turn in range(10):
    put(store, KINSHIP, KINSHIP_ROWS)
    store.refresh_caches()
"""


class SlowStore(LocalStore):
    """A store so slow that between its reading and its writing the index is made anew."""

    @contextmanager
    def _checked_reading(self) -> Iterator[tuple[sqlite3.Connection, int]]:
        with super()._checked_reading() as opened:
            yield opened
        other = LocalStore(self.folder, MANIFEST)
        other.start_anew()
        put(other, HUBS, HUBS_ROWS)


def rows_of(store: LocalStore, query: str) -> list[tuple[object, ...]]:
    with connections.reading(store.folder) as connection:
        return connection.execute(query).fetchall()


def files_of(store: LocalStore) -> list[Path]:
    folders = (store.folder.glob("vectors-*"), store.folder.glob("words-*/**/*"))
    return [path for paths in folders for path in sorted(paths) if path.is_file()]


def names(store: LocalStore) -> list[str]:
    caches = [*store.folder.glob("vectors-*"), *store.folder.glob("words-*")]
    return sorted(path.name for path in caches)


def test_a_small_change_leaves_the_files_as_they_are(store: LocalStore) -> None:
    store.refresh_caches()
    put(store, document_of("new.txt", ["New."]), HUBS_ROWS)
    store.refresh_caches()

    assert names(store) == ["vectors-2.faiss", "words-2"]
    assert answers_of(anew(store)) == answers_of(store)
    assert store.verify() == []


def test_after_a_removal_no_file_holds_what_is_gone(store: LocalStore) -> None:
    store.refresh_caches()
    with store.write() as batch:
        batch.delete_document(KINSHIP.doc_id)

    store.refresh_caches()

    assert names(store) == ["vectors-3.faiss", "words-3"]
    assert b"caseload" not in (store.folder / "words-3" / "letters.npy").read_bytes()
    assert KINSHIP_ROWS[0].tobytes() not in (store.folder / "vectors-3.faiss").read_bytes()


def test_a_large_change_is_written(store: LocalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_files, "UNSAVED_LIMIT", 0)
    store.refresh_caches()
    put(store, document_of("new.txt", ["New."]), HUBS_ROWS)

    store.refresh_caches()

    assert names(store) == ["vectors-3.faiss", "words-2", "words-3"]
    assert answers_of(anew(store)) == answers_of(store)


def test_good_caches_answer_as_the_database_does(store: LocalStore) -> None:
    without = answers_of(anew(store))
    store.refresh_caches()

    assert answers_of(anew(store)) == without


@pytest.mark.parametrize("damage", [flip_a_bit, truncate, fill_with_zeros, Path.unlink])
def test_a_damaged_or_missing_cache_file_changes_no_answer(
    store: LocalStore,
    damage: Callable[[Path], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    store.refresh_caches()
    before = answers_of(anew(store))
    files = files_of(store)

    for path in files:
        damage(path)

    assert len(files) > 4
    assert answers_of(anew(store)) == before
    assert [
        record.getMessage().split(" is ")[1]
        for record in caplog.records
        if record.name == "retriever.store.cache_files"
    ] == [
        "missing or damaged: rebuilt from the database.",
        "missing or damaged: rebuilt from the database.",
    ]
    assert [fault.split(":")[0] for fault in anew(store).verify()] == [
        "cache vectors",
        "cache words-2",
    ]
    anew(store).refresh_caches()
    assert store.verify() == []


def test_stale_caches_are_caught_up(store: LocalStore) -> None:
    store.refresh_caches()
    with store.write() as batch:
        batch.delete_document(KINSHIP.doc_id)
        new = document_of("new.txt", ["Kinship again."])
        batch.replace_document(new, passages_of(new), ALONG[None, :], "f")

    with anew(store).read() as view:
        dense = view.search_dense(ALONG, 9, EVERYTHING)
        words = view.search_words(terms("kinship hubs"), 9, EVERYTHING)

    assert found(dense) == [(f"{new.doc_id}-0", 1.0), (f"{HUBS.doc_id}-0", 0.6)]
    assert {each.passage_id for each in words} == {f"{new.doc_id}-0", f"{HUBS.doc_id}-0"}


def test_caches_put_back_from_an_older_generation_are_not_believed(store: LocalStore) -> None:
    store.refresh_caches()
    older = (store.folder / "vectors-2.faiss").read_bytes()
    with store.write() as batch:
        batch.delete_document(KINSHIP.doc_id)
    store.refresh_caches()
    (store.folder / "vectors-3.faiss").write_bytes(older)

    dense, _ = answers_of(anew(store))

    assert dense == [(f"{HUBS.doc_id}-0", 0.6)]


def test_caches_that_are_sound_are_not_written_again(store: LocalStore) -> None:
    store.refresh_caches()
    before = [(path, path.stat().st_mtime_ns) for path in files_of(store)]

    store.refresh_caches()

    assert [(path, path.stat().st_mtime_ns) for path in files_of(store)] == before


def test_processes_that_refresh_at_once_leave_sound_caches(store: LocalStore) -> None:
    command = [sys.executable, "-c", PUT_AND_REFRESH, str(store.folder)]
    root = Path(__file__).parent.parent

    others = [
        subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True) for _ in range(3)
    ]
    said = [other.communicate()[1] for other in others]

    assert ([other.returncode for other in others], said) == ([0, 0, 0], ["", "", ""])
    assert store.verify() == []
    recorded = {file for (file,) in rows_of(store, "SELECT file FROM caches")}
    assert set(names(store)) == recorded


def test_caches_of_an_index_that_was_made_anew_meanwhile_are_not_recorded(
    store: LocalStore,
) -> None:
    SlowStore(store.folder, MANIFEST).refresh_caches()

    assert rows_of(store, "SELECT name FROM caches") == []
    assert answers_of(anew(store))[0] == [(f"{HUBS.doc_id}-0", 0.6)]


def test_an_index_deleted_and_made_anew_is_noticed_by_who_has_it_open(store: LocalStore) -> None:
    answers_of(store)
    shutil.rmtree(store.folder)
    other = document_of("other.txt", ["Another library.", "Of two passages.", "Of three."])
    put(anew(store), other, np.stack([ALONG, *KINSHIP_ROWS]))
    put(anew(store), HUBS, HUBS_ROWS)

    assert answers_of(store) == answers_of(anew(store))
    with store.read() as view:
        assert dict(view.about())[other.doc_id] == other.metadata


def test_a_refresh_is_due_after_a_removal_or_where_a_file_is_missing(store: LocalStore) -> None:
    store.refresh_caches()
    due = [store.is_refresh_due()]
    with store.write() as batch:
        batch.delete_document(KINSHIP.doc_id)
    due.append(store.is_refresh_due())
    store.refresh_caches()
    due.append(store.is_refresh_due())
    (store.folder / "vectors-3.faiss").unlink()
    due.append(store.is_refresh_due())
    anew(store).refresh_caches()
    due.append(store.is_refresh_due())

    assert due == [False, True, False, True, False]


def test_a_reader_whose_files_were_written_anew_meanwhile_reads_the_new_ones(
    store: LocalStore, caplog: pytest.LogCaptureFixture
) -> None:
    store.refresh_caches()
    reader = anew(store)

    with reader._checked_reading() as (connection, generation):  # noqa: SLF001 - a slow reader
        with store.write() as batch:
            batch.delete_document(KINSHIP.doc_id)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(connections, "BUSY_TIMEOUT_S", 0.1)
            store.refresh_caches()
        caches = reader._caches_for(connection, generation)  # noqa: SLF001

    assert (generation, caches.vector_file) == (2, "vectors-3.faiss")
    assert caches.passage_keys.tolist() == [1, 2, 3]
    assert caplog.records == []
    assert answers_of(reader)[0] == [(f"{HUBS.doc_id}-0", 0.6)]


def test_starting_anew_empties_and_publishes_a_new_generation(store: LocalStore) -> None:
    store.refresh_caches()
    answers_of(store)

    store.start_anew()

    with store.read() as view:
        assert view.generation == 3
        assert view.size() == 0
        assert view.search_dense(ALONG, 5, EVERYTHING) == []
        assert view.search_words(["kinship"], 5, EVERYTHING) == []
    put(store, HUBS, HUBS_ROWS)
    assert answers_of(store)[0] == [(f"{HUBS.doc_id}-0", 0.6)]
