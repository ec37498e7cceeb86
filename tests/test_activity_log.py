"""The activity log: what it keeps, tells and erases, and that nothing erased remains on disk."""

import resource
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from retriever.activity.database import NAME, opened
from retriever.activity.log import ActivityLog
from retriever.activity.recorder import LogRecorder, NoRecorder, asked_of_answer
from retriever.activity.records import Asked, CitedPlace, Erased, Reason, Verdict
from retriever.answer_records import Answer
from retriever.commands import parser
from retriever.commands.forgetting import run_forget
from retriever.errors import ActivityError, SettingError
from retriever.evaluation.questions.records import PendingQuestion
from retriever.settings import Settings

ROOT = Path(__file__).parent.parent
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
ASKED = Asked(
    id="one",
    at=NOON,
    user="ana",
    way="page",
    question="and in 2021?",
    query="How many carers were there in 2021?",
    found=True,
    probability=0.75,
    places=(CitedPlace("d1", 10, 25, 4), CitedPlace("d2", 0, 5, None)),
    notices=("A later report stands beside it.",),
    total_ms=12.5,
)
ANSWER = Answer(
    id="q",
    question="Who?",
    query="Who?",
    found=False,
    probability=0.1,
    answer="no",
    citations=(),
    hits=(),
    generation=1,
)


def test_what_is_kept_comes_back_newest_first(tmp_path: Path) -> None:
    log = ActivityLog(tmp_path)
    later = replace(ASKED, id="two", at=NOON + timedelta(seconds=1), places=(), notices=())

    log.add(ASKED)
    log.add(later)

    assert log.questions() == (later, ASKED)


def test_a_log_that_nobody_wrote_is_empty_and_makes_no_file(tmp_path: Path) -> None:
    log = ActivityLog(tmp_path / "none")

    assert log.questions() == ()
    assert log.gaps() == ()
    assert log.forget() == Erased(0, 0)
    assert not (tmp_path / "none").exists()


def test_a_verdict_replaces_the_one_before_and_only_who_asked_may_give_it(tmp_path: Path) -> None:
    log = ActivityLog(tmp_path)
    log.add(ASKED)
    wrong = Verdict(useful=False, reason=Reason.WRONG_SOURCE, said="It is about Harrowfen.")

    assert log.judge("one", Verdict(useful=True), "ana") is True
    assert log.judge("one", wrong, "ana") is True
    assert log.judge("one", Verdict(useful=True), "ben") is False
    assert log.judge("two", Verdict(useful=True), "ana") is False
    assert log.questions() == (replace(ASKED, verdict=wrong),)


def test_what_was_judged_not_useful_waits_to_be_judged_as_a_question(tmp_path: Path) -> None:
    log = ActivityLog(tmp_path)
    for number, (useful, reason) in enumerate(
        [(False, Reason.NOT_ANSWERED), (True, None), (False, Reason.WRONG_SOURCE)]
    ):
        log.add(replace(ASKED, id=str(number), at=NOON + timedelta(days=number)))
        log.judge(str(number), Verdict(useful, reason), "ana")

    assert log.pending() == (
        PendingQuestion(ASKED.query, "thumbs-down", "d1", "", date(2026, 11, 20)),
        PendingQuestion(ASKED.query, "wrong source", "d1", "", date(2026, 11, 22)),
    )


def test_only_this_machine_s_user_may_read_the_files(tmp_path: Path) -> None:
    ActivityLog(tmp_path / "log").add(ASKED)

    assert (tmp_path / "log").stat().st_mode & 0o077 == 0
    assert (tmp_path / "log" / NAME).stat().st_mode & 0o077 == 0


def test_what_is_forgotten_leaves_no_trace_on_the_disk(tmp_path: Path) -> None:
    log = ActivityLog(tmp_path)
    for number in range(40):
        log.add(replace(ASKED, id=str(number), question=f"Zyzzogeton {number}?", user="zyra"))
    log.add(replace(ASKED, id="kept"))
    log.judge("7", Verdict(useful=False, said="Zyzzogeton!"), "zyra")

    erased = log.forget(user="zyra")

    rest = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert erased == Erased(questions=40, verdicts=1)
    assert b"Zyzzogeton" not in rest
    assert b"zyra" not in rest
    assert [asked.id for asked in log.questions()] == ["kept"]


def test_forgetting_before_a_day_keeps_that_day(tmp_path: Path) -> None:
    log = ActivityLog(tmp_path)
    midnight = datetime(2026, 11, 20, tzinfo=UTC)
    log.add(replace(ASKED, id="day", at=midnight))
    log.add(replace(ASKED, id="before", at=midnight - timedelta(milliseconds=1)))
    log.add(replace(ASKED, id="ben", at=midnight - timedelta(days=1), user="ben"))

    assert log.forget(user="ana", before=date(2026, 11, 20)) == Erased(1, 0)
    assert [asked.id for asked in log.questions()] == ["day", "ben"]


