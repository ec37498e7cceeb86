"""An evaluation as the JSON of the contract, with what came of each question."""

from dataclasses import asdict
from typing import Any

from retriever.evaluation.outcomes import Evaluation, KindFigures, Outcome, ShownAnswer


def evaluation_json(evaluation: Evaluation) -> dict[str, Any]:
    """Return the figures as the contract's JSON object, then what is beyond the contract."""
    return {
        "folder": str(evaluation.folder),
        "systems": _systems(evaluation),
        "answers": {
            **{name: asdict(figure) for name, figure in evaluation.answers.items()},
            "median_ms": evaluation.median_ms,
            **{name: asdict(figure) for name, figure in evaluation.times.items()},
        },
        "settings": evaluation.settings.as_text(),
        "commit": evaluation.commit,
        "date": evaluation.date.isoformat(timespec="seconds"),
        "generation": evaluation.generation,
        "kinds": {
            kind.kind: {
                "questions": kind.questions,
                "systems": _systems(kind),
                "answers": {name: asdict(figure) for name, figure in kind.answers.items()},
            }
            for kind in evaluation.kinds
        },
        "reliability": [asdict(each) for each in evaluation.reliability],
        "notices": [asdict(notice) for notice in evaluation.notices],
        "questions": [outcome_json(outcome) for outcome in evaluation.outcomes],
    }


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """Return what came of one question: what was expected, what came, and why."""
    gold = outcome.gold
    return {
        "id": outcome.question.id,
        "text": outcome.question.text,
        "kind": outcome.question.kind,
        "answerable": outcome.question.answerable,
        "expected": {
            "answer": gold.text if gold else "",
            "spans": [asdict(span) for span in gold.spans] if gold else [],
            "documents": list(outcome.relevant),
        },
        "came": _came(outcome.answer),
        "ranks": dict(outcome.ranks),
        "scores": {system: dict(scores) for system, scores in outcome.scores.items()},
    }


def _came(answer: ShownAnswer | None) -> dict[str, Any] | None:
    if answer is None:
        return None
    return {
        "found": answer.found,
        "probability": answer.probability,
        "quotes": [asdict(quote) for quote in answer.quotes],
        "nearest": asdict(answer.nearest) if answer.nearest else None,
        "ms": round(answer.total_ms, 1),
        "marks": asdict(answer.marks),
    }


def _systems(holder: Evaluation | KindFigures) -> dict[str, Any]:
    return {
        system: {"metrics": {name: asdict(figure) for name, figure in figures.items()}}
        for system, figures in holder.systems.items()
    }
