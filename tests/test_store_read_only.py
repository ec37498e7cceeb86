"""An index folder that may be read and not written, as the reader's account finds it."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from retriever.errors import IndexDamagedError
from retriever.store.local_store import LocalStore
from tests.library import MANIFEST
from tests.small_store import HUBS, KINSHIP, answers_of, small_store

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="folders there are closed to writing by other means"
)

NOBODY = 65534
READ = """
import json, logging, mmap, os, sys
from pathlib import Path
from retriever.errors import CandourError
from retriever.store.local_store import LocalStore
from tests.library import MANIFEST
from tests.small_store import answers_of
logging.disable()
if os.getuid() == 0:
    os.setgroups([]); os.setgid(int(sys.argv[2])); os.setuid(int(sys.argv[2]))
store = LocalStore(Path(sys.argv[1]), MANIFEST)
try:
    print(json.dumps([os.access(sys.argv[1], os.W_OK), answers_of(store), store.verify()]))
    with store.write():
        pass
except CandourError as error:
    print(json.dumps([type(error).__name__, str(error)]))
"""
"""Reads and then tries to write. Root may write anywhere, so root first becomes nobody, with all
that is imported lazily imported already."""


@pytest.fixture
def folder() -> Iterator[Path]:
    """Make a place that every account can reach: pytest's own is the user's alone."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        yield Path(place) / "index"
        (Path(place) / "index").chmod(0o755)


def closed(folder: Path) -> None:
    """Take everybody's right to write to the folder and what is in it."""
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)


def read_elsewhere(folder: Path) -> list[list[object]]:
    """Return what another process prints of the index: one list a line."""
    done = subprocess.run(
        [sys.executable, "-c", READ, str(folder), str(NOBODY)],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stderr, done.returncode) == ("", 0)
    return [json.loads(line) for line in done.stdout.splitlines()]


def expected(folder: Path, faults: list[str]) -> list[object]:
    dense = [[f"{KINSHIP.doc_id}-0", 1.0], [f"{HUBS.doc_id}-0", 0.6], [f"{KINSHIP.doc_id}-1", 0.0]]
    _, words = answers_of(LocalStore(folder, MANIFEST))
    return [False, [dense, [list(each) for each in words]], faults]


def cannot_be_written(folder: Path) -> list[str]:
    return [
        "IndexDamagedError",
        (
            f"The index in {folder} cannot be written (attempt to write a readonly database): "
            "look at the disk's space and at who may use that folder."
        ),
    ]


def test_a_closed_folder_is_read_and_verified_and_refuses_to_be_written(folder: Path) -> None:
    small_store(folder).refresh_caches()
    right = expected(folder, [])
    for journal in folder.glob("candour.sqlite3-*"):
        journal.unlink()
    closed(folder)

    assert read_elsewhere(folder) == [right, cannot_be_written(folder)]


@pytest.mark.parametrize("gone", ["vectors", "words", "both", "damaged"])
def test_caches_that_are_missing_or_damaged_in_a_closed_folder_are_rebuilt_in_memory(
    folder: Path, gone: str
) -> None:
    small_store(folder).refresh_caches()
    faults = {
        name: f"cache {cache}: {folder / file} is missing or damaged; it is rebuilt at need"
        for name, cache, file in (
            ("vectors", "vectors", "vectors-2.faiss"),
            ("words", "words-2", "words-2"),
        )
    }
    if gone == "damaged":
        (folder / "vectors-2.faiss").write_bytes(b"\0" * 100)
        (folder / "words-2" / "keys.npy").write_bytes(b"\0" * 100)
    if gone in {"vectors", "both"}:
        (folder / "vectors-2.faiss").unlink()
    if gone in {"words", "both"}:
        shutil.rmtree(folder / "words-2")
    named = [gone] if gone in faults else list(faults)
    right = expected(folder, [faults[name] for name in named])
    closed(folder)

    assert read_elsewhere(folder)[0] == right


def test_an_empty_journal_left_behind_stands_in_no_reader_s_way(folder: Path) -> None:
    small_store(folder).refresh_caches()
    right = expected(folder, [])
    (folder / "candour.sqlite3-shm").unlink(missing_ok=True)
    (folder / "candour.sqlite3-wal").write_bytes(b"")
    closed(folder)

    assert read_elsewhere(folder)[0] == right


def test_a_writer_beside_a_reader_that_may_not_write_is_seen_by_it(folder: Path) -> None:
    store = small_store(folder)
    right = expected(folder, [])
    with store.write() as batch:
        batch.delete_document(KINSHIP.doc_id)
        closed(folder)
        meanwhile = read_elsewhere(folder)[0]

    assert meanwhile == right
    assert read_elsewhere(folder)[0] == [
        False,
        [[[f"{HUBS.doc_id}-0", 0.6]], [[f"{HUBS.doc_id}-0", answers_of(store)[1][0][1]]]],
        [],
    ]


def test_reading_changes_no_byte_of_the_database(folder: Path) -> None:
    small_store(folder).refresh_caches()
    before = (folder / "candour.sqlite3").read_bytes()

    answers_of(LocalStore(folder, MANIFEST))

    assert (folder / "candour.sqlite3").read_bytes() == before


def test_a_folder_that_may_not_be_looked_into_is_said_in_one_line(folder: Path) -> None:
    small_store(folder).refresh_caches()
    folder.chmod(0)

    assert read_elsewhere(folder) == [
        [
            "IndexDamagedError",
            (
                f"The index in {folder} cannot be read (Permission denied): look at the disk's "
                "space and at who may use that folder."
            ),
        ]
    ]


def test_a_folder_that_cannot_be_made_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    index = tmp_path / "file" / "index"

    with pytest.raises(IndexDamagedError) as caught, LocalStore(index, MANIFEST).write():
        pass

    assert str(caught.value) == (
        f"The index in {index} cannot be written (Not a directory): look at the disk's space and "
        "at who may use that folder."
    )
