from ingest.loaders.draft import Draft
from ingest.pdf.file import load_pdf
from retriever.records import BlockKind
from tests.pdf_maker import Print, Rule, cell, lines, pdf_of, ruled

PROSE = [
    "The council has worked with its partners to find more homes near",
    "the schools of the children who need them, and it has begun to",
    "recruit carers together with two of its neighbours.",
]
XS = (72.0, 200.0, 520.0)
HEADS = (["Service"], ["What must change"])
Page = list[Print | Rule]


def table(rows: list[tuple[list[str], list[str]]], ys: list[float], *, heads: int = 1) -> Page:
    page: Page = [*ruled(XS, ys)]
    for place, (row, top) in enumerate(zip(rows, ys, strict=False)):
        for texts, x in zip(row, XS, strict=False):
            page += cell(texts, top - 13, x + 5, bold=place < heads)
    return page


def read(*pages: Page) -> Draft:
    return load_pdf(pdf_of(pages), "x", lambda: None)


def rows(draft: Draft) -> list[tuple[str, list[tuple[int, int]]]]:
    return [
        (block.text, [(page.page, page.offset) for page in block.pages])
        for block in draft.blocks
        if block.kind is BlockKind.TABLE_ROW
    ]


FIRST = [
    *lines(PROSE, 780),
    *table(
        [HEADS, (["Fostering"], ["Train the carers."]), (["Adoption"], ["Begin plans"])],
        [120, 100, 80, 60],
    ),
]


def test_a_row_cut_by_the_pages_end_is_one() -> None:
    second = [
        *table([([], ["sooner."]), (["Care"], ["Visit more."])], [790, 770, 750], heads=0),
        *lines(PROSE, 700),
    ]

    assert rows(read(FIRST, second)) == [
        ("Service\tWhat must change", [(1, 0)]),
        ("Fostering\tTrain the carers.", [(1, 0)]),
        ("Adoption\tBegin plans sooner.", [(1, 0), (2, 21)]),
        ("Care\tVisit more.", [(2, 0)]),
    ]


def test_a_row_is_one_under_repeated_heads_too() -> None:
    second = [
        *table([HEADS, ([], ["sooner."]), (["Care"], ["Visit more."])], [790, 770, 750, 730]),
        *lines(PROSE, 700),
    ]

    assert [text for text, _ in rows(read(FIRST, second))] == [
        "Service\tWhat must change",
        "Fostering\tTrain the carers.",
        "Adoption\tBegin plans sooner.",
        "Care\tVisit more.",
    ]


def test_a_row_cut_in_several_cells_is_put_together_cell_by_cell() -> None:
    first = table([HEADS, (["Fostering and"], ["Train the"])], [100, 80, 60])
    second = table([(["adoption"], ["carers."]), (["Care"], ["Visit."])], [790, 770, 750], heads=0)

    text, pages = rows(read([*lines(PROSE, 780), *first], second))[1]

    assert text == "Fostering and adoption\tTrain the carers."
    # No place parts the words of the two pages: the second one begins after the row.
    assert pages == [(1, 0), (2, len(text))]


def test_a_row_with_a_label_of_its_own_begins_anew() -> None:
    second = table([(["Care"], ["Visit."]), (["Health"], ["Ask."])], [790, 770, 750], heads=0)

    assert [text for text, _ in rows(read(FIRST, second))][2:] == [
        "Adoption\tBegin plans",
        "Care\tVisit.",
        "Health\tAsk.",
    ]


def test_rows_on_the_next_page_keep_the_heads() -> None:
    second = table([(["Care"], ["Visit."]), (["Health"], ["Ask."])], [790, 770, 750], heads=0)
    blocks = read(FIRST, second).blocks

    contexts = {b.text: [blocks[place].text for place in b.context] for b in blocks}

    assert contexts["Health\tAsk."] == ["Service\tWhat must change"]


def test_a_pages_notes_do_not_part_a_row_that_goes_over_its_end() -> None:
    note = [Print("1", 42, size=5), Print("A note on plans.", 40, x=78, size=8)]
    body = [*lines(PROSE, 640), *lines(PROSE, 590)]
    first: Page = [*lines(PROSE, 780), *body, *FIRST[3:], *note]
    second = [*table([([], ["sooner."]), (["Care"], ["Visit."])], [790, 770, 750], heads=0)]

    draft = read(first, [*second, *lines(PROSE, 700), *lines(PROSE, 650)])

    assert "Adoption\tBegin plans sooner." in [text for text, _ in rows(draft)]
    assert "1 A note on plans." in [
        block.text for block in draft.blocks if block.kind is BlockKind.FOOTNOTE
    ]
