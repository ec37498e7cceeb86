"""Versions of one document: shown once where they say the same."""

from retriever.search.collapsing import kept_places
from tests.library import document_of, passage_of

SAME = "Leaders must review each plan within ten working days of the visit."
OLD = document_of("old.txt", [SAME, "Paper forms are kept."])
NEW = document_of("new.txt", [SAME, "Forms are kept on the system."])
SAID_BY_OLD, ONLY_OLD = passage_of(OLD, 0, len(SAME)), passage_of(OLD, len(SAME) + 2, len(OLD.text))
SAID_BY_NEW = passage_of(NEW, 0, len(SAME))
KIN = {OLD.doc_id: "g", NEW.doc_id: "g"}


def test_the_superseded_version_gives_way_wherever_it_stands() -> None:
    found = [SAID_BY_OLD, SAID_BY_NEW]

    assert kept_places(found, {}, {OLD.doc_id: NEW.doc_id}) == [1]


def test_of_near_duplicates_the_better_found_stays() -> None:
    assert kept_places([SAID_BY_OLD, SAID_BY_NEW], KIN, {}) == [0]


def test_what_an_old_version_alone_says_stays() -> None:
    found = [ONLY_OLD, SAID_BY_NEW, SAID_BY_OLD]

    assert kept_places(found, {}, {OLD.doc_id: NEW.doc_id}) == [0, 1]


def test_the_same_words_of_documents_that_are_not_akin_both_stay() -> None:
    assert kept_places([SAID_BY_OLD, SAID_BY_NEW], {}, {}) == [0, 1]


def test_a_document_does_not_give_way_to_itself() -> None:
    assert kept_places([SAID_BY_OLD, SAID_BY_OLD], KIN, {}) == [0, 1]


def test_drafts_that_differ_in_a_number_are_both_shown() -> None:
    other = document_of("draft.txt", [SAME.replace("ten", "25")])
    said = passage_of(other, 0, len(other.text))
    ten = document_of("ten.txt", [SAME.replace("ten", "10")])
    found = [said, passage_of(ten, 0, len(ten.text))]

    assert kept_places(found, dict.fromkeys((other.doc_id, ten.doc_id), "g"), {}) == [0, 1]
    assert kept_places(found, {}, {other.doc_id: ten.doc_id}) == [1]
