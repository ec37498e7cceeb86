"""Rows of facts: named values about the whole index, such as its manifest and its generation.

Knows one table; what the facts mean is the business of who stores them.
"""

import sqlite3


def has_tables(connection: sqlite3.Connection) -> bool:
    """Say whether the tables are laid."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'facts'").fetchone()
    return found is not None


def facts(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the facts by name; nothing in a new database."""
    if not has_tables(connection):
        return {}
    return dict(connection.execute("SELECT name, value FROM facts"))


def set_facts(connection: sqlite3.Connection, values: dict[str, str]) -> None:
    """Store facts by name, over what was there."""
    connection.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", values.items())


def delete_fact(connection: sqlite3.Connection, name: str) -> None:
    """Forget a fact."""
    connection.execute("DELETE FROM facts WHERE name = ?", (name,))
