import os
from pathlib import Path

import pytest

from ingest.corpus_folder import corpus_files, doc_id_of
from retriever.errors import CandourError


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
        ".git": "a hidden folder, not a document",
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
