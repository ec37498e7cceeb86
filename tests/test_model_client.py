"""A model's server, over real HTTP on loopback: all that it does ends in a reply or one error."""

from dataclasses import replace

import pytest

from retriever.errors import ModelError, SettingError
from retriever.model.client import ModelServer
from retriever.model.prompt import Message
from retriever.settings import Settings
from tests.model_server import Reply, Script, says, serving

ASKED = (Message("user", "How many?"),)
PATIENT = Settings(model_name="small", model_key="sk-secret", model_timeout_s=30)


def reply_of(script: Script, settings: Settings = PATIENT) -> str:
    with serving(script) as served:
        model = ModelServer(replace(settings, model_address=served.address))
        return "".join(model.reply(ASKED))


def fault_of(script: Script, settings: Settings = PATIENT) -> str:
    with pytest.raises(ModelError) as caught:
        reply_of(script, settings)
    return str(caught.value)


def stalls(reply: Reply) -> None:
    reply.wait()


def stalls_in_the_middle(reply: Reply) -> None:
    reply.begin()
    reply.piece("Half")
    reply.wait()


def keeps_the_line_open(reply: Reply) -> None:
    reply.begin()
    while not reply.served.released.wait(0.1):
        reply.line(": still here\n\n")


def drips(reply: Reply) -> None:
    reply.begin()
    while not reply.served.released.wait(0.5):
        reply.piece("a")


def never_ends(reply: Reply) -> None:
    reply.begin()
    while not reply.served.released.is_set():
        reply.piece("words and " * 50)


def drops_the_line(reply: Reply) -> None:
    reply.begin()
    reply.piece("Half a")


def sends(line: str) -> Script:
    def script(reply: Reply) -> None:
        reply.begin()
        reply.line(line)
        reply.end()

    return script


def refuses(code: int) -> Script:
    return lambda reply: reply.status(code, b'{"error": {"message": "wrong key sk-secret"}}')


def test_a_reply_is_handed_on_as_it_comes() -> None:
    with serving(says("It fell [1].", size=4)) as served:
        model = ModelServer(replace(PATIENT, model_address=served.address))
        pieces = [piece for piece in model.reply(ASKED) if piece]

    assert pieces == ["It f", "ell ", "[1]."]
    assert served.keys == ["Bearer sk-secret"]
    assert served.requests == [
        {
            "model": "small",
            "messages": [{"role": "user", "content": "How many?"}],
            "stream": True,
            "temperature": 0,
        }
    ]


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        (stalls, "was silent for 1 seconds"),
        (stalls_in_the_middle, "was silent for 1 seconds"),
        (keeps_the_line_open, "was silent for 1 seconds"),
        (drips, "did not finish within 6 seconds"),
    ],
)
def test_a_server_that_keeps_one_waiting_is_given_up(script: Script, fault: str) -> None:
    assert fault_of(script, replace(PATIENT, model_timeout_s=1)) == fault


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        (drops_the_line, "dropped the line in the middle of a reply"),
        (never_ends, "did not come to an end"),
        (refuses(500), "answered with an error (status 500)"),
        (refuses(429), "answered with an error (status 429)"),
        (refuses(401), "answered with an error (status 401)"),
        (sends("data: {nonsense\n\n"), "sent something that is no reply"),
        (sends("data: [1, 2]\n\n"), "sent something that is no reply"),
        (sends('data: {"choices": 7}\n\n'), "sent something that is no reply"),
        (sends('data: {"error": {"message": "sk-secret"}}\n\n'), "sent something that is no reply"),
        (
            lambda reply: reply.status(200, b"<html>Hello</html>"),
            "dropped the line in the middle of a reply",
        ),
    ],
)
def test_what_is_no_whole_reply_is_one_error_without_the_server_s_words(
    script: Script, fault: str
) -> None:
    assert fault_of(script) == fault


def test_a_reply_that_was_cut_short_is_no_reply() -> None:
    def cut(reply: Reply) -> None:
        reply.begin()
        reply.piece("It fell")
        reply.end("length")

    assert fault_of(cut) == "ended its reply early (length)"


def test_a_server_that_is_down_is_said_to_be() -> None:
    with serving(says("")) as served:
        address = served.address
    model = ModelServer(replace(PATIENT, model_address=address))

    with pytest.raises(ModelError, match=r"^could not be reached, or dropped the line$"):
        list(model.reply(ASKED))


def test_a_redirect_takes_the_passages_nowhere_else() -> None:
    with serving(says("Mine now.")) as other:
        elsewhere = f"{other.address}/chat/completions"
        fault = fault_of(lambda reply: reply.status(307, Location=elsewhere))

    assert fault == "answered with an error (status 307)"
    assert other.requests == []


def test_a_model_that_takes_no_temperature_is_asked_without() -> None:
    def picky(reply: Reply) -> None:
        if "temperature" in reply.served.requests[-1]:
            reply.status(400, b'{"error": {"message": "temperature does not support 0"}}')
        else:
            says("It fell [1].")(reply)

    assert reply_of(picky) == "It fell [1]."


def test_leaving_a_reply_ends_the_reading_of_it() -> None:
    with serving(never_ends) as served:
        model = ModelServer(replace(PATIENT, model_address=served.address))
        first = next(iter(model.reply(ASKED)))

    assert first == "words and " * 50
    assert len(served.requests) == 1


@pytest.mark.parametrize(
    "address", ["localhost", "ftp://127.0.0.1", "http://", "http://me:sk-secret@127.0.0.1/v1"]
)
def test_an_address_that_is_none_is_refused_without_showing_it(address: str) -> None:
    with pytest.raises(SettingError, match=r"^CANDOUR_MODEL_ADDRESS is no address") as caught:
        ModelServer(Settings(model_address=address, model_name="small"))

    assert "sk-secret" not in str(caught.value)


def test_a_model_needs_a_name() -> None:
    with pytest.raises(SettingError, match="CANDOUR_MODEL_NAME is not: name the model"):
        ModelServer(Settings(model_address="http://127.0.0.1:1/v1"))


def test_the_key_is_not_shown_with_the_settings() -> None:
    assert "sk-secret" not in repr(PATIENT)
