"""Small talk: greetings, thanks and questions about the program itself."""

import pytest

from retriever.conversation.small_talk import small_talk_answer


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Hello!", "Hello."),
        ("hi there", "Hello."),
        ("Good morning, how are you?", "Hello."),
        ("How are you today?", "Ready"),
        ("Thanks!", "You are welcome."),
        ("Thank you very much, that’s helpful.", "You are welcome."),
        ("OK great, thanks for your help", "You are welcome."),
        ("Bye for now", "Goodbye."),
        ("What can you do?", "I find"),
        ("help", "I find"),
        ("Who are you?", "I am Candour"),
        ("Are you a robot?", "I am Candour"),
        ("Good to know.", "Good."),
        ("OK", "Good."),
    ],
)
def test_small_talk_gets_a_short_answer(text: str, begins: str) -> None:
    assert small_talk_answer(text).startswith(begins)


@pytest.mark.parametrize(
    "text",
    [
        "Hello, what grade did Northmere get?",
        "Thanks. And in 2019?",
        "Hi, who led the inspection of Harrowfen?",
        "What can you do about late visits?",
        "Who are you inspecting next?",
        "Good",
        "help and protection",
        "Help for care leavers",
        "What is Candour’s duty to patients?",
        "How are you inspected?",
        "good to outstanding authorities",
        "What do you do when a child goes missing?",
        "Why?",
        "Yes",
    ],
)
def test_a_question_is_never_small_talk(text: str) -> None:
    assert small_talk_answer(text) == ""
