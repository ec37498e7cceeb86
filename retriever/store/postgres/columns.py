"""The rows of PostgreSQL's tables and the records that they hold, each way, with their checksums.

A document's row is the local store's, with what filters ask for in columns of their own. Knows the
columns' order; knows no connection.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from retriever.errors import IndexDamagedError
from retriever.records import Document, Passage
from retriever.store.checksum import row_checksum
from retriever.store.encoder import Floats
from retriever.store.local_view import document_day
from retriever.store.rows import Row, changed_in_document, document_row

DAMAGED = (
    "The index is damaged ({what} is not what was stored): make it anew from the corpus with "
    "`python -m ingest sync --anew`; no document is lost."
)


def document_columns(document: Document, fingerprint: str, generation: int, passages: int) -> Row:
    """Return the row of `documents` that holds a document, without the key."""
    metadata = document.metadata
    return (
        *document_row(document, fingerprint, generation),
        metadata.doc_type,
        (metadata.authority or "").casefold(),
        [each.casefold() for each in metadata.authors],
        [each.casefold() for each in metadata.categories],
        document_day(metadata),
        passages,
    )


def passage_columns(passage: Passage, doc_key: int) -> Row:
    """Return the row of `passages` that holds a passage, without the key."""
    columns = (
        passage.passage_id,
        passage.ordinal,
        passage.start,
        passage.end,
        passage.header,
        json.dumps(passage.section, ensure_ascii=False),
        passage.page,
        passage.page_label,
        passage.text,
    )
    return (doc_key, *columns, row_checksum(columns))


def passage_of(row: Sequence[Any]) -> Passage:
    """Return the record of a row of `passages`, its document's id before it.

    Raises:
        IndexDamagedError: It is not what was stored.
    """
    doc_id, *columns, row_sha256 = row
    passage_id, ordinal, start, stop, header, section, page, page_label, text = columns
    if row_checksum(columns) != row_sha256:
        raise IndexDamagedError(DAMAGED.format(what=f"passage {passage_id}"))
    return Passage(
        passage_id=passage_id,
        doc_id=doc_id,
        ordinal=ordinal,
        start=start,
        end=stop,
        text=text,
        header=header,
        section=tuple(json.loads(section)),
        page=page,
        page_label=page_label,
    )


def check_document(row: Row) -> None:
    """Compare a row of `documents`, as the local store has it, with its checksums.

    Raises:
        IndexDamagedError: It is not what was stored.
    """
    changed = changed_in_document(row)
    if changed:
        raise IndexDamagedError(DAMAGED.format(what=f"the {changed} of {row[3]}"))


def embedding_checksum(embedding: Floats) -> str:
    """Return the SHA-256 of an embedding."""
    return hashlib.sha256(np.asarray(embedding, dtype="<f4").tobytes()).hexdigest()


def vector_text(embedding: Floats) -> str:
    """Return an embedding as pgvector reads it: nine digits are a number of 32 bits exactly."""
    return f"[{','.join(f'{number:.9g}' for number in embedding.tolist())}]"
