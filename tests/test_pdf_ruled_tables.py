from itertools import pairwise

from ingest.pdf.file import load_pdf
from retriever.records import BlockKind
from tests.pdf_maker import Print, Rule, cell, lines, pdf_of, ruled

PROSE = [
    "The council has worked with its partners to find more homes near",
    "the schools of the children who need them, and it has begun to",
    "recruit carers together with two of its neighbours.",
]
XS = (72.0, 200.0, 340.0, 520.0)
Page = list[Print | Rule]


def rows_of(*pages: Page) -> list[str]:
    return [text for text, _ in rows_and_contexts(*pages)]


def rows_and_contexts(*pages: Page) -> list[tuple[str, tuple[str, ...]]]:
    blocks = load_pdf(pdf_of(pages), "x", lambda: None).blocks
    return [
        (block.text, tuple(blocks[place].text for place in block.context))
        for block in blocks
        if block.kind is BlockKind.TABLE_ROW
    ]


def table(
    rows: list[list[list[str]]],
    ys: list[float],
    xs: tuple[float, ...] = XS,
    *,
    heads: int = 1,
) -> Page:
    """Draw a table with all its rulings; each cell is a list of lines."""
    page: Page = [*ruled(xs, ys)]
    for place, (row, top) in enumerate(zip(rows, ys, strict=False)):
        for texts, x in zip(row, xs, strict=False):
            page += cell(texts, top - 13, x + 5, bold=place < heads)
    return page


HEADS = [["Service"], ["What was found"], ["What must change"]]


def test_each_word_goes_to_the_cell_that_it_stands_in() -> None:
    page = [
        *lines(PROSE, 780),
        *table(
            [HEADS, [["Fostering"], ["Carers wait", "for training"], ["Train them"]]],
            [720, 700, 660],
        ),
        *lines(PROSE, 620),
    ]

    heads = "Service\tWhat was found\tWhat must change"

    assert rows_and_contexts(page) == [
        (heads, ()),
        ("Fostering\tCarers wait for training\tTrain them", (heads,)),
    ]


def test_a_second_paragraph_in_a_cell_stays_in_its_row() -> None:
    rows = [
        HEADS,
        [["Fostering"], ["Carers wait.", "", "They have no training."], ["Train them."]],
        [["Adoption"], ["Plans are late."], ["Start sooner.", "", "Count the days."]],
    ]

    assert rows_of(table(rows, [720, 700, 640, 580])) == [
        "Service\tWhat was found\tWhat must change",
        "Fostering\tCarers wait. They have no training.\tTrain them.",
        "Adoption\tPlans are late.\tStart sooner. Count the days.",
    ]


def test_an_empty_cell_stays_empty_so_that_cells_stand_under_their_heads() -> None:
    rows = [
        HEADS,
        [["Fostering"], [], ["Train them"]],
        [[], ["Late plans"], ["Start sooner"]],
        [["Adoption"], ["None"], []],
    ]

    assert rows_of(table(rows, [720, 700, 680, 660, 640])) == [
        "Service\tWhat was found\tWhat must change",
        "Fostering\t\tTrain them",
        "\tLate plans\tStart sooner",
        "Adoption\tNone",
    ]


def test_a_bulleted_list_stays_in_its_cell() -> None:
    rows = [
        HEADS,
        [["Fostering"], ["• carers wait", "• visits are late"], ["Train them"]],
        [["Adoption"], ["• plans wait"], ["Plan sooner"]],
    ]

    assert rows_of(table(rows, [720, 700, 660, 640]))[1:] == [
        "Fostering\t• carers wait • visits are late\tTrain them",
        "Adoption\t• plans wait\tPlan sooner",
    ]


def test_a_head_over_two_columns_stands_over_the_first_of_them() -> None:
    ys = [720.0, 700.0, 680.0, 660.0, 640.0]
    page: Page = [
        *(Rule(XS[0], y, XS[-1], y) for y in (720, 680, 660, 640)),
        Rule(XS[1], 700, XS[-1], 700),
        *(Rule(x, 640, x, 720) for x in (XS[0], XS[1], XS[3])),
        Rule(XS[2], 640, XS[2], 700),
    ]
    texts = [["", "Days waited", ""], ["Hub", "2021", "2022"], ["Ousby", "10", "6"]]
    for row, top in zip([*texts, ["Tholme", "17", "14"]], ys, strict=False):
        for text, x in zip(row, XS, strict=False):
            # The head over both columns is centred on them.
            shift = 100 if text == "Days waited" else 5
            page += [Print(text, top - 13, x + shift, size=10, bold=top > 690)] if text else []

    # "Hub" reaches down to the second row of heads.
    heads = ("Hub\tDays waited", "\t2021\t2022")

    assert rows_and_contexts(page) == [
        (heads[0], ()),
        (heads[1], (heads[0],)),
        ("Ousby\t10\t6", heads),
        ("Tholme\t17\t14", heads),
    ]


