"""One session's conversation: its steps, what a follow-up may know, and that it never grows on."""

from dataclasses import replace

from retriever.answer_records import Answer, Turn
from ui.conversation import TURNS_LIMIT, Conversation


def answer_of(question: str, words: str) -> Answer:
    return Answer(
        id="q",
        question=question,
        query=question,
        found=False,
        probability=0.1,
        answer=words,
        citations=(),
        hits=(),
        generation=1,
    )


def test_a_question_is_shown_at_once_with_the_search_going_on() -> None:
    shown = Conversation().ask("Why?").for_browser()

    assert shown["busy"] is True
    assert shown["spoken"] == "Searching the library…"
    assert shown["turns"][0]["id"] == "turn-1"
    assert shown["turns"][0]["progress"] == "searching"
    assert shown["turns"][0]["answer"] == (
        '<p class="note note-searching">Searching the library…</p>'
    )


def test_a_finished_exchange_is_history_for_the_next_question() -> None:
    conversation = Conversation().ask("Why?").finish(answer_of("Why?", "Because. [1]"))

    assert conversation.history() == (Turn("user", "Why?"), Turn("assistant", "Because. [1]"))
    assert conversation.for_browser()["busy"] is False


def test_a_refused_question_is_no_history() -> None:
    conversation = Conversation().ask("").fail("The question is empty.")

    assert conversation.history() == ()
    assert conversation.for_browser()["turns"][0]["answer"] == (
        '<p class="note note-error">The question is empty.</p>'
    )


def test_stop_closes_what_is_open_and_is_no_history() -> None:
    conversation = Conversation().ask("Why?").stop()

    assert conversation.for_browser()["busy"] is False
    assert conversation.for_browser()["turns"][0]["answer"] == (
        '<p class="note note-stopped">Stopped.</p>'
    )
    assert conversation.history() == ()


def test_settling_changes_nothing_where_nothing_is_open() -> None:
    conversation = Conversation().ask("Why?").finish(answer_of("Why?", "Because."))

    assert conversation.settle() == conversation
    assert Conversation().settle() == Conversation()


def test_settling_closes_what_an_error_left_open() -> None:
    conversation = Conversation().ask("Why?").settle()

    assert conversation.for_browser()["spoken"] == (
        "Something went wrong while answering. Please ask again."
    )


def test_a_new_conversation_gives_no_number_twice() -> None:
    conversation = Conversation().ask("Why?").emptied().ask("How?")

    assert [turn["id"] for turn in conversation.for_browser()["turns"]] == ["turn-2"]


def test_a_long_conversation_keeps_its_newest_exchanges() -> None:
    conversation = Conversation()
    for number in range(TURNS_LIMIT + 2):
        conversation = conversation.ask(f"Question {number}")

    turns = conversation.for_browser()["turns"]

    assert len(turns) == 50
    assert turns[0]["id"] == "turn-3"
    assert turns[-1]["id"] == "turn-52"


def test_a_model_s_text_grows_in_its_turn_and_is_no_history() -> None:
    conversation = Conversation().ask("Why?").draft("It fell")

    assert conversation.for_browser()["busy"] is True
    assert "It fell" in conversation.for_browser()["turns"][0]["answer"]
    assert conversation.history() == ()


def test_a_new_conversation_has_no_history() -> None:
    conversation = Conversation().ask("Why?").finish(answer_of("Why?", "Because.")).emptied()

    assert conversation.history() == ()


def test_small_talk_is_no_history() -> None:
    thanks = replace(answer_of("Thanks", "You are welcome."), is_small_talk=True)

    conversation = Conversation().ask("Thanks").finish(thanks)

    assert conversation.history() == ()
    assert conversation.for_browser()["turns"][0]["progress"] == "done"


def test_the_history_is_bounded_and_its_oldest_question_stands_alone() -> None:
    conversation = Conversation()
    for number in range(1, 5):
        answer = replace(answer_of(f"And {number}?", "x" * 3_000), query=f"How many in {number}?")
        conversation = conversation.ask(f"And {number}?").finish(answer)

    turns = conversation.history()

    assert [turn.text for turn in turns[::2]] == ["How many in 2?", "And 3?", "And 4?"]
    assert [(turn.role, len(turn.text)) for turn in turns[1::2]] == [("assistant", 2_000)] * 3
