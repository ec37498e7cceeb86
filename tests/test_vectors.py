"""The vector index: inner products by key."""

from pathlib import Path

import numpy as np
import pytest

from retriever.store import vectors
from retriever.store.vectors import VectorIndex

ROWS = np.array([[1.0, 0.0], [0.6, 0.8], [0.0, 1.0], [-1.0, 0.0]], dtype=np.float32)
KEYS = np.array([10, 20, 30, 40], dtype=np.int64)
ALONG = np.array([1.0, 0.0], dtype=np.float32)
NO_KEYS = np.empty(0, dtype=np.int64)
NO_ROWS = np.empty((0, 2), dtype=np.float32)


def filled() -> VectorIndex:
    return VectorIndex.made_of(KEYS, ROWS)


def rounded(found: list[tuple[int, float]]) -> list[tuple[int, float]]:
    return [(key, round(score, 6)) for key, score in found]


def test_the_nearest_come_first_with_their_inner_product() -> None:
    assert rounded(filled().search(ALONG, 3, None)) == [(10, 1.0), (20, 0.6), (30, 0.0)]


def test_more_than_there_are_gives_all() -> None:
    assert rounded(filled().search(ALONG, 99, None)) == [
        *((10, 1.0), (20, 0.6), (30, 0.0), (40, -1.0)),
    ]


def test_only_allowed_keys_are_found_and_as_many_as_exist() -> None:
    index = filled()

    assert rounded(index.search(ALONG, 5, np.array([40, 30]))) == [(30, 0.0), (40, -1.0)]
    assert rounded(index.search(ALONG, 1, np.array([40, 30]))) == [(30, 0.0)]
    assert rounded(index.search(ALONG, 5, np.array([30, 999]))) == [(30, 0.0)]
    assert index.search(ALONG, 5, NO_KEYS) == []


def test_what_is_gone_is_not_found_and_an_unknown_key_changes_nothing() -> None:
    index = filled().changed(NO_KEYS, NO_ROWS, np.array([10, 30]))

    assert rounded(index.search(ALONG, 5, None)) == [(20, 0.6), (40, -1.0)]
    assert sorted(index.living_keys().tolist()) == [20, 40]
    assert len(index) == 2


def test_what_is_new_is_found_among_the_old() -> None:
    index = filled().changed(np.array([50, 60]), np.array([[0.8, 0.6], [0, -1]]), NO_KEYS)

    assert rounded(index.search(ALONG, 3, None)) == [(10, 1.0), (50, 0.8), (20, 0.6)]
    assert rounded(index.search(ALONG, 3, np.array([50, 40]))) == [(50, 0.8), (40, -1.0)]
    assert len(index) == 6


def test_what_is_new_may_go_again() -> None:
    index = filled().changed(np.array([50]), ALONG[None, :], NO_KEYS)

    again = index.changed(NO_KEYS, NO_ROWS, np.array([50]))

    assert rounded(again.search(ALONG, 1, None)) == [(10, 1.0)]
    assert again.dead.tolist() == []


def test_a_change_leaves_the_index_that_it_was_made_from() -> None:
    index = filled()

    index.changed(np.array([50]), ALONG[None, :], np.array([10]))

    assert rounded(index.search(ALONG, 1, None)) == [(10, 1.0)]


def test_rebuilt_it_holds_only_what_is_alive() -> None:
    changed = filled().changed(np.array([50]), np.array([[0.8, 0.6]]), np.array([10, 30]))

    index = changed.rebuilt()

    assert index.base_keys.tolist() == [20, 40, 50]
    assert (len(index.new_keys), len(index.dead)) == (0, 0)
    assert rounded(index.search(ALONG, 5, None)) == [(50, 0.8), (20, 0.6), (40, -1.0)]


def test_an_empty_index_finds_nothing() -> None:
    index = VectorIndex.made_of(NO_KEYS, NO_ROWS)

    assert index.search(ALONG, 5, None) == []


def test_a_saved_base_answers_the_same_when_loaded(tmp_path: Path) -> None:
    filled().save(tmp_path / "vectors.faiss")

    loaded = VectorIndex.load(tmp_path / "vectors.faiss")

    assert loaded.base_keys.tolist() == [10, 20, 30, 40]
    assert rounded(loaded.search(ALONG, 2, np.array([20, 30]))) == [(20, 0.6), (30, 0.0)]


@pytest.mark.parametrize("k", [1, 2, 3])
def test_k_hits_are_found_behind_a_filter_that_lets_k_through(k: int) -> None:
    rows = np.eye(64, dtype=np.float32)

    found = VectorIndex.made_of(np.arange(64), rows).search(rows[0], k, np.array([61, 62, 63]))

    assert len(found) == k
    assert {key for key, _ in found} <= {61, 62, 63}


def test_past_its_limit_the_index_takes_eight_bits_a_number(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(vectors, "EXACT_LIMIT", 3)
    index = filled()
    index.save(tmp_path / "vectors.faiss")

    changed = VectorIndex.load(tmp_path / "vectors.faiss").changed(
        np.array([50]), np.array([[0.8, 0.6]]), np.array([10])
    )

    assert (filled().is_exact, changed.is_exact) == (False, False)
    assert [key for key, _ in index.search(ALONG, 2, None)] == [10, 20]
    assert [key for key, _ in changed.rebuilt().search(ALONG, 2, None)] == [50, 20]


def test_what_was_gone_and_comes_again_is_found_once() -> None:
    newer = filled().changed(NO_KEYS, NO_ROWS, np.array([10]))

    older = newer.changed(np.array([10]), ALONG[None, :], NO_KEYS)

    assert rounded(older.search(ALONG, 2, None)) == [(10, 1.0), (20, 0.6)]
    assert rounded(older.search(ALONG, 2, np.array([10, 20]))) == [(10, 1.0), (20, 0.6)]
    assert len(older) == 4


@pytest.mark.parametrize("allowed", [None, np.arange(0, 80, 2)])
def test_a_search_that_processors_share_finds_what_one_does(
    monkeypatch: pytest.MonkeyPatch, allowed: vectors.Keys | None
) -> None:
    rows = np.random.default_rng(1).standard_normal((90, 8)).astype(np.float32)
    keys = np.random.default_rng(2).permutation(90)
    index = VectorIndex.made_of(keys, rows).changed(NO_KEYS, rows[:0], np.array([4, 8]))
    alone = index.search(rows[0], 7, allowed)

    monkeypatch.setattr(vectors, "SHARED_LIMIT", 10)
    shared = index.search(rows[0], 7, allowed)

    assert shared == alone
    assert len(alone) == 7