def test_old_rows_expire(tmp_path: Path) -> None:
    log = ActivityLog(tmp_path)
    now = datetime.now(UTC)
    log.add(replace(ASKED, id="old", at=now - timedelta(days=30, minutes=1)))
    log.add(replace(ASKED, id="young", at=now - timedelta(days=29)))

    assert log.expire(30) == Erased(1, 0)
    assert [asked.id for asked in log.questions()] == ["young"]


def test_erasing_under_a_reader_says_that_the_journal_is_not_clean(tmp_path: Path) -> None:
    log = ActivityLog(tmp_path)
    log.add(ASKED)
    with opened(tmp_path) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM questions").fetchall()

        for erased in (1, 0):
            with pytest.raises(ActivityError, match=f"^{erased} questions are erased"):
                ActivityLog(tmp_path)._erase(None, None, wait_s=0.05)  # noqa: SLF001 - not half a minute

    assert log.questions() == ()


def test_a_locked_log_stops_no_answer_and_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    recorder = LogRecorder(ActivityLog(tmp_path), told.append)
    with opened(tmp_path) as other:
        other.execute("BEGIN IMMEDIATE")

        assert recorder.record(ANSWER, "ana", "page") == ""

    assert len(told) == 1
    assert told[0].startswith("A question was answered and not kept. The activity log ")
    assert "database is locked" in told[0]


def test_a_full_disk_stops_no_answer_and_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    recorder = LogRecorder(ActivityLog(tmp_path), told.append)
    identity = recorder.record(ANSWER, "ana", "page")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))  # no file may grow
    try:
        kept = recorder.record(ANSWER, "ana", "page")
        judged = recorder.judge(identity, Verdict(useful=True), "ana")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert (kept, judged) == ("", False)
    assert [line.split(".")[0] for line in told] == [
        "A question was answered and not kept",
        "What a reader said of an answer was not kept",
    ]


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"no database" * 1000)

    with pytest.raises(ActivityError, match="file is not a database"):
        ActivityLog(tmp_path).add(ASKED)


def test_another_version_s_file_is_left_alone(tmp_path: Path) -> None:
    with opened(tmp_path) as connection:
        connection.execute("PRAGMA user_version=99")

    with pytest.raises(ActivityError, match="another version of Candour"):
        ActivityLog(tmp_path).add(ASKED)


def test_a_recorder_keeps_an_answer_under_an_id_that_may_be_judged(tmp_path: Path) -> None:
    log = ActivityLog(tmp_path)
    recorder = LogRecorder(log, print)

    identity = recorder.record(ANSWER, "ana", "ask")

    (asked,) = log.questions()
    assert asked == replace(asked_of_answer(ANSWER, "ana", "ask"), id=identity, at=asked.at)
    assert recorder.judge(identity, Verdict(useful=True), "ana") is True


def test_small_talk_is_not_kept(tmp_path: Path) -> None:
    recorder = LogRecorder(ActivityLog(tmp_path), print)

    assert recorder.record(replace(ANSWER, is_small_talk=True), "ana", "page") == ""
    assert not (tmp_path / NAME).exists()


def test_where_nothing_is_kept_nothing_can_be_judged() -> None:
    assert NoRecorder().record(ANSWER, "ana", "page") == ""
    assert NoRecorder().judge("one", Verdict(useful=True), "ana") is False


WRITER = """
import sys
from pathlib import Path
from dataclasses import replace
from tests.test_activity_log import ASKED
from retriever.activity.log import ActivityLog
for number in range(40):
    ActivityLog(Path(sys.argv[1])).add(replace(ASKED, id=f"{sys.argv[2]}-{number}"))
"""


def test_several_processes_write_one_log(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    writers = [subprocess.Popen([*command, name], cwd=ROOT) for name in ("a", "b", "c")]

    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0]
    assert len(ActivityLog(tmp_path).questions()) == 120
    with sqlite3.connect(tmp_path / NAME) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def forget(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "retriever", "forget", *arguments],
        cwd=ROOT,
        env={"CANDOUR_LOG": str(folder), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_command_erases_and_says_what(tmp_path: Path) -> None:
    log = ActivityLog(tmp_path)
    log.add(ASKED)
    log.judge("one", Verdict(useful=True), "ana")

    done = forget(tmp_path, "--user", "ana", "--before", "2026-11-21")

    assert done.stdout == f"Erased from {tmp_path}: 1 question and 1 verdict on answers.\n"
    assert done.returncode == 0
    assert log.questions() == ()


@pytest.mark.parametrize("arguments", [(), ("--all", "--user", "ana")])
def test_the_command_wants_to_be_told_what(arguments: tuple[str, ...]) -> None:
    options = parser().parse_args(["forget", *arguments])

    with pytest.raises(SettingError, match="Say what to forget: --user USER, --before"):
        run_forget(options, Settings())
