"""A PostgreSQL index through what happens to servers: kills, restarts, failover, two writers."""

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection as Pipe

import psycopg
import pytest

from retriever.errors import (
    IndexAwayError,
    IndexBusyError,
)
from retriever.store.postgres.store import PostgresStore
from tests.library import MANIFEST, document_of, put
from tests.postgres_server import PostgresServer
from tests.small_store import HUBS, HUBS_ROWS, KINSHIP, answers_of, fill
from tests.store_places import DatabasePlace, new_schema

LATE = document_of("late.txt", ["Late words about caseloads."])


def caught_up(primary: PostgresServer) -> None:
    """Wait until the replica has all that the primary has."""
    behind = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) FROM pg_stat_replication"
    with psycopg.connect(primary.address(), autocommit=True) as connection:
        while connection.execute(behind).fetchall() != [(0,)]:
            time.sleep(0.02)


@pytest.fixture
def place(postgres: PostgresServer) -> Iterator[DatabasePlace]:
    """Fill an index of its own."""
    made = new_schema(postgres)
    fill(made.open())
    yield made
    made.close()


def test_a_server_that_is_killed_is_found_again_and_what_was_published_is_there(
    postgres: PostgresServer, place: DatabasePlace
) -> None:
    store = place.open()
    before = answers_of(store)

    postgres.kill()
    with pytest.raises(IndexAwayError, match=r"does not answer just now .*: try again in a minute"):
        answers_of(store)
    with pytest.raises(IndexAwayError, match="does not answer just now"):
        put(store, LATE, HUBS_ROWS)
    postgres.start()

    assert answers_of(store) == before
    put(store, LATE, HUBS_ROWS)
    with store.read() as view:
        assert (view.generation, view.size()) == (3, 4)
    assert store.verify() == []


def test_a_server_that_dies_within_a_question_or_a_batch_is_told_and_leaves_no_half(
    postgres: PostgresServer, place: DatabasePlace
) -> None:
    store = place.open()
    before = answers_of(store)

    def read() -> None:
        with store.read() as view:
            postgres.kill()
            view.passages_of(HUBS.doc_id)

    def write() -> None:
        with store.write() as batch:
            batch.delete_document(KINSHIP.doc_id)
            postgres.kill()
            batch.delete_document(HUBS.doc_id)

    for cut in (read, write):
        with pytest.raises(IndexAwayError, match="does not answer just now"):
            cut()
        postgres.start()
        assert answers_of(store) == before


def _hold(address: str, pipe: Pipe) -> None:
    store = PostgresStore(address, MANIFEST)
    with store.sole_writer(), store.write() as batch:
        batch.delete_document(KINSHIP.doc_id)
        pipe.send("held")
        pipe.recv()


def test_a_writer_that_is_killed_leaves_the_old_generation_and_no_lock(
    place: DatabasePlace,
) -> None:
    store = place.open()
    before = answers_of(store)
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    held = multiprocessing.get_context("spawn").Process(target=_hold, args=(place.address, theirs))
    held.start()
    assert ours.recv() == "held"

    with (
        pytest.raises(IndexBusyError, match=rf"written by .* process {held.pid} of .* since 2"),
        store.sole_writer(),
    ):
        pass
    with pytest.raises(IndexBusyError, match="Another process is writing"):
        put(store, LATE, HUBS_ROWS)
    assert answers_of(store) == before
    os.kill(held.pid or 0, signal.SIGKILL)
    held.join()

    with store.sole_writer():
        put(store, LATE, HUBS_ROWS)
    with store.read() as view:
        assert sorted(dict(view.about())) == sorted([KINSHIP.doc_id, HUBS.doc_id, LATE.doc_id])


def test_reads_go_to_the_replica_and_to_the_primary_where_that_is_gone(
    place: DatabasePlace, replica: PostgresServer, postgres: PostgresServer
) -> None:
    options = place.address.partition("?")[2]
    store = PostgresStore(place.address, MANIFEST, f"{replica.address()}?{options}")
    before = answers_of(place.open())
    caught_up(postgres)

    with store.read() as view:
        row = view._connection.execute("SELECT pg_is_in_recovery()").fetchone()  # noqa: SLF001
    assert row == (True,)
    assert answers_of(store) == before
    replica.kill()
    assert answers_of(store) == before
    replica.start()
    store.close()


def test_a_promoted_replica_takes_over_under_the_same_address(
    postgres: PostgresServer, replica: PostgresServer, place: DatabasePlace
) -> None:
    hosts = f"127.0.0.1:{postgres.port},127.0.0.1:{replica.port}"
    options = place.address.partition("?")[2]
    both = f"postgresql://postgres@{hosts}/postgres?target_session_attrs=read-write&{options}"
    store = PostgresStore(both, MANIFEST)
    put(store, LATE, HUBS_ROWS)
    before = answers_of(store)
    caught_up(postgres)

    postgres.kill()
    replica.promote()

    assert answers_of(store) == before
    with store.write() as batch:
        batch.delete_document(LATE.doc_id)
    with store.read() as view:
        assert (view.generation, view.document(LATE.doc_id)) == (4, None)
    store.close()
    postgres.start()


@pytest.fixture
def replica(postgres: PostgresServer) -> Iterator[PostgresServer]:
    server = PostgresServer()
    server.make_replica_of(postgres)
    yield server
    server.remove()
