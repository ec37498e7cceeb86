"""Compares two evaluations of the same questions, question by question.

A difference is the second less the first, with its 95 % interval and the p-value of a paired
permutation test; questions that one of the two does not have count in neither.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from retriever.errors import EvaluationFolderError
from retriever.evaluation.figures import Difference, difference_of
from retriever.evaluation.marks import AnswerMarks
from retriever.evaluation.outcomes import Evaluation, Outcome
from retriever.evaluation.table import name_in_words

CHANGES_SHOWN = 10
SHOWN_CHARS = 150


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """A question that came out otherwise.

    Attributes:
        id: The question's.
        text: As it is asked.
        gain: How much better the second is: above 0 better, below 0 worse, 0 only another quote.
        first: What the first run said first, "" for a refusal.
        second: What the second said.
    """

    id: str
    text: str
    gain: float
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs side by side: the figures' differences, and what changed, most first."""

    differences: Mapping[str, Difference]
    changes: tuple[QuestionChange, ...]


def compare(first: Evaluation, second: Evaluation) -> Comparison:
    """Compare two evaluations.

    Raises:
        EvaluationFolderError: They have no question in common.
    """
    seconds = {outcome.question.id: outcome for outcome in second.outcomes}
    pairs = [
        (outcome, seconds[outcome.question.id])
        for outcome in first.outcomes
        if outcome.question.id in seconds
    ]
    if not pairs:
        message = f"{first.folder} and {second.folder} have no question in common."
        raise EvaluationFolderError(message)
    values = [(_values(one), _values(other)) for one, other in pairs]
    names = dict.fromkeys(name for one, _ in values for name in one)
    differences = {}
    for name in names:
        both = [(one[name], other[name]) for one, other in values if name in one and name in other]
        if both:
            differences[name] = difference_of([one for one, _ in both], [two for _, two in both])
    changes = [_change(one, other) for one, other in pairs]
    changed = [each for each in changes if each.gain or each.first != each.second]
    changed.sort(key=lambda each: (-abs(each.gain), each.id))
    return Comparison(differences, tuple(changed))


def comparison_in_words(comparison: Comparison, names: tuple[str, str]) -> str:
    """Return the differences as lines, then the questions that changed most."""
    lines = [f"A is {names[0]}, B is {names[1]}; in brackets the 95 % interval of B - A.", ""]
    lines.append(f"{'':28}{'A':>9}{'B':>9}{'B - A':>10}{'':22}{'p':>8}")
    for name, each in comparison.differences.items():
        places = 0 if name.endswith("_ms") else 3
        interval = f"[{each.low:+.{places}f}, {each.high:+.{places}f}]"
        lines.append(
            f"{name_in_words(name):28}{each.first:9.{places}f}{each.second:9.{places}f}"
            f"{each.value:+10.{places}f} {interval:21}{each.p_value:8.3f}  of {each.questions}"
        )
    changes = comparison.changes
    better = sum(change.gain > 0 for change in changes)
    worse = sum(change.gain < 0 for change in changes)
    lines += ["", f"{better} questions better, {worse} worse, {len(changes)} changed in all"]
    for change in changes[:CHANGES_SHOWN]:
        how = "better" if change.gain > 0 else "worse" if change.gain < 0 else "other quote"
        lines += [
            f"{change.id} ({how}): {change.text}",
            f"  A: {shortened(change.first)}",
            f"  B: {shortened(change.second)}",
        ]
    return "\n".join(lines)


def comparison_json(comparison: Comparison, names: tuple[str, str]) -> dict[str, Any]:
    """Return a comparison as a JSON object."""
    return {
        "first": names[0],
        "second": names[1],
        "differences": {name: asdict(each) for name, each in comparison.differences.items()},
        "changes": [asdict(each) for each in comparison.changes],
    }


def shortened(text: str) -> str:
    """Return a quote in one line of a terminal; a refusal in words."""
    one_line = " ".join(text.split())
    if not one_line:
        return "(refused)"
    return one_line if len(one_line) <= SHOWN_CHARS else f"{one_line[: SHOWN_CHARS - 1]}…"


def first_quote(outcome: Outcome) -> str:
    """Return the words that came first, "" for a refusal."""
    return outcome.answer.quotes[0].text if outcome.answer and outcome.answer.quotes else ""


def _values(outcome: Outcome) -> dict[str, float]:
    """Return all that is known of one question as numbers, by the figure's name."""
    several = len(outcome.scores) > 1
    values = {
        f"{system} {name}" if several else name: value
        for system, scores in outcome.scores.items()
        for name, value in scores.items()
    }
    answer = outcome.answer
    if answer is None:
        return values
    for name in AnswerMarks.names():
        mark = getattr(answer.marks, name)
        if mark is not None:
            values[name] = float(mark)
    values["brier_answerable"] = (answer.probability - outcome.question.answerable) ** 2
    values["time_ms"] = answer.total_ms
    return values


def _change(one: Outcome, other: Outcome) -> QuestionChange:
    # Rounded: what differs in the last digits of a sum has not changed.
    gain = round(one.badness - other.badness, 6)
    return QuestionChange(
        one.question.id, one.question.text, gain, first_quote(one), first_quote(other)
    )
