"""What may be typed after `python -m ingest`: commands, their arguments and their help.

Knows words only; what each command does is in `commands`.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from ingest.loaders.loading import FOLDER_TYPES
from retriever.command_line import CommandParser

COMMANDS = ("sync", "add", "remove", "list", "verify", "watch", "doctor", "copy", "work")


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
    sync.add_argument(
        "--retry", action="store_true", help="read files again that were refused and are unchanged"
    )
    sync.add_argument(
        "--empty", action="store_true", help="empty the index where the corpus is empty"
    )
    sync.add_argument(
        "--anew", action="store_true", help="empty the index first, and read everything again"
    )
    sync.add_argument(
        "--share", action="store_true", help="let `work` processes read files too (a database)"
    )
    add = commands.add_parser("add", help="put files, pages or feeds into the corpus, then sync")
    add.add_argument("sources", nargs="+", metavar="FILE|URL|FEED")
    add.add_argument(
        "--type",
        type=_type_of,
        choices=sorted(FOLDER_TYPES.values()),
        help="what the files are (the folder's name is taken too)",
    )
    remove = commands.add_parser("remove", help="delete documents from the corpus, then sync")
    remove.add_argument("documents", nargs="*", metavar="DOC", help="ids or paths")
    remove.add_argument("--demonstration", action="store_true", help="the invented examples")
    listing = commands.add_parser("list", help="list the library's documents")
    verify = commands.add_parser("verify", help="check the index, offsets and hashes included")
    watch = commands.add_parser("watch", help="keep the index equal to the corpus as it changes")
    watch.add_argument("corpus", nargs="?", type=Path, help="the folder of documents")
    doctor = commands.add_parser("doctor", help="show how one file is read")
    doctor.add_argument("file", metavar="FILE|DOC")
    copy = commands.add_parser("copy", help="copy an index to another place, and compare it")
    copy.add_argument("--from", dest="source", required=True, metavar="STORE")
    copy.add_argument("--to", dest="target", required=True, metavar="STORE")
    work = commands.add_parser("work", help="read files for a sync that another machine runs")
    work.add_argument("corpus", nargs="?", type=Path, help="the folder of documents")
    work.add_argument("--once", action="store_true", help="end when there is nothing to read")
    for command in (sync, add, remove, listing, verify, watch):
        command.add_argument("--index", type=Path, metavar="DIR", help="where the index is")
    for command in (sync, add, remove, listing):
        command.add_argument("--json", action="store_true", help="print JSON")
    return root


def _type_of(name: str) -> str:
    """Return the type that a folder's name stands for, or the name itself."""
    return FOLDER_TYPES.get(name, name)
