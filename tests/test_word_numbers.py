import pytest

from ingest.office.list_numbers import written
from tests.word_maker import add_list, new_document, number, read

OUTLINE = [("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)")]


def test_numbers_are_computed_over_the_levels_and_start_anew_below() -> None:
    document = new_document()
    add_list(document, 77, OUTLINE)
    for text, depth in (
        ("Scope and aims.", 0),
        ("It covers homes.", 1),
        ("It covers schools.", 1),
        ("Duties of staff.", 0),
        ("They keep records.", 1),
        ("of visits", 2),
        ("of calls", 2),
    ):
        number(document.add_paragraph(text), 77, depth)

    draft = read(document)

    assert [(block.kind.name, block.text, block.number) for block in draft.blocks] == [
        ("NUMBERED_PARAGRAPH", "1. Scope and aims.", "1"),
        ("NUMBERED_PARAGRAPH", "1.1 It covers homes.", "1.1"),
        ("NUMBERED_PARAGRAPH", "1.2 It covers schools.", "1.2"),
        ("NUMBERED_PARAGRAPH", "2. Duties of staff.", "2"),
        ("NUMBERED_PARAGRAPH", "2.1 They keep records.", "2.1"),
        ("LIST_ITEM", "(a) of visits", ""),
        ("LIST_ITEM", "(b) of calls", ""),
    ]
    assert draft.blocks[6].context == (4,)


def test_a_numbered_list_after_a_lead_in_is_a_list() -> None:
    document = new_document()
    add_list(document, 77, OUTLINE)
    document.add_paragraph("The authority should improve:")
    for text in ("the speed of checks", "the record of visits"):
        number(document.add_paragraph(text), 77)

    draft = read(document)

    assert [(block.kind.name, block.text, block.context) for block in draft.blocks] == [
        ("PARAGRAPH", "The authority should improve:", ()),
        ("LIST_ITEM", "1. the speed of checks", (0,)),
        ("LIST_ITEM", "2. the record of visits", (0,)),
    ]


def test_numbered_paragraphs_go_on_after_a_heading_and_another_paragraph() -> None:
    document = new_document()
    add_list(document, 77, OUTLINE)
    number(document.add_paragraph("Staff know the children. They listen:"), 77)
    number(document.add_paragraph("Staff are trained."), 77)
    document.add_paragraph("Leaders", style="Heading 1")
    number(document.add_paragraph("Leaders visit often."), 77)

    draft = read(document)

    assert [block.number for block in draft.blocks] == ["1", "2", "", "3"]


def test_a_heading_bears_its_number() -> None:
    document = new_document()
    add_list(document, 77, OUTLINE)
    number(document.add_paragraph("Background", style="Heading 1"), 77)
    document.add_paragraph("It is known.")

    draft = read(document)

    assert (draft.blocks[0].kind.name, draft.blocks[0].text) == ("HEADING", "1. Background")


@pytest.mark.parametrize(
    ("value", "way", "expected"),
    [
        (4, "decimal", "4"),
        (4, "decimalZero", "04"),
        (12, "ordinal", "12th"),
        (22, "ordinal", "22nd"),
        (27, "lowerLetter", "aa"),
        (2, "upperLetter", "B"),
        (14, "lowerRoman", "xiv"),
        (1999, "I", "MCMXCIX"),
        (5_000, "upperRoman", "5000"),
        (0, "a", "0"),
        (3, "chicago", "3"),
    ],
)
def test_a_number_is_written_as_the_document_would_print_it(
    value: int, way: str, expected: str
) -> None:
    assert written(value, way) == expected
