import pytest

from ingest.loaders.texts.text_blocks import blocks_of_paragraphs
from retriever.records import BlockKind

BODY = "Every home keeps a record of each visit, and every visitor signs it before they leave."


def kinds_of(*paragraphs: str) -> list[str]:
    return [block.kind.value for block in blocks_of_paragraphs(paragraphs, 0)]


@pytest.mark.parametrize(
    "line",
    [
        "Records",
        "What happens next?",
        "RECORDS OF VISITS",
        "Children’s homes: what we found",
        "2021 in figures",
        "Get in touch",
        "How we will report on what children tell us",
        "Supporting children who leave care",
        "1. Records",
        "Help with moving on",
    ],
)
def test_a_short_line_before_a_body_is_a_heading(line: str) -> None:
    assert kinds_of(BODY, line, BODY) == ["paragraph", "heading", "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "Read our full account of the visits",
        "Register for the event here",
        "Guidance for homes (PDF, 2 MB)",
        "Kind regards",
        "Ruth Penhale, National Director",
        "Deputy Director, Social Care",
        "12 Long Street",
        "Marlbrook MB1 2CD",
        "Tel: 01234 567890",
        "team@example.org",
        "and nothing else",
        "It was late.",
        "3 March 2021",
    ],
)
def test_a_line_that_only_looks_like_a_heading_is_a_paragraph(line: str) -> None:
    assert kinds_of(BODY, line, BODY) == ["paragraph", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "Carer pushing a small girl on a swing",
        "Image: the hall of a home",
        "Figure 3: visits by month",
        "Photo of the panel in Marlbrook",
    ],
)
def test_a_line_that_describes_a_picture_is_a_caption(line: str) -> None:
    assert kinds_of(BODY, line, BODY) == ["paragraph", "caption", "paragraph"]


def test_the_last_line_is_no_heading() -> None:
    assert kinds_of(BODY, "More to come") == ["paragraph", "paragraph"]


def test_two_headings_in_a_row_stand_one_under_the_other() -> None:
    blocks = blocks_of_paragraphs(["Part one", "Records", BODY], 0)

    assert [block.level for block in blocks] == [2, 3, 0]


def test_three_short_lines_in_a_row_are_no_headings() -> None:
    assert kinds_of(BODY, "Homes", "Schools", "Nurseries", BODY) == ["paragraph"] * 5


def test_short_lines_after_a_lead_in_are_its_items() -> None:
    blocks = blocks_of_paragraphs(["We visit:", "Homes", "Schools", BODY], 5)

    assert [(block.kind, block.context) for block in blocks] == [
        (BlockKind.PARAGRAPH, ()),
        (BlockKind.LIST_ITEM, (5,)),
        (BlockKind.LIST_ITEM, (5,)),
        (BlockKind.PARAGRAPH, ()),
    ]


def test_one_short_line_after_a_lead_in_is_a_heading() -> None:
    assert kinds_of("We found this:", "Records", BODY) == ["paragraph", "heading", "paragraph"]


def test_items_with_semicolons_are_a_list() -> None:
    lines = ("Leaders must:", "keep a record;", "read it each week; and", "sign it.", BODY)

    assert kinds_of(*lines) == ["paragraph", *["list item"] * 3, "paragraph"]


def test_a_heading_may_stand_before_a_list_and_before_a_short_sentence() -> None:
    assert kinds_of("Records", "- kept", "Visits", "We will visit soon.") == [
        "heading",
        "list item",
        "heading",
        "paragraph",
    ]


def test_short_numbered_lines_in_a_row_are_items_and_not_headings() -> None:
    assert kinds_of("1. Ring", "2. Write", BODY) == [
        "numbered paragraph",
        "numbered paragraph",
        "paragraph",
    ]


def test_the_depth_of_a_numbered_heading_is_its_level() -> None:
    blocks = blocks_of_paragraphs(["1. Records", BODY, "1.1 Visits", BODY], 0)

    assert [block.level for block in blocks] == [2, 0, 3, 0]
