"""Filters as conditions on typed columns, and how many passages they let through.

Knows the table of documents alone: a search is given their keys.
"""

from dataclasses import dataclass
from typing import Any

from psycopg import sql

from retriever.families import FAMILIES
from retriever.records import Filters
from retriever.store.postgres.migrations import Connection


@dataclass(frozen=True, slots=True)
class Allowed:
    """What filters let through.

    Attributes:
        documents: Their keys.
        passages: How many those have.
        share: Of all passages, 0 to 1.
    """

    documents: list[int]
    passages: int
    share: float


def allowed_by(connection: Connection, filters: Filters, size: int) -> Allowed | None:
    """Return what filters let through; None for everything.

    Args:
        connection: With its transaction begun.
        filters: The filters.
        size: How many passages there are in all.
    """
    if filters == Filters():
        return None
    conditions, values = _conditions(filters)
    query = sql.SQL("SELECT key, passages FROM documents WHERE {}").format(
        sql.SQL(" AND ").join(conditions)
    )
    rows = connection.execute(query, values).fetchall()
    passages = sum(count for _, count in rows)
    return Allowed([key for key, _ in rows], passages, passages / max(1, size))


def _conditions(filters: Filters) -> tuple[list[sql.SQL], list[Any]]:
    """Return SQL conditions and their values; a document without a day fails a range."""
    types = {*filters.doc_types}
    types |= {narrow for narrow, wide in FAMILIES.items() if wide in types}
    pairs: list[tuple[sql.SQL, Any]] = [
        (sql.SQL("doc_id = ANY(%s)"), [*filters.doc_ids]),
        (sql.SQL("doc_type = ANY(%s)"), sorted(types)),
        (sql.SQL("authority = ANY(%s)"), _folded(filters.authorities)),
        (sql.SQL("authors && %s::text[]"), _folded(filters.authors)),
        (sql.SQL("categories && %s::text[]"), _folded(filters.categories)),
        (sql.SQL("day >= %s"), filters.since),
        (sql.SQL("day <= %s"), filters.until),
    ]
    given = [(condition, value) for condition, value in pairs if value]
    return [condition for condition, _ in given], [value for _, value in given]


def _folded(values: tuple[str, ...]) -> list[str]:
    return [value.casefold() for value in values]
