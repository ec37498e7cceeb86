from io import BytesIO

import pypdf
from pypdf.generic import NameObject, RectangleObject

from ingest.pdf.file import load_pdf
from tests.pdf_maker import Print, lines, pdf_of

PROSE = [
    "The council has worked with its partners to find more homes near",
    "the schools of the children who need them, and it has begun to",
    "recruit carers together with two of its neighbours.",
]
SECOND = "It will report on this each year."


def kinds_and_texts(data: bytes) -> list[tuple[str, str]]:
    return [(b.kind.value, b.text) for b in load_pdf(data, "x", lambda: None).blocks]


def written(writer: pypdf.PdfWriter) -> bytes:
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_a_page_set_sideways_is_read_as_it_is_seen() -> None:
    sideways = [
        Print(text, 100, 200 + 14.5 * place, turn=90)
        for place, text in enumerate([*PROSE, "", SECOND])
        if text
    ]

    assert kinds_and_texts(pdf_of([sideways])) == [
        ("paragraph", " ".join(PROSE)),
        ("paragraph", SECOND),
    ]


def test_furniture_is_told_by_its_place_on_the_visible_part_of_a_cropped_page() -> None:
    pages = [
        [*lines([f"{letter} {PROSE[0]}", *PROSE[1:]], 500), Print(f"{n}", 320, 290)]
        for n, letter in enumerate("AB", 1)
    ]
    writer = pypdf.PdfWriter(BytesIO(pdf_of(pages)))
    for page in writer.pages:
        page.cropbox = RectangleObject((50, 300, 550, 800))

    draft = load_pdf(written(writer), "x", lambda: None)

    assert draft.removed == ("page 1: 1", "page 2: 2")
    assert draft.page_labels == ("1", "2")


def test_a_damaged_page_costs_that_page_alone_and_is_named() -> None:
    writer = pypdf.PdfWriter(BytesIO(pdf_of([lines(PROSE, 700), lines([SECOND], 700)])))
    writer.pages[0][NameObject("/Type")] = NameObject("/Nothing")
    writer.pages[0][NameObject("/Contents")] = NameObject("/Nothing")

    draft = load_pdf(written(writer), "x", lambda: None)

    assert [block.text for block in draft.blocks] == [SECOND]
    assert len(draft.page_labels) == 2


def test_a_plainly_set_line_that_the_outline_names_is_a_heading() -> None:
    page = [*lines(PROSE, 780), Print("How we act. At once.", 700), *lines(PROSE, 670)]
    writer = pypdf.PdfWriter(BytesIO(pdf_of([page])))
    writer.add_outline_item(title="How we act. At once.", page_number=0)

    assert kinds_and_texts(written(writer))[1] == ("heading", "How we act. At once.")


def test_an_outline_of_every_paragraph_names_no_headings() -> None:
    page = [*lines(PROSE, 780), Print("How we act. At once.", 700), *lines(PROSE, 670)]
    writer = pypdf.PdfWriter(BytesIO(pdf_of([page])))
    for _ in range(7):
        writer.add_outline_item(title="How we act. At once.", page_number=0)

    assert kinds_and_texts(written(writer))[1] == ("paragraph", "How we act. At once.")


def test_headings_set_alike_take_their_levels_from_their_numbers() -> None:
    page = [
        Print("A report on homes", 790, size=28),
        Print("Autumn", 755, size=18),
        Print("1. Homes", 720, size=15, bold=True),
        *lines(PROSE, 690),
        Print("1.1 Near schools", 630, size=15, bold=True),
        *lines(PROSE, 600),
    ]
    second = [Print("2. Schools", 790, size=15, bold=True), *lines(PROSE, 760)]

    blocks = load_pdf(pdf_of([page, second]), "x", lambda: None).blocks

    assert [(b.text, b.level) for b in blocks if b.level] == [
        ("A report on homes", 1),
        ("Autumn", 1),
        ("1. Homes", 2),
        ("1.1 Near schools", 3),
        ("2. Schools", 2),
    ]


def test_a_figures_title_opens_no_section() -> None:
    page = [
        *lines(PROSE, 780),
        Print("Figure 2: Homes by year", 700, bold=True),
        *lines(PROSE, 670),
    ]

    assert kinds_and_texts(pdf_of([page]))[1] == ("caption", "Figure 2: Homes by year")


def test_a_heading_that_ends_in_a_full_stop_is_one_where_it_is_large_and_bold() -> None:
    page = [
        *lines(PROSE, 780),
        Print("The help that children get is good.", 700, size=14, bold=True),
        *lines(PROSE, 670),
    ]

    assert kinds_and_texts(pdf_of([page]))[1] == ("heading", "The help that children get is good.")


def test_a_sentence_that_a_box_cuts_in_two_does_not_run_on_from_the_box() -> None:
    first = [
        *lines(PROSE, 780),
        Print("Talks are held in time, but they do not", 120),
        Print("A carer is praised.", 80),
    ]
    second = [Print("help all who need it.", 780), *lines(PROSE, 740)]

    assert [text for _, text in kinds_and_texts(pdf_of([first, second]))][1:4] == [
        "Talks are held in time, but they do not",
        "A carer is praised.",
        "help all who need it.",
    ]
