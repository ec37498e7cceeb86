"""The commands of `python -m ingest`: arguments in, text or JSON on standard output.

Knows the terminal; all work is done by the modules that it calls.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tqdm import tqdm

from ingest.additions import add_file, check_sources, read_file
from ingest.chunker import CHUNKER_VERSION, Chunker
from ingest.doctor import lines_of_file
from ingest.library_listing import lines_of, listed_documents
from ingest.loaders.loading import FOLDER_TYPES
from ingest.parser_process import ParserProcess
from ingest.removals import delete_demonstration, delete_files, find_files
from ingest.report import RefusedFile, SyncReport
from ingest.sync import Sync
from retriever.command_line import CommandParser
from retriever.errors import CandourError, SkippedFileError, UnreadableFileError
from retriever.settings import Settings
from retriever.store.encoder import SentenceEncoder
from retriever.store.local_store import LocalStore
from retriever.store.opening import open_store

DONE, SOME_FAILED, NOT_DONE = 0, 1, 2
COMMANDS = ("sync", "add", "remove", "list", "verify", "doctor")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line; without a command's name it is a sync."""
    asks_help = bool(arguments) and arguments[0] in ("-h", "--help")
    named = bool(arguments) and arguments[0] in COMMANDS
    return _parser().parse_args(arguments if named or asks_help else ["sync", *arguments])


def _parser() -> argparse.ArgumentParser:
    root = CommandParser(
        prog="python -m ingest",
        description="Make the index equal to the corpus folder, add and remove documents.",
    )
    commands = root.add_subparsers(dest="command", required=True)
    sync = commands.add_parser("sync", help="make the index equal to the corpus (the default)")
    sync.add_argument("corpus", nargs="?", type=Path, help="the folder of documents")
    sync.set_defaults(run=run_sync)
    add = commands.add_parser("add", help="copy files into the corpus, then sync")
    add.add_argument("files", nargs="+", metavar="FILE")
    add.add_argument(
        "--type",
        type=_type_of,
        choices=sorted(FOLDER_TYPES.values()),
        help="what the files are (the folder's name is taken too)",
    )
    add.set_defaults(run=run_add)
    remove = commands.add_parser("remove", help="delete documents from the corpus, then sync")
    remove.add_argument("documents", nargs="*", metavar="DOC", help="ids or paths")
    remove.add_argument("--demonstration", action="store_true", help="the invented examples")
    remove.set_defaults(run=run_remove)
    listing = commands.add_parser("list", help="list the library's documents")
    listing.set_defaults(run=run_list)
    verify = commands.add_parser("verify", help="check the index, offsets and hashes included")
    verify.set_defaults(run=run_verify)
    doctor = commands.add_parser("doctor", help="show how one file is read")
    doctor.add_argument("file", type=Path, metavar="FILE")
    doctor.set_defaults(run=run_doctor)
    for command in (sync, add, remove, listing, verify):
        command.add_argument("--index", type=Path, metavar="DIR", help="where the index is")
    for command in (sync, add, remove, listing):
        command.add_argument("--json", action="store_true", help="print JSON")
    return root


def _type_of(name: str) -> str:
    """Return the type that a folder's name stands for, or the name itself."""
    return FOLDER_TYPES.get(name, name)


def run_sync(arguments: argparse.Namespace, settings: Settings) -> int:
    """Make the index equal to the corpus; return the exit status."""
    settings = _settings(arguments, settings)
    if arguments.corpus is not None:
        settings = replace(settings, corpus=arguments.corpus)
    report = _synced(settings)
    _print_report(report, as_json=arguments.json)
    if not arguments.json and _is_empty(report):
        print(f"The corpus {settings.corpus} is empty: put documents into it and run this again.")
    return SOME_FAILED if report.failed else DONE


def run_add(arguments: argparse.Namespace, settings: Settings) -> int:
    """Copy files into the corpus and sync; return the exit status."""
    settings = _settings(arguments, settings)
    files = check_sources(arguments.files)
    refused: list[RefusedFile] = []
    with ParserProcess(settings) as parser:
        for file in files:
            try:
                add_file(file, arguments.type, settings, parser)
            except (SkippedFileError, UnreadableFileError) as error:
                refused.append(RefusedFile(str(file), f"{error} It was not copied."))
    settings.corpus.mkdir(parents=True, exist_ok=True)
    report = _synced(settings)
    report.failed[:0] = refused
    _print_report(report, as_json=arguments.json)
    return SOME_FAILED if report.failed else DONE


def run_remove(arguments: argparse.Namespace, settings: Settings) -> int:
    """Delete documents and sync, naming every place that was cleaned; return the exit status."""
    settings = _settings(arguments, settings)
    if not arguments.documents and not arguments.demonstration:
        raise CandourError("Name documents to remove (ids or paths), or give --demonstration.")
    places: list[str] = []
    if arguments.documents:
        places += delete_files(find_files(settings.corpus, arguments.documents))
    if arguments.demonstration:
        places += delete_demonstration(settings.corpus)
    report = _synced(settings)
    if arguments.json:
        _print_json({**report.as_json(), "cleaned": places})
    else:
        for place in places:
            print(f"deleted {place}")
        for document in report.removed:
            print(f"deleted {document.path} from {settings.index}: text, passages, vectors, words")
        if not places and not report.removed:
            print("There was nothing to remove.")
    return SOME_FAILED if report.failed else DONE


def run_list(arguments: argparse.Namespace, settings: Settings) -> int:
    """List the library's documents; return the exit status."""
    listed = listed_documents(_reading_store(_settings(arguments, settings)))
    if arguments.json:
        _print_json({"documents": [each.as_json() for each in listed]})
    else:
        print("\n".join(lines_of(listed)))
    return DONE


def run_verify(arguments: argparse.Namespace, settings: Settings) -> int:
    """Check the index; return the exit status."""
    settings = _settings(arguments, settings)
    faults = _reading_store(settings).verify()
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        print(f"Delete {settings.index} and run `python -m ingest` again.", file=sys.stderr)
        return NOT_DONE
    print(f"The index in {settings.index} is sound.")
    return DONE


def run_doctor(arguments: argparse.Namespace, settings: Settings) -> int:
    """Show how one file is read; return the exit status."""
    with ParserProcess(settings) as parser:
        try:
            loaded = read_file(arguments.file, settings, parser)
        except (SkippedFileError, UnreadableFileError) as error:
            print(f"{arguments.file}: {error}", file=sys.stderr)
            return NOT_DONE
    passages = Chunker(SentenceEncoder(settings.encoder)).passages_of(loaded.document)
    print("\n".join(lines_of_file(loaded, passages)))
    return DONE


def _synced(settings: Settings) -> SyncReport:
    encoder = SentenceEncoder(settings.encoder)
    store = open_store(settings, encoder, CHUNKER_VERSION)
    with tqdm(
        desc="Reading", unit="file", file=sys.stderr, disable=not sys.stderr.isatty(), leave=False
    ) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        return Sync(settings, encoder, store, show).run()


def _reading_store(settings: Settings) -> LocalStore:
    return open_store(settings, SentenceEncoder(settings.encoder))


def _settings(arguments: argparse.Namespace, settings: Settings) -> Settings:
    return replace(settings, index=arguments.index) if arguments.index else settings


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
