"""Where a store of either kind can be made for a test, and opened as many processes open it."""

from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg

from retriever.store.contract import Manifest, Store
from retriever.store.local_store import LocalStore
from retriever.store.postgres.store import PostgresStore, SearchLimits
from tests.library import MANIFEST
from tests.postgres_server import PostgresServer

LIMITS = SearchLimits(exact=80, candidates=450)
"""So that a corpus of some hundred passages is searched as one of millions is."""

_numbers = count()


@dataclass(frozen=True, slots=True)
class FolderPlace:
    """An index folder."""

    folder: Path

    def open(self, manifest: Manifest = MANIFEST) -> Store:
        return LocalStore(self.folder, manifest)

    def close(self) -> None:
        """Nothing is held."""


@dataclass(frozen=True, slots=True)
class DatabasePlace:
    """A schema of its own in a server's database."""

    address: str
    _opened: list[PostgresStore] = field(default_factory=list)

    def open(self, manifest: Manifest = MANIFEST) -> PostgresStore:
        store = PostgresStore(self.address, manifest, limits=LIMITS)
        self._opened.append(store)
        return store

    def close(self) -> None:
        for store in self._opened:
            store.close()


Place = FolderPlace | DatabasePlace


def new_schema(server: PostgresServer) -> DatabasePlace:
    """Make an empty schema beside the others: quicker than a database."""
    name = f"library_{next(_numbers)}"
    with psycopg.connect(server.address(), autocommit=True) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS vector")
        connection.execute(f"CREATE SCHEMA {name}".encode())
    # Of so few rows the server would rather read all than use an index.
    options = f"options=-csearch_path%3D{name},public%20-cenable_seqscan%3Doff"
    return DatabasePlace(f"{server.address()}?{options}")
