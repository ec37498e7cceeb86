"""The folder and the database answer alike: the same corpus, the same questions, the same hits."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

import numpy as np
import pytest

from retriever.records import Filters, ScoredPassage
from retriever.store.analyser import terms
from retriever.store.contract import View
from retriever.store.local_store import LocalStore
from retriever.store.postgres.store import PostgresStore
from tests.postgres_server import PostgresServer
from tests.store_places import new_schema
from tests.zipf_library import DOCUMENTS, MANIFEST_32, PARAGRAPHS, ZipfLibrary, fill

FILTERS = (
    Filters(),
    Filters(doc_types=("inspection_report",)),
    Filters(authorities=("COUNCIL 7",), doc_types=("guidance", "focused_visit")),
    Filters(authors=("author 2", "Author 5"), since=date(2016, 1, 1)),
    Filters(until=date(2018, 3, 1)),
    Filters(categories=("rare",)),
)
QUESTIONS = 15

Views = tuple[View, View]


@pytest.fixture(scope="module")
def views(postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Views]:
    """Fill one store of each kind alike, and open both; the database has its graph."""
    folder = tmp_path_factory.mktemp("agreement") / "index"
    place = new_schema(postgres)
    local, database = LocalStore(folder, MANIFEST_32), place.open(MANIFEST_32)
    fill([local, database])
    with local.read() as of_folder, database.read() as of_database:
        yield of_folder, of_database
    assert isinstance(database, PostgresStore)
    assert database.verify() == []
    place.close()


def overlap(one: Sequence[ScoredPassage], other: Sequence[ScoredPassage]) -> float:
    """Return which share of the first one's hits the other one has."""
    wanted = {each.passage_id for each in one}
    return len(wanted & {each.passage_id for each in other}) / len(wanted) if wanted else 1.0


def mean_overlap(views: Views, search: Callable[[View, int], Sequence[ScoredPassage]]) -> float:
    pairs = [(search(views[0], n), search(views[1], n)) for n in range(QUESTIONS)]
    assert [len(one) for one, _ in pairs] == [len(other) for _, other in pairs]
    return float(np.mean([overlap(one, other) for one, other in pairs]))


def test_both_hold_the_same(views: Views) -> None:
    local, database = views
    everything = Filters()

    assert database.size() == local.size() == DOCUMENTS * PARAGRAPHS
    assert database.documents(everything) == local.documents(everything)
    assert dict(database.about()) == dict(local.about())
    assert database.successors() == local.successors()
    assert database.kin_groups() == local.kin_groups()
    assert database.fingerprints() == local.fingerprints()
    assert database.text_checksums() == local.text_checksums()
    for doc_id, _ in local.about():
        assert database.passages_of(doc_id) == local.passages_of(doc_id)
        assert np.array_equal(database.embeddings_of(doc_id), local.embeddings_of(doc_id))


def test_both_know_the_same_words(views: Views) -> None:
    local, database = views
    asked = terms(ZipfLibrary(seed=8).text(200))

    assert database.terms_beginning("wa") == local.terms_beginning("wa")
    assert database.terms_beginning("paper") == ["paper"]
    assert database.document_frequencies(asked) == local.document_frequencies(asked)


@pytest.mark.parametrize("filters", FILTERS)
def test_filters_let_the_same_documents_through(views: Views, filters: Filters) -> None:
    local, database = views

    assert database.documents(filters) == local.documents(filters)


@pytest.mark.parametrize("filters", FILTERS)
def test_words_find_the_same_ten_with_the_same_scores(views: Views, filters: Filters) -> None:
    library = ZipfLibrary(seed=9)
    asked = [terms(library.text(8)) for _ in range(QUESTIONS)]
    weights = [[1.0, 0.3] * (len(each) // 2) + [1.0] * (len(each) % 2) for each in asked]

    def search(view: View, n: int) -> Sequence[ScoredPassage]:
        return view.search_words(asked[n], 10, filters, weights[n])

    assert mean_overlap(views, search) >= 0.99
    exact = sum(search(views[0], n) == search(views[1], n) for n in range(QUESTIONS))
    assert exact / QUESTIONS >= 0.9


@pytest.mark.parametrize("filters", FILTERS)
def test_vectors_find_the_same_ten(views: Views, filters: Filters) -> None:
    asked = ZipfLibrary(seed=9).vectors(QUESTIONS)

    def search(view: View, n: int) -> Sequence[ScoredPassage]:
        return view.search_dense(asked[n], 40, filters)[:10]

    assert mean_overlap(views, search) >= 0.98
    for_one = [search(view, 0)[0].score for view in views]
    assert for_one[1] == pytest.approx(for_one[0], abs=1e-6)


def test_all_that_exist_are_found_however_many_are_asked_for(views: Views) -> None:
    asked = ZipfLibrary(seed=9).vectors(1)[0]
    few = Filters(categories=("rare",))

    for view in views:
        assert len(view.search_dense(asked, 500, Filters())) == 500
        assert len(view.search_dense(asked, 30, few)) == PARAGRAPHS
        assert len(view.search_words(["paper"], 5_000, Filters())) == DOCUMENTS * PARAGRAPHS
