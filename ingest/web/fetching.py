"""Fetches one address politely: by the site's rules, at its pace, with a name, never twice in vain.

Every redirect is a new address and checked like one: its form, its robots.txt, where its host lies.
Data flows from an address to a `FetchedPage`; what becomes of it is decided elsewhere.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import tenacity
from urllib3.exceptions import InvalidHeader
from urllib3.util import Retry

from ingest.web.addresses import Address, joined, places_of
from ingest.web.connection import Answer, CheckHead, Limits, ask
from ingest.web.pace import LEAST_PAUSE_S, Clock, Pace
from ingest.web.page_kind import check_kind, kind_of_answer
from ingest.web.robots import Robots
from ingest.web.user_agent import user_agent
from retriever.errors import CandourError, UnreadableFileError
from retriever.settings import Settings

MOST_REDIRECTS = 5
MOST_TRIES = 3
LONGEST_WAIT_S = 120.0
"""A server that asks for a longer wait is named instead: nobody sits before a still terminal."""

_TOTAL_TIMES = 10
"""A whole answer may take this many times the silence that is allowed: 5 minutes as set up, enough
for 200 MB at 6 megabits a second."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 500, 502, 503, 504})
_GONE = frozenset({404, 410})
_NOT_MODIFIED = 304
_DONE = 200


class GonePageError(UnreadableFileError):
    """The server says that there is no such page, or no longer."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask by whether a page has changed; empty where it gave nothing."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """A page as it was served.

    Attributes:
        address: Where it was found at last, after redirects.
        kind: "html", "pdf", "feed", "json" or "other"; "" for an unmodified page.
        body: Its bytes, unpacked.
        content_type: As the server stated it, parameters included.
        validators: To ask with the next time.
        is_unmodified: The server says that the page is as it was; there is no body then.
    """

    address: Address
    kind: str
    body: bytes
    content_type: str
    validators: Validators
    is_unmodified: bool = False


class _BusyError(UnreadableFileError):
    """The server asks to come again later."""

    def __init__(self, message: str, asked_s: float) -> None:
        super().__init__(message)
        self.asked_s = asked_s


class Fetcher:
    """Fetches addresses for one run; rules and pace are kept for each site.

    Args:
        settings: Limits, contact, and whether private addresses are allowed.
        clock: Tells the time and waits.
        pause_s: The least time between two requests to one site.
    """

    def __init__(
        self, settings: Settings, clock: Clock | None = None, pause_s: float = LEAST_PAUSE_S
    ) -> None:
        self._settings = settings
        self._clock = clock or Clock()
        self._pace = Pace(self._clock, pause_s)
        self._robots = Robots(self._ask_for_rules)
        timeout_s = settings.fetch_timeout_s
        self._limits = Limits(settings.max_file_mb, timeout_s, _TOTAL_TIMES * timeout_s)
        self._user_agent = user_agent(settings.fetch_contact)

    def fetch(self, address: Address, known: Validators | None = None) -> FetchedPage:
        """Fetch a page.

        Args:
            address: Where it is said to be.
            known: Of the version that is kept, to fetch only a newer one.

        Raises:
            GonePageError: The server answers 404 or 410.
            SkippedFileError: It is not for the library, or not for programs.
            UnreadableFileError: The server or the network failed, or a limit was passed.
        """
        known = known or Validators()
        headers = {"User-Agent": self._user_agent}
        if known.etag:
            headers["If-None-Match"] = known.etag
        if known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        address, answer = self._follow(address, headers)
        validators = Validators(
            answer.headers.get("etag", ""), answer.headers.get("last-modified", "")
        )
        content_type = answer.headers.get("content-type", "")
        if answer.status == _NOT_MODIFIED and known != Validators():
            return FetchedPage(address, "", b"", content_type, known, is_unmodified=True)
        if answer.status != _DONE:
            raise _refusal(answer.status)
        kind = kind_of_answer(answer)
        return FetchedPage(address, kind, answer.body, content_type, validators)

    def _follow(self, address: Address, headers: dict[str, str]) -> tuple[Address, Answer]:
        def ask_politely(hop: Address) -> Answer:
            pause_s = self._robots.pause_s(hop)
            return self._ask_patiently(hop, headers, pause_s, check_kind)

        return _followed(address, ask_politely)

    def _ask_for_rules(self, address: Address) -> Answer:
        headers = {"User-Agent": self._user_agent}

        def ask_plainly(hop: Address) -> Answer:
            return self._ask_patiently(hop, headers, 0.0, _take_anything)

        return _followed(address, ask_plainly)[1]

    def _ask_patiently(
        self, address: Address, headers: dict[str, str], pause_s: float, check_head: CheckHead
    ) -> Answer:
        """Ask, and ask again while the server is busy, a few times."""

        def ask_once() -> Answer:
            self._pace.wait(address.site, pause_s)
            places = places_of(address, allow_private=self._settings.fetch_private)
            answer = ask(address, places, headers, self._limits, check_head)
            if answer.status in _BUSY:
                raise _busy(address, answer)
            return answer

        tries: tenacity.Retrying = tenacity.Retrying(
            stop=_stops,
            wait=_wait_s,
            retry=tenacity.retry_if_exception_type(_BusyError),
            sleep=self._clock.sleep,
            reraise=True,
        )
        return tries(ask_once)


def _followed(address: Address, ask_for: Callable[[Address], Answer]) -> tuple[Address, Answer]:
    for _ in range(MOST_REDIRECTS + 1):
        answer = ask_for(address)
        target = answer.headers.get("location", "")
        if answer.status not in _REDIRECTS or not target:
            return address, answer
        try:
            address = joined(address, target)
        except CandourError as error:
            message = f"It redirects to where nothing is fetched from: {error}"
            raise UnreadableFileError(message) from error
    message = (
        f"It redirects more than {MOST_REDIRECTS} times: give the address that a browser ends at."
    )
    raise UnreadableFileError(message)


def _busy(address: Address, answer: Answer) -> _BusyError:
    stated = answer.headers.get("retry-after", "")
    asked_s = _stated_wait_s(stated) if stated else 0.0
    when = f"in {asked_s:.0f} s" if asked_s else "later"
    message = f"{address.host} is busy or failing (it answered {answer.status}): try again {when}."
    return _BusyError(message, asked_s)


def _stated_wait_s(stated: str) -> float:
    try:
        return float(Retry().parse_retry_after(stated))
    except (InvalidHeader, ValueError, OverflowError):
        # Neither seconds nor a date, or 5,000 digits, or the year 99999: as if nothing were asked.
        return 0.0


def _stops(state: tenacity.RetryCallState) -> bool:
    return state.attempt_number >= MOST_TRIES or _asked_s(state) > LONGEST_WAIT_S


def _wait_s(state: tenacity.RetryCallState) -> float:
    return max(_asked_s(state), 2.0**state.attempt_number)


def _asked_s(state: tenacity.RetryCallState) -> float:
    fault: Any = state.outcome.exception() if state.outcome else None
    return fault.asked_s if isinstance(fault, _BusyError) else 0.0


def _take_anything(_answer: Answer) -> None:
    """Read whatever comes: robots.txt is served as many types."""


def _refusal(status: int) -> UnreadableFileError:
    if status in _GONE:
        return GonePageError(f"There is no such page, or no longer (the server answered {status}).")
    return UnreadableFileError(
        f"The server answered {status} and gives it to no program: "
        "save it in a browser and add the file."
    )
