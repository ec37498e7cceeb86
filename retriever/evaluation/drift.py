"""Which answers changed since the golden questions were last asked: drift.

After every sync the questions can be asked again; what was said is kept in one small file beside
the index. Knows questions and answers, no judgements: a change may be for better or worse.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from retriever.answer_records import Answer
from retriever.answers.answerer import Answerer
from retriever.evaluation.outcomes import Evaluation
from retriever.evaluation.question_set import Question, read_evaluation_set
from retriever.settings import Settings

REFUSED = "(The documents do not answer this.)"


@dataclass(frozen=True, slots=True)
class Said:
    """What was said to one question: the first quote and its document, both "" in a refusal."""

    text: str
    quote: str
    path: str


@dataclass(frozen=True, slots=True)
class Change:
    """A question that is answered otherwise than before."""

    id: str
    before: Said
    now: Said


@dataclass(frozen=True, slots=True)
class Drift:
    """What changed.

    Attributes:
        folder: Of the questions.
        asked: How many were asked.
        new: How many of them had not been asked before, or read otherwise.
        changes: The others that are answered otherwise, in the set's order.
        generation_before: Of the index when they were last asked; None at the first time.
        generation: Of the index now.
    """

    folder: Path
    asked: int
    new: int
    changes: tuple[Change, ...]
    generation_before: int | None
    generation: int


def state_path(settings: Settings) -> Path:
    """Return the file beside the index that keeps what was said; it outlives the index."""
    return settings.index.with_name(f"{settings.index.name}-answers.json")


def ask_again(
    folder: Path, answerer: Answerer, state: Path, pause: Callable[[], None] | None = None
) -> Drift:
    """Ask a folder's questions, say what changed since the last time, and keep what is said now.

    Args:
        folder: Of the questions, laid out as an evaluation folder.
        answerer: Of the library.
        state: The file of `state_path`. One that cannot be read counts as none.
        pause: Called before each question; what it raises ends the asking.

    Raises:
        EvaluationFolderError: The folder does not fit.
        IndexEmptyError: Nothing is in the index (and the other errors of asking).
    """
    questions = read_evaluation_set(folder).questions
    said: dict[str, Said] = {}
    # Before the first question: an index that changes meanwhile is another one at the next look.
    generation = answerer.generation()
    for question in questions:
        if pause is not None:
            pause()
        answer = answerer.ask_quotes(
            question.text, history=question.history, question_id=question.id
        )
        said[question.id] = _said(question, answer)
    return _since_last(folder, said, generation, state)


def drift_of(evaluation: Evaluation, state: Path) -> Drift:
    """Say what changed from the answers of an evaluation, as `ask_again` does.

    Args:
        evaluation: With the outcomes of the full system.
        state: The file of `state_path`.
    """
    said = {}
    for each in evaluation.outcomes:
        first = each.answer.quotes[0] if each.answer and each.answer.quotes else None
        quote, path = (first.text, first.path) if first else ("", "")
        said[each.question.id] = Said(each.question.text, quote, path)
    return _since_last(evaluation.folder, said, evaluation.generation or 0, state)


def last_generation(folder: Path, state: Path) -> int | None:
    """Return the generation of the index when a folder's questions were last asked."""
    kept = _read(state).get(str(folder.resolve()), {}).get("generation")
    return kept if isinstance(kept, int) else None


def _since_last(folder: Path, said: Mapping[str, Said], generation: int, state: Path) -> Drift:
    key = str(folder.resolve())
    states = _read(state)
    before = states.get(key, {})
    known = {identity: Said(**values) for identity, values in before.get("said", {}).items()}
    same = [each for each in said if each in known and known[each].text == said[each].text]
    changes = tuple(
        Change(each, known[each], said[each]) for each in same if known[each] != said[each]
    )
    kept = {identity: asdict(each) for identity, each in said.items()}
    states[key] = {"generation": generation, "said": kept}
    _write(state, states)
    return Drift(
        folder=folder,
        asked=len(said),
        new=len(said) - len(same),
        changes=changes,
        generation_before=before.get("generation"),
        generation=generation,
    )


def drift_in_words(drift: Drift) -> str:
    """Return the changes as lines, with both quotes."""
    if drift.generation_before is None:
        return f"{drift.asked} questions of {drift.folder} asked for the first time."
    changed = f"{len(drift.changes)} of {drift.asked} answers changed"
    between = f"generation {drift.generation_before} and {drift.generation} of the index"
    lines = [f"{changed} between {between}; {drift.new} are new."]
    for change in drift.changes:
        lines += [
            f"{change.id}: {change.now.text}",
            f"  before: {_in_words(change.before)}",
            f"  now:    {_in_words(change.now)}",
        ]
    return "\n".join(lines)


def drift_json(drift: Drift) -> dict[str, Any]:
    """Return what changed as a JSON object."""
    return {**asdict(drift), "folder": str(drift.folder)}


def _said(question: Question, answer: Answer) -> Said:
    first = answer.citations[0] if answer.citations else None
    return Said(question.text, first.quote if first else "", first.path if first else "")


def _in_words(said: Said) -> str:
    return f"“{' '.join(said.quote.split())}” ({said.path})" if said.quote else REFUSED


def _read(state: Path) -> dict[str, Any]:
    try:
        states = json.loads(state.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    is_sound = isinstance(states, dict) and all(
        isinstance(each, dict)
        and isinstance(each.get("said"), dict)
        and all(_is_said(values) for values in each["said"].values())
        for each in states.values()
    )
    return states if is_sound else {}


def _is_said(values: Any) -> bool:
    return isinstance(values, Mapping) and set(values) == {"text", "quote", "path"}


def _write(state: Path, states: Mapping[str, Any]) -> None:
    state.parent.mkdir(parents=True, exist_ok=True)
    draft = state.with_name(f"{state.name}.new")
    draft.write_text(json.dumps(states, ensure_ascii=False, indent=1), encoding="utf-8")
    draft.replace(state)
