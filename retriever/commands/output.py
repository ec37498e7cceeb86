"""What the commands share: where the index is, and how JSON is written."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from retriever.settings import Settings

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - no public name
else:
    Commands = object


def add_output(command: argparse.ArgumentParser) -> None:
    """Add the options that nearly every command takes."""
    command.add_argument("--index", type=Path, metavar="DIR", help="where the index is")
    command.add_argument("--json", action="store_true", help="print JSON")


def print_json(value: object) -> None:
    """Write a value as JSON to standard output."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def with_index(settings: Settings, arguments: argparse.Namespace) -> Settings:
    """Return the settings with the index that `--index` names, where it is given."""
    return settings if arguments.index is None else settings.with_folder(arguments.index)
