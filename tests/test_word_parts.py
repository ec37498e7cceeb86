"""Which word segments are merged: n passages stand in about log n segments."""

import numpy as np

from retriever.store.word_parts import WordPart, compacted
from retriever.store.word_segment import WordSegment


def part(first: int, size: int, file: str = "") -> WordPart:
    keys = np.arange(first, first + size)
    return WordPart(WordSegment.build(keys, [["care"]] * size), file)


def sizes(parts: tuple[WordPart, ...]) -> list[tuple[int, str]]:
    return [(len(each.segment.keys), each.file) for each in parts]


def test_a_small_new_segment_leaves_a_large_one_as_it_is() -> None:
    parts = compacted([part(0, 10, "a"), part(10, 2)], np.arange(12))

    assert sizes(parts) == [(10, "a"), (2, "")]


def test_neighbours_of_like_size_become_one_in_no_file() -> None:
    parts = compacted([part(0, 10, "a"), part(10, 5, "b"), part(15, 3)], np.arange(18))

    assert sizes(parts) == [(15, ""), (3, "")]
    assert parts[0].segment.keys.tolist() == list(range(15))


def test_a_merge_leaves_out_what_is_gone() -> None:
    parts = compacted([part(0, 4), part(4, 4)], np.array([1, 5, 6]))

    assert parts[0].segment.keys.tolist() == [1, 5, 6]
    assert parts[0].segment.postings("care")[0].tolist() == [0, 1, 2]


def test_a_hundred_single_passages_stand_in_few_segments() -> None:
    parts: tuple[WordPart, ...] = ()
    for key in range(100):
        parts = compacted([*parts, part(key, 1)], np.arange(100))

    assert len(parts) <= 7
    assert np.concatenate([each.segment.keys for each in parts]).tolist() == list(range(100))
