"""What sites ask of robots: read once a site and run, by RFC 9309.

Protego reads the rules (wildcards and the longest match, which the standard library's reader does
not know, and Crawl-delay). Knows rules, and asks a given function for the file.
"""

from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from ingest.web.addresses import Address, UnreachableHostError, joined
from ingest.web.connection import Answer
from ingest.web.user_agent import ROBOT_NAME
from retriever.errors import SkippedFileError, UnreadableFileError

LONGEST_PAUSE_S = 60.0
"""A site that asks for longer pauses is not read: a blog of 300 posts would take a night."""

_READ_BYTES = 512_000
"""RFC 9309 asks for at least 500 KiB to be read."""

Ask = Callable[[Address], Answer]


@dataclass(frozen=True, slots=True)
class _Rules:
    """A site's rules, or why there are none."""

    rules: Protego | None
    fault: str = ""


class Robots:
    """Knows which addresses may be fetched, and how fast.

    Args:
        ask: Fetches one address; raises UnreadableFileError when no answer comes.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._known: dict[str, _Rules] = {}

    def pause_s(self, address: Address) -> float:
        """Return how long the address's site asks robots to wait between requests.

        Raises:
            SkippedFileError: The site does not want this address fetched, or only very slowly.
            UnreadableFileError: The site's rules cannot be read, which forbids all of it.
        """
        known = self._known.get(address.site) or self._read(address)
        self._known[address.site] = known
        if known.rules is None:
            message = f"The robots.txt of {address.site} cannot be read: {known.fault}"
            raise UnreadableFileError(message)
        if not known.rules.can_fetch(address.text, ROBOT_NAME):
            message = (
                f"The robots.txt of {address.site} asks programs not to fetch it: save it in a "
                "browser and add the file."
            )
            raise SkippedFileError(message)
        pause_s = known.rules.crawl_delay(ROBOT_NAME) or 0.0
        if pause_s > LONGEST_PAUSE_S:
            message = (
                f"The robots.txt of {address.site} asks for {pause_s:g} s between requests, more "
                f"than {LONGEST_PAUSE_S:g} s: save it in a browser and add the file."
            )
            raise SkippedFileError(message)
        return pause_s

    def _read(self, address: Address) -> _Rules:
        """Read the rules: none where the file is missing (4xx), all forbidden where it fails."""
        try:
            answer = self._ask(joined(address, "/robots.txt"))
        except UnreachableHostError:
            raise  # it says of the site itself what there is to say
        except UnreadableFileError as error:
            return _Rules(None, str(error))
        if answer.status == 200:  # noqa: PLR2004 - a status reads best as its number
            text = answer.body[:_READ_BYTES].decode("utf-8", "replace")
            return _Rules(Protego.parse(text))
        if 400 <= answer.status < 500:  # noqa: PLR2004
            return _Rules(Protego.parse(""))
        return _Rules(None, f"the server answered {answer.status}: try again later.")
