"""What is prepared of a file apart from the index, and how it goes from one process to another."""

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.corpus_folder import corpus_files
from ingest.parser_process import ParserProcess
from retriever.errors import PassingFaultError, UnreadableFileError
from retriever.settings import Settings
from tests.counting_preparer import CountingPreparer


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for n in range(2):
        (corpus / f"{n}.txt").write_text(f"Paper {n}\n\nKinship carers {n} need support.\n")
    return Settings(corpus=corpus, index=tmp_path / "index")


def test_what_is_prepared_is_the_same_after_its_journey(settings: Settings) -> None:
    with ParserProcess(settings) as parser:
        preparer = CountingPreparer(parser, settings)
        file = corpus_files(settings.corpus)[0]
        prepared = preparer.prepare(file)
        returned = preparer.taken(preparer.result_of(file, "f"), file, "f")

    assert returned.document == prepared.document
    assert returned.passages == prepared.passages
    assert returned.rows is not None
    assert prepared.rows is not None
    assert returned.rows.tolist() == prepared.rows.tolist()


def test_a_crash_comes_back_as_a_failure(settings: Settings) -> None:
    (settings.corpus / "large.txt").write_bytes(b"word " * 12_000_000)
    small = replace(settings, parse_memory_mb=100)
    with ParserProcess(small) as parser:
        preparer = CountingPreparer(parser, small)
        file = next(each for each in corpus_files(settings.corpus) if each.path == "large.txt")
        result = preparer.result_of(file, "f")

        with pytest.raises(UnreadableFileError, match=r"needs more than 100 MB|crash"):
            preparer.taken(result, file, "f")

    assert preparer.read_paths == ["large.txt"]


def test_what_the_system_does_not_let_be_read_is_the_files_own_failure(settings: Settings) -> None:
    name = f"{'n' * 250}.txt"
    (settings.corpus / name).write_text("Words.")
    file = next(each for each in corpus_files(settings.corpus) if each.path == name)

    with ParserProcess(settings) as parser:
        preparer = CountingPreparer(parser, settings)
        with pytest.raises(PassingFaultError) as refused:
            preparer.read(file)
        with pytest.raises(PassingFaultError):
            preparer.taken(preparer.result_of(file, "f"), file, "f")

    assert str(refused.value) == "It cannot be read: File name too long."
    assert preparer.read_paths == [name, name]
