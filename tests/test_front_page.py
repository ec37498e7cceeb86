from datetime import date

import pytest

from ingest.loaders.draft import DraftBlock, PageStart
from ingest.loaders.front_page import read_front
from retriever.records import BlockKind, Metadata

HEADS = DraftBlock(BlockKind.TABLE_ROW, "Judgement\tGrade")


def front(title: str, *more: str) -> Metadata:
    blocks = [DraftBlock(BlockKind.HEADING, title, level=1)]
    blocks += [DraftBlock(BlockKind.PARAGRAPH, text) for text in more]
    return read_front(blocks, "80000_amber-vale__inspection-05-august-2025")


@pytest.mark.parametrize(
    ("title", "authority"),
    [
        ("Inspection of Amber Vale local authority children’s services", "Amber Vale"),
        ("Inspection of City of Mill Metropolitan Borough Council local authority x", "Mill"),
        ("Inspection of the London Borough of Elm local authority children’s services", "Elm"),
        ("Inspection of the Royal Borough of Oak and Ash local authority x", "Oak and Ash"),
        ("Inspection of City of London local authority children’s services", "City of London"),
        ("Inspection of North Fen County Council children’s services", "North Fen"),
        ("Inspection of Mill Children and Families Trust", "Mill"),
    ],
)
def test_the_authority_is_the_place_without_its_style(title: str, authority: str) -> None:
    metadata = front(title, "Inspection dates: 9 to 13 June 2025")

    assert metadata.authority == authority
    assert metadata.title == title


def test_a_place_set_above_the_title_names_both() -> None:
    metadata = front(
        "Amber Vale County Council",
        "Inspection of children’s social care services",
        "Inspection dates: 23 April 2018 to 04 May 2018",
    )

    assert metadata.title == (
        "Amber Vale County Council: Inspection of children’s social care services"
    )
    assert metadata.authority == "Amber Vale"
    assert metadata.inspection_start == date(2018, 4, 23)
    assert metadata.inspection_end == date(2018, 5, 4)


@pytest.mark.parametrize(
    "line",
    [
        "Lead inspector: Ann Marsh, His Majesty’s Inspector",
        "Lead inspector: Ann Marsh Her Majesty's Inspector",
        "Lead inspector: Ann Marsh HMI",
        "Lead inspector: Ann Marsh, HMI",
        "Lead inspector: Ann Marsh, Senior Standards Inspector",
        "Lead inspector: Ann Marsh",
    ],
)
def test_the_lead_inspector_is_the_name_alone(line: str) -> None:
    metadata = front("Inspection of Elm local authority children’s services", line)

    assert metadata.lead_inspector == "Ann Marsh"


def test_judgements_and_the_overall_grade_come_from_the_table() -> None:
    rows = [
        DraftBlock(BlockKind.TABLE_ROW, "The impact of leaders\tGood", context=(0,)),
        DraftBlock(BlockKind.TABLE_ROW, "Overall effectiveness\tInadequate", context=(0,)),
    ]

    metadata = read_front([HEADS, *rows], "x")

    assert metadata.judgements == (
        ("The impact of leaders", "Good"),
        ("Overall effectiveness", "Inadequate"),
    )
    assert metadata.overall_grade == "Inadequate"


def test_a_table_without_an_overall_grade_gives_none() -> None:
    row = DraftBlock(BlockKind.TABLE_ROW, "The impact of leaders\tGood", context=(0,))

    assert read_front([HEADS, row], "x").overall_grade is None


def graded(page: int, heads: str = "Judgement\tGrade") -> Metadata:
    """Read a cover, and a table of one grade on a later page."""
    kinds_and_texts = [
        (BlockKind.HEADING, "Judgements", ()),
        (BlockKind.TABLE_ROW, heads, ()),
        (BlockKind.TABLE_ROW, "Overall effectiveness\tInadequate", (2,)),
        (BlockKind.PARAGRAPH, "Children wait.", ()),
        (BlockKind.TABLE_ROW, heads, ()),
        (BlockKind.TABLE_ROW, "Overall effectiveness\tGood", (5,)),
    ]
    blocks = [DraftBlock(BlockKind.HEADING, "Inspection of Elm children’s services", level=1)]
    blocks += [
        DraftBlock(kind, text, context=context, pages=(PageStart(page, 0),))
        for kind, text, context in kinds_and_texts
    ]
    return read_front(blocks, "x")


def test_the_first_judgements_of_the_first_pages_count_with_their_page() -> None:
    metadata = graded(page=4)

    assert metadata.judgements == (("Overall effectiveness", "Inadequate"),)
    assert metadata.overall_grade == "Inadequate"
    assert ("judgements", "page 4") in metadata.origins
    assert ("overall_grade", "page 4") in metadata.origins


def test_a_table_deep_in_the_report_gives_no_judgements() -> None:
    assert graded(page=7).judgements == ()


def test_a_table_of_other_things_grades_gives_no_judgements() -> None:
    assert graded(page=4, heads="Council\tGrade").judgements == ()


def cover(band: str, band_level: int) -> Metadata:
    blocks = [
        DraftBlock(BlockKind.HEADING, band, level=band_level),
        DraftBlock(BlockKind.HEADING, "Close to home: a review of kinship care", level=1),
        DraftBlock(BlockKind.PARAGRAPH, "Report published: 9 July 2024"),
    ]
    return read_front(blocks, "x")


