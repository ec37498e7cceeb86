"""The note that something was removed, kept until its words and vectors have left every file.

Written in the transaction that deletes the rows, so that a sync that was killed before it cleaned
the files, or that found a reader in its way, leaves the work to the next one and not undone. Knows
the facts of the database; cleans nothing itself.
"""

import sqlite3

from retriever.store.fact_rows import delete_fact, facts, set_facts

NOTE = "to clean"
"""The name of the fact that counts the removals since the files were last clean."""


def note_removal(connection: sqlite3.Connection) -> None:
    """Note, inside the caller's transaction, that rows were deleted."""
    set_facts(connection, {NOTE: str(noted(connection) + 1)})


def noted(connection: sqlite3.Connection) -> int:
    """Return how many removals are noted; 0 when every file is clean."""
    stored = facts(connection).get(NOTE, "0")
    # A note that lost its sense is one all the same: cleaning once too often harms nobody.
    return int(stored) if stored.isdecimal() else 1


def forget_removals(connection: sqlite3.Connection, cleaned: int) -> None:
    """Take the note away, unless more was removed since the cleaning began.

    Args:
        connection: With the write transaction begun.
        cleaned: What `noted` said when it began.
    """
    if noted(connection) <= cleaned:
        delete_fact(connection, NOTE)
