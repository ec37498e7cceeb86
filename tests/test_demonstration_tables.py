"""The tables of the demonstration's reports are read with their captions, heads and columns."""

from functools import cache
from pathlib import Path

import pytest

from ingest.loaders.draft import DraftBlock
from ingest.pdf.file import load_pdf
from retriever.records import BlockKind

REPORTS = Path(__file__).parent.parent / "corpus" / "demonstration" / "review_reports"
HEADS_UNDER = {
    ("aldercombe-inspection-2023", "Table 1: Grades given at this inspection"): "Judgement\tGrade",
    (
        "aldercombe-inspection-2023",
        "Table 2: Posts, vacancies and turnover in three services on 31 January 2023",
    ): "Service\tSocial work posts\tVacant\tAgency workers\tTurnover in the year",
    (
        "close-to-home-thematic-review-2024",
        "Table 1: What kinship carers are paid and offered, February 2024",
    ): ("Council\tWeekly allowance, child aged 5 to 10\tReviewed every\tNamed worker\tPeer group"),
    ("close-to-home-thematic-review-2024", "Table 2: The five areas on 31 December 2023"): (
        "Council\tChildren under 18\tChildren in care\tLiving with kin, all orders"
        "\tShort of foster homes"
    ),
    (
        "harrowfen-inspection-2023",
        "Table 1: How long families waited, in working days, by hub area, year to 30 September",
    ): (
        "Hub area\tReferral to first visit, 2021\tReferral to first visit, 2022"
        "\tReferral to first visit, 2023"
    ),
    (
        "northmere-inspection-2021",
        "Table 1: Average number of children for each social worker, by team, on 31 August",
    ): "Team\t2019\t2020\t2021",
    (
        "northmere-inspection-2024",
        "Table 1: Average number of children for each social worker, by team, on 30 April",
    ): "Team\t2022\t2023\t2024",
}


@cache
def blocks_of(report: str) -> tuple[DraftBlock, ...]:
    return load_pdf((REPORTS / f"{report}.pdf").read_bytes(), report, lambda: None).blocks


def rows_under(report: str, caption: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return a table's rows, each with its context after the caption."""
    blocks = blocks_of(report)
    read = [(block, [blocks[place].text for place in block.context]) for block in blocks]
    return [
        (block.text, tuple(context[1:]))
        for block, context in read
        if block.kind is BlockKind.TABLE_ROW and context[:1] == [caption]
    ]


@pytest.mark.parametrize(("report", "caption"), HEADS_UNDER)
def test_every_row_under_a_caption_has_its_tables_heads(report: str, caption: str) -> None:
    heads = HEADS_UNDER[report, caption]

    first, *others = rows_under(report, caption)

    assert first == (heads, ())
    assert {context for _, context in others} == {(heads,)}
    assert {text.count("\t") for text, _ in others} == {heads.count("\t")}


def test_what_carers_are_paid_stands_under_its_heads() -> None:
    caption = "Table 1: What kinship carers are paid and offered, February 2024"

    _, *rows = rows_under("close-to-home-thematic-review-2024", caption)

    assert [text for text, _ in rows] == [
        "Brackwater\t£168\t6 months\tYes\tMonthly",
        "Eastmarl\t£154\t12 months\tNo\tNone",
        "Harrowfen\t£181\t24 months\tYes\tWeekly",
        "Kestrelham\t£176\t12 months\tYes\tFortnightly",
        "Wexcliffe\t£139\t6 months\tNo\tQuarterly",
    ]
