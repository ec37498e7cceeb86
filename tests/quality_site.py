"""A library with golden questions, runs, drift and readers' verdicts, for tests of the room.

`python -m tests.quality_site FOLDER` serves it; the first line that it prints is its address.
"""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import uvicorn

import app
from retriever.activity.log import ActivityLog
from retriever.activity.records import Asked, Reason, Verdict
from retriever.answers.answerer import Answerer
from retriever.evaluation.drift import Change, Drift, Said
from retriever.evaluation.outcomes import Evaluation
from retriever.evaluation.questions.folder import note_pending
from retriever.evaluation.questions.records import PendingQuestion
from retriever.evaluation.runs.keeping import keep_drift, keep_evaluation
from retriever.records import doc_id_of
from retriever.settings import Settings
from tests.library import document_of
from tests.outcome_maker import Came, evaluation_of, outcome_of
from tests.served_page import PAYLOAD, ROOT
from tests.word_answerer import word_answerer

SENTENCE = "Social workers in Norborough hold an average of sixteen children each."
BEFORE = "Social workers in Norborough hold twenty-one children each."
PATH = "blog_posts/post.txt"
QUESTION = "How many children do social workers in Norborough hold?"
REPORTED = f"Is this the newest report? {PAYLOAD}"
REFUSED = "Who pays for school buses?"
DRAFT = "What is said of soup?"
DAY = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
SYSTEMS = ("words", "dense", "hybrid", "full")


def quality_library(folder: Path) -> tuple[Answerer, Settings]:
    """Make the library, and all that the room shows of it."""
    answerer, settings = word_answerer(folder, [document_of(PATH, [SENTENCE])])
    settings = replace(settings, questions=questions_folder(folder), log=str(folder / "activity"))
    note_pending(settings.questions, [PendingQuestion(DRAFT, "suggested", doc_id=doc_id_of(PATH))])
    _measure(settings)
    _ask(ActivityLog(settings.log_folder))
    return answerer, settings


def _measure(settings: Settings) -> None:
    """Keep two runs of thirty questions, the older with four systems, and what changed."""
    right, wrong = Came(SENTENCE), Came(BEFORE, 0.4)
    for run, good in enumerate((18, 24)):
        outcomes = [
            outcome_of(f"q{n:02}", right if n < good else wrong, gold="sixteen children")
            for n in range(30)
        ]
        outcomes.append(outcome_of("off", Came("", 0.05), gold=""))
        evaluation = evaluation_of(outcomes, settings.questions)
        if not run:
            evaluation = _with_systems(evaluation)
        dated = replace(evaluation, date=DAY + timedelta(days=run), generation=run + 1)
        keep_evaluation(settings.runs_folder, dated)
    change = Change("q01", Said(QUESTION, BEFORE, PATH), Said(QUESTION, SENTENCE, PATH))
    attack = f"What of {PAYLOAD}?"
    gone = Change("q02", Said(attack, BEFORE, PATH), Said(attack, "", ""))
    drift = Drift(settings.questions, 31, 1, (change, gone), 1, 2)
    keep_drift(settings.runs_folder, "abc1234", drift)


def _with_systems(evaluation: Evaluation) -> Evaluation:
    """Give every system the figures of the full one, each a little lower than the next."""
    full = evaluation.systems["full"]
    systems = {
        system: {
            name: replace(
                figure,
                value=figure.value - 0.05 * steps,
                low=figure.low - 0.05 * steps - 0.04,
                high=figure.high - 0.05 * steps,
            )
            for name, figure in full.items()
        }
        for steps, system in zip(range(3, -1, -1), SYSTEMS, strict=True)
    }
    return replace(evaluation, systems=systems)


def _ask(log: ActivityLog) -> None:
    asked_before = ((REFUSED, False), (f"{REFUSED}?", False), (REPORTED, True))
    for number, (text, found) in enumerate(asked_before):
        asked = Asked(
            id=f"id{number}",
            at=DAY + timedelta(minutes=number),
            user="ana",
            way="page",
            question=text,
            query=text,
            found=found,
            probability=0.5,
        )
        log.add(asked)
    log.judge("id2", Verdict(useful=False, reason=Reason.WRONG_SOURCE), "ana")


def questions_folder(folder: Path) -> Path:
    """Return where the library's golden questions stand."""
    return folder / "questions"


def golden_lines(questions: Path, name: str = "queries.jsonl") -> list[dict[str, object]]:
    """Return what a file of the folder of golden questions holds."""
    path = questions / name
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return [json.loads(line) for line in text.splitlines()]


@contextmanager
def serving_quality(folder: Path) -> Iterator[str]:
    """Serve the library in a process of its own; yield the address."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.quality_site", str(folder)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.terminate()


def main(folder: Path) -> None:
    """Serve until ended."""
    answerer, settings = quality_library(folder)
    application = app.create_app(settings, answerer)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        sys.stdout.write(f"http://127.0.0.1:{listener.getsockname()[1]}\n")
        sys.stdout.flush()
        config = uvicorn.Config(application, log_level="warning", access_log=False)
        uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
