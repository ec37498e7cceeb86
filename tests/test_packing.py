from ingest.packing import Unit, packed
from retriever.records import BlockKind


def units(*sizes: int, kind: BlockKind = BlockKind.PARAGRAPH) -> list[Unit]:
    return [Unit(kind, place, place + 1, tokens) for place, tokens in enumerate(sizes)]


def groups(given: list[Unit], room: int = 220, target: int = 200) -> list[list[int]]:
    return [list(each) for each in packed(given, [room] * len(given), target)]


def test_there_are_no_groups_of_no_units() -> None:
    assert groups([]) == []


def test_what_fits_the_target_stays_together() -> None:
    assert groups(units(50, 60, 70)) == [[0, 1, 2]]


def test_a_scrap_is_not_left_over_where_the_target_can_be_passed_a_little() -> None:
    # 190 and 20: two groups would cost .0025 + .81, one of 210 costs .0025.
    assert groups(units(95, 95, 20)) == [[0, 1, 2]]


def test_what_does_not_fit_is_parted_evenly() -> None:
    # Filling one after another would give 180 and 60.
    assert groups(units(60, 60, 60, 60)) == [[0, 1], [2, 3]]


def test_a_group_that_begins_with_less_room_is_smaller() -> None:
    given = units(90, 90, 90)

    assert [list(each) for each in packed(given, [100, 220, 220], 200)] == [[0], [1, 2]]


def test_a_unit_over_its_room_stands_alone() -> None:
    assert groups(units(10, 300, 10)) == [[0], [1], [2]]


def test_a_list_stays_with_its_lead_in() -> None:
    given = [*units(120, 60), *units(60, 60, kind=BlockKind.LIST_ITEM)]

    assert groups(given) == [[0], [1, 2, 3]]


def test_a_table_ends_its_passage() -> None:
    given = [*units(20), *units(20, 20, kind=BlockKind.TABLE_ROW), *units(20)]

    assert groups(given) == [[0, 1, 2], [3]]


def test_a_tables_rows_stay_together_where_they_fit() -> None:
    given = [*units(150), *units(60, 60, 60, kind=BlockKind.TABLE_ROW)]

    assert groups(given) == [[0], [1, 2, 3]]


def test_short_numbered_paragraphs_share_a_passage() -> None:
    assert groups(units(60, 60, kind=BlockKind.NUMBERED_PARAGRAPH)) == [[0, 1]]


def test_a_numbered_paragraph_of_nearly_the_target_stands_alone() -> None:
    # Joined .01 + .3, apart .0025 + .9; with one more of 190 the joined would pass the room.
    given = units(190, 10, 190, kind=BlockKind.NUMBERED_PARAGRAPH)

    assert groups(given, room=205) == [[0, 1], [2]]


def test_pieces_of_one_block_stay_together_rather_than_join_the_next_block() -> None:
    given = [
        Unit(BlockKind.PARAGRAPH, 0, 1, 150),
        Unit(BlockKind.PARAGRAPH, 1, 2, 60, is_rest=True),
    ]

    assert groups([*given, *units(150)]) == [[0, 1], [2]]
