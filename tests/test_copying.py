"""`copy`: an index goes to a database and back, is compared, and goes on where it was stopped."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ingest.copying import copy_index
from retriever.errors import CandourError, IndexMissingError
from retriever.records import Filters, Metadata
from retriever.store.local_store import LocalStore
from retriever.store.repeats import Copy, Kin
from tests.library import MANIFEST, document_of, passages_of, put
from tests.postgres_server import PostgresServer
from tests.small_store import HUBS, HUBS_ROWS, KINSHIP, answers_of, small_store
from tests.store_places import new_schema


def no_progress(_done: int, _total: int) -> None:
    """Show nothing."""


def library(folder: Path) -> LocalStore:
    """Make a library with a copy and near-duplicates."""
    store = small_store(folder)
    with store.write() as batch:
        batch.add_copy(Copy("posts/again.html", KINSHIP.doc_id, "of the copy"))
        batch.add_kin(Kin(KINSHIP.doc_id, KINSHIP.doc_id, b"\x00\x01"))
        batch.add_kin(Kin(HUBS.doc_id, KINSHIP.doc_id, b"\x00\x02"))
    return store


def test_an_index_goes_to_a_database_and_back_and_is_the_same(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    place = new_schema(postgres)
    store, database = library(tmp_path / "index"), place.open()

    there = copy_index(store, database, no_progress)
    again = copy_index(store, database, no_progress)
    back = copy_index(database, LocalStore(tmp_path / "back", MANIFEST), no_progress)

    assert (there.copied, there.kept, there.removed, there.faults) == (2, 0, 0, [])
    assert (again.copied, again.kept, again.removed, again.faults) == (0, 2, 0, [])
    assert (back.copied, back.faults) == (2, [])
    returned = LocalStore(tmp_path / "back", MANIFEST)
    assert answers_of(returned) == answers_of(database) == answers_of(store)
    with returned.read() as view, store.read() as first:
        assert view.copies() == first.copies()
        assert view.kin() == first.kin()
        assert view.documents(Filters()) == first.documents(Filters())
        assert np.array_equal(view.embeddings_of(HUBS.doc_id), HUBS_ROWS)
    place.close()


def test_a_copy_that_was_stopped_goes_on_and_what_is_gone_goes(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    place = new_schema(postgres)
    store, database = library(tmp_path), place.open()
    put(database, KINSHIP, np.stack([HUBS_ROWS[0], HUBS_ROWS[0]]))
    put(database, document_of("gone.txt", ["Gone."]), HUBS_ROWS)
    changed = replace(HUBS, metadata=Metadata(title="Old", doc_type="document"))
    with database.write() as batch:
        batch.replace_document(changed, passages_of(changed), HUBS_ROWS, "of another file")

    report = copy_index(store, database, no_progress)

    # KINSHIP has the same fingerprint: what differs all the same is told.
    assert (report.copied, report.kept, report.removed) == (1, 1, 1)
    assert report.faults == [f"{KINSHIP.doc_id} has other embeddings in the copy"]
    place.close()


def test_there_must_be_something_to_copy_and_another_place(tmp_path: Path) -> None:
    store = LocalStore(tmp_path / "none", MANIFEST)

    with pytest.raises(IndexMissingError):
        copy_index(store, LocalStore(tmp_path / "other", MANIFEST), no_progress)
    with pytest.raises(CandourError, match="cannot be copied to itself"):
        copy_index(store, store, no_progress)
