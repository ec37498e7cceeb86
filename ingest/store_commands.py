"""The commands that know where an index is: copy it, and work for one that is shared.

Knows the terminal; all work is done by the modules that it calls.
"""

import argparse
import signal
import sys
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ingest.chunker import CHUNKER_VERSION
from ingest.copying import copy_index
from ingest.corpus_folder import corpus_files
from ingest.parser_process import memory_notice
from ingest.progress import progress_bar
from ingest.reading import Shared
from retriever.command_line import DONE, NOT_DONE
from retriever.settings import Settings
from retriever.store.contract import Store
from retriever.store.encoder import SentenceEncoder
from retriever.store.opening import open_store


def run_copy(arguments: argparse.Namespace, settings: Settings) -> int:
    """Copy an index and compare the copy; return the exit status."""
    encoder = SentenceEncoder(settings.encoder)
    source, target = (
        open_store(_named(settings, name), encoder, CHUNKER_VERSION)
        for name in (arguments.source, arguments.target)
    )
    with progress_bar("Copying", "document") as show:
        report = copy_index(source, target, show)
    print(
        f"{report.copied} documents copied to {target.place}, {report.kept} were there already, "
        f"{report.removed} removed."
    )
    print("\n".join(report.faults), file=sys.stderr, end="\n" if report.faults else "")
    if report.faults:
        return NOT_DONE
    print("The copy is the same: documents, passages and embeddings compared.")
    return DONE


def run_work(arguments: argparse.Namespace, settings: Settings) -> int:
    """Read files for the syncs of a shared index until Ctrl-C; return the exit status."""
    if arguments.corpus is not None:
        settings = replace(settings, corpus=arguments.corpus)
    corpus_files(settings.corpus)  # A name that is wrong now is told now.
    say_limits()
    stop = stopped_by_signals()
    from ingest.sharing import work  # noqa: PLC0415 - waits for the database's driver

    with suppress(KeyboardInterrupt):
        count = work(settings, stop, once=arguments.once)
        print(f"{count} files read.", flush=True)
    return DONE


def shared_reading(store: Store) -> Shared:
    """Return how a sync of a shared index has files read.

    Raises:
        SettingError: The index is a folder.
    """
    from ingest.sharing import shared_by  # noqa: PLC0415 - waits for the database's driver

    return shared_by(store)


def say_limits() -> None:
    """Say once, at the start, what this system cannot limit."""
    if notice := memory_notice():
        print(notice, file=sys.stderr)


def stopped_by_signals() -> threading.Event:
    """Return what Ctrl-C and a service's end set."""
    stop = threading.Event()

    def end(*_: object) -> None:
        stop.set()
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    return stop


def _named(settings: Settings, place: str) -> Settings:
    """Return the settings of the index at an address or in a folder."""
    if "://" in place:
        return replace(settings, store=place, store_replica="")
    return settings.with_folder(Path(place))
