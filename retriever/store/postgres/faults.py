"""What `verify` finds wrong in the rows: checksums, offsets, embeddings, words and their counts.

Reads every row, and names each fault in one line instead of stopping at the first.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from retriever.errors import IndexDamagedError
from retriever.store.acronyms import indexed_terms
from retriever.store.postgres import register
from retriever.store.postgres.columns import embedding_checksum, passage_of
from retriever.store.postgres.migrations import Connection
from retriever.store.postgres.totals import Totals
from retriever.store.postgres.word_rows import counts_in, stored_term
from retriever.store.rows import changed_in_document
from retriever.store.word_segment import MOST_COUNTED

_NORM_TOLERANCE = 1e-3
_AT_ONCE = 2_000

_PASSAGES = """
SELECT d.path, d.text_sha256, substr(d.text, p.start + 1, p.stop - p.start),
    d.doc_id, p.passage_id, p.ordinal, p.start, p.stop, p.header, p.section, p.page, p.page_label,
    p.text, p.row_sha256, v.row_sha256, v.embedding::real[], w.length, w.mean, w.weights::text,
    w.terms
FROM passages p JOIN documents d ON d.key = p.doc_key
LEFT JOIN vectors v ON v.key = p.key LEFT JOIN words w ON w.key = p.key
"""
_COUNTS = """
WITH held AS (SELECT id, count(*) AS often FROM words, unnest(terms) AS id GROUP BY id)
SELECT coalesce(term, 'term ' || held.id) FROM terms FULL JOIN held USING (id)
WHERE passages IS DISTINCT FROM often ORDER BY 1 LIMIT 10
"""
_STRAYS = (
    ("vectors", b"SELECT count(*) FROM vectors WHERE key NOT IN (SELECT key FROM passages)"),
    ("words", b"SELECT count(*) FROM words WHERE key NOT IN (SELECT key FROM passages)"),
)


def row_faults(connection: Connection, stored: Mapping[str, str]) -> Iterator[str]:
    """Yield one line a fault.

    Args:
        connection: With a transaction begun.
        stored: The facts.
    """
    with connection.cursor("documents") as cursor:
        cursor.itersize = _AT_ONCE // 20
        cursor.execute(
            "SELECT key, born, doc_id, path, file_hash, fingerprint, metadata, warnings, pages, "
            "blocks, about_sha256, text_sha256, row_sha256, text FROM documents ORDER BY path"
        )
        for row in cursor:
            changed = changed_in_document(row)
            if changed:
                yield f"{row[3]}: its {changed} is not what was stored"
    names: dict[int, str] = dict(connection.execute("SELECT id, term FROM terms").fetchall())
    passages = length = 0
    with connection.cursor("passages", binary=True) as cursor:
        cursor.itersize = _AT_ONCE
        cursor.execute(_PASSAGES)
        for row in cursor:
            passages, length = passages + 1, length + (row[16] or 0)
            yield from _passage_faults(row, names)
    yield from _count_faults(connection, Totals.of(stored), passages, length)


def _passage_faults(row: tuple[Any, ...], names: Mapping[int, str]) -> Iterator[str]:
    """Yield the one fault that says most of a passage, if it has any; terms by their numbers."""
    path, _, text = row[:3]
    place = f"{path}: passage {row[5]}"
    checksum, numbers, length, mean, weights, held = row[14:]
    try:
        passage = passage_of(row[3:14])
    except IndexDamagedError:
        yield f"{place} is not what was stored"
        return
    if passage.text != text:
        yield f"{place} is not the text there"
    elif numbers is None or weights is None:
        yield f"{place} has no embedding or no words"
    else:
        embedding = np.array(numbers, dtype=np.float32)
        terms = indexed_terms(f"{passage.header} {passage.text}")
        if embedding_checksum(embedding) != checksum:
            yield f"{place} has an embedding that is not what was stored"
        elif not np.isclose(np.linalg.norm(embedding), 1.0, atol=_NORM_TOLERANCE):
            yield f"{place} has an embedding that is not normalised"
        elif len(terms) != length or not _are_found(
            terms, counts_in(length, mean, weights), held, names
        ):
            yield f"{place} is not found by all of its words"


def _are_found(
    terms: Sequence[str], counts: Mapping[int, int], held: Sequence[int], names: Mapping[int, str]
) -> bool:
    """Say whether a passage's own terms are listed and counted, and no others."""
    own = {term: min(n, MOST_COUNTED) for term, n in Counter(map(stored_term, terms)).items()}
    counted = {names.get(number, ""): n for number, n in counts.items()}
    return counted == own and sorted(held) == sorted(counts)


def _count_faults(
    connection: Connection, totals: Totals, passages: int, length: int
) -> Iterator[str]:
    if (passages, length) != (totals.passages, totals.length):
        yield (
            f"database: {totals.passages} passages of {totals.length} terms are noted, "
            f"{passages} of {length} are there"
        )
    for (term,) in connection.execute(_COUNTS).fetchall():
        yield f"database: it counts the passages with {term!r} wrongly"
    for table, query in _STRAYS:
        row = connection.execute(query).fetchone()
        if row and row[0]:
            yield f"database: {row[0]} rows of {table} belong to no passage"
    for read in (register.copies, register.kin):
        try:
            read(connection)
        except IndexDamagedError as error:
            yield f"database: {error}"
