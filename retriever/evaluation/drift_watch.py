"""Asks one's own golden questions again, in the background, whenever the index has changed.

A thread looks at the index's generation now and then. Where it is another one than when the
questions were last asked, they are asked by the quotes alone, one at a time and with a rest after
each, so that people on the page are not kept waiting. What came is kept as a run, what changed is
kept and told, and so is why it could not be found out.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from retriever.answers.answerer import Answerer
from retriever.errors import CandourError, EvaluationFolderError
from retriever.evaluation.commit import commit_of_code
from retriever.evaluation.drift import (
    Drift,
    ask_again,
    drift_in_words,
    drift_of,
    last_generation,
    state_path,
)
from retriever.evaluation.question_set import read_evaluation_set
from retriever.evaluation.runs.keeping import keep_drift, keep_evaluation
from retriever.settings import Settings

LOOK_EVERY_S = 20.0
LEAST_REST_S = 0.05
END_S = 10.0

Say = Callable[[str], None]


class _StoppedError(Exception):
    """The page ends while questions are being asked."""


@dataclass(slots=True)
class _Rest:
    """Rests before each question as long as the one before it took."""

    stop: threading.Event
    since: float | None = None

    def __call__(self) -> None:
        taken_s = 0.0 if self.since is None else perf_counter() - self.since
        if self.stop.wait(max(taken_s, LEAST_REST_S)):
            raise _StoppedError
        self.since = perf_counter()


class DriftWatch:
    """Looks whether the questions are to be asked again, and asks them.

    Args:
        answerer: Of the library.
        settings: Where questions, index and runs are.
        say: Told each line of what changed, and each fault once.
        stop: Ends it when set, before the next question.
    """

    def __init__(
        self, answerer: Answerer, settings: Settings, say: Say, stop: threading.Event
    ) -> None:
        self._answerer = answerer
        self._settings = settings
        self._say = say
        self._stop = stop
        self._failed_at: int | None = None
        self._fault = ""

    def run(self, look_every_s: float = LOOK_EVERY_S) -> None:
        """Look until it is stopped."""
        while not self._stop.wait(look_every_s):
            self.look()

    def look(self) -> None:
        """Ask the questions where the index has changed since they were asked."""
        settings = self._settings
        if not (settings.questions / "queries.jsonl").is_file():
            return
        generation = None
        try:
            generation = self._answerer.generation()
            if generation in {self._failed_at, self._last_asked()}:
                return
            drift = self._asked_again()
            for line in drift_in_words(drift).splitlines():
                self._say(line)
            self._keep(lambda folder: keep_drift(folder, commit_of_code(), drift))
        except _StoppedError:
            return
        except (CandourError, OSError) as error:
            self._fail(generation, str(error))
            return
        self._failed_at, self._fault = None, ""

    def _last_asked(self) -> int | None:
        return last_generation(self._settings.questions, state_path(self._settings))

    def _asked_again(self) -> Drift:
        """Ask once, for the figures and for what changed."""
        # Only here: the measures cost every start of the page a second, and most have no questions.
        from retriever.evaluation.measuring import measure  # noqa: PLC0415

        settings, rest = self._settings, _Rest(self._stop)
        state = state_path(settings)
        try:
            questions = read_evaluation_set(settings.questions)
            evaluation = measure(questions, ("full",), self._answerer, settings, rest)
        except EvaluationFolderError as error:
            # A judgement that fits no more hinders the figures, not the comparison.
            self._say(f"The golden questions could not be measured. {error}")
            return ask_again(settings.questions, self._answerer, state, rest)
        self._keep(lambda folder: keep_evaluation(folder, evaluation))
        return drift_of(evaluation, state)

    def _fail(self, generation: int | None, reason: str) -> None:
        """Tell a fault once, and keep it for the page; the next generation is tried again."""
        fault = f"The golden questions could not be asked again. {reason}"
        is_told = fault == self._fault and generation == self._failed_at
        self._failed_at, self._fault = generation, fault
        if is_told:
            return
        self._say(fault)
        self._keep(lambda folder: keep_drift(folder, commit_of_code(), None, fault))

    def _keep(self, keep: Callable[[Path], object]) -> None:
        """Keep a run; a folder that cannot be written is told, and hides nothing else."""
        folder = self._settings.runs_folder
        try:
            keep(folder)
        except OSError as error:
            self._say(f"That could not be kept in {folder} ({error}).")


@contextmanager
def watched_answers(answerer: Answerer, settings: Settings, say: Say) -> Iterator[None]:
    """Watch in a thread of its own while the page is served."""
    stop = threading.Event()
    watch = DriftWatch(answerer, settings, say, stop)
    # A daemon: a question that hangs must not keep the page from ending.
    thread = threading.Thread(target=watch.run, name="drift watch", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(END_S)
