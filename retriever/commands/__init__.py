"""The commands of `python -m retriever`, a module for each kind."""

from retriever.commands.parsing import parser

__all__ = ["parser"]
