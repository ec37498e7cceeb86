"""Finds the passages nearest to a vector: by the graph, or exactly where few may be found.

The graph holds numbers of 16 bits and is asked for more than is wanted; what it gives is scored by
the embeddings themselves. A filter that lets few passages through makes a graph slow and forgetful:
then those few are searched exactly. Knows the table of vectors.
"""

from dataclasses import dataclass

from psycopg import sql

from retriever.store.encoder import Floats
from retriever.store.postgres.columns import vector_text
from retriever.store.postgres.filtering import Allowed
from retriever.store.postgres.migrations import GRAPH, Connection

EXACT_PASSAGES = 5_000
"""Up to so many are searched exactly: 2.5 ms of the processor for 1,127, recall 1."""

EXACT_SHARE = 0.03
"""Under this share the graph gave .96 in 25 ms, the exact search .996 in 2.5 (1 % of 100,000)."""

EXACT_LIMIT = 50_000
"""More are never searched exactly where there is a graph, whatever their share."""

SPARE = 1.25
"""How many times k the graph is asked for."""

_GRAPH = sql.SQL("""
WITH near AS MATERIALIZED (
    SELECT key, embedding FROM vectors{filter}
    ORDER BY embedding::halfvec({dimension}) <#> %(half)s::halfvec({dimension}) LIMIT %(most)s)
SELECT key, -(embedding <#> %(vector)s::vector) AS score FROM near
ORDER BY score DESC, key LIMIT %(k)s
""")
_EXACT = sql.SQL("""
WITH few AS MATERIALIZED (
    SELECT key, -(embedding <#> %(vector)s::vector) AS score FROM vectors{filter})
SELECT key, score FROM few ORDER BY score DESC, key LIMIT %(k)s
""")
_SOME = sql.SQL(" WHERE doc_key = ANY(%(documents)s::bigint[])")


@dataclass(frozen=True, slots=True)
class Nearest:
    """The embeddings of one generation.

    Attributes:
        connection: With its transaction begun.
        size: How many there are.
        has_graph: Whether there is a graph to search them by.
        exact: Up to so many are searched exactly.
    """

    connection: Connection
    size: int
    has_graph: bool
    exact: int = EXACT_PASSAGES

    def search(self, vector: Floats, k: int, allowed: Allowed | None) -> list[tuple[int, float]]:
        """Return the k nearest (key, inner product), best first; of equal ones the lower key."""
        passages = self.size if allowed is None else allowed.passages
        if k < 1 or not passages:
            return []
        if self._is_exact(allowed):
            return self._asked(_EXACT, vector, k, allowed)
        found = self._asked(_GRAPH, vector, k, allowed)
        if len(found) < min(k, passages):  # the graph gave up before it had seen enough
            return self._asked(_EXACT, vector, k, allowed)
        return found

    def _is_exact(self, allowed: Allowed | None) -> bool:
        if not self.has_graph:
            return True
        if allowed is None:
            return False
        is_narrow = allowed.share < EXACT_SHARE and allowed.passages <= EXACT_LIMIT
        return is_narrow or allowed.passages <= self.exact

    def _asked(
        self, query: sql.SQL, vector: Floats, k: int, allowed: Allowed | None
    ) -> list[tuple[int, float]]:
        written = query.format(
            filter=sql.SQL("") if allowed is None else _SOME, dimension=sql.Literal(len(vector))
        )
        # Twice, for one parameter has one type: as halfvec it would lose digits for the score too.
        given = {
            "vector": vector_text(vector),
            "half": vector_text(vector),
            "k": k,
            "most": int(k * SPARE) + 1,
            "documents": None if allowed is None else allowed.documents,
        }
        return [(key, score) for key, score in self.connection.execute(written, given).fetchall()]


def has_graph(connection: Connection) -> bool:
    """Say whether the graph is there and whole."""
    row = connection.execute(
        "SELECT indisvalid FROM pg_index "
        "WHERE indexrelid = to_regclass(format('%%I.%%I', current_schema(), %s::text))",
        (GRAPH,),
    ).fetchone()
    return row is not None and bool(row[0])


def make_graph(connection: Connection, dimension: int) -> None:
    """Make the graph anew, beside readers and writers; takes no transaction.

    16 neighbours and 100 candidates (pgvector's own are 16 and 64): recall@10 .999 at 100,000. How
    much memory it may take is the server's own setting, `maintenance_work_mem`.
    """
    index, width = sql.Identifier(GRAPH), sql.Literal(dimension)
    connection.execute(sql.SQL("DROP INDEX IF EXISTS {}").format(index))
    connection.execute(
        sql.SQL(
            "CREATE INDEX CONCURRENTLY {} ON vectors USING hnsw "
            "((embedding::halfvec({})) halfvec_ip_ops) WITH (m = 16, ef_construction = 100)"
        ).format(index, width)
    )