@pytest.mark.parametrize("level", [1, 2])
def test_a_publishers_name_in_its_own_band_is_no_part_of_the_title(level: int) -> None:
    metadata = cover("Social Care Standards Office", band_level=level)

    assert metadata.title == "Close to home: a review of kinship care"
    assert metadata.publisher == "Social Care Standards Office"
    assert ("publisher", "page 1") in metadata.origins


@pytest.mark.parametrize(
    ("above", "level"), [("Homes and hopes", 2), ("The Standards Office at work", 1)]
)
def test_words_above_the_title_that_name_no_body_or_are_as_large_stay(
    above: str, level: int
) -> None:
    metadata = cover(above, band_level=level)

    assert metadata.title == f"{above} Close to home: a review of kinship care"
    assert metadata.publisher is None


def test_a_label_above_the_title_is_the_kind_and_no_part_of_the_title() -> None:
    metadata = cover("Statutory guidance", band_level=2)

    assert metadata.title == "Close to home: a review of kinship care"
    assert metadata.doc_type == "statutory_guidance"


def lines(*texts: str, stem: str = "x") -> Metadata:
    return read_front([DraftBlock(BlockKind.PARAGRAPH, text) for text in texts], stem)


def test_a_report_with_its_place_in_a_line_before_or_after_names_it() -> None:
    before = lines(
        "Elmshire County Council",
        "Inspection of services for children in need of help",
        "and",
        "Review of the effectiveness of the local safeguarding board",
        "Inspection date: 20 January 2015 – 11 February 2015",
    )
    after = lines(
        "Inspection of local authority arrangements for the protection of children",
        "Elmshire",
        "Inspection dates: 17 – 26 September 2012",
    )

    assert before.title == (
        "Elmshire County Council: Inspection of services for children in need of help"
    )
    assert (before.authority, after.authority) == ("Elmshire", "Elmshire")
    assert before.inspection_end == date(2015, 2, 11)
    assert after.inspection_start == date(2012, 9, 17)


def test_a_place_that_is_printed_short_is_completed_from_the_file_name() -> None:
    metadata = lines(
        "Inspection of Elm local authority children’s services",
        "Inspection dates: 9 to 13 June 2025",
        stem="80000_mill-upon-elm__inspection-05-august-2025",
    )

    assert metadata.authority == "Mill upon Elm"
    assert ("authority", "file name") in metadata.origins
    assert metadata.urn == "80000"


def test_judgements_set_as_lines_are_read_with_the_grade_of_the_sentence() -> None:
    metadata = lines(
        "Inspection of Elm local authority children’s services",
        "Inspection dates: 9 to 13 June 2016",
        "The overall judgement is that children’s services require improvement",
        "1. Children who need help and protection Requires improvement",
        "2. Children looked after and achieving permanence Good",
        "2.1 Adoption performance Outstanding",
    )

    assert metadata.judgements == (
        ("Children who need help and protection", "Requires improvement"),
        ("Children looked after and achieving permanence", "Good"),
        ("Adoption performance", "Outstanding"),
    )
    assert metadata.overall_grade == "Requires improvement"


def test_a_grade_that_a_sentence_judges_is_no_judgements_label() -> None:
    metadata = lines(
        "Inspection of Elm local authority children’s services",
        "Inspection dates: 9 to 13 June 2012",
        "The overall effectiveness of the arrangements in Elm is judged to be inadequate.",
    )

    assert metadata.overall_grade == "Inadequate"
    assert metadata.judgements == ()


def test_two_lead_inspectors_and_two_visits_are_both_told() -> None:
    metadata = front(
        "Inspection of Elm local authority children’s services",
        "Inspection dates: 5 to 9 December 2022 and 14 to 15 February 2023",
        "Lead inspectors: Ann Marsh, His Majesty’s Inspector, and Bo Lake, HMI",
    )

    assert metadata.lead_inspector == "Ann Marsh and Bo Lake"
    assert metadata.inspection_start == date(2022, 12, 5)
    assert metadata.inspection_end == date(2023, 2, 15)


def test_months_without_days_are_marked_as_months() -> None:
    metadata = front(
        "Inspection of Elm local authority children’s services",
        "Inspection dates: November 2023 to January 2024",
    )

    assert metadata.inspection_start == date(2023, 11, 1)
    assert metadata.inspection_end == date(2024, 1, 1)
    assert metadata.precisions == (("inspection_start", "month"), ("inspection_end", "month"))


def test_the_date_of_the_last_inspection_is_not_this_ones() -> None:
    metadata = lines("Inspection of Elm children’s services", "Date of last inspection: 9 May 2024")

    assert metadata.inspection_start is None


def test_the_day_of_publication_comes_from_the_text_before_the_file_name() -> None:
    title = "Inspection of Elm local authority children’s services"

    printed = front(title, "Published: 1 August 2025")
    named = front(title)

    assert printed.published == date(2025, 8, 1)
    assert ("published", "page 1") in printed.origins
    assert named.published == date(2025, 8, 5)
    assert ("published", "file name") in named.origins


def test_a_salutation_is_no_title() -> None:
    blocks = [
        DraftBlock(BlockKind.HEADING, "Dear partners", level=1),
        DraftBlock(BlockKind.HEADING, "Joint targeted area inspection of Elm", level=1),
    ]

    metadata = read_front(blocks, "letter")

    assert metadata.title == "Joint targeted area inspection of Elm"
    assert metadata.authority == "Elm"


def test_a_report_without_a_heading_is_named_after_its_file() -> None:
    metadata = read_front([DraftBlock(BlockKind.PARAGRAPH, "Words.")], "a-plain_report")

    assert metadata.title == "a plain report"
