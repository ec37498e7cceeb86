"""Who may write: one sync at a time, and none in a folder that is closed to it."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.refusals import Refusals
from retriever.errors import CandourError
from retriever.store.writer_lock import sole_writer
from tests.broken_library import DAMAGED, answers_of, sync

ROOT = Path(__file__).parent.parent
NOBODY = 65534
READ_AND_SYNC = """
import json, mmap, os, sys
from pathlib import Path
import faiss, ingest.sync
from retriever.errors import CandourError
from tests.broken_library import answers_of, sync
if os.getuid() == 0:
    os.setgroups([]); os.setgid(int(sys.argv[3])); os.setuid(int(sys.argv[3]))
corpus, index = Path(sys.argv[1]), Path(sys.argv[2])
texts = [each[1] for each in answers_of(index) if isinstance(each, tuple)]
try:
    sync(corpus, index)
except CandourError as error:
    print(json.dumps([texts, type(error).__name__, str(error)]))
"""
"""Root may write anywhere, so root first becomes nobody, with all imported that is needed."""


def run_ingest(corpus: Path, index: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ingest", "sync", str(corpus), "--index", str(index)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def library() -> Iterator[Path]:
    """Make a corpus and its index where every account can reach them."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        folder.chmod(0o755)
        (folder / "corpus").mkdir()
        (folder / "corpus" / "a.txt").write_text("A post\n\nVisits are weekly.\n", "utf-8")
        sync(folder / "corpus", folder / "index")
        yield folder
        (folder / "index").chmod(0o755)


def test_a_second_ingest_says_who_writes_and_ends_with_2(library: Path) -> None:
    before = answers_of(library / "index")

    with sole_writer(library / "index"):
        done = run_ingest(library / "corpus", library / "index")

    assert done.returncode == 2
    assert done.stdout == ""
    assert f"{library / 'index'} is being written by process {os.getpid()} of " in done.stderr
    assert done.stderr.endswith(": try again when it has finished.\n")
    assert done.stderr.count("\n") == 1
    assert answers_of(library / "index") == before != DAMAGED


@pytest.mark.skipif(sys.platform == "win32", reason="folders there are closed by other means")
def test_a_closed_index_folder_answers_and_refuses_a_sync_at_once(library: Path) -> None:
    (library / "corpus" / "b.txt").write_text("Another\n\nVisits are daily.\n", "utf-8")
    index = library / "index"
    for path in [index, *index.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)

    command = [sys.executable, "-c", READ_AND_SYNC, str(library / "corpus"), str(index)]
    done = subprocess.run(
        [*command, str(NOBODY)], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.stderr == ""
    assert json.loads(done.stdout) == [
        ["A post\n\nVisits are weekly."],
        "IndexDamagedError",
        (
            f"The index in {index} cannot be written (Permission denied): look at the disk's "
            "space and at who may use that folder."
        ),
    ]


def test_a_record_of_refusals_that_cannot_be_deleted_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "refused.json").mkdir()

    with pytest.raises(CandourError) as caught:
        Refusals(tmp_path).forget()

    assert str(caught.value).startswith(f"{tmp_path / 'refused.json'} cannot be written (")
