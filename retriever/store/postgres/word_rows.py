"""The rows that words are found by: which terms a passage holds, and how much each says of it.

A passage's row has its terms' numbers, and BM25's weight of each (all of the score but the term's
rarity) in one sparse vector. The weight depends on the average passage length: rows are made with
the average that is pinned, and made anew where the true one has moved too far from it. How many
passages hold a term is kept true inside the transaction that changes them. Knows terms, no text.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from retriever.store.postgres.migrations import Connection
from retriever.store.saturation import counts_behind, length_weights
from retriever.store.word_segment import MOST_COUNTED

DIMENSION = 1_000_000_000
"""pgvector's most. A term's number is its place in the vector."""

REWEIGHED_ROWS = 2_000
"""At once, so that no transaction is long."""

_LONGEST_TERM = 500
"""PostgreSQL's index takes no more than 2,704 bytes; what is longer is known by its checksum."""

_PAIR = re.compile(r"(\d+):([^,}]+)")


def stored_term(term: str) -> str:
    """Return what stands for a term in the table."""
    if len(term) <= _LONGEST_TERM:
        return term
    return f"{term[:_LONGEST_TERM]}~{hashlib.sha256(term.encode()).hexdigest()}"


def sparse(weights: Mapping[int, float]) -> str:
    """Return a sparse vector as pgvector reads it."""
    inside = ",".join(f"{number}:{weight:.9g}" for number, weight in sorted(weights.items()))
    return f"{{{inside}}}/{DIMENSION}"


def insert_words(
    connection: Connection, passages: Sequence[tuple[int, int, Sequence[str]]], mean: float
) -> None:
    """Insert the rows of passages, and count their terms.

    Args:
        connection: The writer's.
        passages: Of each its key, its document's, and its terms.
        mean: The average length that is pinned.
    """
    counted = [Counter(map(stored_term, terms)) for _, _, terms in passages]
    holding = Counter(term for counts in counted for term in counts)
    numbers = _counted_terms(connection, holding)
    with connection.cursor().copy(
        "COPY words (key, doc_key, length, mean, terms, weights) FROM STDIN"
    ) as copy:
        for (key, doc_key, _), counts in zip(passages, counted, strict=True):
            length = counts.total()
            own = {numbers[term]: min(count, MOST_COUNTED) for term, count in counts.items()}
            copy.write_row((key, doc_key, length, mean, sorted(own), _weights(own, length, mean)))


def delete_words(connection: Connection, doc_keys: Sequence[int]) -> tuple[int, int]:
    """Delete documents' rows and take them out of the counts.

    Returns:
        How many passages went, and how many terms they had.
    """
    row = connection.execute(
        "SELECT count(*), coalesce(sum(length), 0) FROM words WHERE doc_key = ANY(%s::bigint[])",
        (doc_keys,),
    ).fetchone()
    unused = connection.execute(
        "WITH gone AS (DELETE FROM words WHERE doc_key = ANY(%s::bigint[]) "
        "RETURNING terms), "
        "counted AS (SELECT id, count(*)::integer AS often FROM gone, unnest(terms) AS id "
        "GROUP BY id) "
        "UPDATE terms SET passages = passages - often FROM counted WHERE terms.id = counted.id "
        "RETURNING CASE WHEN passages = 0 THEN terms.id END",
        (doc_keys,),
    ).fetchall()
    # A word that no passage holds any more is not kept.
    none = [number for (number,) in unused if number is not None]
    connection.execute("DELETE FROM terms WHERE id = ANY(%s::integer[])", (none,))
    return (int(row[0]), int(row[1])) if row else (0, 0)


def reweigh(connection: Connection, mean: float) -> int:
    """Make some rows anew that were made with another average; return how many."""
    rows = connection.execute(
        "SELECT key, length, mean, weights::text FROM words WHERE mean <> %s LIMIT %s",
        (mean, REWEIGHED_ROWS),
    ).fetchall()
    connection.cursor().executemany(
        "UPDATE words SET mean = %s, weights = %s WHERE key = %s",
        [(mean, _weights(counts_in(*stored), stored[0], mean), key) for key, *stored in rows],
    )
    return len(rows)


def counts_in(length: int, mean: float, weights: str) -> dict[int, int]:
    """Return how often each term stands in a passage, by the term's number, from its weights."""
    pairs = _PAIR.findall(weights)
    counts = counts_behind([float(each) for _, each in pairs], length_weights(length, mean))
    return {int(number): int(count) for (number, _), count in zip(pairs, counts, strict=True)}


def _weights(counts: Mapping[int, int], length: int, mean: float) -> str:
    added = float(length_weights(length, mean))
    return sparse({number: count / (count + added) for number, count in counts.items()})


def _counted_terms(connection: Connection, holding: Mapping[str, int]) -> dict[str, int]:
    """Add to the counts of terms, new ones too; return their numbers.

    Known ones first: an upsert would use up a number for each of them.
    """
    words, often = list(holding), list(holding.values())
    numbers: dict[str, int] = dict(
        connection.execute(
            "UPDATE terms SET passages = passages + often "
            "FROM unnest(%s::text[], %s::integer[]) AS new (word, often) WHERE term = word "
            "RETURNING term, id",
            (words, often),
        ).fetchall()
    )
    new = [word for word in words if word not in numbers]
    numbers.update(
        connection.execute(
            "INSERT INTO terms (term, passages) SELECT * FROM unnest(%s::text[], %s::integer[]) "
            "RETURNING term, id",
            (new, [holding[word] for word in new]),
        ).fetchall()
    )
    return numbers
