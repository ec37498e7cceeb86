"""Which generation came of which."""

from retriever.store.lineage import FACT, Lineage, extended, is_same, lineage_of


def test_each_generation_has_a_stamp_of_its_own_beside_those_before_it() -> None:
    first = lineage_of({FACT: extended({}, 1)})
    second = lineage_of({FACT: extended(first, 2)})
    other = lineage_of({FACT: extended(first, 2)})

    assert list(second) == [1, 2]
    assert is_same(first, second, 1)
    assert is_same(second, other, 1)
    assert not is_same(second, other, 2)


def test_the_last_generations_alone_are_kept() -> None:
    stamps: Lineage = {}
    for generation in range(1, 131):
        stamps = lineage_of({FACT: extended(stamps, generation)})

    assert list(stamps) == list(range(31, 131))


def test_a_generation_that_is_made_again_forgets_what_bore_its_number() -> None:
    stamps = lineage_of({FACT: extended({1: "a", 2: "b", 3: "c"}, 2)})

    assert list(stamps) == [1, 2]
    assert stamps[1] == "a"
    assert stamps[2] != "b"


def test_facts_without_sense_are_no_lineage() -> None:
    stored = ("", "{oops", "[1]", '{"one": "a"}')

    assert [lineage_of({FACT: each}) for each in stored] == [{}, {}, {}, {}]
    assert lineage_of({}) == {}
