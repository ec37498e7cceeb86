"""A PostgreSQL index through what happens to servers: kills, restarts, failover, two writers."""

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.connection import Connection as Pipe

import psycopg
import pytest

from retriever.errors import (
    IndexAwayError,
    IndexBusyError,
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
    SettingError,
)
from retriever.store.contract import Manifest
from retriever.store.postgres.migrations import MIGRATIONS
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


@pytest.mark.parametrize(
    ("manifest", "told"),
    [
        (replace(MANIFEST, encoder="other"), "was made with encoder four-numbers, .* uses other"),
        (replace(MANIFEST, analyser="2"), "was made with analyser 1, this Candour uses 2"),
        (replace(MANIFEST, chunker="9"), "was made with chunker 1, this Candour uses 9"),
    ],
)
def test_an_index_made_otherwise_is_refused_by_readers_and_writers(
    place: DatabasePlace, manifest: Manifest, told: str
) -> None:
    other = place.open(manifest)

    with pytest.raises(IndexMismatchError, match=told), other.read():
        pass
    with pytest.raises(IndexMismatchError, match="ingest sync --anew"), other.write():
        pass
    other.start_anew()
    with other.read() as view:
        assert (view.generation, view.size()) == (3, 0)


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM facts WHERE name = 'generation'",
        "UPDATE facts SET value = 'two' WHERE name = 'generation'",
    ],
)
def test_an_index_without_its_generation_is_damaged_and_can_be_made_anew(
    place: DatabasePlace, damage: str
) -> None:
    store = place.open()
    with psycopg.connect(place.address) as connection:
        connection.execute(damage.encode())

    with pytest.raises(IndexDamagedError, match="has no generation: `python -m ingest sync --anew"):
        answers_of(store)
    with store.sole_writer():
        store.start_anew()
    with store.read() as view:
        assert (view.generation, view.size()) == (1, 0)


def test_tables_of_an_older_candour_are_brought_up_to_date_by_the_next_sync(
    place: DatabasePlace,
) -> None:
    store = place.open()
    before = answers_of(store)
    with psycopg.connect(place.address) as connection:
        connection.execute("DROP TABLE queue")
        connection.execute("UPDATE facts SET value = '1' WHERE name = 'schema'")

    with pytest.raises(IndexMismatchError, match="tables of an older Candour"), store.read():
        pass
    with store.sole_writer():
        assert answers_of(store) == before
    with psycopg.connect(place.address) as connection:
        number = str(len(MIGRATIONS) + 1)
        connection.execute("UPDATE facts SET value = %s WHERE name = 'schema'", (number,))
    with pytest.raises(IndexDamagedError, match=r"of a newer Candour .*: upgrade this one"):
        answers_of(store)
    with pytest.raises(IndexDamagedError, match="of a newer Candour"), store.sole_writer():
        pass


def test_a_database_without_an_index_says_so(postgres: PostgresServer) -> None:
    place = new_schema(postgres)

    with pytest.raises(IndexMissingError, match=r"no index in the database postgres on 127\.0\.0"):
        answers_of(place.open())
    place.close()


def test_what_was_changed_behind_its_back_is_named_and_not_quoted(place: DatabasePlace) -> None:
    store = place.open()
    with psycopg.connect(place.address) as connection:
        connection.execute("UPDATE passages SET text = 'Hubs close.' WHERE text LIKE 'Family%'")
        connection.execute("UPDATE terms SET passages = 7 WHERE term = 'carer'")
        connection.execute(
            "UPDATE vectors SET embedding = '[0,0,0,1]' WHERE embedding <#> '[1,0,0,0]' = -1"
        )

    assert store.verify() == [
        "posts/kinship.html: passage 0 has an embedding that is not what was stored",
        "reports/hubs.pdf: passage 0 is not what was stored",
        "database: it counts the passages with 'carer' wrongly",
    ]
    with (
        pytest.raises(IndexDamagedError, match=r"passage .*-0 is not what was stored"),
        store.read() as view,
    ):
        view.passages_of(HUBS.doc_id)


def test_weights_are_made_anew_when_the_average_length_has_drifted(place: DatabasePlace) -> None:
    store = place.open()
    long = document_of("long.txt", [" ".join(f"word{n}" for n in range(300))])
    put(store, long, HUBS_ROWS)
    before = answers_of(store)

    assert store.is_refresh_due()
    store.refresh_caches()

    assert not store.is_refresh_due()
    assert answers_of(store) == before
    with psycopg.connect(place.address) as connection:
        means = connection.execute("SELECT DISTINCT mean FROM words").fetchall()
        lengths = connection.execute("SELECT avg(length)::float FROM words").fetchall()
    assert [mean for (mean,) in means] == [pytest.approx(lengths[0][0])]
    assert store.verify() == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE terms SET term = 'hubris' WHERE term = 'hub'",
        "UPDATE words SET terms = terms[2:] WHERE key = (SELECT max(key) FROM passages)",
    ],
)
def test_a_passage_that_is_listed_under_other_words_is_named(
    place: DatabasePlace, change: str
) -> None:
    store = place.open()
    with psycopg.connect(place.address) as connection:
        connection.execute(change.encode())

    assert "reports/hubs.pdf: passage 0 is not found by all of its words" in store.verify()


def test_every_table_is_vacuumed(place: DatabasePlace) -> None:
    place.open().refresh_caches()

    query = (
        "SELECT relname FROM pg_stat_user_tables "
        "WHERE schemaname = current_schema() AND vacuum_count = 0"
    )
    left: list[tuple[str]] = [("facts",)]
    with psycopg.connect(place.address, autocommit=True) as connection:
        for _ in range(100):  # the server counts in its own time
            left = connection.execute(query).fetchall()
            if not left:
                break
            time.sleep(0.05)
    assert left == []


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(SettingError, match="CANDOUR_STORE is no address"):
        PostgresStore("postgresql://[", MANIFEST)


def test_a_password_is_in_no_message() -> None:
    store = PostgresStore("postgresql://ann:s3cret@127.0.0.1:1/library", MANIFEST)

    with pytest.raises(IndexAwayError) as told:
        put(store, LATE, HUBS_ROWS)

    assert "s3cret" not in str(told.value)
    assert store.place == "database library on 127.0.0.1:1"
