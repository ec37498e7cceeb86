"""Reading together: a sync and workers share a queue; each file is read once, a dead one's too."""

import multiprocessing
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from ingest.corpus_folder import CorpusFile, corpus_files
from ingest.parser_process import ParserProcess
from ingest.preparing import Preparer, fingerprint_of
from ingest.reading import Reading
from ingest.sharing import SharedReading, Worker, queue_of, shared_by
from ingest.sync import Sync
from retriever.errors import (
    SettingError,
    SkippedFileError,
)
from retriever.records import Filters
from retriever.settings import Settings
from retriever.store.contract import Store
from retriever.store.local_store import LocalStore
from retriever.store.opening import manifest_of
from retriever.store.postgres.store import PostgresStore
from tests.counting_preparer import CountingPreparer
from tests.library import MANIFEST
from tests.postgres_server import PostgresServer
from tests.store_places import new_schema
from tests.word_encoder import WordEncoder

FILES = 6


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for n in range(FILES):
        (corpus / f"{n}.txt").write_text(f"Paper {n}\n\nKinship carers {n} need support.\n")
    (corpus / "empty.txt").write_text("")
    return Settings(corpus=corpus, index=tmp_path / "index")


@pytest.fixture
def store(postgres: PostgresServer) -> Iterator[PostgresStore]:
    place = new_schema(postgres)
    yield place.open(manifest_of(WordEncoder(), "1"))
    place.close()


def wanted_of(settings: Settings) -> dict[str, str]:
    files = corpus_files(settings.corpus)
    return {file.path: fingerprint_of(file, WordEncoder()) for file in files}


def texts_of(store: Store) -> dict[str, str]:
    with store.read() as view:
        return {document.path: document.text for document in view.documents(Filters())}


def test_a_sync_and_a_worker_read_each_file_once_and_the_library_is_as_ever(
    settings: Settings, store: PostgresStore, tmp_path: Path
) -> None:
    alone = LocalStore(tmp_path / "alone", manifest_of(WordEncoder(), "1"))
    # Elsewhere, so that what is refused there is not remembered here.
    Sync(replace(settings, index=tmp_path / "alone"), WordEncoder(), alone).run()
    queue, stop = queue_of(store), threading.Event()
    with ParserProcess(settings) as parser, ParserProcess(settings) as other_parser:
        ours = CountingPreparer(parser, settings)
        theirs = CountingPreparer(other_parser, settings)
        worker = Worker(settings, WordEncoder(), theirs, queue)
        thread = threading.Thread(target=worker.run, args=(stop,), kwargs={"once": False})
        thread.start()

        report = Sync(settings, WordEncoder(), store).run(
            lambda _, files, wanted: SharedReading(queue, ours, files, wanted)
        )

        stop.set()
        thread.join()

    assert [each.path for each in report.added] == [f"{n}.txt" for n in range(FILES)]
    assert [each.path for each in report.skipped] == ["empty.txt"]
    assert sorted([*ours.read_paths, *theirs.read_paths]) == sorted(wanted_of(settings))
    assert texts_of(store) == texts_of(alone)
    assert queue.length() == 0
    assert store.verify() == []
    assert Sync(settings, WordEncoder(), store).run(shared_by(store)).unchanged == FILES


def test_what_a_worker_read_is_taken_and_not_read_again(
    settings: Settings, store: PostgresStore
) -> None:
    with store.write():
        pass
    queue, files = queue_of(store), corpus_files(settings.corpus)
    with ParserProcess(settings) as parser:
        ours, theirs = CountingPreparer(parser, settings), CountingPreparer(parser, settings)
        reading = SharedReading(queue, ours, files, wanted_of(settings))

        done = Worker(settings, WordEncoder(), theirs, queue).run(threading.Event(), once=True)
        prepared = reading.read(files[2])
        with pytest.raises(SkippedFileError, match="empty"):
            reading.read(files[-1])

    assert done == FILES + 1
    assert sorted(theirs.read_paths) == [file.path for file in files]
    assert ours.read_paths == []
    assert prepared.document.text == "Paper 2\n\nKinship carers 2 need support."
    assert prepared.passages is not None
    assert prepared.rows is not None
    assert [p.text for p in prepared.passages] == ["Kinship carers 2 need support."]
    assert prepared.rows.shape == (1, WordEncoder.dimension)


