from ingest.pdf.file import load_pdf
from retriever.records import BlockKind
from tests.pdf_maker import Print, cell, lines, pdf_of

PROSE = [
    "The council has worked with its partners to find more homes near",
    "the schools of the children who need them, and it has begun to",
    "recruit carers together with two of its neighbours.",
]
COLUMNS = (72.0, 232.0, 332.0, 432.0)
CAPTION = "Table 1: How long families waited, in working days"


def rows_and_contexts(*pages: list[Print]) -> list[tuple[str, tuple[str, ...]]]:
    blocks = load_pdf(pdf_of([*pages]), "x", lambda: None).blocks
    return [
        (block.text, tuple(blocks[place].text for place in block.context))
        for block in blocks
        if block.kind is BlockKind.TABLE_ROW
    ]


def kinds_and_texts(page: list[Print]) -> list[tuple[str, str]]:
    blocks = load_pdf(pdf_of([page]), "x", lambda: None).blocks
    return [(block.kind.value, block.text) for block in blocks]


def row(texts: list[str], y: float, *, bold: bool = False) -> list[Print]:
    return [Print(text, y, x, size=10, bold=bold) for text, x in zip(texts, COLUMNS, strict=False)]


def waiting_table(*, bold: bool = True) -> list[Print]:
    """A table as drawn cell by cell: its heads wrap over two lines."""
    return [
        *lines(PROSE, 780),
        Print(CAPTION, 712, size=10, bold=True),
        *cell(["Hub area"], 684, COLUMNS[0], bold=bold),
        *cell(["Referral to first", "visit, 2021"], 684, COLUMNS[1], bold=bold),
        *cell(["Referral to first", "visit, 2022"], 684, COLUMNS[2], bold=bold),
        *row(["Sedgeby and the north", "12", "9"], 648),
        *row(["Market Ousby", "10", "6"], 625),
        *row(["Tholme", "17", "14"], 602),
        *lines(PROSE, 560),
    ]


def test_heads_that_wrap_are_one_row_put_together_by_column() -> None:
    heads = "Hub area\tReferral to first visit, 2021\tReferral to first visit, 2022"

    assert rows_and_contexts(waiting_table()) == [
        (heads, (CAPTION,)),
        ("Sedgeby and the north\t12\t9", (CAPTION, heads)),
        ("Market Ousby\t10\t6", (CAPTION, heads)),
        ("Tholme\t17\t14", (CAPTION, heads)),
    ]


def test_heads_drawn_line_by_line_are_put_together_too() -> None:
    page = [
        *lines(PROSE, 780),
        *row(["Hub", "Referral to", "Named"], 700, bold=True),
        *row(["area", "first visit", "worker"], 687, bold=True),
        *row(["Sedgeby", "12", "Yes"], 664),
        *row(["Tholme", "17", "No"], 641),
        *row(["Ousby", "10", "No"], 618),
    ]

    assert [text for text, _ in rows_and_contexts(page)] == [
        "Hub area\tReferral to first visit\tNamed worker",
        "Sedgeby\t12\tYes",
        "Tholme\t17\tNo",
        "Ousby\t10\tNo",
    ]


def test_what_stands_before_and_after_a_table_stays_prose() -> None:
    kinds = [kind for kind, _ in kinds_and_texts(waiting_table())]

    assert kinds == ["paragraph", "caption", *["table row"] * 4, "paragraph"]


def test_heads_set_like_the_rows_are_told_by_the_figures_under_them() -> None:
    contexts = [context for _, context in rows_and_contexts(waiting_table(bold=False))]

    assert [len(context) for context in contexts] == [1, 2, 2, 2]


def test_years_over_figures_are_heads() -> None:
    page = [
        *lines(PROSE, 780),
        *row(["Team", "2022", "2023"], 684),
        *row(["Assessment", "24", "19"], 661),
        *row(["Safeguarding", "20", "18"], 638),
    ]

    assert rows_and_contexts(page) == [
        ("Team\t2022\t2023", ()),
        ("Assessment\t24\t19", ("Team\t2022\t2023",)),
        ("Safeguarding\t20\t18", ("Team\t2022\t2023",)),
    ]


def test_white_heads_on_a_dark_band_are_heads_of_rows_of_words() -> None:
    heads = [
        Print("Council", 684, COLUMNS[0], size=10, light=True),
        Print("Named worker", 684, COLUMNS[1], size=10, light=True),
    ]
    page = [*lines(PROSE, 780), *heads, *row(["Elm", "Yes"], 661), *row(["Oak", "No"], 638)]

    assert rows_and_contexts(page) == [
        ("Council\tNamed worker", ()),
        ("Elm\tYes", ("Council\tNamed worker",)),
        ("Oak\tNo", ("Council\tNamed worker",)),
    ]


def test_where_no_head_can_be_told_no_row_is_one() -> None:
    page = [
        *lines(PROSE, 780),
        *row(["Arabic", "Bengali"], 684),
        *row(["Biology", "Chemistry"], 661),
        *row(["Drama", "English"], 638),
    ]

    assert rows_and_contexts(page) == [
        ("Arabic\tBengali", ()),
        ("Biology\tChemistry", ()),
        ("Drama\tEnglish", ()),
    ]


