"""What changed in the database's file since it was stored is noticed: by verify, and by reading."""

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from retriever.errors import IndexDamagedError
from retriever.store.local_store import LocalStore
from tests.library import put
from tests.small_store import EVERYTHING, HUBS, KINSHIP, KINSHIP_ROWS, anew, small_store


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    made = small_store(tmp_path / "index")
    made.refresh_caches()
    return made


def flip(store: LocalStore, words: bytes, bit: int = 1) -> None:
    """Flip a bit of the first letter of words in the database's file, wherever they stand."""
    path = store.folder / "candour.sqlite3"
    content = path.read_bytes()
    flipped = bytes([words[0] ^ bit]) + words[1:]
    path.write_bytes(content.replace(words, flipped))
    assert words in content


def change(store: LocalStore, statement: str, *values: object) -> None:
    """Change a row as no part of Candour would."""
    with closing(sqlite3.connect(store.folder / "candour.sqlite3")) as connection, connection:
        connection.execute(statement, values)


def said(store: LocalStore, reason: str) -> str:
    return (
        f"The index in {store.folder} is damaged ({reason}): delete that folder and make it anew "
        "from the corpus with `python -m ingest`; no document is lost."
    )


def test_a_sound_index_has_no_fault(store: LocalStore) -> None:
    assert anew(store).verify() == []


def test_a_letter_changed_in_a_text_is_named_by_verify_and_never_quoted(store: LocalStore) -> None:
    flip(store, b"Kinship carers")  # K becomes J

    assert anew(store).verify() == ["posts/kinship.html: its text is not what was stored"]
    reason = "the text of posts/kinship.html is not what was stored"
    with pytest.raises(IndexDamagedError) as reading, anew(store).read() as view:
        view.document(KINSHIP.doc_id)
    assert str(reading.value) == said(store, reason)
    with pytest.raises(IndexDamagedError) as listing, anew(store).read() as view:
        view.documents(EVERYTHING)
    assert str(listing.value) == said(store, reason)


def test_a_passage_is_not_read_from_a_text_that_changed_anywhere(store: LocalStore) -> None:
    flip(store, b"Kinship carers")  # of the first passage; the second is asked for

    with pytest.raises(IndexDamagedError) as by_id, anew(store).read() as view:
        view.passages([f"{KINSHIP.doc_id}-1"])
    with pytest.raises(IndexDamagedError) as by_document, anew(store).read() as view:
        view.passages_of(KINSHIP.doc_id)
    with anew(store).read() as view:
        untouched = view.document(HUBS.doc_id)

    reason = "the text of posts/kinship.html is not what was stored"
    assert {str(by_id.value), str(by_document.value)} == {said(store, reason)}
    assert untouched == HUBS


def test_a_text_that_is_no_utf_8_any_more_is_named_too(store: LocalStore) -> None:
    flip(store, b"Kinship carers", bit=0x80)

    assert anew(store).verify() == ["posts/kinship.html: its text is not what was stored"]
    with pytest.raises(IndexDamagedError) as reading, anew(store).read() as view:
        view.document(KINSHIP.doc_id)
    assert "\n" not in str(reading.value)


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("UPDATE documents SET metadata = replace(metadata, '2024', ?) WHERE doc_id = ?", "2023"),
        ("UPDATE documents SET pages = replace(pages, 'i', ?) WHERE doc_id = ?", "v"),
        ("UPDATE documents SET blocks = ? WHERE doc_id = ?", "[]"),
        ("UPDATE documents SET text_sha256 = ? WHERE doc_id = ?", "0" * 64),
        ("UPDATE documents SET path = ? WHERE doc_id = ?", "reports/hubs.pdf "),
    ],
)
def test_what_is_stored_beside_the_text_is_checked_as_well(
    store: LocalStore, statement: str, value: str
) -> None:
    change(store, statement, value, HUBS.doc_id)

    faults = anew(store).verify()
    with pytest.raises(IndexDamagedError), anew(store).read() as view:
        view.document(HUBS.doc_id)

    assert len(faults) == 1
    assert faults[0].startswith("reports/hubs.pdf")
    assert faults[0].endswith("is not what was stored")


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("UPDATE passages SET header = ? WHERE passage_id = ?", "Other"),
        ("UPDATE passages SET section = ? WHERE passage_id = ?", '["Other"]'),
        ("UPDATE passages SET page = ? WHERE passage_id = ?", 2),
        ("UPDATE passages SET page_label = ? WHERE passage_id = ?", None),
        ("UPDATE passages SET stop = ? WHERE passage_id = ?", 9),
    ],
)
def test_a_passage_s_row_is_checked_where_it_is_read(
    store: LocalStore, statement: str, value: str | int | None
) -> None:
    passage_id = f"{HUBS.doc_id}-0"
    change(store, statement, value, passage_id)

    with pytest.raises(IndexDamagedError) as reading, anew(store).read() as view:
        view.passages([passage_id])

    assert str(reading.value) == said(store, f"passage {passage_id} is not what was stored")
    assert anew(store).verify() == ["reports/hubs.pdf: passage 0 is not what was stored"]


def test_an_embedding_that_changed_is_named_and_goes_into_no_cache(store: LocalStore) -> None:
    turned = np.array([0, 0, 0, 1], dtype="<f4").tobytes()
    passage_id = f"{KINSHIP.doc_id}-1"
    change(store, "UPDATE passages SET embedding = ? WHERE passage_id = ?", turned, passage_id)

    assert anew(store).verify() == ["posts/kinship.html: passage 1 is not what was stored"]
    (store.folder / "vectors-2.faiss").unlink()
    with pytest.raises(IndexDamagedError) as rebuilding, anew(store).read():
        pass
    assert str(rebuilding.value) == said(store, f"passage {passage_id} is not what was stored")


def test_an_embedding_of_odd_length_and_a_passage_without_document_are_named(
    store: LocalStore,
) -> None:
    change(store, "UPDATE passages SET embedding = ? WHERE header = 'Hubs'", b"abc")
    change(store, "DELETE FROM documents WHERE doc_id = ?", KINSHIP.doc_id)

    assert anew(store).verify() == [
        "database: its lists of documents and passages are not what was stored",
        f"passage {KINSHIP.doc_id}-0 belongs to no document",
        f"passage {KINSHIP.doc_id}-1 belongs to no document",
        "reports/hubs.pdf: passage 0 has an embedding that is not normalised",
    ]


@pytest.mark.parametrize("metadata", ["{oops", "[]", '{"titel": "Hubs"}', '{"judgements": [1]}'])
def test_metadata_without_sense_are_named_damaged_and_verify_still_names_the_document(
    store: LocalStore, metadata: str
) -> None:
    change(store, "UPDATE documents SET metadata = ? WHERE doc_id = ?", metadata, HUBS.doc_id)

    with pytest.raises(IndexDamagedError) as reading, anew(store).read():
        pass

    reason = f"the metadata of {HUBS.doc_id} is not what was stored"
    assert str(reading.value) == said(store, reason)
    assert anew(store).verify() == ["reports/hubs.pdf: its record is not what was stored"]


def test_a_document_is_hashed_once_a_generation(store: LocalStore) -> None:
    held = anew(store)
    with held.read() as view:
        view.document(KINSHIP.doc_id)
        first = set(view.caches.sound)
    with held.read() as view:
        view.passages([f"{HUBS.doc_id}-0"])
        second = set(view.caches.sound)
    put(held, KINSHIP, KINSHIP_ROWS)
    with held.read() as view:
        third = set(view.caches.sound)

    assert (first, second, third) == ({1}, {1, 2}, set())
