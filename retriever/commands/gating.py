"""The command `repin`: the floors of the golden questions, pinned anew from a fresh measurement."""

import argparse
from pathlib import Path

from retriever.command_line import DONE
from retriever.commands.output import Commands, with_index
from retriever.evaluation.gate import measure_golden, repin
from retriever.settings import Settings

GOLDEN, FLOORS = Path("tests/eval/golden"), Path("tests/eval/floors.toml")


def add_commands(commands: Commands) -> None:
    """Add `repin` to the parser."""
    pin = commands.add_parser("repin", help="measure the golden questions and pin their floors")
    pin.add_argument("folder", type=Path, nargs="?", default=GOLDEN, help="%(default)s")
    pin.add_argument("--floors", type=Path, metavar="FILE.toml", default=FLOORS, help="%(default)s")
    pin.add_argument("--allow-lower", action="store_true", help="floors may go down")
    pin.add_argument("--index", type=Path, metavar="DIR", help="beside which the gate's own goes")
    pin.set_defaults(run=run_repin)


def run_repin(arguments: argparse.Namespace, settings: Settings) -> int:
    """Write the floors file anew; return the exit status."""
    result = measure_golden(arguments.folder, with_index(settings, arguments))
    moved = repin(result, arguments.floors, allow_lower=arguments.allow_lower)
    print("\n".join([*moved, f"{arguments.floors} is written: {len(moved)} floors moved."]))
    return DONE
