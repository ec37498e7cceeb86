"""An index in a database: refused, damaged, brought up to date, kept tidy; no password is told."""

import time
from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest

from retriever.errors import (
    IndexAwayError,
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
from tests.small_store import HUBS, HUBS_ROWS, answers_of, fill
from tests.store_places import DatabasePlace, new_schema

LATE = document_of("late.txt", ["Late words about caseloads."])


@pytest.fixture
def place(postgres: PostgresServer) -> Iterator[DatabasePlace]:
    """Fill an index of its own."""
    made = new_schema(postgres)
    fill(made.open())
    yield made
    made.close()


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
