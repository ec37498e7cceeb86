"""`python -m ingest watch` and the page's watch, as they are run: files come, change and go."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.pdf_maker import pdf_of, report_pages

REPOSITORY = Path(__file__).resolve().parents[1]
LIMIT_S = 240.0


class Watching:
    """The command at work on a corpus, its output going to a file."""

    def __init__(self, folder: Path, *arguments: str, **settings: str) -> None:
        self.corpus = folder / "corpus"
        self.output = folder / "output"
        environment = {
            **os.environ,
            "CANDOUR_CORPUS": str(self.corpus),
            "CANDOUR_INDEX": str(folder / "index"),
            **settings,
        }
        with self.output.open("wb") as stream:
            self.process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=REPOSITORY,
                env=environment,
                stdout=stream,
                stderr=subprocess.STDOUT,
            )

    def lines(self) -> list[str]:
        return self.output.read_text("utf-8").splitlines()

    def wait_for(self, text: str) -> None:
        self.wait(lambda: any(text in line for line in self.lines()))

    def wait(self, is_so: Callable[[], bool]) -> None:
        end = time.monotonic() + LIMIT_S
        while not is_so():
            assert time.monotonic() < end, self.lines()
            assert self.process.poll() is None, self.lines()
            time.sleep(0.1)

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(LIMIT_S)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("A post\n\nVisits are weekly.", "utf-8")
    return tmp_path


@pytest.fixture
def watching(folder: Path) -> Iterator[Watching]:
    at_work = Watching(folder, "-m", "ingest", "watch")
    yield at_work
    at_work.process.kill()
    at_work.process.wait()


def test_files_that_are_copied_slowly_replaced_and_removed_are_followed(
    watching: Watching,
) -> None:
    report = pdf_of(report_pages())
    watching.wait_for("added a.txt (1 passages)")
    with (watching.corpus / "r.pdf").open("wb") as stream:
        for start in range(0, len(report), len(report) // 4 + 1):
            stream.write(report[start : start + len(report) // 4 + 1])
            stream.flush()
            time.sleep(1)
    watching.wait_for("added r.pdf")
    (watching.corpus / "new").write_text("A post\n\nVisits are daily.", "utf-8")
    (watching.corpus / "new").replace(watching.corpus / "a.txt")
    watching.wait_for("replaced a.txt (1 passages)")
    (watching.corpus / "r.pdf").unlink()
    watching.wait_for("removed r.pdf")

    status = watching.end()

    assert status == 0
    assert watching.lines()[-1] == "Stopped watching."
    assert not any("FAILED" in line or "Traceback" in line for line in watching.lines())


def test_a_corpus_that_is_suddenly_empty_does_not_empty_the_index(watching: Watching) -> None:
    watching.wait_for("added a.txt (1 passages)")
    watching.corpus.rename(watching.corpus.with_name("away"))
    watching.corpus.mkdir()
    (watching.corpus / "README.md").write_text("Notes")
    watching.wait_for("is empty, and the index holds 1 documents: they are kept")

    assert watching.end() == 0
    assert not any("removed" in line for line in watching.lines()[1:-1] if "0 removed" not in line)


def test_a_missing_folder_is_one_line_and_status_2(tmp_path: Path) -> None:
    at_work = Watching(tmp_path, "-m", "ingest", "watch", str(tmp_path / "none"))

    assert at_work.process.wait(LIMIT_S) == 2
    assert [line[:26] for line in at_work.lines()] == ["There is no corpus folder "]


def test_the_page_follows_its_folder_where_the_setting_asks_for_it(folder: Path) -> None:
    first = Watching(folder, "-m", "ingest")
    assert first.process.wait(LIMIT_S) == 0
    at_work = Watching(folder, "app.py", "--port", "0", CANDOUR_WATCH="yes")
    try:
        at_work.wait_for("Candour is ready")
        (folder / "corpus" / "b.txt").write_text("Another post\n\nPlans are clear.", "utf-8")
        at_work.wait_for("added b.txt (1 passages)")
        status = at_work.end()
    finally:
        at_work.process.kill()
        at_work.process.wait()

    assert status == 0
    assert not any("Traceback" in line for line in at_work.lines())
