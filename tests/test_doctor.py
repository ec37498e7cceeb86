"""How one file is shown: by which names, why not, and what became of it."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.doctor import chosen_file, examined, lines_of_file
from ingest.loaders.loading import LoadedFile
from ingest.parser_process import ParserProcess
from retriever.errors import DocumentError, SkippedFileError, UnreadableFileError
from retriever.records import (
    Block,
    BlockKind,
    Document,
    Metadata,
    PageSpan,
    Passage,
    Span,
    doc_id_of,
)
from retriever.settings import Settings


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    (folder / "guidance").mkdir(parents=True)
    (folder / "guidance" / "elms.txt").write_text("Caring for elms\n\nAn elm needs water.\n")
    return folder


def test_a_file_is_named_by_place_path_name_or_id(corpus: Path) -> None:
    names = [
        str(corpus / "guidance" / "elms.txt"),
        "guidance/elms.txt",
        "elms.txt",
        doc_id_of("guidance/elms.txt"),
    ]

    assert {chosen_file(name, corpus).path for name in names} == {"guidance/elms.txt"}


def test_a_file_outside_the_corpus_is_named_by_its_place(corpus: Path, tmp_path: Path) -> None:
    outside = tmp_path / "oaks.txt"
    outside.write_text("Oaks")

    assert chosen_file(str(outside), corpus).path == "oaks.txt"
    assert chosen_file(str(outside), tmp_path / "none").path == "oaks.txt"


def test_a_name_that_means_nothing_or_two_files_is_refused(corpus: Path) -> None:
    shutil.copytree(corpus / "guidance", corpus / "copies")

    with pytest.raises(DocumentError, match=r"There is no file ash\.txt, and no document"):
        chosen_file("ash.txt", corpus)
    with pytest.raises(DocumentError, match=r"copies/elms\.txt, guidance/elms\.txt: give the path"):
        chosen_file("elms.txt", corpus)


def test_a_file_is_read_with_its_folder_and_its_sidecar(corpus: Path) -> None:
    (corpus / "guidance" / "elms.txt.meta.toml").write_text('publisher = "The elm office"\n')
    settings = Settings(corpus=corpus)

    with ParserProcess(settings) as parser:
        loaded = examined(chosen_file("elms.txt", corpus), settings, parser)

    assert loaded.document.metadata.title == "Caring for elms"
    assert loaded.document.metadata.doc_type == "guidance"
    assert loaded.document.metadata.publisher == "The elm office"
    assert loaded.document.doc_id == doc_id_of("guidance/elms.txt")


def test_why_a_file_is_not_read_is_said(corpus: Path) -> None:
    (corpus / "README.md").write_text("About this folder")
    (corpus / "link.txt").symlink_to(corpus / "guidance" / "elms.txt")
    settings = Settings(corpus=corpus)

    with ParserProcess(settings) as parser:
        with pytest.raises(SkippedFileError, match=r"It is skipped: .*not a document"):
            examined(chosen_file("README.md", corpus), settings, parser)
        with pytest.raises(SkippedFileError, match=r"It is skipped: a symbolic link"):
            examined(chosen_file(str(corpus / "link.txt"), corpus), settings, parser)


def test_a_file_over_the_limit_is_not_read(corpus: Path) -> None:
    settings = Settings(corpus=corpus, max_file_mb=1)
    file = replace(chosen_file("elms.txt", corpus), size=3 * 1024 * 1024)

    with (
        ParserProcess(settings) as parser,
        pytest.raises(UnreadableFileError, match="It has 3 MB, over the limit of 1 MB"),
    ):
        examined(file, settings, parser)


def elms() -> Document:
    """Two pages: a heading and a table, and a numbered paragraph."""
    return Document(
        doc_id="d",
        path="elms.pdf",
        file_hash="h",
        text="Elms\n\nTree\tHeight\nElm\t30\n\n1. Water it.",
        blocks=(
            Block(BlockKind.HEADING, 0, 4, level=1),
            Block(BlockKind.TABLE_ROW, 6, 17),
            Block(BlockKind.TABLE_ROW, 18, 24, context=(Span(6, 17),)),
            Block(BlockKind.NUMBERED_PARAGRAPH, 26, 38, number="1"),
        ),
        metadata=Metadata("Elms", "guidance", urn="80000", origins=(("urn", "file name"),)),
        pages=(PageSpan(1, "i", 0, 26), PageSpan(2, "2", 26, 38)),
        warnings=("page 3 has no text",),
    )


def test_blocks_are_shown_by_page_with_kind_level_number_and_context() -> None:
    passage = Passage("p", "d", 0, 26, 38, "1. Water it.", "Elms > Care", page=2)

    lines = list(lines_of_file(LoadedFile(elms(), ("Page 1 of 2",)), [passage], [9]))

    assert lines == [
        "METADATA",
        "  Elms",
        "  type guidance",
        "  reference number 80000  (file name)",
        "WARNINGS (1)",
        "  page 3 has no text",
        "LEFT OUT (1 lines)",
        "  Page 1 of 2",
        "BLOCKS (4; 2 pages)",
        '  page 1, printed "i"',
        "    [heading 1] Elms",
        "    [table row] Tree | Height",
        "    [table row] Elm | 30",
        "        read under: Tree | Height",
        "  page 2",
        "    [numbered paragraph 1] 1. Water it.",
        "PASSAGES (1)",
        "  1 of 1, page 2, 9 tokens",
        "    header: Elms > Care",
        "      1. Water it.",
    ]
