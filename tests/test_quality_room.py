"""The Quality room's functions: what they show, what they save, and whom they refuse."""

from pathlib import Path
from typing import Any

import pytest

from retriever.activity.log import ActivityLog
from retriever.activity.recorder import LogRecorder
from retriever.evaluation.questions.folder import read_questions
from retriever.settings import Settings
from tests.access_users import anybodys_request, request_of
from tests.own_loop import in_own_loop
from tests.quality_site import (
    DRAFT,
    PATH,
    QUESTION,
    REFUSED,
    REPORTED,
    SENTENCE,
    golden_lines,
    quality_library,
)
from ui.access.roles import Role, User
from ui.desk import Desk
from ui.quality.room import lookers, writers
from ui.quality.sections import Sections
from ui.quality.writing import CHANGED, DAMAGED, NOTHING_MARKED, GoldenWriter

READER = User("ben", frozenset({Role.READER, Role.EDITOR}))


class Room:
    """The room's functions over one library, called as a browser would."""

    def __init__(self, folder: Path) -> None:
        self.answerer, self.settings = quality_library(folder)
        self.log = ActivityLog(self.settings.log_folder)
        self.desk = Desk(self.answerer, LogRecorder(self.log, print))
        self.show, self.outcomes = lookers(Sections(self.answerer, self.log, self.settings))
        writer = GoldenWriter(self.desk, self.settings)
        self.ask, self.save, self.dismiss = writers(writer)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Room:
    """Make a room that no test writes into."""
    return Room(tmp_path_factory.mktemp("quality"))


def marked(**changed: Any) -> dict[str, Any]:
    return {"text": QUESTION, "waited": "", "chosen": [], "unanswered": False, **changed}


def test_every_section_is_shown_and_every_text_is_escaped(room: Room) -> None:
    shown = room.show(None, anybodys_request())

    assert set(shown) == {"figures", "runs", "drift", "waiting", "gaps"}
    assert "<img" not in "".join(shown.values())
    assert "31 questions, 03 Nov 2026, 09:30 UTC" in shown["figures"]
    assert shown["figures"].count('<svg class="dots"') == 5
    assert "2 of 31 answers changed between generation 1 and 2" in shown["drift"]
    assert f"<q>{SENTENCE}</q>" in shown["drift"]
    assert "Refused: the documents do not answer this." in shown["drift"]
    assert "A reader says that the source is wrong, 02 November 2026." in shown["waiting"]
    assert f"About <bdi>{PATH}</bdi>" in shown["waiting"]
    assert "Asked twice, last on 02 November 2026: 2 refused." in shown["gaps"]


def test_questions_are_told_worst_first_a_stretch_at_a_time(room: Room) -> None:
    run = "20261103T093000000000-evaluation"

    first = room.outcomes({"run": run, "first": 0}, anybodys_request())
    rest = room.outcomes({"run": run, "first": 25}, anybodys_request())

    assert (first["until"], first["all"], rest["until"]) == (25, 31, 31)
    assert first["rows"].count("No quote holds the answer") == 6
    assert first["rows"].startswith('<tr role="row"><td role="cell" data-label="Question">')
    assert (first["rows"].count("<tr"), rest["rows"].count("<tr")) == (25, 6)


@pytest.mark.parametrize(
    "sent",
    [None, {}, {"run": "../x", "first": 0}, {"run": "x", "first": -1}, {"run": 1, "first": 0}],
)
def test_no_other_file_is_read(room: Room, sent: object) -> None:
    assert set(room.outcomes(sent, anybodys_request())) == {"error"}


@in_own_loop
async def test_what_is_marked_becomes_a_golden_question(tmp_path: Path) -> None:
    room = Room(tmp_path)
    offers = (await room.ask(QUESTION, anybodys_request()))["offers"]

    saved = await room.save(marked(chosen=[[PATH, SENTENCE]]), anybodys_request())

    assert offers == [{"path": PATH, "words": SENTENCE, "place": PATH}]
    assert saved == {"said": "Saved as golden question q001."}
    (judged,) = read_questions(room.settings.questions)
    assert (judged.question.text, judged.spans[0].text) == (QUESTION, SENTENCE)
    # What an evaluator asks here is no question of a reader.
    assert QUESTION not in [each.query for each in room.log.questions()]