def test_what_a_worker_refused_under_other_limits_is_read_by_the_sync(
    settings: Settings, store: PostgresStore
) -> None:
    with store.write():
        pass
    queue, files = queue_of(store), corpus_files(settings.corpus)
    hasty = replace(settings, parse_timeout_s=1)
    with ParserProcess(settings) as parser:
        ours, theirs = CountingPreparer(parser, settings), CountingPreparer(parser, hasty)
        reading = SharedReading(queue, ours, files, wanted_of(settings))
        Worker(hasty, WordEncoder(), theirs, queue).run(threading.Event(), once=True)

        prepared = reading.read(files[0])
        with pytest.raises(SkippedFileError, match="It is empty"):
            reading.read(files[-1])

    assert prepared.document.path == "0.txt"
    assert ours.read_paths == ["empty.txt"]


def test_a_file_that_is_refused_does_not_stay_in_the_queue(
    settings: Settings, store: PostgresStore
) -> None:
    with store.write():
        pass
    queue, files = queue_of(store), corpus_files(settings.corpus)
    with ParserProcess(settings) as parser:
        ours = CountingPreparer(parser, settings)
        reading = SharedReading(queue, ours, files, wanted_of(settings))
        assert queue.length() == FILES + 1

        with pytest.raises(SkippedFileError, match="It is empty"):
            reading.read(files[-1])

        assert queue.length() == FILES
        with queue.claimed("0.txt"):
            reading.close()  # Does not wait for who reads just now.
        assert queue.length() == 1
        reading.close()

    assert ours.read_paths == ["empty.txt"]
    assert queue.length() == 0


def test_only_what_is_read_is_put_into_the_queue(settings: Settings, store: PostgresStore) -> None:
    (settings.corpus / "large.txt").write_bytes(b"word " * 300_000)
    limited = replace(settings, max_file_mb=1)
    asked: list[dict[str, str]] = []
    Sync(limited, WordEncoder(), store).run()
    (settings.corpus / "0.txt").write_text("Paper 0\n\nKinship carers need more support.\n")
    with ParserProcess(limited) as parser:
        preparer = CountingPreparer(parser, limited)

        def shared(_: Preparer, files: Sequence[CorpusFile], wanted: Mapping[str, str]) -> Reading:
            asked.append(dict(wanted))
            # Written anew once more: what is published is what was decided on.
            (settings.corpus / "0.txt").write_text("Paper 0\n\nKinship carers need less.\n")
            return SharedReading(queue_of(store), preparer, files, wanted)

        decided = wanted_of(settings)["0.txt"]
        Sync(limited, WordEncoder(), store).run(shared)

    assert asked == [{"0.txt": decided}]
    with store.holdings() as holdings:
        assert holdings.fingerprints()["0.txt"] == decided
    later = Sync(limited, WordEncoder(), store).run(shared_by(store))
    assert [each.path for each in later.replaced] == ["0.txt"]


def _hold(address: str, pipe: Connection) -> None:
    with queue_of(PostgresStore(address, MANIFEST)).claimed() as claim:
        pipe.send(claim.path if claim else "nothing")
        pipe.recv()


def test_a_file_that_a_killed_worker_held_is_read_by_another(
    settings: Settings, postgres: PostgresServer
) -> None:
    place = new_schema(postgres)
    store = place.open()
    with store.write():
        pass
    queue = queue_of(store)
    queue.fill(wanted_of(settings))
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    worker = context.Process(target=_hold, args=(place.address, theirs))
    worker.start()
    assert ours.recv() == "0.txt"

    with queue.claimed("0.txt") as twice, queue.claimed() as next_one:
        assert twice is None
        assert next_one is not None
        assert next_one.path == "1.txt"
    worker.kill()
    worker.join()
    for _ in range(100):  # the server notices the end of a connection in its own time
        with queue.claimed("0.txt") as claim:
            if claim is not None:
                break
        time.sleep(0.05)

    assert claim is not None
    assert claim.path == "0.txt"
    place.close()


def test_another_file_under_the_same_path_is_left_to_others(
    settings: Settings, store: PostgresStore, capsys: pytest.CaptureFixture[str]
) -> None:
    with store.write():
        pass
    queue = queue_of(store)
    long_name = f"{'n' * 250}.txt"  # No sidecar can be looked for beside it.
    (settings.corpus / long_name).write_text("Words.")
    queue.fill({"0.txt": "of another corpus", long_name: "f", "nowhere.txt": "f"})
    with ParserProcess(settings) as parser:
        preparer = CountingPreparer(parser, settings)
        done = Worker(settings, WordEncoder(), preparer, queue).run(threading.Event(), once=True)

    assert preparer.read_paths == []
    assert done == 0
    assert queue.length() == 3
    assert capsys.readouterr().err.splitlines() == [
        "0.txt: it is another file here, and left to others.",
        f"{long_name}: it is another file here, and left to others.",
        "nowhere.txt: it is another file here, and left to others.",
    ]


def test_an_index_folder_has_no_queue(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="set CANDOUR_STORE to its address"):
        queue_of(LocalStore(tmp_path, MANIFEST))
