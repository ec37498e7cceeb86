"""Keeps requests to one site apart in time. Knows a clock, no network."""

import time
from collections.abc import Callable
from dataclasses import dataclass

LEAST_PAUSE_S = 1.0
"""Between two requests to one site, where its robots.txt asks for no longer one."""


@dataclass(frozen=True, slots=True)
class Clock:
    """How time is told and waited for; a test brings its own."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class Pace:
    """Waits until a site may be asked again.

    Args:
        clock: Tells the time in seconds, and waits.
        pause_s: The least time between two requests to one site.
    """

    def __init__(self, clock: Clock, pause_s: float = LEAST_PAUSE_S) -> None:
        self._clock = clock
        self._pause_s = pause_s
        self._last: dict[str, float] = {}

    def wait(self, site: str, asked_s: float = 0.0) -> None:
        """Wait for a site's turn, and count the request that follows.

        Args:
            site: Scheme, host and port.
            asked_s: The pause that the site itself asks for.
        """
        now = self._clock.now()
        if site in self._last:
            left = self._last[site] + max(self._pause_s, asked_s) - now
            if left > 0:
                self._clock.sleep(left)
                now = self._clock.now()
        self._last[site] = now
