"""What came of each question of an evaluation, and the figures of all of them: plain records.

They know nothing of how they are measured or shown. Times are in milliseconds, ranks are 1-based.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from retriever.evaluation.figures import Figure
from retriever.evaluation.judgements import JudgementNotice
from retriever.evaluation.marks import AnswerMarks
from retriever.evaluation.question_set import GoldAnswer, Question
from retriever.evaluation.refusals import ReliabilityBin
from retriever.settings import Settings


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A quote that came, and its place."""

    text: str
    path: str
    page: int | None


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """What was answered.

    Attributes:
        found: Whether the question was answered at all.
        probability: That the best quote answers.
        quotes: Most direct first; none in a refusal.
        nearest: The first passage found, for a refusal; None where none was.
        total_ms: How long it took.
        marks: How right it is.
    """

    found: bool
    probability: float
    quotes: tuple[ShownQuote, ...]
    nearest: ShownQuote | None
    total_ms: float
    marks: AnswerMarks


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question.

    Attributes:
        question: As it was asked.
        gold: What should come, where it is known.
        relevant: The documents that are judged right, by path.
        answer: What came; None where only rankings were measured.
        ranks: By system, the rank of the first right document among the documents found, None
            where none of them is right; empty for a question that is not judged.
        scores: By system and measure, this question's value.
    """

    question: Question
    gold: GoldAnswer | None
    relevant: tuple[str, ...]
    answer: ShownAnswer | None
    ranks: Mapping[str, int | None]
    scores: Mapping[str, Mapping[str, float]]

    @property
    def badness(self) -> float:
        """How bad it is, to sort by: wrong answers first, then refusals, then lower rankings."""
        marks = self.answer.marks if self.answer else None
        worse = 0.0
        if marks is not None:
            worse += 4.0 * (marks.refused_unanswerable is False)
            worse += 4.0 * (marks.quotes_exact is False)
            worse += 2.0 * (marks.gold_in_first_quote is False)
            worse += 2.0 * (marks.right_document_cited is False)
            worse += 1.0 * (marks.gold_in_any_quote is False)
            worse += 0.5 * (marks.right_page_cited is False)
            worse -= 0.5 * bool(marks.refused_answerable)
        last = list(self.scores.values())[-1:]
        return worse + sum(1.0 - scores["nDCG@10"] for scores in last)


@dataclass(frozen=True, slots=True)
class KindFigures:
    """The figures of the questions of one kind."""

    kind: str
    questions: int
    systems: Mapping[str, Mapping[str, Figure]]
    answers: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures of one run, and what came of each question.

    Attributes:
        folder: Of the questions.
        systems: By system and measure.
        answers: By mark.
        median_ms: Of an answer.
        settings: That were measured.
        commit: Of the code.
        date: When.
        times: The answer time's `p50_ms` and `p95_ms`.
        kinds: The figures of each kind of question; none where there is one kind alone.
        reliability: How often what was said with a probability was right.
        notices: What happened to judgements.
        outcomes: One a question, in the set's order.
        generation: Of the index that was asked; None where it is not known.
    """

    folder: Path
    systems: Mapping[str, Mapping[str, Figure]]
    answers: Mapping[str, Figure]
    median_ms: float
    settings: Settings
    commit: str
    date: datetime
    times: Mapping[str, Figure] = field(default_factory=dict)
    kinds: tuple[KindFigures, ...] = ()
    reliability: tuple[ReliabilityBin, ...] = ()
    notices: tuple[JudgementNotice, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    generation: int | None = None
