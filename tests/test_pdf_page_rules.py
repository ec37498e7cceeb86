"""Tables on pages whose running header has a ruling of its own, as wide as theirs."""

from ingest.loaders.draft import DraftBlock
from ingest.pdf.file import load_pdf
from retriever.records import BlockKind
from tests.pdf_maker import Print, Rule, cell, lines, pdf_of

XS = (72.0, 200.0, 280.0, 360.0)
RIGHT = 520.0
CAPTION = "Table 1: What carers are paid and offered in two areas"
HEADS = [["Council"], ["Weekly", "allowance"], ["Named", "worker"], ["Peer group"]]
ROWS = [["Ousby", "£168", "Yes", "Monthly"], ["Tholme", "£154", "No", "None"]]
ROWS += [["Elm", "£139", "No", "Weekly"]]
Page = list[Print | Rule]


def page(top: float, *above: Print) -> Page:
    """Draw a running header with its ruling, what stands above a table, and the table.

    The table begins at `top` and is as wide as the ruling; its own ones stand under its rows alone.
    """
    header = Print("A review of kinship care", 796, size=8.5)
    drawn: Page = [header, Rule(72, 789, RIGHT, 789), *above]
    for texts, x in zip(HEADS, XS, strict=True):
        drawn += cell(texts, top, x + 5, bold=True)
    for place, row in enumerate(ROWS):
        for text, x in zip(row, XS, strict=True):
            drawn += cell([text], top - 36 - 20 * place, x + 5)
    return [*drawn, *(Rule(72, top - 21 - 20 * n, RIGHT, top - 21 - 20 * n) for n in range(4))]


def blocks_of(drawn: Page) -> list[DraftBlock]:
    return [*load_pdf(pdf_of([drawn]), "x", lambda: None).blocks]


def rows_and_contexts(blocks: list[DraftBlock]) -> list[tuple[str, list[str]]]:
    return [
        (block.text, [blocks[place].text for place in block.context])
        for block in blocks
        if block.kind is BlockKind.TABLE_ROW
    ]


def table_under(*context: str) -> list[tuple[str, list[str]]]:
    heads = "Council\tWeekly allowance\tNamed worker\tPeer group"
    return [(heads, [*context]), *(("\t".join(row), [*context, heads]) for row in ROWS)]


def test_a_caption_under_the_pages_ruling_is_no_head() -> None:
    heading = Print("Supporting carers", 750, size=17, bold=True)

    blocks = blocks_of(page(700, heading, Print(CAPTION, 728, size=10, bold=True)))

    assert rows_and_contexts(blocks) == table_under(CAPTION)
    assert [(block.kind, block.text) for block in blocks[1:3]] == [
        (BlockKind.HEADING, "Supporting carers"),
        (BlockKind.CAPTION, CAPTION),
    ]


def test_a_caption_close_over_the_heads_is_no_head() -> None:
    blocks = blocks_of(page(700, Print(CAPTION, 715, size=10, bold=True)))

    assert rows_and_contexts(blocks) == table_under(CAPTION)


def test_prose_under_the_pages_ruling_leaves_the_tables_columns() -> None:
    prose = ["Means tests differ: one council asks for the income each year,", "two do not."]

    blocks = blocks_of(page(600, *lines(prose, 760)))

    assert rows_and_contexts(blocks) == table_under()
    assert blocks[1].text == " ".join(prose)


def test_a_table_whose_first_ruling_is_its_own_keeps_what_stands_under_it() -> None:
    # The heads stand between the table's first two rulings, in cells of two paragraphs each.
    drawn: Page = [Rule(72, y, RIGHT, y) for y in (720, 650, 630, 610)]
    for texts, x in zip(HEADS, XS, strict=True):
        drawn += cell([texts[0], "", "", "per head"], 705, x + 5, bold=True)
    for place, row in enumerate(ROWS[:2]):
        for text, x in zip(row, XS, strict=True):
            drawn += cell([text], 637 - 20 * place, x + 5)

    heads = "Council per head\tWeekly per head\tNamed per head\tPeer group per head"

    assert [text for text, _ in rows_and_contexts(blocks_of(drawn))] == [
        heads,
        *("\t".join(row) for row in ROWS[:2]),
    ]


def test_what_stands_over_the_footers_ruling_is_no_row() -> None:
    source = "Source: returns that each of the councils made to us in 2024"
    drawn = [*page(700), Print(source, 607, size=9)]

    blocks = blocks_of([*drawn, Rule(72, 60, RIGHT, 60), Print("Standards Office", 45, size=8)])

    assert rows_and_contexts(blocks) == table_under()
    assert [block.text for block in blocks[-2:]] == [source, "Standards Office"]


def test_the_rest_of_a_row_that_the_pages_end_cuts_stays_over_the_footers_ruling() -> None:
    drawn = page(700)
    for text, x in zip(["Ash", "£150", "Yes", "Yearly"], XS, strict=True):
        drawn += cell([text], 604, x + 5)

    blocks = blocks_of([*drawn, Rule(72, 60, RIGHT, 60), Print("Standards Office", 45, size=8)])

    assert rows_and_contexts(blocks)[-1][0] == "Ash\t£150\tYes\tYearly"
