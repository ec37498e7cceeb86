"""Both stores: what goes in comes out, one generation a view, atomic batches, exact filters."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from retriever.records import Document, Filters, Metadata
from retriever.store.analyser import terms
from retriever.store.contract import Store
from tests.library import document_of, passage_of, passages_of, put, unit_vector
from tests.small_store import (
    ALONG,
    EVERYTHING,
    HUBS,
    HUBS_ROWS,
    KINSHIP,
    KINSHIP_ROWS,
    answers_of,
    fill,
    found,
)
from tests.store_places import Place


@pytest.fixture
def store(place: Place) -> Store:
    made = place.open()
    fill(made)
    return made


def numbered(count: int, **known: str) -> list[Document]:
    """Make documents of one passage, alike but for their number."""
    about = Metadata(title="", doc_type=known.get("doc_type", "blog_post"))
    return [
        document_of(f"{about.doc_type}/{n}.txt", [f"caseload {n}"], about) for n in range(count)
    ]


def test_what_is_put_in_comes_out_the_same(store: Store) -> None:
    with store.read() as view:
        assert view.documents(EVERYTHING) == [KINSHIP, HUBS]
        assert view.document(HUBS.doc_id) == HUBS
        assert view.document("nowhere") is None
        assert view.passages_of(KINSHIP.doc_id) == passages_of(KINSHIP)
        assert view.passages_of("nowhere") == []
        assert dict(view.about()) == {
            KINSHIP.doc_id: KINSHIP.metadata,
            HUBS.doc_id: HUBS.metadata,
        }
        assert view.fingerprints() == {
            "posts/kinship.html": KINSHIP.file_hash,
            "reports/hubs.pdf": HUBS.file_hash,
        }
        assert view.size() == 3
        assert view.generation == 2


def test_offsets_count_characters_also_beyond_the_first_plane(place: Place) -> None:
    document = document_of("a.txt", ["é👩‍👧 café – naïve", "Zweite 𝔉rage"])
    store = place.open()

    put(store, document, KINSHIP_ROWS)

    with store.read() as view:
        assert view.passages_of(document.doc_id) == passages_of(document)


def test_passages_come_in_the_order_asked_for_and_unknown_ones_are_left_out(
    store: Store,
) -> None:
    second, first = passages_of(KINSHIP)[1], passages_of(KINSHIP)[0]

    with store.read() as view:
        got = view.passages([second.passage_id, "nowhere", first.passage_id])

    assert got == [second, first]


def test_dense_search_is_the_inner_product_best_first(store: Store) -> None:
    with store.read() as view:
        nearest = view.search_dense(ALONG, 2, EVERYTHING)

    assert found(nearest) == [(f"{KINSHIP.doc_id}-0", 1.0), (f"{HUBS.doc_id}-0", 0.6)]


def test_word_search_finds_the_header_s_words_too(store: Store) -> None:
    with store.read() as view:
        in_title = view.search_words(terms("post"), 5, EVERYTHING)
        in_text = view.search_words(terms("caseload"), 5, EVERYTHING)
        frequencies = view.document_frequencies(["post", "hub", "zoo"])

    assert [each.passage_id for each in in_title] == [
        f"{KINSHIP.doc_id}-1",
        f"{KINSHIP.doc_id}-0",
    ]
    assert [each.passage_id for each in in_text] == [f"{KINSHIP.doc_id}-1"]
    assert frequencies == {"post": 2, "hub": 1, "zoo": 0}


@pytest.mark.parametrize(
    ("filters", "paths"),
    [
        (Filters(doc_types=("inspection_report",)), ["reports/hubs.pdf"]),
        (Filters(doc_types=("blog_post", "inspection_report")), [KINSHIP.path, HUBS.path]),
        (Filters(authorities=("NORTHMERE",)), ["reports/hubs.pdf"]),
        (Filters(authors=("b. jones",)), ["reports/hubs.pdf"]),
        (Filters(categories=("early HELP", "other")), ["reports/hubs.pdf"]),
        (Filters(since=date(2024, 6, 7)), ["reports/hubs.pdf"]),
        (Filters(since=date(2024, 6, 8)), []),
        (Filters(until=date(2024, 6, 7)), ["reports/hubs.pdf"]),
        (Filters(until=date(2024, 6, 6)), []),
        (Filters(doc_ids=(KINSHIP.doc_id, "nowhere")), ["posts/kinship.html"]),
        (Filters(doc_types=("blog_post",), authorities=("Northmere",)), []),
    ],
)
def test_filters_are_exact_for_documents_and_both_searches(
    store: Store, filters: Filters, paths: list[str]
) -> None:
    ids = {document.doc_id: document.path for document in (KINSHIP, HUBS)}

    with store.read() as view:
        listed = view.documents(filters)
        dense = view.passages([each.passage_id for each in view.search_dense(ALONG, 9, filters)])
        asked = terms("kinship hubs caseloads")
        words = view.passages([each.passage_id for each in view.search_words(asked, 9, filters)])

    assert [document.path for document in listed] == paths
    assert {ids[passage.doc_id] for passage in dense} == set(paths)
    assert {ids[passage.doc_id] for passage in words} == set(paths)


def test_k_hits_are_found_where_k_exist_behind_a_narrow_filter(place: Place) -> None:
    store = place.open()
    rare = numbered(3, doc_type="review_report")
    with store.write() as batch:
        for document in numbered(200):
            batch.replace_document(document, passages_of(document), ALONG[None, :], "f")
        for document in rare:
            batch.replace_document(document, passages_of(document), -ALONG[None, :], "f")
    filters = Filters(doc_types=("review_report",))

    with store.read() as view:
        dense = view.search_dense(ALONG, 3, filters)
        words = view.search_words(["caseload"], 3, filters)

    expected = {f"{document.doc_id}-0" for document in rare}
    assert {each.passage_id for each in dense} == expected
    assert {each.passage_id for each in words} == expected


def test_a_view_keeps_its_generation_while_another_is_published(place: Place, store: Store) -> None:
    with store.read() as view:
        put(
            place.open(),
            replace(KINSHIP, path="posts/other.html", doc_id="other"),
            HUBS_ROWS[[0, 0]],
        )

        assert view.generation == 2
        assert view.size() == 3
        assert [each.path for each in view.documents(EVERYTHING)] == [KINSHIP.path, HUBS.path]
        assert len(view.search_dense(ALONG, 9, EVERYTHING)) == 3


def test_the_next_view_sees_the_new_generation(place: Place, store: Store) -> None:
    before = answers_of(store)
    with place.open().write() as batch:
        batch.delete_document(KINSHIP.doc_id)

    with store.read() as view:
        assert view.generation == 3
        assert found(view.search_dense(ALONG, 9, EVERYTHING)) == [(f"{HUBS.doc_id}-0", 0.6)]
        assert view.search_words(terms("kinship"), 9, EVERYTHING) == []
        assert view.document(KINSHIP.doc_id) is None
    assert len(before[0]) == 3


def test_replacing_a_document_leaves_nothing_of_the_old_one(store: Store) -> None:
    shorter = replace(document_of(KINSHIP.path, ["Care leavers speak."]), doc_id=KINSHIP.doc_id)

    put(store, shorter, np.stack([unit_vector(0, 0, 0, 1)]))

    with store.read() as view:
        assert view.document(KINSHIP.doc_id) == shorter
        assert view.passages_of(KINSHIP.doc_id) == passages_of(shorter)
        assert view.search_words(terms("caseloads"), 9, EVERYTHING) == []
        assert view.size() == 2


def test_an_error_inside_a_batch_changes_nothing(place: Place, store: Store) -> None:
    before = answers_of(store)

    def fail() -> None:
        with store.write() as batch:
            batch.delete_document(HUBS.doc_id)
            batch.replace_document(
                document_of("new.txt", ["New."]),
                passages_of(document_of("new.txt", ["New."])),
                HUBS_ROWS,
                "f",
            )
            raise KeyError("in the middle")

    with pytest.raises(KeyError, match="in the middle"):
        fail()

    assert answers_of(store) == before
    assert answers_of(place.open()) == before
    with place.open().read() as view:
        assert view.generation == 2
        assert view.documents(EVERYTHING) == [KINSHIP, HUBS]


def test_deleting_an_unknown_document_does_nothing(store: Store) -> None:
    with store.write() as batch:
        batch.delete_document("nowhere")

    with store.read() as view:
        assert view.size() == 3


def test_a_passage_that_is_not_the_documents_text_is_refused(store: Store) -> None:
    document = document_of("new.txt", ["New words here."])
    shifted = replace(passage_of(document, 0, 3), start=1, end=4)

    def add() -> None:
        with store.write() as batch:
            batch.delete_document(HUBS.doc_id)
            batch.replace_document(document, [shifted], HUBS_ROWS, "f")

    with pytest.raises(ValueError, match=r"^new.txt: passage 0 is not the text there\.$"):
        add()
    with store.read() as view:
        assert view.documents(EVERYTHING) == [KINSHIP, HUBS]


def test_a_path_or_a_passage_that_another_document_has_is_refused_and_the_batch_goes_on(
    store: Store,
) -> None:
    same_path = replace(document_of(KINSHIP.path, ["Another."]), doc_id="other")
    same_passage = replace(passage_of(HUBS, 0, 11), doc_id=HUBS.doc_id)
    late = document_of("late.txt", ["Late words."])

    with store.write() as batch:
        with pytest.raises(ValueError, match=r"it does not fit what the index holds") as path:
            batch.replace_document(same_path, passages_of(same_path), HUBS_ROWS, "f")
        with pytest.raises(ValueError, match=r"it does not fit what the index holds") as twice:
            batch.replace_document(HUBS, [same_passage, same_passage], HUBS_ROWS[[0, 0]], "f")
        batch.replace_document(late, passages_of(late), HUBS_ROWS, "f")

    assert str(path.value).startswith("posts/kinship.html: ")
    assert str(twice.value).startswith("reports/hubs.pdf: ")
    with store.read() as view:
        assert view.documents(EVERYTHING) == [late, KINSHIP, HUBS]
        assert view.passages_of(HUBS.doc_id) == passages_of(HUBS)
        assert view.size() == 4


def test_a_document_without_passages_has_no_embeddings_of_the_same_width(store: Store) -> None:
    bare = document_of("bare.txt", [])
    put(store, bare, np.empty((0, 4), dtype=np.float32))

    with store.read() as view:
        assert view.embeddings_of(bare.doc_id).shape == (0, 4)
        assert view.embeddings_of(KINSHIP.doc_id).shape == (2, 4)
        assert view.passages_of(bare.doc_id) == []
    assert store.verify() == []


def test_embeddings_that_do_not_fit_the_passages_are_refused(store: Store) -> None:
    def add(rows: int, columns: int) -> None:
        document = document_of("new.txt", ["New words here."])
        with store.write() as batch:
            ones = np.full((rows, columns), 0.5, dtype=np.float32)
            batch.replace_document(document, passages_of(document), ones, "f")

    with pytest.raises(ValueError, match=r"^new.txt: 1 passages, 2 embeddings\.$"):
        add(2, 4)
    with pytest.raises(ValueError, match=r"^new.txt: embeddings of 3 numbers, not of 4\.$"):
        add(1, 3)
    with pytest.raises(ValueError, match=r"^bare.txt: embeddings of 0 numbers, not of 4\.$"):
        put(store, document_of("bare.txt", []), np.empty(0, dtype=np.float32))
    with store.read() as view:
        assert view.size() == 3


def test_a_text_with_a_nul_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match=r"^new.txt: its text holds a NUL, "):
        put(store, document_of("new.txt", ["New\0words."]), HUBS_ROWS)
