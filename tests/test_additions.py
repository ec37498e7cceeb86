"""Which files `add` copies, and what it says of those that the library would never read."""

from pathlib import Path

import pytest

from ingest.additions import Additions
from ingest.report import RefusedFile
from ingest.web.fetching import Fetcher
from retriever.settings import Settings

WORDS = "A post\n\nVisits are weekly."


def added(tmp_path: Path, *names: str) -> Additions:
    """Add files of the same words under these names."""
    settings = Settings(corpus=tmp_path / "corpus")
    files = []
    for name in names:
        file = tmp_path / name
        file.write_text(WORDS, "utf-8")
        files.append(file)
    additions = Additions(settings)
    additions.add(files, Fetcher(settings), lambda _: None)
    return additions


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Readme.txt", "not a document"),
        (".notes.txt", "not a document"),
        ("~$plan.docx", "not a document"),
        ("plan.pdf.meta.toml", "not a document"),
        ("plan.pdf.part", "an unfinished download or copy"),
    ],
)
def test_a_name_that_the_sync_would_not_read_is_not_copied(
    tmp_path: Path, name: str, why: str
) -> None:
    additions = added(tmp_path, name)

    told = (
        f"A file of this name is not read ({why}): rename it if it is a document. "
        "It was not copied."
    )
    assert additions.skipped == [RefusedFile(str(tmp_path / name), told)]
    assert not additions.has_failed
    assert list((tmp_path / "corpus").rglob("*.*")) == []


def test_a_copy_of_what_was_added_in_the_same_run_is_told(tmp_path: Path) -> None:
    additions = added(tmp_path, "first.txt", "second.txt")

    [first] = additions.copied
    told = f"The same content is in the library at {first}. It was not copied."
    assert additions.skipped == [RefusedFile(str(tmp_path / "second.txt"), told)]
