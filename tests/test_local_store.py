"""The local store: what goes in comes out, one generation a view, atomic batches, exact filters."""

from pathlib import Path

import pytest

from retriever.store.local_store import LocalStore
from tests.library import put
from tests.small_store import (
    HUBS,
    KINSHIP,
    KINSHIP_ROWS,
    small_store,
)


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    return small_store(tmp_path / "index")


def test_a_document_s_record_is_made_once_a_generation(store: LocalStore) -> None:
    with store.read() as view:
        first = view.document(KINSHIP.doc_id)
    with store.read() as view:
        again = view.document(KINSHIP.doc_id)
    put(store, KINSHIP, KINSHIP_ROWS)
    with store.read() as view:
        later = view.document(KINSHIP.doc_id)

    assert first is again
    assert (later is first, later) == (False, KINSHIP)


def test_the_records_that_are_kept_are_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retriever.store.local_view.KEPT_DOCUMENTS", 1)
    store = small_store(tmp_path)

    with store.read() as view:
        view.document(KINSHIP.doc_id)
        view.document(HUBS.doc_id)
        kept = dict(view.caches.documents)

    assert kept == {HUBS.doc_id: HUBS}
