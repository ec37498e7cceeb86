"""What is known so far of an intake: each file's or address's word and reason, and the run's step.

Written by one thread and read by another; what is read is a frozen picture of a moment.
"""

import threading
from dataclasses import dataclass, replace
from typing import Literal

Word = Literal[
    "waiting", "reading", "read", "added", "replaced", "removed", "unchanged", "skipped", "failed"
]
Step = Literal["reading", "waiting", "indexing", "done"]

UNDER_WAY: frozenset[Word] = frozenset({"waiting", "reading", "read"})


@dataclass(frozen=True, slots=True)
class Item:
    """One file or address.

    Attributes:
        name: As the person named it.
        word: How far it has come, or what became of it.
        reason: Why, or what else is to be known.
        path: Its file in the corpus, or "".
        warnings: What the reader of the file should know.
    """

    name: str
    word: Word
    reason: str = ""
    path: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class News:
    """A moment of an intake.

    Attributes:
        items: In the order in which they were given; what an address led to follows it.
        step: What is being done.
        done: How many files of the corpus the index has looked at, while it is made equal to it.
        total: Of how many.
        trouble: What stopped the run as a whole, or what it waits for; "" for nothing.
    """

    items: tuple[Item, ...] = ()
    step: Step = "reading"
    done: int = 0
    total: int = 0
    trouble: str = ""


class NewsBoard:
    """Takes news in from the thread that works, and gives them out to any other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._news = News()

    def read(self) -> News:
        """Return the news of this moment."""
        with self._lock:
            return self._news

    def put(self, item: Item) -> int:
        """Add an item; return its place."""
        with self._lock:
            self._news = replace(self._news, items=(*self._news.items, item))
            return len(self._news.items) - 1

    def change(self, place: int, item: Item) -> None:
        """Put an item in the place of another."""
        with self._lock:
            items = list(self._news.items)
            items[place] = item
            self._news = replace(self._news, items=tuple(items))

    def step(self, step: Step, trouble: str = "") -> None:
        """Say what is being done now."""
        with self._lock:
            self._news = replace(self._news, step=step, trouble=trouble)

    def count(self, done: int, total: int) -> None:
        """Say how many files of how many the index has looked at."""
        with self._lock:
            self._news = replace(self._news, done=done, total=total)
