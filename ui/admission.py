"""Lets so many questions be answered at once and so many wait; the next one is told at once.

The answering threads are its own, so that nothing else of the page waits behind them. A question
that is stopped while it waits is never begun; one that is being answered keeps its place until its
thread is done.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Any, TypeVar

from retriever.errors import BusyError

AT_ONCE = 4
# Gradio carries forty events at a time: those who are refused need room to be told so.
WAITING = 16
BUSY = "Candour is busy: many questions are being answered just now. Please ask again in a minute."

T = TypeVar("T")


class Admission:
    """Counts who is inside.

    Args:
        at_once: How many are answered at once.
        waiting: How many more may wait.
    """

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="answering")
        self._places = at_once + waiting
        self._inside = 0
        self._lock = Lock()

    async def run(self, work: Callable[[], T]) -> T:
        """Do a piece of work in one of the threads.

        Raises:
            BusyError: As many are inside as may be.
        """
        with self._lock:
            if self._inside >= self._places:
                raise BusyError(BUSY)
            self._inside += 1
        future = self._threads.submit(work)
        future.add_done_callback(self._leave)
        return await asyncio.wrap_future(future)

    def _leave(self, _: "Future[Any]") -> None:
        with self._lock:
            self._inside -= 1
