"""Counts questions, refusals and times, as Prometheus reads them; no word of any question.

Knows answers, not how they are made. Each process counts for itself: Prometheus adds up.
"""

from dataclasses import asdict

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from retriever.answer_records import Answer

ANSWERED, REFUSED, GREETED, FAILED = "answered", "refused", "greeted", "failed"
"""What may come of a question: failed is an error, such as a database that does not answer."""

UNKNOWN = -1
"""A figure of the index that cannot be read now."""

_BUCKETS_S = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_MS = 1000


def outcome_of(answer: Answer) -> str:
    """Return what came of a question; small talk is neither answered nor refused."""
    if answer.is_small_talk:
        return GREETED
    return ANSWERED if answer.found else REFUSED


class Meters:
    """The counts of one process."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._questions = Counter(
            "candour_questions",
            "Questions, by what came of them and who worded the answer.",
            ("outcome", "mode"),
            registry=self._registry,
        )
        self._stages = Histogram(
            "candour_stage_seconds",
            "What a question's stages took.",
            ("stage",),
            buckets=_BUCKETS_S,
            registry=self._registry,
        )
        self._generation = Gauge(
            "candour_index_generation",
            "The generation of the index that answers now; -1 while it cannot be read.",
            registry=self._registry,
        )
        self._waiting = Gauge(
            "candour_queue_files",
            "Files that wait for a worker to read them; -1 while their database cannot be reached.",
            registry=self._registry,
        )

    def note(self, answer: Answer) -> None:
        """Count an answer and its times."""
        self._questions.labels(outcome_of(answer), answer.mode).inc()
        for stage, spent_ms in asdict(answer.timings).items():
            self._stages.labels(stage).observe(spent_ms / _MS)

    def note_failure(self) -> None:
        """Count a question that ended in an error."""
        self._questions.labels(FAILED, "none").inc()

    def set_index(self, generation: int, waiting: int) -> None:
        """Note how the index is now; UNKNOWN for what cannot be read."""
        self._generation.set(generation)
        self._waiting.set(waiting)

    def as_text(self) -> bytes:
        """Return all, as Prometheus reads it."""
        return generate_latest(self._registry)
