"""Slows down who guesses passwords: so many tries in a quarter of an hour, then a wait.

An attempt counts before it is checked, so that many at once gain nothing. One name from one address
may be tried least; an address, and a name from everywhere, somewhat more often.
"""

import time
from collections.abc import Callable, Iterator
from threading import Lock

WINDOW_S = 900.0
PAIR_TRIES, ADDRESS_TRIES, NAME_TRIES = 5, 20, 50
KEYS_LIMIT = 10_000
"""More are not remembered; the oldest is forgotten first."""


class Throttle:
    """Counts attempts, in this process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._tries: dict[tuple[str, str], list[float]] = {}
        self._lock = Lock()

    def attempt(self, name: str, address: str) -> float:
        """Count an attempt; return 0, or the seconds to wait where it is one too many."""
        now = self._clock()
        with self._lock:
            wait_s = max(self._wait_s(key, tries, now) for key, tries in _keys(name, address))
            if wait_s == 0:
                for key, _ in _keys(name, address):
                    self._tries[key] = [*self._tries.pop(key, ()), now]
                while len(self._tries) > KEYS_LIMIT:
                    del self._tries[next(iter(self._tries))]
        return wait_s

    def succeed(self, name: str, address: str) -> None:
        """Take back the attempt that was right, and those of this name at this address."""
        with self._lock:
            for key, _ in _keys(name, address):
                tries = self._tries.pop(key, [])
                if key[0] and key[1]:
                    continue
                if tries[:-1]:
                    self._tries[key] = tries[:-1]

    def _wait_s(self, key: tuple[str, str], most: int, now: float) -> float:
        recent = [at for at in self._tries.get(key, ()) if now - at < WINDOW_S]
        if key in self._tries:
            self._tries[key] = recent
        return WINDOW_S - (now - recent[0]) if len(recent) >= most else 0.0


def _keys(name: str, address: str) -> Iterator[tuple[tuple[str, str], int]]:
    yield (name, address), PAIR_TRIES
    yield ("", address), ADDRESS_TRIES
    yield (name, ""), NAME_TRIES
