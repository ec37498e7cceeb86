"""The command `forget`: erases what the page kept of questions, and says what."""

import argparse
from datetime import date

from retriever.activity.log import ActivityLog
from retriever.command_line import DONE
from retriever.commands.output import Commands
from retriever.errors import SettingError
from retriever.settings import Settings

NOTHING_NAMED = "Say what to forget: --user USER, --before YYYY-MM-DD, both, or --all."


def add_commands(commands: Commands) -> None:
    """Add `forget` to the parser."""
    forget = commands.add_parser("forget", help="erase what was asked on the page")
    forget.add_argument("--user", help="what this user asked")
    forget.add_argument("--before", type=date.fromisoformat, metavar="DATE", help="YYYY-MM-DD")
    forget.add_argument("--all", action="store_true", help="everything")
    forget.set_defaults(run=run_forget)


def run_forget(arguments: argparse.Namespace, settings: Settings) -> int:
    """Erase and say what was; return the exit status."""
    narrowed = arguments.user is not None or arguments.before is not None
    if narrowed == arguments.all:
        raise SettingError(NOTHING_NAMED)
    folder = settings.log_folder
    erased = ActivityLog(folder).forget(user=arguments.user, before=arguments.before)
    print(
        f"Erased from {folder}: {_count(erased.questions, 'question')} and "
        f"{_count(erased.verdicts, 'verdict')} on answers."
    )
    return DONE


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
