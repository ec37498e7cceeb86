"""What quickens searches, kept up after a sync: the graph, the weights' average, the dead rows.

Each part is done beside readers and writers, can be stopped at any moment, and is done by the next
run then. Knows the tables and the server; a search is right without any of it, and slower.
"""

from collections.abc import Mapping

from psycopg import sql

from retriever.store.postgres import migrations
from retriever.store.postgres.connecting import Server
from retriever.store.postgres.migrations import Connection
from retriever.store.postgres.nearest import has_graph, make_graph
from retriever.store.postgres.totals import Totals
from retriever.store.postgres.word_rows import reweigh
from retriever.store.postgres.writer_lock import lock_batch, lock_upkeep

_REWEIGHING = "reweighing"
"""The name of the fact that says that rows of another average may be left."""


def is_due(connection: Connection, stored: Mapping[str, str], exact: int) -> bool:
    """Say whether there is work."""
    totals = Totals.of(stored)
    lacks_graph = totals.passages > exact and not has_graph(connection)
    return totals.has_drifted() or _REWEIGHING in stored or lacks_graph


def refresh(server: Server, dimension: int, exact: int) -> None:
    """Do what is due, and let the server clean what was removed.

    Args:
        server: Where.
        dimension: Of an embedding.
        exact: With no more passages than this no graph is made.

    Raises:
        IndexBusyError: Another process is at it.
    """
    _pin(server)
    with server.commanding() as connection:
        lock_upkeep(connection)
        stored = migrations.facts(connection)
        if _REWEIGHING in stored:
            while reweigh(connection, Totals.of(stored).mean):
                pass
            connection.execute("DELETE FROM facts WHERE name = %s", (_REWEIGHING,))
        if Totals.of(stored).passages > exact and not has_graph(connection):
            make_graph(connection, dimension)
        tables = sql.SQL(", ").join(map(sql.Identifier, migrations.TABLES))
        connection.execute(sql.SQL("VACUUM (ANALYZE, SKIP_LOCKED) {}").format(tables))


def _pin(server: Server) -> None:
    """Pin the average anew where it has drifted; the rows follow."""
    with server.writing() as connection:
        lock_batch(connection)
        totals = Totals.of(migrations.facts(connection))
        if totals.has_drifted():
            totals.mean = totals.true_mean()
            migrations.set_facts(connection, {**totals.as_facts(), _REWEIGHING: "yes"})
