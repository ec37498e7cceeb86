"""The local store when it cannot be read or written, and when several use it at once."""

import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from retriever.errors import (
    IndexBusyError,
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
)
from retriever.store.local_store import LocalStore
from tests.library import MANIFEST, passages_of
from tests.small_store import (
    ALONG,
    EVERYTHING,
    KINSHIP,
    KINSHIP_ROWS,
    anew,
    answers_of,
    small_store,
)


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    return small_store(tmp_path / "index")


def test_no_folder_no_database_or_an_empty_file_is_no_index(tmp_path: Path) -> None:
    said = f"There is no index in {tmp_path}: make one with `python -m ingest`."

    for _ in range(2):
        with pytest.raises(IndexMissingError) as caught, LocalStore(tmp_path, MANIFEST).read():
            pass
        assert str(caught.value) == said
        (tmp_path / "candour.sqlite3").touch()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"encoder": "other"}, "encoder four-numbers, this Candour uses other"),
        ({"encoder_fingerprint": "e"}, "encoder fingerprint f, this Candour uses e"),
        ({"analyser": "2"}, "analyser 1, this Candour uses 2"),
        ({"chunker": "2"}, "chunker 1, this Candour uses 2"),
        ({"schema": 3}, "schema 2, this Candour uses 3"),
    ],
)
def test_an_index_made_otherwise_is_refused_by_readers_and_writers(
    store: LocalStore, changed: dict[str, str], said: str
) -> None:
    other = LocalStore(store.folder, replace(MANIFEST, **changed))  # type: ignore[arg-type]
    expected = (
        f"The index in {store.folder} was made with {said}: "
        "run `python -m ingest` to make it anew from the corpus."
    )

    with pytest.raises(IndexMismatchError) as reading, other.read():
        pass
    with pytest.raises(IndexMismatchError) as writing, other.write():
        pass

    assert (str(reading.value), str(writing.value)) == (expected, expected)


def test_a_reader_that_names_no_chunker_takes_passages_of_any(store: LocalStore) -> None:
    with LocalStore(store.folder, replace(MANIFEST, chunker="")).read() as view:
        assert view.size() == 3


@pytest.mark.parametrize("content", [b"not a database at all, just text" * 200, b"\0" * 8192])
def test_a_database_that_is_none_is_named_damaged(store: LocalStore, content: bytes) -> None:
    store.refresh_caches()
    (store.folder / "candour.sqlite3").write_bytes(content)

    with pytest.raises(IndexDamagedError) as reading, anew(store).read():
        pass
    with pytest.raises(IndexDamagedError), anew(store).write():
        pass

    assert str(reading.value).startswith(f"The index in {store.folder} is damaged (")
    assert str(reading.value).endswith(
        "): delete that folder and make it anew from the corpus with `python -m ingest`; "
        "no document is lost."
    )
    assert "\n" not in str(reading.value)


def test_a_database_cut_short_is_named_damaged(store: LocalStore) -> None:
    store.refresh_caches()
    path = store.folder / "candour.sqlite3"
    path.write_bytes(path.read_bytes()[:8192])

    with pytest.raises(IndexDamagedError):
        answers_of(anew(store))


def test_a_row_that_lost_its_sense_is_named_damaged(store: LocalStore) -> None:
    connection = sqlite3.connect(store.folder / "candour.sqlite3")
    connection.execute("DELETE FROM facts WHERE name = 'generation'")
    connection.commit()
    connection.close()

    with pytest.raises(IndexDamagedError), anew(store).read():
        pass


def test_verify_names_a_passage_outside_its_text_and_a_bad_embedding(store: LocalStore) -> None:
    connection = sqlite3.connect(store.folder / "candour.sqlite3")
    connection.execute("UPDATE passages SET stop = 9999 WHERE passage_id LIKE ?", ("%-1",))
    zeros = np.zeros(4, dtype="<f4").tobytes()
    connection.execute("UPDATE passages SET embedding = ? WHERE header = 'Hubs'", (zeros,))
    connection.commit()
    connection.close()

    assert anew(store).verify() == [
        "posts/kinship.html: passage 1 lies outside the text",
        "reports/hubs.pdf: passage 0 has an embedding that is not normalised",
    ]


HOLD_THE_WRITE_LOCK = """
import sys
from pathlib import Path
from retriever.store.local_store import LocalStore
from tests.library import MANIFEST
with LocalStore(Path(sys.argv[1]), MANIFEST).write():
    print("writing", flush=True)
    sys.stdin.read()
"""


def test_a_second_writer_is_told_that_another_process_writes(store: LocalStore) -> None:
    command = [sys.executable, "-c", HOLD_THE_WRITE_LOCK, str(store.folder)]
    root = Path(__file__).parent.parent
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root
    ) as other:
        if other.stdin is None or other.stdout is None:
            pytest.fail("the other process has no pipes")
        assert other.stdout.readline() == "writing\n"

        with pytest.raises(IndexBusyError) as caught, store.write():
            pass
        size_meanwhile = len(answers_of(store)[0])
        other.stdin.close()

    assert str(caught.value) == (
        f"Another process is writing to {store.folder}: try again when it has finished."
    )
    assert size_meanwhile == 3
    assert other.returncode == 0


def test_readers_beside_a_writer_see_whole_generations(store: LocalStore) -> None:
    sizes: list[tuple[int, int, int]] = []
    stop = threading.Event()

    def read_on() -> None:
        mine = anew(store)
        while not stop.is_set():
            with mine.read() as view:
                dense = view.search_dense(ALONG, 99, EVERYTHING)
                sizes.append((len(dense), view.size(), len(view.passages_of(KINSHIP.doc_id))))

    reader = threading.Thread(target=read_on)
    reader.start()
    for _ in range(10):
        with store.write() as batch:
            batch.delete_document(KINSHIP.doc_id)
            batch.replace_document(KINSHIP, passages_of(KINSHIP), KINSHIP_ROWS, "f")
        store.refresh_caches()
    stop.set()
    reader.join()

    assert set(sizes) == {(3, 3, 2)}
