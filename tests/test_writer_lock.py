"""One writer at a time, and the second is told who the first is."""

import getpass
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from retriever.errors import IndexBusyError
from retriever.store.writer_lock import sole_writer

ROOT = Path(__file__).parent.parent
HOLD = """
import sys
from pathlib import Path
from retriever.store.writer_lock import sole_writer
with sole_writer(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(folder: Path) -> subprocess.Popen[str]:
    """Start a process that holds the lock until its standard input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_the_second_writer_is_told_who_the_first_is(tmp_path: Path) -> None:
    with holder(tmp_path) as first:
        with pytest.raises(IndexBusyError) as caught, sole_writer(tmp_path):
            pass
        first.communicate("")

    said = str(caught.value)
    assert f"{tmp_path} is being written by process {first.pid} of {getpass.getuser()} on " in said
    assert re.search(r" since \d{4}-\d\d-\d\dT[\d:]{8}[+-]\d\d:\d\d: try again when it has", said)


def test_a_killed_writer_is_in_nobodys_way(tmp_path: Path) -> None:
    with holder(tmp_path) as first:
        first.kill()
        first.communicate()

    with sole_writer(tmp_path):
        note = json.loads((tmp_path / "writer.json").read_text("utf-8"))

    assert note["process"] == os.getpid()
    assert not (tmp_path / "writer.json").exists()


def test_without_a_note_the_writer_has_no_name(tmp_path: Path) -> None:
    with holder(tmp_path) as first:
        (tmp_path / "writer.json").write_text("{", "utf-8")
        with pytest.raises(IndexBusyError) as caught, sole_writer(tmp_path):
            pass
        first.communicate("")

    assert str(caught.value) == (
        f"{tmp_path} is being written by another process: try again when it has finished."
    )


def test_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    with sole_writer(tmp_path / "new" / "index"):
        assert (tmp_path / "new" / "index" / "writer.json").is_file()