@in_own_loop
async def test_not_answered_here_is_saved_and_what_waited_waits_no_more(tmp_path: Path) -> None:
    room = Room(tmp_path)

    await room.save(marked(text=DRAFT, waited=DRAFT, unanswered=True), anybodys_request())
    await room.save(
        marked(text="Which report is newest?", waited=REPORTED, unanswered=True), anybodys_request()
    )

    asked = golden_lines(room.settings.questions)
    assert [(each["text"], each["answerable"]) for each in asked] == [
        (DRAFT, False),
        ("Which report is newest?", False),
    ]
    assert "No question waits." in room.show(None, anybodys_request())["waiting"]


@in_own_loop
async def test_a_dismissed_question_stays_away_and_its_words_are_not_kept(
    tmp_path: Path,
) -> None:
    room = Room(tmp_path)

    for each in (REPORTED, DRAFT, REPORTED):
        assert await room.dismiss(each, anybodys_request()) == {"said": "Dismissed."}

    assert "No question waits." in room.show(None, anybodys_request())["waiting"]
    kept = (room.settings.questions / "dismissed.txt").read_text(encoding="utf-8")
    assert [len(line) for line in kept.splitlines()] == [64, 64]
    assert len(room.log.pending()) == 1


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        (None, DAMAGED),
        ({"text": QUESTION}, DAMAGED),
        (marked(), NOTHING_MARKED),
        (marked(chosen=[[PATH, SENTENCE]], unanswered=True), NOTHING_MARKED),
        (marked(chosen=[[PATH]]), DAMAGED),
        (marked(chosen=PATH), DAMAGED),
        (marked(chosen=[[PATH, "Made up."]]), CHANGED),
        (marked(text="", unanswered=True), "Please type a question"),
        (
            marked(text="Born on 3 May 2014?", unanswered=True),
            "Your question holds what looks like",
        ),
    ],
)
def test_what_is_no_mark_is_not_saved(room: Room, sent: object, told: str) -> None:
    @in_own_loop
    async def save() -> None:
        assert (await room.save(sent, anybodys_request()))["error"].startswith(told)

    save()
    assert golden_lines(room.settings.questions) == []


@in_own_loop
async def test_only_an_evaluator_sees_and_writes(room: Room) -> None:
    told = {"error": "This needs the role evaluator, which ben has not."}
    unasked = {"error": "You are not signed in: load the page again."}

    for request, answer in ((request_of(READER), told), (request_of(None), unasked)):
        assert room.show(None, request) == answer
        assert room.outcomes({"run": "x", "first": 0}, request) == answer
        assert await room.ask(QUESTION, request) == answer
        assert await room.save(marked(unanswered=True), request) == answer
        assert await room.dismiss(REFUSED, request) == answer
    assert golden_lines(room.settings.questions, "pending.jsonl")[0]["text"] == DRAFT


def test_a_source_that_nobody_knows_hides_no_other_question(tmp_path: Path) -> None:
    room = Room(tmp_path)
    with (room.settings.questions / "pending.jsonl").open("a", encoding="utf-8") as lines:
        lines.write('{"text": "Who pays?", "source": "a letter"}\n')

    waiting = room.show(None, anybodys_request())["waiting"]

    assert "Who pays?" in waiting
    assert "Written down among the questions that wait." in waiting
    assert DRAFT in waiting


def test_what_cannot_be_read_is_told_in_its_place(tmp_path: Path) -> None:
    room = Room(tmp_path)
    broken = "20260101T000000000000-drift.jsonl"
    (room.settings.questions / "pending.jsonl").write_text("{\n", encoding="utf-8")
    (room.settings.runs_folder / broken).write_text("", encoding="utf-8")

    shown = room.show(None, anybodys_request())

    assert "pending.jsonl, line 1" in shown["waiting"]
    assert f"Kept runs that cannot be read: {broken}." in shown["figures"]
    assert REFUSED in shown["gaps"]


def test_an_empty_room_says_how_it_fills(room: Room, tmp_path: Path) -> None:
    bare = Settings(index=tmp_path / "index", questions=tmp_path / "questions")
    show, _ = lookers(Sections(room.answerer, ActivityLog(bare.log_folder), bare))

    shown = show(None, anybodys_request())

    assert shown["figures"].startswith("<p>Nothing is measured yet.")
    assert shown["runs"] == ""
    assert shown["drift"].startswith("<p>The golden questions have not been asked again")
    assert shown["gaps"] == "<p>No question of a reader was refused or judged of no use.</p>"
