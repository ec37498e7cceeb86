"""The commands `ask` and `search`: arguments in, text or JSON on standard output.

Knows the terminal; all work is done by the modules that it calls.
"""

import argparse
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from retriever.answers.answer_json import answer_json, hit_json
from retriever.answers.answerer import Answerer
from retriever.answers.opening import open_answerer
from retriever.command_line import DONE, SOME_FAILED
from retriever.commands.output import Commands, add_output, print_json, with_index
from retriever.errors import QuestionError
from retriever.evaluation.question_set import turns_of
from retriever.printing import print_answer, print_hits
from retriever.records import Filters
from retriever.settings import Settings


def add_commands(commands: Commands) -> None:
    """Add `ask` and `search` to the parser."""
    ask = commands.add_parser("ask", help="answer a question with quotes")
    ask.add_argument("question", nargs="?", help="the question, in quotation marks")
    ask.add_argument("--questions", type=Path, metavar="FILE.jsonl", help="one question a line")
    ask.set_defaults(run=run_ask)
    search = commands.add_parser("search", help="find passages")
    search.add_argument("question", metavar="query", help="what to find")
    search.set_defaults(run=run_search)
    for command in (ask, search):
        _add_filters(command)
        add_output(command)


def run_ask(arguments: argparse.Namespace, settings: Settings) -> int:
    """Answer one question, or every line of a file; return the exit status."""
    answerer = open_answerer(with_index(settings, arguments))
    filters = _filters(arguments)
    if arguments.questions is not None and arguments.question is not None:
        raise QuestionError("Give a question or --questions FILE.jsonl, not both.")
    if arguments.questions is not None:
        return _ask_file(answerer, arguments, filters)
    if arguments.question is None:
        raise QuestionError('Give a question in quotation marks: python -m retriever ask "...?"')
    answer = answerer.ask(arguments.question, filters=filters, k=arguments.k)
    if arguments.json:
        print_json(answer_json(answer))
    else:
        print_answer(answer)
    return DONE


def run_search(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the passages found; return the exit status."""
    answerer = open_answerer(with_index(settings, arguments))
    hits = answerer.search(arguments.question, k=arguments.k, filters=_filters(arguments))
    if arguments.json:
        print_json({"query": arguments.question, "hits": [hit_json(hit) for hit in hits]})
    else:
        print_hits(hits)
    return DONE


def _ask_file(answerer: Answerer, arguments: argparse.Namespace, filters: Filters) -> int:
    """Print one JSON object a line: an answer, or the error of a question that cannot be asked."""
    status = DONE
    for line, values in _questions_of(arguments.questions):
        identity = str(line if values.get("id") is None else values["id"])
        try:
            text = str(values["text"])
            answer = answerer.ask(
                text,
                history=turns_of(values),
                filters=filters,
                question_id=identity,
                k=arguments.k,
            )
        except QuestionError as error:
            print(json.dumps({"id": identity, "error": str(error)}, ensure_ascii=False))
            status = SOME_FAILED
        else:
            print(json.dumps(answer_json(answer), ensure_ascii=False), flush=True)
    return status


def _questions_of(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        message = f"{path} is not UTF-8 text: save it as UTF-8."
        raise QuestionError(message) from error
    except OSError as error:
        message = f"{path} cannot be read ({error.strerror}): name a JSON Lines file."
        raise QuestionError(message) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
        except (ValueError, RecursionError) as error:
            reason = getattr(error, "msg", type(error).__name__)
            message = f"{path}, line {number}: not JSON ({reason})."
            raise QuestionError(message) from error
        if not isinstance(values, dict) or "text" not in values:
            message = f'{path}, line {number}: expected an object with "id" and "text".'
            raise QuestionError(message)
        try:
            turns_of(values)
        except ValueError as error:
            message = f"{path}, line {number}: {error}."
            raise QuestionError(message) from error
        yield number, values


def _add_filters(command: argparse.ArgumentParser) -> None:
    command.add_argument("--k", type=_positive, default=10, help="how many passages (%(default)s)")
    command.add_argument("--type", action="append", default=[], help="of document, as listed")
    command.add_argument("--since", type=_day, metavar="DATE", help="published then or later")
    command.add_argument("--until", type=_day, metavar="DATE", help="published then or earlier")
    for name in ("authority", "author", "category"):
        command.add_argument(f"--{name}", action="append", default=[], help=f"one {name}")


def _filters(arguments: argparse.Namespace) -> Filters:
    return Filters(
        doc_types=tuple(arguments.type),
        authorities=tuple(arguments.authority),
        authors=tuple(arguments.author),
        categories=tuple(arguments.category),
        since=arguments.since,
        until=arguments.until,
    )


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("give a whole number from 1")
    return number


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"{text!r} is not a date: write it as 2024-05-31"
        raise argparse.ArgumentTypeError(message) from None
