"""What the browser may say of an answer, and where a question with personal data ends."""

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest

from retriever.activity.log import ActivityLog
from retriever.activity.recorder import LogRecorder, NoRecorder
from retriever.activity.records import Reason, Verdict
from retriever.errors import QuestionError
from tests.access_site import QUESTION, library
from tests.access_users import anybodys_request, request_of
from tests.own_loop import in_own_loop
from tests.word_answerer import word_answerer
from ui.access.roles import User
from ui.admission import BUSY, Admission
from ui.ask.chat import Chat
from ui.ask.filtering import DAMAGED
from ui.conversation import Conversation
from ui.desk import Asker, Desk
from ui.feedback import read_verdict, verdict_taker

SENT = {"answer": "id", "useful": False, "reason": "wrong source", "said": " It is older. "}


def desk_over(folder: Path) -> tuple[Desk, ActivityLog, Any]:
    answerer, _ = word_answerer(folder, library())
    log = ActivityLog(folder / "activity")
    return Desk(answerer, LogRecorder(log, print)), log, answerer


def test_a_verdict_is_read_field_by_field() -> None:
    assert read_verdict(SENT) == (
        "id",
        Verdict(useful=False, reason=Reason.WRONG_SOURCE, said="It is older."),
    )
    assert read_verdict({**SENT, "useful": True, "said": ""}) == ("id", Verdict(useful=True))


@pytest.mark.parametrize(
    "sent",
    [
        None,
        [],
        {},
        {**SENT, "more": 1},
        {**SENT, "useful": "yes"},
        {**SENT, "answer": ""},
        {**SENT, "answer": "x" * 65},
        {**SENT, "answer": 7},
        {**SENT, "reason": "because"},
        {**SENT, "reason": None},
        {**SENT, "said": "x" * 501},
        {**SENT, "said": "\ud800"},
    ],
)
def test_what_is_no_verdict_is_refused(sent: object) -> None:
    with pytest.raises(QuestionError):
        read_verdict(sent)


@in_own_loop
async def test_only_who_asked_may_judge(tmp_path: Path) -> None:
    desk, log, _ = desk_over(tmp_path)
    reply = await desk.ask(QUESTION, Asker("ana", "page"))
    take = verdict_taker(desk)
    sent = {**SENT, "answer": reply.recorded}

    refused = take(sent, request_of(User("ben")))
    stranger = take(sent, request_of(None))
    kept = take(sent, request_of(User("ana")))

    assert refused == {"error": "This could not be kept. Please try again later."}
    assert stranger == {"error": "You are not signed in: load the page again."}
    assert kept == {"said": "Thank you. This is kept."}
    assert log.pending()[0].source == "wrong source"


@in_own_loop
async def test_a_comment_with_personal_data_is_not_kept(tmp_path: Path) -> None:
    desk, log, _ = desk_over(tmp_path)
    reply = await desk.ask(QUESTION, Asker("", "page"))
    sent = {**SENT, "answer": reply.recorded, "said": "Ask jo@example.org"}

    said = verdict_taker(desk)(sent, anybodys_request())

    assert said["error"].startswith("Your comment holds what looks like an e-mail address.")
    assert log.pending() == ()


@in_own_loop
async def test_personal_data_goes_back_into_the_box_and_nowhere_else(tmp_path: Path) -> None:
    desk, log, answerer = desk_over(tmp_path)
    question = "What about 943 476 5919?"

    steps = [
        step
        async for step in Chat(answerer, desk).ask(
            question, None, Conversation(), anybodys_request()
        )
    ]

    ((shown, conversation, box, _),) = steps
    assert box == question
    assert "943" not in f"{shown} {conversation}"
    assert "looks like an NHS number" in shown["turns"][0]["answer"]
    assert conversation.history() == ()
    assert log.questions() == ()


@in_own_loop
async def test_a_question_under_damaged_filters_is_shown_and_given_back(tmp_path: Path) -> None:
    desk, log, answerer = desk_over(tmp_path)

    steps = [
        step
        async for step in Chat(answerer, desk).ask(QUESTION, 3, Conversation(), anybodys_request())
    ]

    ((shown, conversation, box, _),) = steps
    assert (conversation.exchanges[0].question, box) == (QUESTION, QUESTION)
    assert shown["turns"][0]["answer"] == f'<p class="note note-error">{DAMAGED}</p>'
    assert log.questions() == ()


@in_own_loop
async def test_an_answer_is_kept_and_may_be_judged_by_its_id(tmp_path: Path) -> None:
    desk, log, answerer = desk_over(tmp_path)

    steps = [
        step
        async for step in Chat(answerer, desk).ask(
            QUESTION, None, Conversation(), anybodys_request()
        )
    ]

    (asked,) = log.questions()
    assert steps[-1][0]["turns"][0]["recorded"] == asked.id
    assert (asked.way, asked.user, asked.found) == ("page", "", True)


@in_own_loop
async def test_a_busy_page_says_so_in_the_answer_s_place_and_gives_the_words_back(
    tmp_path: Path,
) -> None:
    answerer, _ = word_answerer(tmp_path, library())
    admission, event = Admission(at_once=1, waiting=0), threading.Event()
    other = asyncio.create_task(admission.run(lambda: event.wait(30)))
    await asyncio.sleep(0)
    chat = Chat(answerer, Desk(answerer, NoRecorder(), admission))

    steps = [step async for step in chat.ask(QUESTION, None, Conversation(), anybodys_request())]
    event.set()
    await other

    shown, _, box, _ = steps[-1]
    assert shown["turns"][0]["answer"] == f'<p class="note note-error">{BUSY}</p>'
    assert box == QUESTION
