"""Hands a text that grows in one thread to the page's event, the newest state of it alone."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

PAUSE_S = 0.1
"""Between two looks: the browser patches ten times a second without strain."""


class Listener:
    """Hears a growing text in the answerer's thread; is read in the page's."""

    def __init__(self) -> None:
        self._text = ""
        self._is_closed = False

    def hear(self, so_far: str) -> bool:
        """Take the text so far; return whether anybody still listens."""
        self._text = so_far
        return not self._is_closed

    def close(self) -> None:
        """Listen no more: whoever writes is told at the next word."""
        self._is_closed = True

    async def until(self, answering: "asyncio.Task[Any]") -> AsyncIterator[str]:
        """Yield the text whenever it has grown, until the task is done."""
        shown = ""
        while not answering.done():
            await asyncio.wait({answering}, timeout=PAUSE_S)
            if self._text != shown:
                shown = self._text
                yield shown
