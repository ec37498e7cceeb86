"""The commands of `python -m ingest`: arguments in, text or JSON on standard output.

Knows the terminal; all work is done by the modules that it calls.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from tqdm import tqdm

from ingest.additions import Additions, check_sources
from ingest.chunker import CHUNKER_VERSION, Chunker
from ingest.corpus_folder import corpus_files
from ingest.doctor import chosen_file, examined, lines_of_file
from ingest.library_listing import lines_of, listed_documents
from ingest.parser_process import ParserProcess
from ingest.progress import progress_bar
from ingest.refusals import Refusals
from ingest.removals import (
    cleaned_places,
    delete_demonstration,
    delete_files,
    find_files,
    indexed_documents,
    lines_of_removal,
    twins_of,
)
from ingest.report import SyncReport
from ingest.store_commands import run_copy, run_work, say_limits, shared_reading, stopped_by_signals
from ingest.sync import Sync
from ingest.watching import library_watch
from ingest.web.fetching import Fetcher
from retriever.command_line import DONE, NOT_DONE, SOME_FAILED
from retriever.errors import (
    CandourError,
    SkippedFileError,
    UnreadableFileError,
)
from retriever.settings import Settings
from retriever.store.contract import Store
from retriever.store.encoder import SentenceEncoder
from retriever.store.opening import open_store


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of a sync beside the ordinary."""

    may_empty: bool = False
    anew: bool = False
    share: bool = False


MENDED = {
    False: "Delete {place} and run `python -m ingest` again.",
    True: "Run `python -m ingest sync --anew`: it makes the {place} again from the corpus.",
}
"""What to do about a damaged index, by whether others use it too."""


def run_sync(arguments: argparse.Namespace, settings: Settings) -> int:
    """Make the index equal to the corpus; return the exit status."""
    settings = _settings(arguments, settings)
    if arguments.corpus is not None:
        settings = replace(settings, corpus=arguments.corpus)
    if arguments.retry:
        Refusals(settings.index).forget()
    asked = _Asked(arguments.empty, arguments.anew, arguments.share)
    report = _synced(settings, asked)
    _print_report(report, as_json=arguments.json)
    if not arguments.json and _is_empty(report):
        print(f"The corpus {settings.corpus} is empty: put documents into it and run this again.")
    return SOME_FAILED if report.failed else DONE


def run_add(arguments: argparse.Namespace, settings: Settings) -> int:
    """Put files and pages into the corpus and sync; return the exit status."""
    settings = _settings(arguments, settings)
    sources = check_sources(arguments.sources)
    additions = Additions(settings, arguments.type)
    try:
        with tqdm(desc="Fetching", unit="page", file=sys.stderr, disable=None, leave=False) as bar:
            additions.add(sources, Fetcher(settings), lambda _: bar.update())
        report = _synced(settings)
    except KeyboardInterrupt:
        message = f"Stopped. {additions.what_stays()}"
        raise CandourError(message) from None
    except CandourError as error:
        message = f"{error} {additions.what_stays()}"
        raise CandourError(message) from error
    additions.put_into(report)
    if arguments.json:
        _print_json(additions.with_fetched(report.as_json()))
    else:
        for outcome in additions.outcomes:
            print(outcome.line())
        _print_report(report, as_json=False)
    return SOME_FAILED if report.failed or additions.has_failed else DONE


def run_remove(arguments: argparse.Namespace, settings: Settings) -> int:
    """Delete documents and sync, naming every place that was cleaned; return the exit status."""
    settings = _settings(arguments, settings)
    if not arguments.documents and not arguments.demonstration:
        raise CandourError("Name documents to remove (ids or paths), or give --demonstration.")
    places: list[str] = []
    twins: list[str] = []
    named = arguments.documents
    # Both are refused before anything is deleted: a wrong name, and a linked folder.
    files = find_files(settings.corpus, named, lambda: _titles(settings)) if named else []
    if arguments.demonstration:
        places += delete_demonstration(settings.corpus)
    if files:
        twins = twins_of({file.path for file in files}, indexed_documents(_reading_store(settings)))
        places += delete_files(files)
    report = _synced(settings, _Asked(may_empty=True))
    cleaned = cleaned_places(_reading_store(settings), settings) if report.removed else []
    if arguments.json:
        _print_json({**report.as_json(), "cleaned": [*places, *cleaned], "kept": twins})
    else:
        print("\n".join(lines_of_removal(report, places, cleaned, twins)))
    return SOME_FAILED if report.failed or report.remains else DONE


