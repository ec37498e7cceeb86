"""Damage that SQLite reads without a word: rows lost, ids changed, a folder put back."""

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from retriever.errors import IndexBusyError, IndexDamagedError
from retriever.store import vectors
from retriever.store.local_store import LocalStore
from retriever.store.repeats import Copy, Kin
from tests.library import document_of, put
from tests.small_store import (
    ALONG,
    EVERYTHING,
    HUBS,
    HUBS_ROWS,
    KINSHIP,
    KINSHIP_ROWS,
    anew,
    answers_of,
    found,
    small_store,
)

DATABASE = "candour.sqlite3"


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    made = small_store(tmp_path / "index")
    with made.write() as batch:
        batch.add_copy(Copy("copies/hubs.pdf", HUBS.doc_id, "f"))
        batch.add_kin(Kin(KINSHIP.doc_id, HUBS.doc_id, b"signature"))
        batch.add_kin(Kin(HUBS.doc_id, HUBS.doc_id, b"signature"))
    made.refresh_caches()
    return made


def change(store: LocalStore, statement: str, *values: object) -> None:
    """Change a row as no part of Candour would."""
    with closing(sqlite3.connect(store.folder / DATABASE)) as connection, connection:
        connection.execute(statement, values)


def replace_bytes(store: LocalStore, old: bytes, new: bytes, place: int) -> None:
    """Put bytes in the place of others of like length: the first of them, or the last (-1)."""
    path = store.folder / DATABASE
    content = path.read_bytes()
    start = content.find(old) if place == 0 else content.rfind(old)
    path.write_bytes(content[:start] + new + content[start + len(old) :])
    assert start >= 0


def first_passage(store: LocalStore) -> object:
    with store.read() as view:
        (nearest,) = view.search_dense(ALONG, 1, EVERYTHING)
        return view.passages([nearest.passage_id])


def test_a_passage_that_is_found_and_cannot_be_read_is_damage_and_not_left_out(
    store: LocalStore,
) -> None:
    passage_id = f"{KINSHIP.doc_id}-0"
    change(store, "UPDATE passages SET passage_id = 'other' WHERE passage_id = ?", passage_id)

    with pytest.raises(IndexDamagedError, match="is not what was stored"):
        first_passage(anew(store))


@pytest.mark.parametrize("place", [0, -1])
def test_an_id_changed_in_the_table_or_in_its_index_is_damage(
    store: LocalStore, place: int
) -> None:
    passage_id = f"{KINSHIP.doc_id}-0".encode()
    replace_bytes(store, passage_id, b"!" + passage_id[1:], place)

    with pytest.raises(IndexDamagedError):
        first_passage(anew(store))


def test_a_text_that_changes_while_the_app_runs_is_not_quoted(store: LocalStore) -> None:
    first_passage(store)
    replace_bytes(store, b"Kinship carers need", b"Kinship carers feed", 0)

    with pytest.raises(IndexDamagedError, match=r"the text of posts/kinship\.html is not what was"):
        first_passage(store)


def test_words_are_made_of_no_text_that_changed(store: LocalStore) -> None:
    replace_bytes(store, b"Kinship carers need", b"Kinship carers feed", 0)
    shutil.rmtree(store.folder / "words-3")

    with pytest.raises(IndexDamagedError, match=r"the text of posts/kinship\.html is not what was"):
        answers_of(anew(store))


def test_the_head_that_is_scored_again_is_compared_too(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "EXACT_LIMIT", 1)
    (store.folder / "vectors-3.faiss").unlink()
    eight_bit = anew(store)
    eight_bit.refresh_caches()
    before = answers_of(anew(store))[0]
    change(store, "UPDATE passages SET embedding = zeroblob(16) WHERE header = 'Hubs'")

    with pytest.raises(IndexDamagedError, match=f"passage {HUBS.doc_id}-0 is not what was stored"):
        answers_of(anew(store))
    assert before[0] == (f"{KINSHIP.doc_id}-0", 1.0)


@pytest.mark.parametrize("table", ["copies", "kin"])
def test_a_row_lost_from_what_repeats_is_damage(store: LocalStore, table: str) -> None:
    change(store, {"copies": "DELETE FROM copies", "kin": "DELETE FROM kin"}[table])

    with pytest.raises(IndexDamagedError, match=f"the list of {table} is not what was stored"):
        answers_of(anew(store))
    assert anew(store).verify() == [f"database: the list of {table} is not what was stored"]


def test_a_passage_lost_from_the_list_is_damage_to_a_reader_and_to_a_sync(
    store: LocalStore,
) -> None:
    change(store, "DELETE FROM passages WHERE passage_id = ?", f"{KINSHIP.doc_id}-1")

    said = "its lists of documents and passages are not what was stored"
    with pytest.raises(IndexDamagedError, match=said), anew(store).read():
        pass
    with pytest.raises(IndexDamagedError, match=said), anew(store).holdings():
        pass


def test_a_document_whose_entry_in_an_index_is_damaged_is_found_by_its_key(
    store: LocalStore,
) -> None:
    content = (store.folder / DATABASE).read_bytes()
    doc_id = HUBS.doc_id.encode()
    places = [each.start() for each in re.finditer(doc_id, content)]
    documents = []

    for place in places:
        changed = content[:place] + b"!" + content[place + 1 :]
        (store.folder / DATABASE).write_bytes(changed)
        try:
            with anew(store).read() as view:
                documents.append(view.document(HUBS.doc_id))
        except IndexDamagedError:
            continue

    assert len(places) > 5
    assert documents != []
    assert [each for each in documents if each is None or each.text != HUBS.text] == []


def test_tables_that_are_no_text_any_more_are_said_in_one_line(store: LocalStore) -> None:
    replace_bytes(store, b"CREATE TABLE copies", b"CREATE T\xc1BLE copies", 0)

    with pytest.raises(IndexDamagedError) as caught:
        answers_of(anew(store))

    assert str(caught.value).startswith(f"The index in {store.folder} is damaged (")
    assert "\n" not in str(caught.value)


def test_verify_names_tables_that_are_not_those_that_were_laid(store: LocalStore) -> None:
    replace_bytes(store, b"file_hash TEXT", b"file_bash TEXT", 0)

    assert anew(store).verify() == ["database: its tables are not those that were laid"]


def test_a_folder_put_back_from_a_safety_copy_is_noticed_by_who_has_it_open(
    store: LocalStore, tmp_path: Path
) -> None:
    shutil.copytree(store.folder, tmp_path / "copy")
    put(store, document_of("lost.txt", ["Lost."]), HUBS_ROWS)
    before = answers_of(store)
    shutil.rmtree(store.folder)
    shutil.copytree(tmp_path / "copy", store.folder)
    other = document_of("other.txt", ["Another post."])
    put(anew(store), other, KINSHIP_ROWS[:1])

    with store.read() as view:
        assert view.generation == 4  # as it was before: the number alone tells nothing
        dense = found(view.search_dense(ALONG, 2, EVERYTHING))
    assert dense == [(f"{KINSHIP.doc_id}-0", 1.0), (f"{other.doc_id}-0", 1.0)]
    assert answers_of(store) == answers_of(anew(store)) != before


def test_a_database_that_changes_under_a_reader_who_sees_no_journal_ends_the_read(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    for journal in store.folder.glob(f"{DATABASE}-*"):
        journal.unlink()
    monkeypatch.setattr("os.access", lambda *_: False)  # as for an account that may not write

    def read_on() -> None:
        path = store.folder / DATABASE
        with anew(store).read():
            path.write_bytes(path.read_bytes() + bytes(4096))

    with pytest.raises(IndexBusyError):
        read_on()
