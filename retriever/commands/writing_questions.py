"""The command `questions`: golden questions are added, taken in, given out and suggested."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from retriever.answers.opening import open_answerer
from retriever.command_line import DONE, CommandParser
from retriever.commands.output import Commands, with_index
from retriever.errors import EvaluationFolderError
from retriever.evaluation.questions.exchange import read_file, write_file
from retriever.evaluation.questions.folder import (
    add_questions,
    drop_pending,
    note_pending,
    read_pending,
    read_questions,
)
from retriever.evaluation.questions.marking import mark_question
from retriever.evaluation.questions.suggesting import suggest_questions
from retriever.settings import Settings

DRAFTS_SHOWN = 20


def add_commands(commands: Commands) -> None:
    """Add `questions` and its own commands to the parser."""
    questions = commands.add_parser(
        "questions",
        help="write golden questions of your own",
        epilog="Each takes --help; `add --pending` goes through the questions that wait.",
    )
    own = questions.add_subparsers(dest="what", required=True, parser_class=CommandParser)
    add = own.add_parser("add", help="ask, mark the right quote, save")
    add.add_argument("question", nargs="?", help="in quotation marks; asked for by default")
    add.add_argument("--kind", default="", help="what sort of question it is")
    add.add_argument("--pending", action="store_true", help="go through those that wait")
    add.set_defaults(run=run_add)
    bring = own.add_parser("import", help="add the questions of a .jsonl or .csv file")
    bring.add_argument("file", type=Path)
    bring.set_defaults(run=run_import)
    give = own.add_parser("export", help="write the questions to a .jsonl or .csv file")
    give.add_argument("file", type=Path)
    give.set_defaults(run=run_export)
    suggest = own.add_parser("suggest", help="draft questions about documents that none covers")
    suggest.set_defaults(run=run_suggest)
    for command in (add, bring, give, suggest):
        command.add_argument("--folder", type=Path, help="of the questions (CANDOUR_QUESTIONS)")
        command.add_argument("--index", type=Path, metavar="DIR", help="where the index is")


def run_add(arguments: argparse.Namespace, settings: Settings) -> int:
    """Ask one question or those that wait, and save what is marked; return the exit status."""
    folder = _folder(arguments, settings)
    texts = [arguments.question] if arguments.question else []
    if arguments.pending:
        texts += [each.text for each in read_pending(folder)]
    elif not texts:
        texts = [_line("Question: ")]
    answerer = open_answerer(with_index(settings, arguments))
    saved = 0
    for text in texts:
        judged = mark_question(text, answerer, _line, print, arguments.kind)
        if judged is not None:
            (added,) = add_questions(folder, [judged])
            drop_pending(folder, text)
            saved += 1
            print(f"Saved as {added.question.id} in {folder}.")
    print(f"{saved} of {len(texts)} saved.")
    return DONE


def run_import(arguments: argparse.Namespace, settings: Settings) -> int:
    """Add the questions of a file; return the exit status."""
    folder = _folder(arguments, settings)
    added = add_questions(folder, read_file(arguments.file))
    print(f"{len(added)} questions added to {folder}.")
    return DONE


def run_export(arguments: argparse.Namespace, settings: Settings) -> int:
    """Write the questions to a file; return the exit status."""
    folder = _folder(arguments, settings)
    questions = read_questions(folder)
    if not questions:
        message = f"{folder} holds no question: add one with `python -m retriever questions add`."
        raise EvaluationFolderError(message)
    write_file(arguments.file, questions)
    print(f"{len(questions)} questions written to {arguments.file}.")
    return DONE


def run_suggest(arguments: argparse.Namespace, settings: Settings) -> int:
    """Put drafts among the questions that wait; return the exit status."""
    folder = _folder(arguments, settings)
    documents = open_answerer(with_index(settings, arguments)).documents()
    today = datetime.now(UTC).date()
    drafts = suggest_questions(documents, read_questions(folder), today)
    new = note_pending(folder, drafts)
    for each in new[:DRAFTS_SHOWN]:
        print(f"draft: {each.text} ({each.doc_id})")
    if len(new) > DRAFTS_SHOWN:
        print(f"... and {len(new) - DRAFTS_SHOWN} more")
    print(
        f"{len(new)} drafts wait in {folder}: judge them with "
        "`python -m retriever questions add --pending`."
    )
    return DONE


def _folder(arguments: argparse.Namespace, settings: Settings) -> Path:
    return settings.questions if arguments.folder is None else Path(arguments.folder)


def _line(prompt: str) -> str:
    """Return what is typed; "" at the input's end."""
    sys.stdout.write(prompt)
    sys.stdout.flush()
    return sys.stdin.readline().rstrip("\n")
