import errno
import hashlib
import os
import signal
import threading
import time
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.child import refusal_of
from ingest.loaders.draft import FileIdentity
from ingest.parser_process import ParserProcess, Reply, memory_notice, replies_of
from retriever.errors import SkippedFileError, UnreadableFileError
from retriever.records import Document
from retriever.settings import Settings


def write(tmp_path: Path, name: str, data: bytes) -> Path:
    file = tmp_path / name
    file.write_bytes(data)
    return file


def load(parser: ParserProcess, file: Path) -> Document:
    file_hash = hashlib.sha256(file.read_bytes()).hexdigest()
    return parser.load(file, FileIdentity("d", file.name, file_hash)).document


def test_a_file_is_read_in_the_other_process(tmp_path: Path) -> None:
    file = write(tmp_path, "a.txt", "A title\n\nIt’s read.".encode())

    with ParserProcess(Settings()) as parser:
        document = load(parser, file)

    assert document.text == "A title\n\nIt’s read."


def test_a_refusal_comes_back_as_the_error_that_it_was(tmp_path: Path) -> None:
    empty = write(tmp_path, "empty.txt", b"")
    damaged = write(tmp_path, "damaged.pdf", b"%PDF-1.7 nothing more")

    with ParserProcess(Settings()) as parser:
        with pytest.raises(SkippedFileError, match="empty"):
            load(parser, empty)
        with pytest.raises(UnreadableFileError, match="damaged"):
            load(parser, damaged)


def test_a_file_that_hangs_its_parser_is_stopped_and_the_next_is_read(tmp_path: Path) -> None:
    # 100,000 attributes on one tag keep lxml busy for minutes (measured).
    attributes = b" ".join(b'a%d="1"' % n for n in range(200_000))
    slow = write(tmp_path, "slow.html", b"<html><body><p " + attributes + b">x</p></body></html>")
    fine = write(tmp_path, "fine.txt", b"A title\n\nWords.")

    with ParserProcess(Settings(parse_timeout_s=2)) as parser:
        with pytest.raises(UnreadableFileError, match="no progress for 2 s"):
            load(parser, slow)
        document = load(parser, fine)

    assert document.text == "A title\n\nWords."


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="there is no /proc to tell the time by")
def test_a_reading_that_gets_no_time_to_work_in_is_waited_for(tmp_path: Path) -> None:
    fine = write(tmp_path, "fine.txt", b"A title\n\nWords.")

    with ParserProcess(Settings(parse_timeout_s=2)) as parser:
        load(parser, fine)
        child = parser._child  # noqa: SLF001 - which process it is
        assert child is not None
        pid = child._process.pid  # noqa: SLF001
        os.kill(pid, signal.SIGSTOP)
        going_on = threading.Timer(5, os.kill, (pid, signal.SIGCONT))
        going_on.start()
        document = load(parser, fine)
        going_on.join()

    assert document.text == "A title\n\nWords."


def test_a_file_that_wants_too_much_memory_costs_its_own_line_only(tmp_path: Path) -> None:
    large = write(tmp_path, "large.txt", b"word " * 12_000_000)
    fine = write(tmp_path, "fine.txt", b"A title\n\nWords.")

    with ParserProcess(Settings(parse_memory_mb=100)) as parser:
        with pytest.raises(UnreadableFileError, match=r"needs more than 100 MB|crash"):
            load(parser, large)
        document = load(parser, fine)

    assert document.text == "A title\n\nWords."


def test_several_threads_share_one_process(tmp_path: Path) -> None:
    files = [write(tmp_path, f"{n}.txt", f"Title\n\nNumber {n}.".encode()) for n in range(8)]
    texts: dict[int, str] = {}

    with ParserProcess(Settings()) as parser:

        def read(place: int) -> None:
            texts[place] = load(parser, files[place]).text

        threads = [threading.Thread(target=read, args=(place,)) for place in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert texts == {n: f"Title\n\nNumber {n}." for n in range(8)}


def is_running(state: Path) -> bool:
    """Say whether a process runs by its line in /proc: a "Z" only waits to be counted as ended."""
    try:
        return state.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="there is no /proc to look processes up in")
def test_what_a_stopped_parser_had_started_is_ended_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A tesseract that never ends, and leaves its number.
    program = tmp_path / "tesseract"
    program.write_text(f"#!/bin/sh\necho $$ > {tmp_path / 'number'}\nexec sleep 600\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    stream = BytesIO()
    canvas = Canvas(stream, invariant=True)
    canvas.rect(100, 700, 40, 8, fill=1)
    canvas.save()
    scan = write(tmp_path, "scan.pdf", stream.getvalue())

    with (
        ParserProcess(Settings(parse_timeout_s=3)) as parser,
        pytest.raises(UnreadableFileError, match="no progress for 3 s"),
    ):
        load(parser, scan)

    number = (tmp_path / "number").read_text().strip()
    state = Path("/proc") / number / "stat"
    # Killed, it ends when the system next comes to it, which may be after we look.
    for _ in range(100):
        if not is_running(state):
            break
        time.sleep(0.1)
    assert not is_running(state)


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_where_memory_cannot_be_limited_that_is_said(platform: str) -> None:
    assert memory_notice(platform).startswith("Note: this system cannot limit the memory")
    assert memory_notice("linux") == ""


def test_a_line_that_is_no_answer_ends_the_reading() -> None:
    said = b'{"length": 2}\nab{"progress": 1}\nA warning.\n{"progress": 1}\n'

    assert list(replies_of(BytesIO(said))) == [
        Reply({"length": 2}, b"ab"),
        Reply({"progress": 1}, b""),
        None,
    ]


@pytest.mark.parametrize(
    ("error", "answer"),
    [
        (OSError("no picture can be told"), ("failed", "no picture can be told")),
        (OSError(), ("failed", "OSError")),
        (PermissionError(errno.EACCES, "Permission denied"), ("passing", "Permission denied")),
        (OSError(errno.EIO, "Input/output error"), ("passing", "Input/output error")),
        (OSError(errno.EINVAL, "Invalid argument"), ("failed", "Invalid argument")),
    ],
)
def test_only_what_may_pass_by_itself_is_tried_again(
    error: OSError, answer: tuple[str, str]
) -> None:
    status, told = answer

    assert refusal_of(error) == {"status": status, "reason": f"It cannot be read: {told}."}
