"""A page that is loaded again finds its conversation, and nobody else does."""

from typing import Any

import gradio as gr
import pytest

from tests.access_users import request_of
from ui.access.roles import OPEN, User
from ui.ask.chat import Chat
from ui.ask.reopening import KEPT_LIMIT, KEPT_S, KeptConversations
from ui.conversation import Conversation

ANA, BEN = User("ana"), User("ben")
ASKED = Conversation().ask("Why?")


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


class NoLibrary:
    """Has nothing to begin with."""

    def starters(self, k: int) -> tuple[str, ...]:  # noqa: ARG002 - the answerer's
        return ()


def request(user: User | None, session: str) -> Any:
    made = request_of(user)
    made.session_hash = session
    return made


def chat() -> Chat:
    return Chat(NoLibrary(), None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("user", "session", "left"),
    [
        (ANA, "first", ASKED),
        (ANA, "second", None),
        (BEN, "first", None),
        (None, "first", None),
        (ANA, "", None),
    ],
)
def test_a_conversation_is_found_by_its_user_and_session_alone(
    user: User | None, session: str, left: Conversation | None
) -> None:
    kept = KeptConversations()
    kept.keep(ANA, "first", ASKED)
    kept.keep(None, "first", ASKED)
    kept.keep(ANA, "", ASKED)

    assert kept.left(user, session) == left


def test_a_conversation_is_forgotten_after_an_hour_without_a_question() -> None:
    clock = Clock()
    kept = KeptConversations(clock)
    kept.keep(ANA, "old", ASKED)
    clock.now_s = KEPT_S
    kept.keep(ANA, "new", ASKED)

    assert kept.left(ANA, "old") == ASKED
    clock.now_s = KEPT_S + 1
    assert kept.left(ANA, "old") is None
    assert kept.left(ANA, "new") == ASKED


def test_the_oldest_is_forgotten_where_too_many_are_kept_and_what_was_emptied() -> None:
    kept = KeptConversations()
    for number in range(KEPT_LIMIT + 1):
        kept.keep(ANA, str(number), ASKED)
    kept.keep(ANA, "2", ASKED.emptied())

    assert kept.left(ANA, "0") is None
    assert kept.left(ANA, "1") == ASKED
    assert kept.left(ANA, "2") is None


def test_a_question_that_was_not_answered_yet_goes_back_into_the_box() -> None:
    page = chat()
    page._keep(ASKED, request(OPEN, "before"))  # noqa: SLF001 - what each step of an answer does

    shown, conversation, box, _ = page.reopen(
        Conversation(), gr.EventData(None, {"session": "before"}), request(OPEN, "after")
    )

    assert box == "Why?"
    assert conversation.exchanges[0].is_open is False
    assert shown["turns"][0]["answer"] == (
        '<p class="note note-stopped">The page was loaded again before this was answered. '
        "Press Ask to ask it again.</p>"
    )
    assert (shown["is_opening"], shown["is_reopened"], shown["busy"]) == (True, True, False)


@pytest.mark.parametrize(
    ("now", "sent"),
    [
        (Conversation().ask("And now?"), {"session": "before"}),
        (Conversation(), {"session": "another"}),
        (Conversation(), {"session": ["before"]}),
        (Conversation(), None),
    ],
)
def test_nothing_is_reopened_over_a_new_question_or_for_what_was_never_kept(
    now: Conversation, sent: object
) -> None:
    page = chat()
    page._keep(ASKED, request(OPEN, "before"))  # noqa: SLF001

    shown, conversation, *_ = page.reopen(now, gr.EventData(None, sent), request(OPEN, "after"))

    assert (shown["turns"], shown["is_opening"]) == ([], True)
    assert conversation == gr.skip()
