from ingest.pdf.file import load_pdf
from tests.pdf_maker import Print, lines, pdf_of

PROSE = [
    "The council has worked with its partners to find more homes near",
    "the schools of the children who need them, and it has begun to",
    "recruit carers together with two of its neighbours.",
]


def kinds_and_texts(*pages: list[Print]) -> list[tuple[str, str]]:
    blocks = load_pdf(pdf_of([*pages]), "x", lambda: None).blocks
    return [(block.kind.value, block.text) for block in blocks]


def noted_paragraph() -> list[Print]:
    """A numbered paragraph with a note's figure raised half a size within its second line."""
    return [
        Print("12. Disabled children are known to one worker for long, which", 700),
        Print("is so in most cases.", 685, 96),
        Print("1", 691, 204, size=7),
        Print("Their plans are less often reviewed when they", 685, 211),
        Print("approach fourteen.", 670, 96),
    ]


def test_a_raised_note_figure_does_not_part_a_paragraph() -> None:
    page = [*lines(PROSE, 780), *noted_paragraph()]

    assert kinds_and_texts(page)[1] == (
        "numbered paragraph",
        (
            "12. Disabled children are known to one worker for long, which is so in most cases. "
            "Their plans are less often reviewed when they approach fourteen."
        ),
    )


def test_a_footnote_is_one_block_with_its_own_raised_figure() -> None:
    note = [Print("1", 78.8, 71, size=6), Print("This counts unborn children.", 74.5, 76, size=8.5)]

    assert kinds_and_texts([*lines(PROSE, 780), *noted_paragraph(), *note])[1] == (
        "footnote",
        "1 This counts unborn children.",
    )


def test_notes_whose_figures_stand_apart_are_notes_and_no_table() -> None:
    notes = [
        each
        for n, text in enumerate(["The first of them.", "The second.", "The last of all."])
        for each in (Print(str(n + 1), 110 - 12 * n, size=8.5), Print(text, 110 - 12 * n, 100, 8.5))
    ]

    assert kinds_and_texts([*lines(PROSE, 780), *notes])[:3] == [
        ("footnote", "1 The first of them."),
        ("footnote", "2 The second."),
        ("footnote", "3 The last of all."),
    ]


def test_a_sentence_runs_over_a_page_past_the_footnote() -> None:
    first = [
        *lines(PROSE, 780),
        Print("14. The team knows of 418 children and refers those about whom", 120),
        Print("1", 78.8, 71, size=6),
        Print("This counts unborn children.", 74.5, 76, size=8.5),
    ]
    second = [Print("it is worried.", 780), *lines(PROSE, 740)]

    assert kinds_and_texts(first, second)[1:3] == [
        ("footnote", "1 This counts unborn children."),
        (
            "numbered paragraph",
            "14. The team knows of 418 children and refers those about whom it is worried.",
        ),
    ]


def test_letters_too_small_to_be_seen_are_no_text() -> None:
    page = [
        *lines(PROSE, 780),
        Print("Radicalisation", 700),
        Print("150F", 700, 147, size=1),
        Print("10", 704.5, 150, size=8),
        Print("is a process.", 700, 162),
    ]

    assert kinds_and_texts(page)[-1] == ("paragraph", "Radicalisation is a process.")


def test_a_footer_with_a_roman_number_is_the_same_as_one_with_a_figure() -> None:
    labels = ["iii", "1", "2", "3"]
    pages = [
        [*lines([f"{letter} {line}" for line in PROSE], 780), Print(f"Office {label}", 60)]
        for letter, label in zip("ABCD", labels, strict=True)
    ]

    removed = load_pdf(pdf_of(pages), "x", lambda: None).removed

    assert removed == (
        "page 1: Office iii",
        "page 2: Office 1",
        "page 3: Office 2",
        "page 4: Office 3",
    )


def test_a_raised_figure_after_a_year_is_no_part_of_the_year() -> None:
    page = [
        *lines(PROSE, 780),
        Print("See the Act of 2018", 700),
        Print("12", 705, 181, size=7),
        Print("and its rules.", 700, 192),
    ]

    assert kinds_and_texts(page)[-1] == ("paragraph", "See the Act of 2018 and its rules.")
