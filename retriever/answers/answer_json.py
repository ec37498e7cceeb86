"""An answer and its hits as the JSON of the contract."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from retriever.answer_records import Answer, Citation, Group, Hit, ModelSentence


def answer_json(answer: Answer) -> dict[str, Any]:
    """Return an answer as the contract's JSON object, in its order of keys."""
    timings = asdict(answer.timings)
    return {
        "id": answer.id,
        "question": answer.question,
        "query": answer.query,
        "found": answer.found,
        "probability": answer.probability,
        "mode": answer.mode,
        "answer": answer.answer,
        "direct": None if answer.direct is None else asdict(answer.direct),
        "notices": list(answer.notices),
        "generation": answer.generation,
        "citations": _records(answer.citations),
        "groups": _records(answer.groups),
        "sentences": _records(answer.sentences),
        "hits": [hit_json(hit) for hit in answer.hits],
        "timings_ms": {stage: round(spent, 2) for stage, spent in timings.items()},
    }


def hit_json(hit: Hit) -> dict[str, Any]:
    """Return a hit as the contract's JSON object."""
    return {
        "rank": hit.rank,
        "score": hit.score,
        "passage_id": hit.passage.passage_id,
        "doc_id": hit.passage.doc_id,
        "title": hit.document.metadata.title,
        "section": list(hit.passage.section),
        "page": hit.passage.page,
        "text": hit.passage.text,
    }


def _records(records: Sequence[Citation | Group | ModelSentence] | None) -> list[Any] | None:
    return None if records is None else [_plain(asdict(each)) for each in records]


def _plain(value: Any) -> Any:
    """Turn tuples into lists and dates into ISO text, all the way down."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
