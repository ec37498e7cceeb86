"""The vector cache: exact inner products by key."""

from pathlib import Path

import numpy as np
import pytest

from retriever.store.vectors import VectorCache

ROWS = np.array([[1.0, 0.0], [0.6, 0.8], [0.0, 1.0], [-1.0, 0.0]], dtype=np.float32)
KEYS = np.array([10, 20, 30, 40], dtype=np.int64)
ALONG = np.array([1.0, 0.0], dtype=np.float32)


def filled() -> VectorCache:
    cache = VectorCache.empty(2)
    cache.add(KEYS, ROWS)
    return cache


def rounded(found: list[tuple[int, float]]) -> list[tuple[int, float]]:
    return [(key, round(score, 6)) for key, score in found]


def test_the_nearest_come_first_with_their_inner_product() -> None:
    assert rounded(filled().search(ALONG, 3, None)) == [(10, 1.0), (20, 0.6), (30, 0.0)]


def test_more_than_there_are_gives_all() -> None:
    assert rounded(filled().search(ALONG, 99, None)) == [
        *((10, 1.0), (20, 0.6), (30, 0.0), (40, -1.0)),
    ]


def test_only_allowed_keys_are_found_and_as_many_as_exist() -> None:
    cache = filled()

    assert rounded(cache.search(ALONG, 5, np.array([40, 30]))) == [(30, 0.0), (40, -1.0)]
    assert rounded(cache.search(ALONG, 1, np.array([40, 30]))) == [(30, 0.0)]
    assert rounded(cache.search(ALONG, 5, np.array([30, 999]))) == [(30, 0.0)]
    assert cache.search(ALONG, 5, np.array([], dtype=np.int64)) == []


def test_removed_keys_are_gone_and_unknown_ones_passed_over() -> None:
    cache = filled()

    cache.remove(np.array([10, 30, 777]))

    assert rounded(cache.search(ALONG, 5, None)) == [(20, 0.6), (40, -1.0)]
    assert cache.keys().tolist() == [20, 40]
    assert len(cache) == 2


def test_an_empty_cache_finds_nothing() -> None:
    cache = VectorCache.empty(2)
    cache.add(np.array([], dtype=np.int64), np.zeros((0, 2), dtype=np.float32))
    cache.remove(np.array([], dtype=np.int64))

    assert cache.search(ALONG, 5, None) == []


def test_a_saved_cache_answers_the_same_when_loaded(tmp_path: Path) -> None:
    filled().save(tmp_path / "vectors.faiss")

    loaded = VectorCache.load(tmp_path / "vectors.faiss")

    assert loaded.keys().tolist() == [10, 20, 30, 40]
    assert rounded(loaded.search(ALONG, 2, np.array([20, 30]))) == [(20, 0.6), (30, 0.0)]
    loaded.add(np.array([50]), np.array([[1.0, 0.0]], dtype=np.float32))
    loaded.remove(np.array([20]))
    assert sorted(loaded.keys().tolist()) == [10, 30, 40, 50]


@pytest.mark.parametrize("k", [1, 2, 3])
def test_k_hits_are_found_behind_a_filter_that_lets_k_through(k: int) -> None:
    rows = np.eye(64, dtype=np.float32)
    cache = VectorCache.empty(64)
    cache.add(np.arange(64), rows)

    found = cache.search(rows[0], k, np.array([61, 62, 63]))

    assert len(found) == k
    assert {key for key, _ in found} <= {61, 62, 63}
