"""Conversations that a page finds again when it is loaded anew: by reload, Back or Forward.

Gradio gives every page that is loaded a session of its own, and the conversation stays with the
old one. The browser's tab remembers that session's name and nothing else; the conversation is
kept here, in memory, for an hour, and only for whom it belongs to. Knows no gradio.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from ui.access.roles import User
from ui.conversation import Conversation

KEPT_S = 3_600.0
KEPT_LIMIT = 500
"""Conversations of all who use the page; 50 exchanges of 20 KB at the very most."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation, and when it was last changed."""

    conversation: Conversation
    at: float


class KeptConversations:
    """The conversations of the sessions, the newest last.

    Args:
        clock: Gives the seconds, growing.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str], Kept] = OrderedDict()

    def keep(self, user: User | None, session: str, conversation: Conversation) -> None:
        """Keep a session's conversation as it is now; an empty one is forgotten.

        What has no user or no session belongs to nobody and is not kept.
        """
        if user is None or not session:
            return
        with self._lock:
            self._kept.pop((user.name, session), None)
            if conversation.exchanges:
                self._kept[user.name, session] = Kept(conversation, self._clock())
            self._forget()

    def left(self, user: User | None, session: str) -> Conversation | None:
        """Return what a user's session has left, its last answer open perhaps; None if nothing."""
        if user is None:
            return None
        with self._lock:
            self._forget()
            kept = self._kept.get((user.name, session))
        return kept.conversation if kept else None

    def _forget(self) -> None:
        oldest = self._clock() - KEPT_S
        while self._kept:
            first = next(iter(self._kept))
            if len(self._kept) <= KEPT_LIMIT and self._kept[first].at >= oldest:
                return
            del self._kept[first]
