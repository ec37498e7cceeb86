"""The watch over a folder, with a sync that only notes what it found there."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ingest.report import RefusedFile, SyncReport
from ingest.watch import CorpusWatch, Pace
from retriever.errors import CandourError, IndexBusyError

PACE = Pace(look_s=0.3, rest_s=0.2, step_s=0.05, busy_s=0.05, told_s=0.3, held_s=1.0)
LIMIT_S = 20.0


@dataclass
class Syncs:
    """Notes the folder's files and their texts at each sync, after the errors laid up for it."""

    corpus: Path
    errors: list[Exception] = field(default_factory=list)
    seen: list[dict[str, str]] = field(default_factory=list)
    refused: tuple[RefusedFile, ...] = ()

    def __call__(self) -> SyncReport:
        if self.errors:
            raise self.errors.pop(0)
        self.seen.append({file.name: file.read_text() for file in sorted(self.corpus.iterdir())})
        return SyncReport(failed=[*self.refused], generation=len(self.seen))


@dataclass
class Watched:
    """A watch at work in a thread."""

    corpus: Path
    syncs: Syncs
    said: list[str]
    stop: threading.Event
    thread: threading.Thread

    def wait_for(self, is_so: Callable[[], bool]) -> None:
        end = time.monotonic() + LIMIT_S
        while not is_so():
            assert time.monotonic() < end, (self.syncs.seen, self.said)
            time.sleep(0.02)


@contextmanager
def watched(corpus: Path, *errors: Exception, pace: Pace = PACE) -> Iterator[Watched]:
    syncs, stop = Syncs(corpus, [*errors]), threading.Event()
    said: list[str] = []
    watch = CorpusWatch(corpus, syncs, said.append, stop, pace)
    thread = threading.Thread(target=watch.run)
    thread.start()
    try:
        yield Watched(corpus, syncs, said, stop, thread)
    finally:
        stop.set()
        thread.join(LIMIT_S)
    assert not thread.is_alive()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text("one")
    return folder


def test_it_syncs_at_the_start_and_after_each_change_but_not_without_one(corpus: Path) -> None:
    with watched(corpus) as at_work:
        at_work.wait_for(lambda: len(at_work.syncs.seen) == 1)
        time.sleep(4 * PACE.look_s)
        (corpus / "b.txt").write_text("two")
        at_work.wait_for(lambda: len(at_work.syncs.seen) == 2)
        (corpus / "a.txt").unlink()
        at_work.wait_for(lambda: len(at_work.syncs.seen) == 3)

    assert at_work.syncs.seen == [
        {"a.txt": "one"},
        {"a.txt": "one", "b.txt": "two"},
        {"b.txt": "two"},
    ]


def test_an_empty_folder_is_synced_once_at_the_start(tmp_path: Path) -> None:
    with watched(tmp_path) as at_work:
        at_work.wait_for(lambda: len(at_work.syncs.seen) == 1)
        time.sleep(3 * PACE.look_s)

    assert at_work.syncs.seen == [{}]


def test_a_file_that_is_copied_slowly_is_taken_when_it_is_whole(corpus: Path) -> None:
    with watched(corpus) as at_work:
        at_work.wait_for(lambda: len(at_work.syncs.seen) == 1)
        with (corpus / "b.txt").open("w") as stream:
            for word in ("one ", "two ", "three"):
                stream.write(word)
                stream.flush()
                # Longer than the rest that is asked for: only its being open tells.
                time.sleep(2 * PACE.rest_s)
        at_work.wait_for(lambda: len(at_work.syncs.seen) == 2)

    assert at_work.syncs.seen[1]["b.txt"] == "one two three"
    assert at_work.said.count("Waiting for b.txt, which is still being written.") == 1


def test_a_file_that_is_held_open_for_long_is_read_as_it_is(corpus: Path) -> None:
    with watched(corpus) as at_work, (corpus / "b.txt").open("w") as stream:
        stream.write("on the screen")
        stream.flush()
        at_work.wait_for(lambda: bool(at_work.syncs.seen))

        assert at_work.syncs.seen[0]["b.txt"] == "on the screen"


def test_a_failing_sync_is_said_once_and_tried_again(corpus: Path) -> None:
    trouble = CandourError("The disk is full.")

    with watched(corpus, trouble, trouble, trouble) as at_work:
        at_work.wait_for(lambda: len(at_work.syncs.seen) == 1)

    assert at_work.said[0] == "The disk is full."
    assert at_work.said.count("The disk is full.") == 1
    assert at_work.said[1].endswith("generation 1, 0.0 s")


def test_another_writer_is_waited_for(corpus: Path) -> None:
    busy = IndexBusyError("Another process writes to the index.")

    with watched(corpus, busy, busy) as at_work:
        at_work.wait_for(lambda: len(at_work.syncs.seen) == 1)

    assert at_work.said[0] == "Another process writes to the index. Waiting for it."
    assert len(at_work.said) == 2


def test_a_folder_that_goes_away_and_comes_back_is_watched_on(corpus: Path) -> None:
    with watched(corpus) as at_work:
        at_work.wait_for(lambda: len(at_work.syncs.seen) == 1)
        corpus.rename(corpus.with_name("away"))
        at_work.wait_for(lambda: any("no corpus folder" in line for line in at_work.said))
        (corpus.with_name("away") / "b.txt").write_text("two")
        corpus.with_name("away").rename(corpus)
        at_work.wait_for(lambda: len(at_work.syncs.seen) == 2)
        (corpus / "c.txt").write_text("three")
        at_work.wait_for(lambda: len(at_work.syncs.seen) == 3)

    assert sorted(at_work.syncs.seen[2]) == ["a.txt", "b.txt", "c.txt"]


def test_a_file_that_does_not_go_in_is_told_once_and_again_for_another_reason(
    corpus: Path,
) -> None:
    with watched(corpus) as at_work:
        for count, reason in enumerate(["damaged", "damaged", "encrypted"], 1):
            at_work.syncs.refused = (RefusedFile("b.pdf", reason),)
            (corpus / f"{count}.txt").write_text("x")
            at_work.wait_for(lambda: len(at_work.syncs.seen) >= count)  # noqa: B023 - waited for here

    assert [line for line in at_work.said if line.startswith("FAILED")] == [
        "FAILED b.pdf: damaged",
        "FAILED b.pdf: encrypted",
    ]


def test_it_ends_while_it_waits(corpus: Path) -> None:
    with watched(corpus, pace=Pace()) as at_work:
        time.sleep(0.2)
        at_work.stop.set()
        at_work.thread.join(LIMIT_S)

        assert not at_work.thread.is_alive()
        assert at_work.syncs.seen == []
