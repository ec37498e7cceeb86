"""The parser of every command: bad usage is said in one line, with what to do next."""

import argparse
from typing import NoReturn


class CommandParser(argparse.ArgumentParser):
    """An argument parser whose errors are one line, with exit status 2."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and end the command."""
        self.exit(2, f"{message}: see `{self.prog} --help`.\n")
