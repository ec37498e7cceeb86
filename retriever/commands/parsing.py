"""The parser of `python -m retriever`, put together from each kind of command."""

import argparse

from retriever.command_line import CommandParser
from retriever.commands import asking, evaluating, forgetting, gating, writing_questions
from retriever.training.commands import add_train


def parser() -> argparse.ArgumentParser:
    """Return the parser of `python -m retriever`."""
    root = CommandParser(
        prog="python -m retriever", description="Ask the library, search it, evaluate the answers."
    )
    commands = root.add_subparsers(dest="command", required=True)
    for kind in (asking, evaluating, forgetting, gating, writing_questions):
        kind.add_commands(commands)
    add_train(commands)
    return root
