import os
from pathlib import Path

import pytest

from ingest.settling import being_written, changed_files, snapshot_of
from retriever.errors import CandourError


def test_a_snapshot_knows_documents_and_sidecars_and_nothing_else(tmp_path: Path) -> None:
    for name in ("a.txt", "a.txt.meta.toml", "README.md", "b.pdf.part"):
        (tmp_path / name).write_text("words")

    snapshot = snapshot_of(tmp_path)

    assert [path.name for path in snapshot] == ["a.txt", "a.txt.meta.toml"]
    assert {state.size for state in snapshot.values()} == {5}


def test_new_grown_and_replaced_files_are_changed(tmp_path: Path) -> None:
    for name in ("same.txt", "grown.txt", "replaced.txt", "gone.txt"):
        (tmp_path / name).write_text("words")
    times = (tmp_path / "replaced.txt").stat()
    before = snapshot_of(tmp_path)

    (tmp_path / "grown.txt").write_text("more words")
    (tmp_path / "other").write_text("sdrow")
    os.utime(tmp_path / "other", ns=(times.st_atime_ns, times.st_mtime_ns))
    (tmp_path / "other").replace(tmp_path / "replaced.txt")
    (tmp_path / "new.txt").write_text("words")
    (tmp_path / "gone.txt").unlink()

    changed = changed_files(before, snapshot_of(tmp_path))
    assert [path.name for path in changed] == ["grown.txt", "new.txt", "replaced.txt"]


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CandourError, match="There is no corpus folder"):
        snapshot_of(tmp_path / "none")


def test_a_file_is_being_written_until_its_writer_closes_it(tmp_path: Path) -> None:
    whole, half = tmp_path / "whole.txt", tmp_path / "half.txt"
    whole.write_text("words")

    with half.open("w") as stream:
        stream.write("wo")
        while_open = being_written([whole, half])
    after = being_written([whole, half])

    assert while_open == [half]
    assert after == []


def test_a_file_that_is_read_by_another_is_not_being_written(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("words")

    with file.open() as stream:
        found = being_written([file])
        rest = stream.read()

    assert found == []
    assert rest == "words"


def test_what_is_gone_or_shut_is_not_being_written(tmp_path: Path) -> None:
    assert being_written([tmp_path / "gone.txt"]) == []
