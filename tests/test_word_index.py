"""BM25 worked out by hand: three passages, k1 = 1.5, b = 0.75, the logarithm of Lucene."""

import math
from pathlib import Path

import numpy as np
import pytest

from retriever.store.saturation import K1, B
from retriever.store.word_index import WordIndex
from retriever.store.word_segment import WordSegment, merged

KEYS = np.array([5, 7, 9], dtype=np.int64)
PASSAGES = [["care", "leaver"], ["care", "care", "home"], ["home"]]


def bm25(count: int, length: int, holding: int) -> float:
    """Score one term by hand: three passages of mean length 2."""
    rarity = math.log(1 + (3 - holding + 0.5) / (holding + 0.5))
    return rarity * count / (count + 1.5 * (1 - 0.75 + 0.75 * length / 2))


def close(found: list[tuple[int, float]], expected: list[tuple[int, float]]) -> bool:
    return [key for key, _ in found] == [key for key, _ in expected] and [
        score for _, score in found
    ] == pytest.approx([score for _, score in expected], abs=1e-6)


def test_the_weights_are_the_measured_ones() -> None:
    assert (K1, B) == (1.5, 0.75)
    assert bm25(1, 2, 2) == pytest.approx(0.188001, abs=1e-6)


def test_a_term_scores_by_rarity_count_and_length() -> None:
    index = WordIndex.build(KEYS, PASSAGES)

    assert close(index.search(["care"], 5, None), [(7, bm25(2, 3, 2)), (5, bm25(1, 2, 2))])
    assert close(index.search(["leaver"], 5, None), [(5, bm25(1, 2, 1))])


def test_the_scores_of_several_terms_add_up() -> None:
    index = WordIndex.build(KEYS, PASSAGES)

    assert close(
        index.search(["care", "home", "unknown"], 5, None),
        [(7, bm25(2, 3, 2) + bm25(1, 3, 2)), (9, bm25(1, 1, 2)), (5, bm25(1, 2, 2))],
    )


def test_at_most_k_and_only_allowed_passages_are_found() -> None:
    index = WordIndex.build(KEYS, PASSAGES)

    assert close(index.search(["care", "home"], 1, np.array([5, 9])), [(9, bm25(1, 1, 2))])
    assert close(index.search(["care"], 5, np.array([5, 9])), [(5, bm25(1, 2, 2))])
    assert index.search(["leaver"], 5, np.array([7, 9])) == []


def test_no_known_term_finds_nothing() -> None:
    index = WordIndex.build(KEYS, PASSAGES)

    assert index.search(["zoo"], 5, None) == []
    assert index.search([], 5, None) == []


def test_equal_scores_keep_the_order_of_keys() -> None:
    index = WordIndex.build(np.array([3, 4, 8]), [["a"], ["b"], ["a"]])

    assert [key for key, _ in index.search(["a"], 5, None)] == [3, 8]


def test_frequencies_count_passages_not_occurrences() -> None:
    index = WordIndex.build(KEYS, PASSAGES)

    assert [index.frequency(term) for term in ("care", "leaver", "zoo")] == [2, 1, 0]


@pytest.mark.parametrize("passages", [[], [[]], [[], []]])
def test_passages_without_terms_are_indexed_and_never_found(
    passages: list[list[str]], tmp_path: Path
) -> None:
    keys = np.arange(len(passages))
    WordSegment.build(keys, passages).save(tmp_path / "words")

    index = WordIndex([WordSegment.load(tmp_path / "words")], keys)

    assert index.search(["care"], 5, None) == []
    assert index.frequency("care") == 0


def test_a_saved_segment_answers_the_same_when_loaded(tmp_path: Path) -> None:
    built = WordIndex.build(KEYS, PASSAGES)
    built.segments[0].save(tmp_path / "words")

    loaded = WordIndex([WordSegment.load(tmp_path / "words")], KEYS)

    asked = ["care", "home", "leaver"]
    assert loaded.search(asked, 5, None) == built.search(asked, 5, None)
    assert loaded.segments[0].keys.tolist() == [5, 7, 9]
    assert loaded.frequency("home") == 2


def test_several_segments_score_as_one_does() -> None:
    parts = [WordSegment.build(KEYS[:1], PASSAGES[:1]), WordSegment.build(KEYS[1:], PASSAGES[1:])]
    asked = ["care", "home", "leaver"]

    whole = WordIndex.build(KEYS, PASSAGES).search(asked, 5, None)

    assert WordIndex(parts, KEYS).search(asked, 5, None) == whole
    assert WordIndex([merged(parts)], KEYS).search(asked, 5, None) == whole


def test_what_is_gone_counts_neither_for_rarity_nor_for_length() -> None:
    alive = np.array([5, 9])
    index = WordIndex([WordSegment.build(KEYS, PASSAGES)], alive)

    fresh = WordIndex.build(alive, [PASSAGES[0], PASSAGES[2]])

    assert index.search(["care", "home"], 5, None) == fresh.search(["care", "home"], 5, None)
    assert (len(index), index.frequency("care"), index.frequency("home")) == (2, 1, 1)


def test_a_segment_written_anew_holds_no_term_of_what_is_gone() -> None:
    segment = WordSegment.build(KEYS, PASSAGES)

    kept = segment.kept(np.array([False, True, True]))

    assert kept.keys.tolist() == [7, 9]
    assert bytes(kept.letters) == b"carehome"
    assert [places.tolist() for places, _ in map(kept.postings, ("care", "home", "leaver"))] == [
        *([0], [0, 1], []),
    ]


def test_terms_beyond_ascii_are_found(tmp_path: Path) -> None:
    WordSegment.build(KEYS, [["caffè"], ["zürich", "caf"], ["安全"]]).save(tmp_path / "words")

    segment = WordSegment.load(tmp_path / "words")

    found = {term: segment.postings(term)[0].tolist() for term in ("caffè", "caf", "安全", "ü")}
    assert found == {"caffè": [0], "caf": [1], "安全": [2], "ü": []}
