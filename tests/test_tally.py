"""The tally of the rows: whatever is lost, swapped or changed makes another number."""

import numpy as np

from retriever.store.tally import array_tally, joined, pair_tally

PAIRS = [(1, 1), (2, 1), (3, 2)]


def test_the_order_of_rows_makes_no_difference() -> None:
    assert pair_tally(PAIRS) == pair_tally(PAIRS[::-1])
    assert array_tally(np.array(PAIRS)) == pair_tally(PAIRS)


def test_a_lost_changed_or_swapped_row_makes_another_tally() -> None:
    whole = pair_tally(PAIRS)
    others = [PAIRS[:2], [(1, 1), (2, 1), (3, 1)], [(1, 1), (2, 2), (3, 1)], [*PAIRS, (4, 2)]]

    assert whole not in {pair_tally(other) for other in others}


def test_rows_come_and_go_in_any_order() -> None:
    both = joined(pair_tally(PAIRS[:1]), pair_tally(PAIRS[1:]))

    assert both == pair_tally(PAIRS)
    assert joined(both, -pair_tally(PAIRS)) == pair_tally([]) == 0
