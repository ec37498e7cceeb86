from ingest.loaders.draft import DraftBlock
from ingest.pdf.file import load_pdf
from tests.pdf_maker import Print, lines, pdf_of

PROSE = [
    "The council has worked with its partners to find more homes near",
    "the schools of the children who need them, and it has begun to",
    "recruit carers together with two of its neighbours.",
]


def read(*pages: list[Print]) -> list[DraftBlock]:
    return list(load_pdf(pdf_of([*pages]), "x", lambda: None).blocks)


def kinds_and_texts(*pages: list[Print]) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in read(*pages)]


def test_items_without_a_glyph_are_told_by_their_indent_under_what_leads_them_in() -> None:
    page = [
        *lines(PROSE, 780),
        Print("The law applies to:", 700),
        Print("homes for children", 678, 87),
        Print("agencies that find carers", 656, 87),
        Print("It does not apply to schools.", 630),
    ]

    blocks = read(page)

    assert [(block.kind.value, block.text, block.context) for block in blocks[1:]] == [
        ("paragraph", "The law applies to:", ()),
        ("list item", "homes for children", (1,)),
        ("list item", "agencies that find carers", (1,)),
        ("paragraph", "It does not apply to schools.", ()),
    ]


def test_a_list_without_glyphs_goes_on_with_new_items_on_the_next_page() -> None:
    first = [*lines(PROSE, 780), Print("The law applies to:", 120), Print("homes", 98, 87)]
    second = [Print("agencies that find carers", 780, 87), *lines(PROSE, 740)]

    assert kinds_and_texts(first, second)[1:4] == [
        ("paragraph", "The law applies to:"),
        ("list item", "homes"),
        ("list item", "agencies that find carers"),
    ]


def test_parts_of_a_section_are_items_under_what_they_stand_under() -> None:
    page = [
        *lines(PROSE, 780),
        Print("(1) A keeper of a register must\u2014", 700, 90),
        Print("(a) keep it in a form that\u2014", 685.5, 110),
        Print("(i) can be read; and", 671, 130),
        Print("(ii) can be copied;", 656.5, 130),
        Print("(b) make it known.", 642, 110),
        Print("(2) Subsection (1) does not apply to a register of a kind in section", 627.5, 90),
        Print("(4) below.", 613, 90),
    ]

    blocks = read(page)

    assert [(block.kind.value, block.text, block.context) for block in blocks[1:]] == [
        ("paragraph", "(1) A keeper of a register must\u2014", ()),
        ("list item", "(a) keep it in a form that\u2014", (1,)),
        ("list item", "(i) can be read; and", (1, 2)),
        ("list item", "(ii) can be copied;", (1, 2)),
        ("list item", "(b) make it known.", (1,)),
        (
            "paragraph",
            "(2) Subsection (1) does not apply to a register of a kind in section (4) below.",
            (),
        ),
    ]


def test_a_links_address_in_smaller_letters_does_not_part_its_sentence() -> None:
    page = [
        *lines(PROSE, 780),
        Print("Our powers are set out in the Act", 700),
        Print("(https://example.org/acts/1) and associated", 685.5, size=10.8),
        Print("rules. They are few.", 671),
    ]

    assert kinds_and_texts(page)[1:] == [
        (
            "paragraph",
            (
                "Our powers are set out in the Act (https://example.org/acts/1) and associated "
                "rules. They are few."
            ),
        )
    ]


def test_a_paragraph_that_begins_in_bold_letters_is_no_heading() -> None:
    page = [
        *lines(PROSE, 780),
        Print("Where a child is missing from home at night, it is then important", 700, bold=True),
        Print("that a call is made to the police at once.", 685.5),
    ]

    assert kinds_and_texts(page)[1:] == [
        (
            "paragraph",
            (
                "Where a child is missing from home at night, it is then important "
                "that a call is made to the police at once."
            ),
        )
    ]


def test_a_note_whose_figure_is_as_large_as_its_words_is_a_footnote() -> None:
    first = [
        *lines(PROSE, 780),
        Print("Staff share what they know, and they do so", 120),
        Print("12 Sharing of Facts Act 2001", 80, size=8),
        Print("xii However, a later act amends it.", 68, size=8),
    ]
    second = [Print("without delay.", 780), *lines(PROSE, 740)]

    assert kinds_and_texts(first, second)[1:4] == [
        ("footnote", "12 Sharing of Facts Act 2001"),
        ("footnote", "xii However, a later act amends it."),
        ("paragraph", "Staff share what they know, and they do so without delay."),
    ]


def test_a_raised_roman_figure_is_no_part_of_the_sentence() -> None:
    page = [
        *lines(PROSE, 780),
        Print("They wait for it as adults.", 700),
        Print("xii", 705, 218, size=7),
        Print("They wait long.", 700, 232),
    ]

    assert kinds_and_texts(page)[-1] == ("paragraph", "They wait for it as adults. They wait long.")


def test_a_paragraphs_number_stands_apart_where_it_does_on_the_page() -> None:
    page = [*lines(PROSE, 780), Print("10.", 700), Print("Plans are clear.", 700, 90.4)]

    assert kinds_and_texts(page)[-1] == ("numbered paragraph", "10. Plans are clear.")
