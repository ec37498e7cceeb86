"""The command `train`: arguments in, a reader's folder out, its figures on standard output."""

import argparse
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from retriever.command_line import DONE
from retriever.errors import TrainingError
from retriever.settings import Settings
from retriever.training.recipe import BLEND, Recipe

if TYPE_CHECKING:
    from retriever.command_line import CommandParser


def add_train(commands: "argparse._SubParsersAction[CommandParser]") -> None:
    """Add the command to those of `python -m retriever`."""
    train = commands.add_parser("train", help="train a reader on question sets")
    train.add_argument(
        "folders",
        nargs="*",
        type=Path,
        metavar="FOLDER",
        help="laid out as docs/evaluation.md says",
    )
    train.add_argument("--out", type=Path, required=True, metavar="DIR", help="where it goes")
    train.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="NAME",
        help="a folder to measure on and not to train on, by its name",
    )
    train.add_argument("--library", action="store_true", help="train on the library's index too")
    train.add_argument("--index", type=Path, metavar="DIR", help="where that index is")
    length = train.add_mutually_exclusive_group()
    length.add_argument("--minutes", type=_minutes, default=60.0, help="of training (%(default)s)")
    length.add_argument("--steps", type=_steps, default=0, help="batches instead, to repeat a run")
    train.add_argument("--seed", type=int, default=1, help="of every chance (%(default)s)")
    train.add_argument(
        "--blend", type=_share, default=BLEND, help="trained weights' share (%(default)s)"
    )
    train.set_defaults(run=run_train)


def run_train(arguments: argparse.Namespace, settings: Settings) -> int:
    """Train a reader and print its figures; return the exit status."""
    if not arguments.folders and not arguments.library:
        raise TrainingError("There is nothing to train on: name evaluation folders or --library.")
    recipe = Recipe(
        folders=tuple(arguments.folders),
        out=arguments.out,
        without=tuple(arguments.without),
        has_library=arguments.library,
        minutes=arguments.minutes,
        steps=arguments.steps,
        seed=arguments.seed,
        blend=arguments.blend,
        command=shlex.join(["python", "-m", "retriever", *sys.argv[1:]]),
    )
    if arguments.index is not None:
        settings = settings.with_folder(arguments.index)
    from retriever.training.training import train  # noqa: PLC0415 - brings torch

    made = train(recipe, settings)
    print(f"Trained {made.steps} steps in {made.minutes:.1f} minutes: {recipe.out}")
    for name, end in made.ended.items():
        print(
            f"{name}: nDCG@10 {end.fused:.3f} searched, {made.began[name].read:.3f} read before "
            f"training, {end.read:.3f} after ({end.questions} questions)"
        )
    return DONE


def _minutes(text: str) -> float:
    minutes = float(text)
    if not 0 < minutes < float("inf"):
        raise argparse.ArgumentTypeError("give a number above 0")
    return minutes


def _steps(text: str) -> int:
    steps = int(text)
    if steps < 1:
        raise argparse.ArgumentTypeError("give a whole number from 1")
    return steps


def _share(text: str) -> float:
    share = float(text)
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError("give a number from 0 to 1")
    return share
