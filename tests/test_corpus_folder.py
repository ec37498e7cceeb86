import os
import socket
from pathlib import Path

import pytest

from ingest.corpus_folder import corpus_files, file_within
from retriever.errors import CandourError
from retriever.records import doc_id_of


def test_every_file_is_listed_and_what_is_no_document_says_why(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    (corpus / "blog_posts").mkdir(parents=True)
    (corpus / ".git").mkdir()
    outside = tmp_path / "secret.txt"
    for file in (
        outside,
        corpus / "blog_posts" / "b.txt",
        corpus / "blog_posts" / "b.txt.meta.toml",
        corpus / "a.txt",
        corpus / "README.md",
        corpus / ".hidden",
    ):
        file.write_text("x")
    (corpus / "link.txt").symlink_to(outside)
    os.mkfifo(corpus / "pipe")

    found = {file.path: file.reason for file in corpus_files(corpus)}

    assert found == {
        ".git": "not a document",
        ".hidden": "not a document",
        "README.md": "not a document",
        "a.txt": "",
        "blog_posts/b.txt": "",
        "blog_posts/b.txt.meta.toml": "not a document",
        "link.txt": "a symbolic link, not followed",
        "pipe": "no regular file (a pipe, socket or device)",
    }


def test_a_missing_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CandourError, match="There is no corpus folder"):
        corpus_files(tmp_path / "none")


def test_an_id_follows_from_the_path_alone() -> None:
    assert doc_id_of("a.txt") == doc_id_of("a.txt")
    assert doc_id_of("a.txt") != doc_id_of("b.txt")
    assert len(doc_id_of("a.txt")) == 16


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("README", "not a document"),
        ("Licence.TXT", "not a document"),
        ("README-for-inspectors.pdf", ""),
        ("readme.pdf", ""),
        ("LICENSED SETTINGS.pdf", ""),
        ("Thumbs.db", "not a document"),
        ("~$report.docx", "not a document"),
        ("report.pdf.crdownload", "an unfinished download or copy"),
        ("report.pdf.part", "an unfinished download or copy"),
    ],
)
def test_only_what_nobody_would_look_for_is_passed_over(
    tmp_path: Path, name: str, reason: str
) -> None:
    (tmp_path / name).write_text("x")

    assert [(file.path, file.reason) for file in corpus_files(tmp_path)] == [(name, reason)]


def test_a_sidecar_without_its_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "old.pdf.meta.toml").write_text("")

    reasons = [file.reason for file in corpus_files(tmp_path)]

    assert reasons == ["it describes old.pdf, which is not beside it: rename or delete one"]


def test_the_corpus_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text("x")
    (tmp_path / "corpus").symlink_to(tmp_path / "real")

    files = corpus_files(tmp_path / "corpus")

    assert [(file.path, file.reason) for file in files] == [("a.txt", "")]


def test_linked_folders_are_not_entered_wherever_they_lead(tmp_path: Path) -> None:
    corpus, outside = tmp_path / "corpus", tmp_path / "outside"
    for folder in (corpus, outside):
        folder.mkdir()
    (outside / "secret.txt").write_text("x")
    (corpus / "out").symlink_to(outside)
    (corpus / "round").symlink_to(corpus)
    (corpus / "nowhere").symlink_to(tmp_path / "none")

    found = {file.path: file.reason for file in corpus_files(corpus)}

    assert found == dict.fromkeys(["nowhere", "out", "round"], "a symbolic link, not followed")


def test_a_socket_is_not_opened(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s"))

        reasons = [file.reason for file in corpus_files(tmp_path)]

    assert reasons == ["no regular file (a pipe, socket or device)"]


def test_a_path_names_a_file_within_the_corpus_or_none(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    (corpus / "posts").mkdir(parents=True)
    (corpus / "posts" / "a.txt").touch()
    (tmp_path / "secret.txt").touch()
    (corpus / "link.txt").symlink_to(tmp_path / "secret.txt")

    assert file_within(corpus, "posts/a.txt") == (corpus / "posts" / "a.txt").resolve()
    for path in ("../secret.txt", str(tmp_path / "secret.txt"), "link.txt", "posts", "gone.txt"):
        assert file_within(corpus, path) is None
