"""Asks an OpenAI-compatible server and hands on its reply as it grows.

The only code that knows the `openai` client, and imports it when the first question is asked. The
server is a stranger: it may stall, drop the line, or send anything. Whatever it does ends in a
whole reply or in one ModelError, within the time allowed.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from functools import cached_property
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from retriever.errors import ModelError, SettingError
from retriever.model.prompt import Message
from retriever.settings import Settings

if TYPE_CHECKING:
    from openai import OpenAI

REPLY_LIMIT_TIMES = 6
"""A whole reply may take so many times the seconds that a server may be silent: three minutes by
default, in which a model on two processor cores writes about 300 words."""

REPLY_LIMIT_CHARS = 6_000
"""A reply that is longer answers nothing; the reading of it is ended there."""

RETRIES = 1
"""Once more after a refused connection, 429 or 5xx; more would only keep the reader waiting."""


class Model(Protocol):
    """What the parts need of a language model."""

    def reply(self, messages: Sequence[Message]) -> Iterator[str]:
        """Yield a reply piece by piece; a piece may be empty, which says that it goes on.

        Raises:
            ModelError: There is no whole reply; the message is a clause without a subject.
        """
        ...


@dataclass(frozen=True, slots=True)
class _Ended:
    """The reply's end, and what went wrong, if anything did."""

    fault: str = ""


Pieces = SimpleQueue[str | _Ended]

_SILENT = "was silent for {:g} seconds"


class ModelServer:
    """A model on an OpenAI-compatible server.

    Args:
        settings: Its address, the model's name, the key, and how long it may be silent.

    Raises:
        SettingError: The address is none, or the model has no name.
    """

    def __init__(self, settings: Settings) -> None:
        _check(settings)
        self._settings = settings

    def reply(self, messages: Sequence[Message]) -> Iterator[str]:
        """Yield a reply piece by piece.

        The server is read in a thread of its own, because a server that sends something, only
        never a word, keeps every time-out of a connection from striking.

        Raises:
            ModelError: There is no whole reply.
        """
        client = self._client  # made before the clock runs: its import takes most of a second
        asked: dict[str, Any] = {
            "model": self._settings.model_name,
            "messages": [asdict(message) for message in messages],
        }
        pieces: Pieces = SimpleQueue()
        given_up = threading.Event()
        threading.Thread(
            target=_read, args=(client, asked, pieces, given_up), daemon=True, name="model"
        ).start()
        try:
            yield from _within(pieces, self._settings.model_timeout_s)
        finally:
            given_up.set()

    @cached_property
    def _client(self) -> "OpenAI":
        from openai import DefaultHttpxClient, OpenAI  # noqa: PLC0415 - only where a model is set

        return OpenAI(
            base_url=self._settings.model_address,
            # The client insists on a key; a server that wants none does not look at it.
            api_key=self._settings.model_key or "none",
            # Taken from the environment otherwise, and sent to whatever address is set.
            organization="",
            project="",
            timeout=self._settings.model_timeout_s,
            max_retries=RETRIES,
            # A redirect would take question and passages to an address that nobody set.
            http_client=DefaultHttpxClient(follow_redirects=False),
        )


def _within(pieces: Pieces, silence_s: float) -> Iterator[str]:
    """Yield the pieces while they keep coming and the time for all of them lasts."""
    ends_at = monotonic() + silence_s * REPLY_LIMIT_TIMES
    length = 0
    while length <= REPLY_LIMIT_CHARS:
        left_s = ends_at - monotonic()
        try:
            piece = pieces.get(timeout=max(0.0, min(silence_s, left_s)))
        except Empty:
            if left_s < silence_s:
                message = f"did not finish within {silence_s * REPLY_LIMIT_TIMES:g} seconds"
            else:
                message = _SILENT.format(silence_s)
            raise ModelError(message) from None
        if isinstance(piece, _Ended):
            if piece.fault:
                raise ModelError(piece.fault)
            return
        length += len(piece)
        yield piece
    raise ModelError("did not come to an end")


def _read(
    client: "OpenAI", asked: dict[str, Any], pieces: Pieces, given_up: threading.Event
) -> None:
    """Put what the server sends into the queue, and its end last."""
    import openai  # noqa: PLC0415 - only where a model is set

    try:
        fault = _pass_on(client, asked, pieces, given_up)
    except openai.APITimeoutError:
        fault = _SILENT.format(client.timeout)
    except openai.APIConnectionError:
        fault = "could not be reached, or dropped the line"
    except openai.APIStatusError as error:
        # The server's own words are not shown: some repeat the key.
        fault = f"answered with an error (status {error.status_code})"
    except (openai.OpenAIError, ValueError, TypeError, AttributeError, LookupError):
        # The client hands on what it is sent: a line that is no JSON is a ValueError, one of
        # another shape any of the others.
        fault = "sent something that is no reply"
    pieces.put(_Ended(fault))


def _pass_on(
    client: "OpenAI", asked: dict[str, Any], pieces: Pieces, given_up: threading.Event
) -> str:
    """Return what is wrong with the reply's end, or ""."""
    reason = ""
    with closing(_stream(client, asked)) as stream:
        for chunk in stream:
            if given_up.is_set():
                return ""
            choice = chunk.choices[0] if chunk.choices else None
            pieces.put((choice.delta.content or "") if choice and choice.delta else "")
            reason = (choice.finish_reason or reason) if choice else reason
    if not reason:
        return "dropped the line in the middle of a reply"
    return "" if reason == "stop" else f"ended its reply early ({reason!s:.20})"


def _stream(client: "OpenAI", asked: dict[str, Any]) -> Any:
    """Begin a reply; without a temperature where the model takes none but its own."""
    import openai  # noqa: PLC0415 - only where a model is set

    try:
        return client.chat.completions.create(**asked, stream=True, temperature=0)
    except openai.BadRequestError:
        return client.chat.completions.create(**asked, stream=True)


def _check(settings: Settings) -> None:
    try:
        parts = urlsplit(settings.model_address)
        usable = (
            parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
        )
    except ValueError:
        usable = False
    if not usable:
        # Not shown: a password may stand in it.
        raise SettingError(
            "CANDOUR_MODEL_ADDRESS is no address of a model's server: give it one such as "
            "http://127.0.0.1:11434/v1 (a key belongs in CANDOUR_MODEL_KEY), or unset it."
        )
    if not settings.model_name:
        raise SettingError(
            "CANDOUR_MODEL_ADDRESS is set and CANDOUR_MODEL_NAME is not: name the model to ask."
        )
