"""The database's rows and the records that they hold, each way, with their checksums.

SQLite notices a damaged page's structure, not a damaged letter in it: so each row carries the
SHA-256 of what was stored, and a row is compared with it before it becomes a record. Knows the
columns' order; knows no connection.
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Any

import numpy as np

from retriever.records import Block, BlockKind, Document, Metadata, PageSpan, Passage, Span
from retriever.store.checksum import row_checksum, text_checksum
from retriever.store.encoder import Floats

Row = Sequence[Any]
"""A row of a table, its columns in the order of the schema."""


def document_row(document: Document, fingerprint: str, generation: int) -> Row:
    """Return the row of `documents` that holds a document, without the key."""
    metadata = _to_json(asdict(document.metadata))
    columns = (
        generation,
        document.doc_id,
        document.path,
        document.file_hash,
        fingerprint,
        metadata,
        _to_json(document.warnings),
        _to_json([asdict(page) for page in document.pages]),
        _to_json([asdict(block) for block in document.blocks]),
        row_checksum((document.doc_id, metadata)),
        text_checksum(document.text),
    )
    return (*columns, row_checksum(columns), document.text)


def passage_row(passage: Passage, embedding: Floats, doc_key: int, generation: int) -> Row:
    """Return the row of `passages` that holds a passage, without the key."""
    columns = (
        generation,
        passage.passage_id,
        doc_key,
        passage.ordinal,
        passage.start,
        passage.end,
        passage.header,
        _to_json(passage.section),
        passage.page,
        passage.page_label,
    )
    numbers = np.asarray(embedding, dtype="<f4").tobytes()
    return (*columns, numbers, row_checksum(columns, numbers))


def embedding_of(blob: bytes) -> Floats:
    """Return a stored embedding, shape (dimension,)."""
    return np.frombuffer(blob, dtype="<f4")


def changed_in_document(row: Row) -> str:
    """Say what of a row of `documents` is not what was stored; "" where all is."""
    *columns, row_sha256, text = row[1:]
    if text_checksum(text) != columns[-1]:
        return "text"
    return "" if row_checksum(columns) == row_sha256 else "record"


def is_passage_unchanged(row: Row) -> bool:
    """Say whether a row of `passages` is what was stored."""
    *columns, embedding, row_sha256 = row[1:]
    return bool(row_checksum(columns, embedding) == row_sha256)


def check_passage(row: Row) -> None:
    """Compare a row of `passages` with its checksum.

    Raises:
        sqlite3.DatabaseError: It is not what was stored.
    """
    if not is_passage_unchanged(row):
        message = f"passage {row[2]} is not what was stored"
        raise sqlite3.DatabaseError(message)


def passage_of(row: Row, doc_id: str, text: str) -> Passage:
    """Return the record of a row of `passages`, which the caller has compared.

    Args:
        row: The row.
        doc_id: Its document's.
        text: Its document's, whole, which the caller has compared too.
    """
    _, _, passage_id, _, ordinal, start, stop, header, section, page, page_label = row[:11]
    return Passage(
        passage_id=passage_id,
        doc_id=doc_id,
        ordinal=ordinal,
        start=start,
        end=stop,
        text=text[start:stop],
        header=header,
        section=tuple(json.loads(section)),
        page=page,
        page_label=page_label,
    )


def check_document(row: Row) -> None:
    """Compare a row of `documents` with its checksums.

    Raises:
        sqlite3.DatabaseError: It is not what was stored.
    """
    changed = changed_in_document(row)
    if changed:
        message = f"the {changed} of {row[3]} is not what was stored"
        raise sqlite3.DatabaseError(message)


def check_text(path: str, text: str, text_sha256: str) -> None:
    """Compare a document's text with its checksum.

    Raises:
        sqlite3.DatabaseError: It is not what was stored.
    """
    if text_checksum(text) != text_sha256:
        message = f"the text of {path} is not what was stored"
        raise sqlite3.DatabaseError(message)


def document_of(row: Row) -> Document:
    """Return the record of a row of `documents`, whose checksums the caller has compared."""
    _, _, doc_id, path, file_hash, _, metadata, warnings, pages, blocks, _, _, _, text = row
    return Document(
        doc_id=doc_id,
        path=path,
        file_hash=file_hash,
        text=text,
        blocks=tuple(_block_of(values) for values in json.loads(blocks)),
        pages=tuple(PageSpan(**values) for values in json.loads(pages)),
        metadata=metadata_of(metadata),
        warnings=tuple(json.loads(warnings)),
    )


_DATES = {"published", "updated", "inspection_start", "inspection_end"}
_PAIRS = {"judgements", "origins", "precisions"}


def about_of(doc_id: str, metadata: str, about_sha256: str) -> tuple[str, Metadata]:
    """Return a document's id and metadata, as they are listed without the rest of its row.

    Raises:
        sqlite3.DatabaseError: They are not what was stored.
    """
    if row_checksum((doc_id, metadata)) != about_sha256:
        message = f"the metadata of {doc_id} is not what was stored"
        raise sqlite3.DatabaseError(message)
    return doc_id, metadata_of(metadata)


def metadata_of(stored: str) -> Metadata:
    """Return the record of a stored metadata text, which the caller has compared."""
    values = json.loads(stored)
    for field in fields(Metadata):
        value: Any = values.get(field.name)
        if field.name in _DATES and value is not None:
            values[field.name] = date.fromisoformat(value)
        elif field.name in _PAIRS:
            values[field.name] = tuple((name, what) for name, what in value)
        elif isinstance(value, list):
            values[field.name] = tuple(value)
    return Metadata(**values)


def _block_of(values: dict[str, Any]) -> Block:
    context = tuple(Span(**span) for span in values.pop("context"))
    kind = BlockKind(values.pop("kind"))
    return Block(kind=kind, context=context, **values)


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
