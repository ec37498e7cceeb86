"""A watch over the library that the settings name, as a command runs it and beside the page.

Joins the watch, the sync, the encoder and the store; each is known to its own module.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from ingest.chunker import CHUNKER_VERSION
from ingest.report import SyncReport
from ingest.sync import Sync
from ingest.watch import CorpusWatch, Pace, Say
from retriever.settings import Settings
from retriever.store.contract import Store
from retriever.store.encoder import Encoder, SentenceEncoder
from retriever.store.opening import open_store

_END_S = 10.0


def library_watch(
    settings: Settings, say: Say, stop: threading.Event, pace: Pace | None = None
) -> CorpusWatch:
    """Return a watch that keeps the settings' index equal to their corpus.

    Args:
        settings: Where both are, and the limits.
        say: Told each line of each report.
        stop: Ends it when set; a sync that is at work is stopped after the file in hand.
        pace: How often it looks.
    """
    encoder = SentenceEncoder(settings.encoder)
    store = open_store(settings, encoder, CHUNKER_VERSION)

    def sync() -> SyncReport:
        return _sync(settings, encoder, store, stop)

    return CorpusWatch(settings.corpus, sync, say, stop, pace)


@contextmanager
def watched_library(settings: Settings, say: Say) -> Iterator[None]:
    """Watch in a thread of its own while the page is served, where the settings ask for it."""
    if not settings.watch:
        yield
        return
    stop = threading.Event()
    watch = library_watch(settings, say, stop)
    # A daemon: a parser that hangs must not keep the page from ending.
    thread = threading.Thread(target=watch.run, name="corpus watch", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(_END_S)


def _sync(settings: Settings, encoder: Encoder, store: Store, stop: threading.Event) -> SyncReport:
    """Sync, and stop after the file in hand where the watch ends."""

    def check_stop(_done: int, _total: int) -> None:
        if stop.is_set():
            raise KeyboardInterrupt  # As at the terminal: the sync keeps what is published.

    return Sync(settings, encoder, store, check_stop).run()