def test_rulings_between_rows_alone_make_rows_of_lines_that_wrap() -> None:
    ys = [720.0, 700.0, 660.0, 620.0]
    page: Page = [Rule(XS[0], y, XS[-1], y) for y in ys]
    rows = [HEADS, [["Fostering", "service"], ["Carers wait", "for long"], ["Train them"]]]
    rows.append([["Adoption"], ["Plans are late"], ["Start", "sooner"]])
    for place, (row, top) in enumerate(zip(rows, ys, strict=False)):
        for texts, x in zip(row, XS, strict=False):
            page += cell(texts, top - 13, x + 5, bold=not place)

    assert rows_of(page) == [
        "Service\tWhat was found\tWhat must change",
        "Fostering service\tCarers wait for long\tTrain them",
        "Adoption\tPlans are late\tStart sooner",
    ]


def test_heads_over_the_first_ruling_are_the_tables_where_rulings_tell_columns() -> None:
    # As browsers print tables: each cell has a lower border of its own.
    ys = [700.0, 660.0, 620.0]
    page: Page = [Rule(a, y, b, y) for y in ys for a, b in pairwise(XS)]
    rows = [HEADS, [["Fostering"], ["Carers wait", "for long"], ["Train them"]]]
    rows.append([["Adoption"], ["Plans are late"], ["Start", "sooner"]])
    for place, (row, top) in enumerate(zip(rows, [720, 698, 658], strict=True)):
        for texts, x in zip(row, XS, strict=False):
            page += cell(texts, top - 13, x + 5, bold=not place)

    assert rows_of([*lines(PROSE, 790), *page]) == [
        "Service\tWhat was found\tWhat must change",
        "Fostering\tCarers wait for long\tTrain them",
        "Adoption\tPlans are late\tStart sooner",
    ]


def test_a_cell_over_several_rows_is_context_of_those_under_its_first() -> None:
    page: Page = [
        *(Rule(XS[0], y, XS[-1], y) for y in (720, 700, 640)),
        *(Rule(XS[1], y, XS[-1], y) for y in (680, 660)),
        *(Rule(x, 640, x, 720) for x in XS),
    ]
    rows = [HEADS, [["Fostering"], ["Late"], ["Hurry"]], [[], ["Few"], ["Recruit"]]]
    rows.append([[], ["Dear"], ["Save"]])
    for place, (row, top) in enumerate(zip(rows, [720, 700, 680, 660], strict=True)):
        for texts, x in zip(row, XS, strict=False):
            page += cell(texts, top - 13, x + 5, bold=not place)

    heads = "Service\tWhat was found\tWhat must change"
    first = "Fostering\tLate\tHurry"

    assert rows_and_contexts(page) == [
        (heads, ()),
        (first, (heads,)),
        ("\tFew\tRecruit", (heads, first)),
        ("\tDear\tSave", (heads, first)),
    ]


def test_a_cell_over_all_columns_names_the_rows_under_it() -> None:
    page: Page = [
        *(Rule(XS[0], y, XS[-1], y) for y in (720, 700, 680, 660)),
        *(Rule(x, 660, x, 680) for x in XS),
        *(Rule(x, 700, x, 720) for x in XS),
        *(Rule(x, 680, x, 700) for x in (XS[0], XS[-1])),
        *cell(["In the north"], 687, XS[0] + 5),
    ]
    for texts, x in zip(HEADS, XS, strict=False):
        page += cell(texts, 707, x + 5, bold=True)
    for text, x in zip(["Fostering", "Late", "Hurry"], XS, strict=False):
        page += cell([text], 667, x + 5)

    heads = "Service\tWhat was found\tWhat must change"

    assert rows_and_contexts(page)[1:] == [
        ("In the north", (heads,)),
        ("Fostering\tLate\tHurry", (heads, "In the north")),
    ]


def test_a_box_of_prose_is_no_table() -> None:
    page: Page = [*ruled((60, 530), (800, 700)), *lines(PROSE, 780), *lines(PROSE, 680)]

    assert rows_of(page) == []


def test_prose_that_crosses_rulings_is_no_table() -> None:
    # A page's border and a ruling behind its text.
    page: Page = [*ruled((60, 250, 530), (800, 740, 640)), *lines(PROSE, 780), *lines(PROSE, 700)]

    assert rows_of(page) == []


def test_a_column_of_figures_parts_the_rows_that_one_frame_holds() -> None:
    rows = [
        [["Hub"], ["Days"], ["Visits"]],
        [["Ousby", "Tholme", "Elm"], ["12", "9", "7"], ["3", "5", "4"]],
    ]

    assert rows_of(table(rows, [720, 700, 640])) == [
        "Hub\tDays\tVisits",
        "Ousby\t12\t3",
        "Tholme\t9\t5",
        "Elm\t7\t4",
    ]


def test_the_boxes_of_a_flow_chart_are_paragraphs_of_their_own() -> None:
    left = ["Ask the child what", "has happened and", "write it down"]
    right = ["Call the carer and", "visit the home", "within a day"]
    page: Page = [
        *ruled((72, 220), (720, 660)),
        *ruled((300, 470), (720, 660)),
        Rule(146, 660, 146, 630),
    ]
    for place, pair in enumerate(zip(left, right, strict=True)):
        for text, x in zip(pair, (80, 308), strict=True):
            page.append(Print(text, 705 - 13 * place, x, size=10))

    texts = [block.text for block in load_pdf(pdf_of([page]), "x", lambda: None).blocks]

    assert texts == [" ".join(left), " ".join(right)]
