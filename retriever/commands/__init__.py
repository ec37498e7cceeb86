"""The commands of `python -m retriever`, a module for each kind."""

from retriever.commands.parsing import parser
from retriever.commands.statuses import DONE

__all__ = ["DONE", "parser"]
