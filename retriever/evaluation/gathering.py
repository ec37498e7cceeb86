"""Gathers what came of each question into figures: of all questions, and of each kind."""

from collections.abc import Sequence
from dataclasses import replace

from retriever.evaluation.figures import Figure, figure_of, percentile_of
from retriever.evaluation.marks import AnswerMarks
from retriever.evaluation.outcomes import Evaluation, KindFigures, Outcome
from retriever.evaluation.rankings import MEASURES
from retriever.evaluation.refusals import Decision, refusal_figures, reliability_of


def with_figures(evaluation: Evaluation, systems: Sequence[str]) -> Evaluation:
    """Return an evaluation with the figures that its outcomes give.

    Args:
        evaluation: With its outcomes.
        systems: Whose rankings the outcomes have.
    """
    outcomes = evaluation.outcomes
    times = [outcome.answer.total_ms for outcome in outcomes if outcome.answer is not None]
    return replace(
        evaluation,
        systems=_system_figures(outcomes, systems),
        answers=_answer_figures(outcomes),
        median_ms=percentile_of(times, 50).value,
        times={f"p{part}_ms": percentile_of(times, part) for part in (50, 95)} if times else {},
        kinds=_kinds(outcomes, systems),
        reliability=reliability_of(_decisions(outcomes)),
    )


def _system_figures(
    outcomes: Sequence[Outcome], systems: Sequence[str]
) -> dict[str, dict[str, Figure]]:
    judged = [outcome for outcome in outcomes if outcome.scores]
    return {
        system: {
            name: figure_of([outcome.scores[system][name] for outcome in judged])
            for name in MEASURES
        }
        for system in systems
    }


def _answer_figures(outcomes: Sequence[Outcome]) -> dict[str, Figure]:
    """Return the mean of each mark over the questions that it can be given to, and the refusals."""
    answered = [outcome.answer for outcome in outcomes if outcome.answer is not None]
    figures = {}
    for name in AnswerMarks.names():
        values = [value for each in answered if (value := getattr(each.marks, name)) is not None]
        if values:
            figures[name] = figure_of([float(value) for value in values])
    return figures | refusal_figures(_decisions(outcomes))


def _decisions(outcomes: Sequence[Outcome]) -> list[Decision]:
    return [
        Decision(
            answerable=outcome.question.answerable,
            refused=not answer.found,
            probability=answer.probability,
            right=answer.marks.gold_in_first_quote if outcome.question.answerable else False,
        )
        for outcome in outcomes
        if (answer := outcome.answer) is not None
    ]


def _kinds(outcomes: Sequence[Outcome], systems: Sequence[str]) -> tuple[KindFigures, ...]:
    """Return the figures of each kind of question, in the order of first appearance."""
    names = list(dict.fromkeys(outcome.question.kind for outcome in outcomes))
    if len(names) < 2:  # noqa: PLR2004 - one kind is the whole
        return ()
    kinds = []
    for name in names:
        own = [outcome for outcome in outcomes if outcome.question.kind == name]
        kinds.append(
            KindFigures(
                kind=name,
                questions=len(own),
                systems=(_system_figures(own, systems) if any(each.scores for each in own) else {}),
                answers=_answer_figures(own),
            )
        )
    return tuple(kinds)