def run_list(arguments: argparse.Namespace, settings: Settings) -> int:
    """List the library's documents; return the exit status."""
    listed = listed_documents(_reading_store(_settings(arguments, settings)))
    if arguments.json:
        _print_json({"documents": [each.as_json() for each in listed]})
    else:
        print("\n".join(lines_of(listed)))
    return DONE


def run_verify(arguments: argparse.Namespace, settings: Settings) -> int:
    """Check the index, and write damaged caches anew; return the exit status."""
    settings = _settings(arguments, settings)
    store = _reading_store(settings)
    faults = store.verify()
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        print(f"The index in {store.place} is sound.")
        return DONE
    store.refresh_caches()
    if not store.verify():
        print(f"The documents in {store.place} are sound; its caches were written anew.")
        return DONE
    print(MENDED[store.is_shared].format(place=store.place), file=sys.stderr)
    return NOT_DONE


def run_watch(arguments: argparse.Namespace, settings: Settings) -> int:
    """Keep the index equal to the corpus until Ctrl-C; return the exit status."""
    settings = _settings(arguments, settings)
    if arguments.corpus is not None:
        settings = replace(settings, corpus=arguments.corpus)
    corpus_files(settings.corpus)  # A name that is wrong now is told now.
    say_limits()
    stop = stopped_by_signals()
    print(f"Watching {settings.corpus}. Ctrl-C ends it.", flush=True)
    with suppress(KeyboardInterrupt):
        library_watch(settings, partial(print, flush=True), stop).run()
    print("Stopped watching.", flush=True)
    return DONE


def run_doctor(arguments: argparse.Namespace, settings: Settings) -> int:
    """Show how one file is read; return the exit status."""
    file = chosen_file(arguments.file, settings.corpus)
    with ParserProcess(settings) as parser:
        try:
            loaded = examined(file, settings, parser)
        except (SkippedFileError, UnreadableFileError) as error:
            print(f"{arguments.file}: {error}", file=sys.stderr)
            return NOT_DONE
    encoder = SentenceEncoder(settings.encoder)
    passages = Chunker(encoder).passages_of(loaded.document)
    tokens = encoder.count_tokens([each.indexed_text for each in passages])
    print("\n".join(lines_of_file(loaded, passages, tokens)))
    return DONE


COMMANDS: Mapping[str, Callable[[argparse.Namespace, Settings], int]] = {
    "sync": run_sync,
    "add": run_add,
    "remove": run_remove,
    "list": run_list,
    "verify": run_verify,
    "watch": run_watch,
    "doctor": run_doctor,
    "copy": run_copy,
    "work": run_work,
}
"""What does each command's work; each returns the exit status."""


def _titles(settings: Settings) -> dict[str, str]:
    """Return the titles by path; none where there is no index to tell them."""
    documents = indexed_documents(_reading_store(settings))
    return {each.path: each.metadata.title for each in documents}


def _synced(settings: Settings, asked: _Asked = _Asked()) -> SyncReport:
    say_limits()
    encoder = SentenceEncoder(settings.encoder)
    store = open_store(settings, encoder, CHUNKER_VERSION)
    shared = shared_reading(store) if asked.share else None
    with progress_bar("Reading", "file") as show:
        sync = Sync(settings, encoder, store, show, may_empty=asked.may_empty)
        return sync.run(shared, anew=asked.anew)


def _reading_store(settings: Settings) -> Store:
    return open_store(settings, SentenceEncoder(settings.encoder))


def _settings(arguments: argparse.Namespace, settings: Settings) -> Settings:
    return settings.with_folder(arguments.index) if arguments.index else settings


def _is_empty(report: SyncReport) -> bool:
    return not (report.added or report.replaced or report.unchanged or report.failed)


def _print_report(report: SyncReport, *, as_json: bool) -> None:
    if as_json:
        _print_json(report.as_json())
    else:
        print("\n".join(report.lines()))


def _print_json(value: object) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    print()
