"""Makes outcomes and evaluations by hand, the way that measuring would."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from retriever.evaluation.gathering import with_figures
from retriever.evaluation.marks import AnswerMarks
from retriever.evaluation.outcomes import Evaluation, Outcome, ShownAnswer, ShownQuote
from retriever.evaluation.question_set import GoldAnswer, GoldSpan, Question
from retriever.evaluation.rankings import MEASURES
from retriever.settings import Settings

PATH = "reports/northmere.pdf"


@dataclass(frozen=True, slots=True)
class Came:
    """What a made answer is: its first quote, "" for a refusal, and how sure it is."""

    quote: str
    probability: float = 0.9
    total_ms: float = 100.0


def outcome_of(
    identity: str, came: Came, *, gold: str = "twelve cases", rank: int = 1, kind: str = ""
) -> Outcome:
    """Make the outcome of a question that the documents answer with `gold`, "" for none."""
    answerable = bool(gold)
    found = bool(came.quote)
    right = gold in came.quote
    marks = AnswerMarks(
        gold_in_first_quote=found and right if answerable else None,
        gold_in_any_quote=found and right if answerable else None,
        right_document_cited=found if answerable else None,
        quotes_exact=True if found else None,
        refused_unanswerable=None if answerable else not found,
        refused_answerable=not found if answerable else None,
    )
    quote = ShownQuote(came.quote, PATH, 3)
    return Outcome(
        question=Question(identity, f"What of {identity}?", answerable=answerable, kind=kind),
        gold=GoldAnswer("", (GoldSpan(PATH, gold),)) if answerable else None,
        relevant=(PATH,) if answerable else (),
        answer=ShownAnswer(
            found=found,
            probability=came.probability,
            quotes=(quote,) if found else (),
            nearest=ShownQuote("Caseloads fell.", PATH, 2),
            total_ms=came.total_ms,
            marks=marks,
        ),
        ranks={"full": rank} if answerable else {},
        scores={"full": dict.fromkeys(MEASURES, 1 / rank)} if answerable else {},
    )


def evaluation_of(
    outcomes: Sequence[Outcome], folder: Path = Path("golden"), settings: Settings | None = None
) -> Evaluation:
    """Gather outcomes into an evaluation of the full system."""
    bare = Evaluation(
        folder=folder,
        systems={},
        answers={},
        median_ms=0.0,
        settings=settings or Settings(),
        commit="abc1234",
        date=datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
        outcomes=tuple(outcomes),
    )
    return with_figures(bare, ("full",))
