"""A `Document` as JSON and back: how the parser's process hands it over. No pickle."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from retriever.records import Block, BlockKind, Document, Metadata, PageSpan, Span

_DATES = ("published", "updated", "inspection_start", "inspection_end")


def dump_document(document: Document) -> bytes:
    """Write a document."""
    return json.dumps(asdict(document), default=date.isoformat).encode()


def load_document(data: bytes) -> Document:
    """Read what `dump_document` wrote."""
    facts = json.loads(data)
    return Document(
        doc_id=facts["doc_id"],
        path=facts["path"],
        file_hash=facts["file_hash"],
        text=facts["text"],
        blocks=tuple(_block(block) for block in facts["blocks"]),
        metadata=_metadata(facts["metadata"]),
        pages=tuple(PageSpan(**page) for page in facts["pages"]),
        warnings=tuple(facts["warnings"]),
        superseded_by=facts["superseded_by"],
        also_at=tuple(facts["also_at"]),
    )


def _block(facts: dict[str, Any]) -> Block:
    context = tuple(Span(**span) for span in facts.pop("context"))
    return Block(**{**facts, "kind": BlockKind(facts["kind"]), "context": context})


def _metadata(facts: dict[str, Any]) -> Metadata:
    for name in _DATES:
        if facts[name] is not None:
            facts[name] = date.fromisoformat(facts[name])
    for name in ("authors", "categories"):
        facts[name] = tuple(facts[name])
    for name in ("judgements", "origins", "precisions"):
        facts[name] = tuple((first, second) for first, second in facts[name])
    return Metadata(**facts)