def test_cells_that_wrap_are_put_together_where_rows_stand_further_apart() -> None:
    page = [
        *lines(PROSE, 780),
        *row(["Position", "Company", "Homes"], 684, bold=True),
        *cell(["1"], 661, COLUMNS[0]),
        *cell(["Elm Holdings", "Limited"], 661, COLUMNS[1]),
        *cell(["200"], 661, COLUMNS[2]),
        *cell(["2"], 622, COLUMNS[0]),
        *cell(["Oak and Ash", "Homes Group", "Limited"], 622, COLUMNS[1]),
        *cell(["116"], 622, COLUMNS[2]),
    ]

    assert [text for text, _ in rows_and_contexts(page)] == [
        "Position\tCompany\tHomes",
        "1\tElm Holdings Limited\t200",
        "2\tOak and Ash Homes Group Limited\t116",
    ]


def test_a_label_that_wraps_is_its_rows_where_rows_stand_as_close_as_lines() -> None:
    page = [
        *lines(PROSE, 780),
        *row(["Status", "All children"], 684, bold=True),
        *cell(["Education, Health and Care", "Plan"], 671, COLUMNS[0]),
        *cell(["57%"], 671, COLUMNS[1]),
        *row(["Neither", "32%"], 645),
        *row(["Unknown", "2%"], 632),
    ]

    assert [text for text, _ in rows_and_contexts(page)] == [
        "Status\tAll children",
        "Education, Health and Care Plan\t57%",
        "Neither\t32%",
        "Unknown\t2%",
    ]


def test_rows_set_as_close_as_wrapped_lines_are_not_run_together() -> None:
    page = [
        *lines(PROSE, 780),
        *row(["Local authority", "Care board"], 700, bold=True),
        *row(["Elm Council", "Elm Board"], 687),
        *row(["Ann Marsh", "Ivo Reed"], 674),
        *cell(["Town Hall", "Elm"], 648, COLUMNS[0]),
        *cell(["Old Mill", "Elm"], 648, COLUMNS[1]),
    ]

    assert [text for text, _ in rows_and_contexts(page)] == [
        "Local authority\tCare board",
        "Elm Council\tElm Board",
        "Ann Marsh\tIvo Reed",
        "Town Hall Elm\tOld Mill Elm",
    ]


def test_cells_with_little_room_between_are_parted_at_their_column() -> None:
    # The label ends at x 222 and the figure begins at 232: less than a gap between cells.
    page = [
        *lines(PROSE, 780),
        *row(["Referred to the service", "8%", "7%"], 684),
        Print("On the long waiting list of it all", 661, COLUMNS[0], size=10),
        *row(["", "9%", "6%"], 661)[1:],
        *row(["Neither", "83%", "87%"], 638),
    ]

    assert [text for text, _ in rows_and_contexts(page)] == [
        "Referred to the service\t8%\t7%",
        "On the long waiting list of it all\t9%\t6%",
        "Neither\t83%\t87%",
    ]


def test_heads_repeated_on_the_next_page_are_no_row() -> None:
    heads = "Hub area\tDays"
    first = [
        *lines(PROSE, 780),
        Print(CAPTION, 712, size=10, bold=True),
        *row(["Hub area", "Days"], 684, bold=True),
        *row(["Sedgeby", "12"], 661),
        *row(["Ousby", "10"], 638),
    ]
    second = [*row(["Hub area", "Days"], 700, bold=True), *row(["Tholme", "17"], 677)]
    second += row(["Kingsdyke", "11"], 654)

    assert rows_and_contexts(first, second)[3:] == [
        ("Tholme\t17", (CAPTION, heads)),
        ("Kingsdyke\t11", (CAPTION, heads)),
    ]


def test_a_second_row_of_heads_within_a_table_replaces_the_first() -> None:
    page = [
        *lines(PROSE, 780),
        *row(["Schools", "Health"], 700, bold=True),
        *row(["Ann Marsh", "Ivo Reed"], 677),
        *row(["Police", "Probation"], 654, bold=True),
        *row(["Una Cole", "Sam Holt"], 631),
    ]

    assert rows_and_contexts(page) == [
        ("Schools\tHealth", ()),
        ("Ann Marsh\tIvo Reed", ("Schools\tHealth",)),
        ("Police\tProbation", ()),
        ("Una Cole\tSam Holt", ("Police\tProbation",)),
    ]


def test_a_bold_total_is_no_head() -> None:
    page = waiting_table()[:-3]
    page += [*row(["All areas", "13", "10"], 579, bold=True), *row(["Elm", "9", "8"], 556)]

    contexts = dict(rows_and_contexts(page))

    assert len(contexts["All areas\t13\t10"]) == 2
    assert contexts["Elm\t9\t8"] == contexts["All areas\t13\t10"]


def test_items_with_letters_in_brackets_are_no_table() -> None:
    page = lines(PROSE, 780)
    for n, letter in enumerate("abc"):
        page += [
            Print(f"({letter})", 700 - 23 * n),
            Print("what it is for the child", 700 - 23 * n, 100),
        ]

    assert rows_and_contexts(page) == []
