"""What every command has in common: its exit status, and a parser that says what to do next."""

import argparse
from typing import NoReturn

DONE, SOME_FAILED, NOT_DONE = 0, 1, 2
"""What a command ends with, as DESIGN says."""


class CommandParser(argparse.ArgumentParser):
    """An argument parser whose errors are one line, with exit status NOT_DONE."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and end the command."""
        self.exit(NOT_DONE, f"{message}: see `{self.prog} --help`.\n")
